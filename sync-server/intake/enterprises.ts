import type { EnterpriseState } from '../../domain/registry.ts';
import type { Replica } from '../../replica/replica.ts';

/** Enterprises that the registry knows; a change is in force as soon as it is committed. */
export class Enterprises {
  private readonly known = new Map<string, EnterpriseState>();
  private readonly stop: () => void;

  constructor(replica: Replica) {
    for (const each of replica.states<EnterpriseState>('enterprise')) this.known.set(each.id, each);
    this.stop = replica.onCommit((changes) => {
      for (const { doc, entries } of changes)
        for (const { kind, subject } of doc === 'registry' ? entries : []) {
          if (kind !== 'enterprise.registered') continue;
          const state = replica.state<EnterpriseState>('enterprise', 'registry', subject);
          if (state) this.known.set(state.id, state);
        }
    });
  }

  has(enterprise: string): boolean {
    return this.known.has(enterprise);
  }

  get(enterprise: string): EnterpriseState | null {
    return this.known.get(enterprise) ?? null;
  }

  close(): void {
    this.stop();
  }
}
