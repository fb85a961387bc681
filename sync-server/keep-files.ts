import { setImmediate as turn } from 'node:timers/promises';
import type { CaseState } from '../domain/case.ts';
import type { CheckState } from '../domain/check.ts';
import { addMonths, dayOf, monthOf } from '../domain/day.ts';
import { fileUntil, isOver, KEEPING, recordUntil } from '../domain/keep.ts';
import type { DestroyedFiles } from '../replica/destroyed.ts';
import type { Office } from './office.ts';

/** A file of a case or a check, with the last day on which it is kept. */
export interface KeptFile {
  hash: string;
  kind: Claim['kind'];
  until: string;
}

type Claim = Parameters<typeof fileUntil>[0][number];

/** So many rows are read before requests have their turn. */
const ROWS = 2000;
const LONG_HEX = /[0-9a-f]{64,}/g;

/** Every name of a file in some bytes; a longer run of hex may hold one anywhere. */
function* hashesIn(text: string): Generator<string> {
  for (const [run] of text.matchAll(LONG_HEX))
    for (let from = 0; from + 64 <= run.length; from++) yield run.slice(from, from + 64);
}

/**
 * Photographs and papers of cases that ended and of checks. A file goes where every entry that names it belongs to one
 * of those, and all of their times are over: whatever else names it keeps it, a scan of a decision, a meeting's paper,
 * a dispute. A file that nothing names yet came before its entry, and is kept.
 */
export class KeptFiles {
  private readonly office: Office;
  private readonly destroyed: DestroyedFiles;

  constructor(office: Office, destroyed: DestroyedFiles) {
    this.office = office;
    this.destroyed = destroyed;
  }

  private find(id: string): CaseState | null {
    return this.office.replica.find<CaseState>('case', 'cases', id)?.state ?? null;
  }

  /** By file, what cases and checks whose time is over say of it; and the rows that say so. */
  private claims(on: string): { claims: Map<string, Claim[]>; rows: Set<number> } {
    const claims = new Map<string, Claim[]>();
    const rows = new Set<number>();
    // A month that is younger than the term has nothing that is over.
    for (const noun of ['case', 'check'] as const)
      for (const doc of this.office.replica.family(`${noun}s`))
        if (doc <= `${noun}s/${monthOf(addMonths(on, -KEEPING[`${noun}_file`].months))}`)
          this.claimsOf(noun, doc, on, (hash, row, claim) => {
            rows.add(row);
            if (this.office.blobs.has(hash)) claims.set(hash, [...(claims.get(hash) ?? []), claim]);
          });
    return { claims, rows };
  }

  private claimsOf(
    noun: 'case' | 'check',
    doc: string,
    on: string,
    take: (hash: string, row: number, claim: Claim) => void,
  ): void {
    const { replica } = this.office;
    const untils = new Map<string, string>();
    for (const state of replica.states<CaseState | CheckState>(noun, doc)) {
      const until = recordUntil('file', state, (id) => this.find(id));
      if (until !== null && isOver(until, on)) untils.set(state.id, until);
    }
    if (untils.size === 0) return;
    for (const { n, entry } of replica.entriesAfter(doc, 0)) {
      const until = untils.get(entry.kind === 'check.recorded' ? entry.id : entry.subject);
      if (until === undefined) continue;
      for (const hash of hashesIn(JSON.stringify(entry.body))) take(hash, n, { kind: `${noun}_file`, until });
    }
  }

  /** What is over on a day, by what is known now. `upTo`: the last row of the log that was looked at. */
  async due(on: string): Promise<{ files: KeptFile[]; upTo: number }> {
    const { claims, rows } = this.claims(on);
    const upTo = await this.drop(claims, rows, 0);
    const files = [...claims].flatMap(([hash, all]) => {
      // One that was deleted before came back from a backup or a second copy: that is no new arrival.
      const arrived = this.destroyed.get(hash) ? null : dayOf(this.office.blobs.arrivedAt(hash));
      const until = fileUntil(all, arrived);
      return until !== null && isOver(until, on) ? [{ hash, kind: all[0]!.kind, until }] : [];
    });
    files.sort((a, b) => (a.until < b.until ? -1 : a.until > b.until ? 1 : a.hash < b.hash ? -1 : 1));
    return { files, upTo };
  }

  /** Takes out what any other row of a ledger names, or a meeting's draft. */
  private async drop(
    claims: Map<string, Claim[]>,
    rows: ReadonlySet<number>,
    after: number,
  ): Promise<number> {
    const { db } = this.office.replica;
    const last = db.prepare('SELECT coalesce(max(n), 0) FROM entry').pluck().get() as number;
    for (let from = after; claims.size > 0 && from < last; from += ROWS) {
      this.dropNamed(claims, rows, from, Math.min(from + ROWS, last));
      await turn();
    }
    for (const table of ['log', 'snapshot'])
      for (const data of claims.size ? this.drafts(table) : [])
        for (const hash of hashesIn(data.toString('latin1'))) claims.delete(hash);
    return last;
  }

  private drafts(table: string): Iterable<Buffer> {
    return this.office.replica.db
      .prepare(`SELECT t.data FROM ${table} t JOIN doc d ON d.n = t.doc WHERE d.kind = 'draft'`)
      .pluck()
      .iterate() as Iterable<Buffer>;
  }

  private dropNamed(
    claims: { delete(hash: string): unknown },
    rows: ReadonlySet<number>,
    from: number,
    to: number,
  ): void {
    const named = this.office.replica.db
      .prepare("SELECT n, content FROM entry WHERE n > ? AND n <= ? AND kind <> 'file.destroyed'")
      .all(from, to) as { n: number; content: Buffer }[];
    for (const { n, content } of named)
      if (!rows.has(n)) for (const hash of hashesIn(content.toString('latin1'))) claims.delete(hash);
  }

  /** Inside the write that gives the word: without those that an entry names which came meanwhile. */
  stillDue(files: readonly KeptFile[], upTo: number): KeptFile[] {
    const left = new Map(files.map((each) => [each.hash, each]));
    this.dropNamed(left, new Set(), upTo, Number.MAX_SAFE_INTEGER);
    return [...left.values()];
  }
}
