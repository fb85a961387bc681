import { foldDecisions } from '../domain/decision.ts';
import { readable } from '../domain/fold.ts';
import { SEEDS, type TargetBook } from '../domain/target.ts';
import { rolesIn, weigh } from '../domain/weigh.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Office } from './office.ts';

/** Which targets stand, as the office sees it. Worked out anew only where a decision, a person or a mark is new. */
export class Targets {
  private readonly office: Office;
  private readonly stop: () => void;
  private known: TargetBook | null = null;

  constructor(office: Office) {
    this.office = office;
    this.stop = office.replica.onCommit((changes) => {
      for (const { doc, entries } of changes) {
        const marked = () => entries.some((entry) => entry.body.document === 'targets');
        if (doc === 'targets' || doc === 'registry' || (doc.startsWith('receipts/') && marked()))
          this.known = null;
      }
    });
  }

  book(): TargetBook {
    this.known ??= this.work();
    return this.known;
  }

  private work(): TargetBook {
    const { replica, receipts } = this.office;
    const entries = replica.entries('targets');
    if (entries.length === 0) return { seeds: SEEDS, approvals: [] };
    const trust = receipts.trust();
    const appointed = readable(replica.entries('registry')).filter(({ kind }) => kind === 'person.appointed');
    const rolesOf = (person: string): string[] => {
      const roles = [...trust.people.values()].filter((each) => each.person === person).flatMap(rolesIn);
      const post = appointed.findLast((entry) => entry.subject === person)?.body.post;
      return [...new Set([...roles, ...(typeof post === 'string' ? [post] : [])])];
    };
    const { weighed } = weigh(entries, trust);
    const { approvals } = foldDecisions(weighed, { sha256: nodeCrypto.sha256, rolesOf });
    return { seeds: SEEDS, approvals };
  }

  close(): void {
    this.stop();
  }
}
