import { dayOf, parseTime } from './day.ts';
import { readable } from './fold.ts';
import type { Certificate } from './ledger/certificate.ts';
import type { Refused } from './ledger/chain.ts';
import type { Entry } from './ledger/entry.ts';
import type { Trust } from './ledger/trust.ts';
import type { Weighed } from './matter.ts';

export const rolesIn = (certificate: Pick<Certificate, 'post' | 'roles'>): string[] => [
  ...new Set([...(certificate.post === null ? [] : [certificate.post]), ...certificate.roles]),
];

/** Entries of `targets` with what their signature and receipt are worth; what fails a check changes nothing. */
export function weigh(entries: Entry[], trust: Trust): { weighed: Weighed[]; refused: Refused[] } {
  const weighed: Weighed[] = [];
  const refused: Refused[] = [];
  for (const entry of readable(entries)) {
    const binding = trust.binding('targets', entry);
    if (binding.state === 'refused') {
      refused.push({ id: entry.id, kind: entry.kind, reason: binding.reason });
      continue;
    }
    const roles = rolesIn(binding.certificate);
    const received = binding.state === 'binding' ? parseTime(binding.receipt.receivedAt) : null;
    const mark =
      binding.state === 'binding' && received !== null
        ? { seq: binding.receipt.seq, day: dayOf(received) }
        : null;
    weighed.push({ entry, mark, roles });
  }
  return { weighed, refused };
}
