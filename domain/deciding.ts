import { readable } from './fold.ts';
import type { Entry } from './ledger/entry.ts';
import type { Trust } from './ledger/trust.ts';
import { foldPeople } from './person.ts';
import { decidesTargets } from './post.ts';

/**
 * Who was given a post that decides targets, and devices certified for one. An administrator appoints alone, so that
 * nobody else has to be there; in exchange each such act is shown to everybody, in the office's order.
 */
export interface Deciding {
  entry: Entry;
  person: string;
  name: string;
  post: string;
  /** Place in the office's order. */
  seq: number;
  /** Of the receipt. */
  at: string;
}

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** What has effect: signed by who may, and receipted. The newest first. */
export function foldDeciding(registry: readonly Entry[], trust: Trust): Deciding[] {
  const people = new Map(foldPeople(registry, trust).map((person) => [person.id, person]));
  const found = readable([...registry]).flatMap((entry): Deciding[] => {
    const { kind, body } = entry;
    if (!decidesTargets(text(body.post))) return [];
    const person = text(body.person);
    const receipt = trust.receiptOf('registry', entry);
    // A person's posts as they were believed name their receipts; a certificate is the office key's or none.
    const good =
      kind === 'person.appointed'
        ? people.get(entry.subject)?.held.some(({ from }) => from === receipt?.seq)
        : kind === 'key.certified' && trust.certified(entry);
    if (!good || !receipt) return [];
    const name = text(body.name) || (people.get(person)?.name ?? person);
    return [{ entry, person, name, post: text(body.post), seq: receipt.seq, at: receipt.receivedAt }];
  });
  return found.sort((a, b) => b.seq - a.seq);
}
