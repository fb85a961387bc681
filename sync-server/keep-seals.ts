import { isOver, paperUntil } from '../domain/keep.ts';
import { foldPeople } from '../domain/person.ts';
import type { Office } from './office.ts';

export interface KeptSeal {
  seal: string;
  kind: string;
  until: string;
}

/** Keys of personal fields that are over on a day: by their own term, or since their person left the post. */
export function sealsDue(office: Office, on: string): KeptSeal[] {
  const people = foldPeople(office.replica.entries('registry'), office.receipts.trust());
  const leftOn = new Map(people.flatMap(({ id, left }) => (left ? [[id, left.on] as const] : [])));
  return office.seals
    .standing()
    .map(({ seal, kind, subject, until }) => ({
      ...{ seal, kind },
      until: kind === 'paper' ? paperUntil(until, leftOn.get(subject) ?? null) : until,
    }))
    .filter(({ until }) => isOver(until, on))
    .sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : a.seal < b.seal ? -1 : 1));
}
