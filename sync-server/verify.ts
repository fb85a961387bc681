import type Database from 'better-sqlite3';
import { foldAllotments } from '../domain/allotment.ts';
import { foldDecisions } from '../domain/decision.ts';
import { canonical, type Json, notJson } from '../domain/ledger/canonical.ts';
import type { Refused } from '../domain/ledger/chain.ts';
import { Entry } from '../domain/ledger/entry.ts';
import { Trust } from '../domain/ledger/trust.ts';
import { foldPeople, rolesOfPeople } from '../domain/person.ts';
import { foldPlans } from '../domain/plan.ts';
import { isReceipted } from '../domain/post.ts';
import type { StandInState } from '../domain/stand-in.ts';
import { weigh } from '../domain/weigh.ts';
import type { Blobs } from '../replica/blobs.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Replica } from '../replica/replica.ts';
import { readContent } from '../replica/structs.ts';

interface Fault {
  document: string;
  id: string;
  kind: string;
  reason: string;
}

export interface Verification {
  entries: number;
  receipts: number;
  head: { seq: number; hash: string };
  /** Signed and not yet receipted. */
  waiting: number;
  /** What is not what it says, or not what was written: each named once. */
  bad: Fault[];
  /** Genuine, and of no effect: a decision that does not fit its proposal, a withdrawal by another group. */
  void: Fault[];
}

interface Row {
  id: string;
  kind: string;
  subject: string;
  known: number;
  content: Buffer;
}

/** One document's rows as they lie on the disk, past every index and cache. */
function rowsOf(db: Database.Database, name: string): Row[] {
  return db
    .prepare(
      'SELECT e.id, e.kind, e.subject, e.known, e.content FROM entry e JOIN doc d ON d.n = e.doc WHERE d.name = ? ORDER BY e.n',
    )
    .all(name) as Row[];
}

/** What is wrong with a row by itself: unreadable, not an entry, or filed under another name than its own. */
function rowFault(row: Row): { entry: Entry } | { reason: string } {
  let value: unknown;
  try {
    value = readContent(row.content);
  } catch {
    return { reason: 'the row can’t be read' };
  }
  const issue = notJson(value) ?? Entry.safeParse(value).error?.issues[0]?.message ?? null;
  if (issue !== null) return { reason: issue };
  const entry = value as Entry;
  if (entry.id !== row.id) return { reason: `stands under ${row.id} and calls itself ${entry.id}` };
  if (entry.kind !== row.kind || entry.subject !== row.subject)
    return { reason: 'is filed under another kind or subject than its own' };
  return { entry };
}

/**
 * Checks a whole replica, the office's or a console's: rows, form, signatures, receipts, the chain, what the receipts
 * say of what is here, files. Names every bad entry.
 */
export function verifyReplica(replica: Replica, root: string, blobs: Blobs | null = null): Verification {
  const faults = new Map<string, Fault>();
  const find = (document: string, { id, kind, reason }: Refused) => {
    const key = `${document}\n${id}`;
    if (!faults.has(key)) faults.set(key, { document, id, kind, reason });
  };
  const ledgers = new Map<string, Entry[]>();
  for (const { name, kind } of replica.documents())
    if (kind === 'ledger') ledgers.set(name, readLedger(replica, name, find));
  const of = (family: string) =>
    [...ledgers].filter(([name]) => name.split('/')[0] === family).flatMap(([, entries]) => entries);

  const receipts = of('receipts');
  const registry = of('registry');
  const trust = new Trust(root, registry, receipts, nodeCrypto);
  const placeOf = new Map<string, string>();
  for (const [name, entries] of ledgers)
    if (name === 'registry' || name.startsWith('receipts/'))
      for (const { id } of entries) placeOf.set(id, name);
  for (const each of trust.refused) find(placeOf.get(each.id) ?? '', each);

  let waiting = 0;
  for (const [name, entries] of ledgers)
    for (const entry of entries) {
      const state = signatureFault(trust, name, entry);
      if (state === 'waiting') waiting++;
      else if (state !== null) find(name, { ...entry, reason: state });
    }
  for (const { name, refused } of unmarked(ledgers, receipts, trust)) find(name, refused);
  for (const hash of blobs?.all() ?? []) if (damaged(blobs!, hash)) find('', fileFault(hash));
  return {
    entries: [...ledgers.values()].reduce((sum, entries) => sum + entries.length, 0),
    ...{ receipts: receipts.length, head: trust.head, waiting, bad: [...faults.values()] },
    void: withoutEffect(replica, registry, of('targets'), trust),
  };
}

function readLedger(
  replica: Replica,
  name: string,
  find: (document: string, refused: Refused) => void,
): Entry[] {
  const entries = new Map<string, Entry>();
  for (const row of rowsOf(replica.db, name)) {
    const read = rowFault(row);
    if ('reason' in read) find(name, { id: row.id, kind: row.kind, reason: read.reason });
    else if (row.known === 0) entries.set(row.id, read.entry);
    else {
      const standing = entries.get(row.id);
      if (!standing || canonical(standing as Json) !== canonical(read.entry as Json))
        find(name, { ...read.entry, reason: 'a copy that is not like the entry' });
    }
  }
  return [...entries.values()];
}

/** `waiting`: signed and not yet marked. What carries no weight need not be signed; where it is, it must fit. */
function signatureFault(trust: Trust, name: string, entry: Entry): string | null {
  if (entry.kind === 'office.receipt' || ['key.office', 'key.rolled'].includes(entry.kind)) return null;
  if (isReceipted(entry)) {
    const binding = trust.binding(name, entry);
    if (binding.state === 'refused') return binding.reason;
    return binding.state === 'waiting' ? 'waiting' : null;
  }
  if (entry.sig === undefined) return null;
  const signer = trust.signer(entry);
  return 'reason' in signer ? signer.reason : null;
}

/** Receipts of the chain for entries that are not here, or not as they were marked. */
function* unmarked(
  ledgers: ReadonlyMap<string, Entry[]>,
  receipts: readonly Entry[],
  trust: Trust,
): Generator<{ name: string; refused: Refused }> {
  const here = new Map<string, Entry>();
  for (const [name, entries] of ledgers) for (const entry of entries) here.set(`${name}\n${entry.id}`, entry);
  for (const receipt of receipts) {
    const place = `${receipt.body.document}\n${receipt.body.entry}`;
    const marked = trust.receipts.get(place);
    const name = String(receipt.body.document);
    if (marked?.id !== receipt.id || !ledgers.has(name)) continue;
    const entry = here.get(place);
    if (!entry) {
      const reason = `receipt ${marked.seq} marks it, and it is not here`;
      yield { name, refused: { id: marked.entry, kind: '', reason } };
    } else if (!trust.receiptOf(name, entry))
      yield { name, refused: { ...entry, reason: 'the receipt is for another text' } };
  }
}

function damaged(blobs: Blobs, hash: string): boolean {
  try {
    return blobs.read(hash) === null;
  } catch {
    return true;
  }
}

const fileFault = (hash: string): Refused => ({
  ...{ id: hash, kind: 'file', reason: 'the file is damaged' },
});

function withoutEffect(replica: Replica, registry: Entry[], targets: Entry[], trust: Trust): Fault[] {
  const { weighed } = weigh(targets, trust);
  const standIns = new Set(replica.states<StandInState>('standIn').map(({ standIn }) => standIn));
  const means = {
    sha256: nodeCrypto.sha256,
    rolesOf: rolesOfPeople(foldPeople(registry, trust), trust),
    standsIn: (person: string) => standIns.has(person),
  };
  const folds = [
    foldDecisions(weighed, { ...means, liftedOn: () => null }),
    foldPlans(weighed, means),
    foldAllotments(weighed),
  ];
  return folds.flatMap(({ refused }) => refused.map((each) => ({ document: 'targets', ...each })));
}
