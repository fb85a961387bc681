import type { SyncStatus } from '../domain/contract/overview.ts';
import { isoShanghai } from '../domain/day.ts';
import { readClock } from '../domain/ledger/clock.ts';
import type { Replica } from '../replica/replica.ts';
import type { Context, Queries } from './app.ts';
import { newerEntries } from './intake.ts';
import type { Settings } from './settings.ts';
import type { Sync } from './sync.ts';

/** How many entries each ledger holds: counted once, then kept up by what commits add. */
export class Counts {
  private readonly replica: Replica;
  private readonly counts = new Map<string, number>();

  constructor(replica: Replica) {
    this.replica = replica;
    replica.onCommit((changes) => {
      for (const { doc, entries, owners } of changes) {
        const count = this.counts.get(doc);
        if (owners.has('rehome')) this.counts.delete(doc);
        else if (count !== undefined) this.counts.set(doc, count + entries.length);
      }
    });
  }

  of(name: string): number {
    let count = this.counts.get(name);
    if (count === undefined) {
      const row = this.replica.db
        .prepare(
          'SELECT count(*) AS count FROM entry WHERE known = 0 AND doc = (SELECT n FROM doc WHERE name = ?)',
        )
        .get(name) as { count: number };
      count = row.count;
      this.counts.set(name, count);
    }
    return count;
  }
}

/**
 * What is synced, what waits and why, in truth. `sync` is null in a process that only reads: connected to nothing.
 */
export function syncStatus(
  replica: Replica,
  settings: Settings,
  counts: Counts,
  sync: Sync | null,
): SyncStatus {
  const waiting = new Map(replica.outbox.waiting().map((each) => [each.doc, each]));
  const first = [...waiting.values()].map((each) => each.first.at).sort()[0];
  const quarantine = replica.outbox.quarantined();
  const lastSync = replica.meta('lastSync');
  const documents = replica.documents().map(({ name, kind, bytes }) => {
    const count = waiting.get(name)?.count ?? 0;
    const synced = count === 0 && (sync?.synced(name) ?? false);
    return { name, kind, entries: kind === 'ledger' ? counts.of(name) : 0, waiting: count, synced, bytes };
  });
  return {
    server: settings.server,
    connected: sync?.connected ?? false,
    epoch: replica.meta('epoch'),
    lastSync: sync ? sync.syncedAt : lastSync === null ? null : isoShanghai(Number(lastSync)),
    trouble: sync?.trouble ?? null,
    waiting: documents.reduce((sum, each) => sum + each.waiting, 0),
    waitingSince: first === undefined ? null : isoShanghai(readClock(first).ms),
    quarantined: quarantine.length,
    quarantine,
    carried: [...new Set([...documents.map((each) => each.name), ...(sync?.known ?? [])])].sort(),
    newer: newerEntries(replica),
    documents,
  };
}

export const queries = {
  'sync.status': {
    reads: ['sync'],
    run: (context: Context) => context.sync(),
  },
} satisfies Partial<Queries>;
