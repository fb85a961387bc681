import { type Decisions, foldDecisions } from '../domain/decision.ts';
import { readable } from '../domain/fold.ts';
import type { Refused, Trust } from '../domain/ledger/trust.ts';
import { SEEDS, type TargetBook } from '../domain/target.ts';
import { rolesIn, weigh } from '../domain/weigh.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Replica } from '../replica/replica.ts';
import type { Context } from './app.ts';
import { madeOf } from './states.ts';

/** What this console makes of `targets`: every signature and receipt checked here, offline. */
export interface Believed extends Decisions {
  book: TargetBook;
  /** Everything that failed a check, with the reason: it changed nothing. */
  refused: Refused[];
}

/** Posts of a person, by appointment or certificate: the approver of a decision on paper needs no key. */
export function rolesOf(context: Context, person: string): string[] {
  const roles = new Set<string>();
  for (const certificate of context.trust().people.values())
    if (certificate.person === person) for (const role of rolesIn(certificate)) roles.add(role);
  for (const { id, post } of personsOf(context.replica)) if (id === person) roles.add(post);
  return [...roles];
}

interface Person {
  id: string;
  name: string;
  unit: string;
  post: string;
}

/** People as the office appointed them; of several appointments of one the last. */
export function personsOf(replica: Replica): Person[] {
  return madeOf(replica, 'registry', 'persons', () => {
    const found = new Map<string, Person>();
    for (const { kind, subject, body } of readable(replica.entries('registry')))
      if (kind === 'person.appointed')
        found.set(subject, {
          id: subject,
          name: String(body.name ?? subject),
          unit: String(body.unit ?? ''),
          post: String(body.post ?? ''),
        });
    return [...found.values()];
  });
}

/** A person's name; an id that nobody knows, such as a token's name, is shown as it is. */
export function nameOf(context: Context): (person: string) => string {
  const names = new Map(personsOf(context.replica).map((person) => [person.id, person.name]));
  return (person) => names.get(person) ?? person;
}

const believed = new WeakMap<Trust, { hash: string; value: Believed }>();

/** Checked once per set of entries: registry and receipts change `trust`, proposals and decisions the hash. */
export function decisionsOf(context: Context): Believed {
  const trust = context.trust();
  const hash = context.replica.hash('targets');
  const known = believed.get(trust);
  if (known?.hash === hash) return known.value;
  const { weighed, refused } = weigh(context.replica.entries('targets'), trust);
  const decisions = foldDecisions(weighed, {
    sha256: nodeCrypto.sha256,
    rolesOf: (person) => rolesOf(context, person),
  });
  const value = {
    ...decisions,
    book: { seeds: SEEDS, approvals: decisions.approvals },
    refused: [...refused, ...decisions.refused],
  };
  believed.set(trust, { hash, value });
  return value;
}
