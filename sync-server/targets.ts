import type { Alert } from '../domain/alert.ts';
import { dayOf } from '../domain/day.ts';
import { foldDecisions } from '../domain/decision.ts';
import { foldPeople, rolesOfPeople } from '../domain/person.ts';
import { SEEDS, type TargetBook } from '../domain/target.ts';
import { weigh } from '../domain/weigh.ts';
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
        const own = doc === 'targets' || doc === 'registry' || doc.startsWith('alerts/');
        if (own || (doc.startsWith('receipts/') && marked())) this.known = null;
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
    const rolesOf = rolesOfPeople(foldPeople(replica.entries('registry'), trust), trust);
    const { weighed } = weigh(entries, trust);
    const liftedOn = (alert: string): string | null => {
      const states = replica.family('alerts').map((doc) => replica.state<Alert>('alert', doc, alert));
      const at = states.find((state) => state !== null)?.liftedAt ?? null;
      return at === null ? null : dayOf(at);
    };
    const { approvals } = foldDecisions(weighed, { sha256: nodeCrypto.sha256, rolesOf, liftedOn });
    return { seeds: SEEDS, approvals };
  }

  close(): void {
    this.stop();
  }
}
