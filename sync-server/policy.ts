import { type DocumentName, mayStand } from '../domain/documents.ts';
import { canonical, type Json, notJson } from '../domain/ledger/canonical.ts';
import { type Entry, formFault, SCHEMA } from '../domain/ledger/entry.ts';
import { Trust } from '../domain/ledger/trust.ts';
import { isWeighty, knownKind, mayWrite, mayWriteEntry, parsePost } from '../domain/post.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Head } from '../replica/documents.ts';
import type { Denial } from '../replica/protocol.ts';
import type { Replica } from '../replica/replica.ts';
import {
  type Deletion,
  type Foreign,
  readContent,
  readUpdate,
  type Struct,
  writeContent,
} from '../replica/structs.ts';
import type { Caller } from './tokens.ts';

/** What becomes of an update: it is taken whole or refused whole. */
export type Verdict =
  | { is: 'good'; structs: Struct[] }
  /** Its clocks lie ahead of what is stored: hold it until the gap fills, then ask again. */
  | { is: 'early' }
  | { is: 'denied'; denial: Denial };

export interface Question {
  document: DocumentName;
  caller: Caller;
  /** Who the caller's Yjs client ids belong to: its device, or its token. */
  owner: string;
  update: Uint8Array;
  replica: Replica;
  trust: () => Trust;
  /** While the office is restored from a backup it takes in what is validly signed, from anybody. */
  recovering: boolean;
}

/** The check of a ledger's update, before anything of it is stored (DESIGN.md, Sync). */
export function judge(question: Question): Verdict {
  const { document, replica } = question;
  let read: ReturnType<typeof readUpdate>;
  try {
    read = readUpdate(question.update);
  } catch (error) {
    return {
      is: 'denied',
      denial: { code: 'malformed', entries: [{ id: '', reason: (error as Error).message }] },
    };
  }
  const heads = replica.headsOf(document.name);
  const fresh = read.structs.filter((struct) => struct.clock >= (heads.get(struct.client)?.next ?? 0));
  const foreign = read.foreign.filter(
    (each) => each.clock + each.length > (heads.get(each.client)?.next ?? 0),
  );
  if (early(heads, [...fresh.map((each) => ({ ...each, length: 1 })), ...foreign])) return { is: 'early' };

  const wrong: { id: string; reason: string; code: string }[] = [];
  for (const each of foreign) {
    const lost = each.reason === 'deleted' ? losing(question, each) : null;
    if (lost) fresh.push(lost);
    else
      wrong.push({
        id: nameOf(question, each, read.structs),
        reason: FOREIGN[each.reason],
        code: each.reason,
      });
  }
  const lost = new Set(
    foreign.filter((each) => each.reason === 'deleted').map((each) => `${each.client} ${each.clock}`),
  );
  for (const deletion of read.deletions) wrong.push(...uncovered(question, deletion, lost));
  fresh.sort((a, b) => a.client - b.client || a.clock - b.clock);
  const seen = new Map<string, unknown>();
  const asked = question.recovering && document.name === 'registry' ? withComing(question, fresh) : question;
  for (const struct of fresh) {
    const bad = faultOf(asked, struct, heads, seen);
    if (bad) wrong.push({ id: struct.id, ...bad });
  }
  if (!wrong.length) return { is: 'good', structs: fresh };
  const codes = new Set(wrong.map((each) => each.code));
  codes.delete('newer');
  return { is: 'denied', denial: { code: [...codes][0] ?? 'newer', entries: eachOnce(wrong) } };
}

/**
 * What a restored office lost of its own registry comes back in one piece: a key that it was rolled to is believed by
 * the roll that comes with it.
 */
function withComing(question: Question, fresh: Struct[]): Question {
  let trust: Trust | null = null;
  const { replica } = question;
  return {
    ...question,
    trust() {
      const coming = fresh.map((struct) => readContent(struct.content) as Entry);
      trust ??= new Trust(
        [...question.trust().office.keys()][0] ?? '',
        [...replica.entries('registry'), ...coming],
        replica.family('receipts').flatMap((name) => replica.entries(name)),
        nodeCrypto,
      );
      return trust;
    },
  };
}

/** Every bad entry by name, with the first thing that is wrong: an overwrite brings a deletion of the old one along. */
function eachOnce(wrong: readonly { id: string; reason: string }[]): Denial['entries'] {
  const byId = new Map<string, { id: string; reason: string }>();
  for (const { id, reason } of wrong) if (!byId.has(id)) byId.set(id, { id, reason });
  return [...byId.values()];
}

const FOREIGN: Record<Foreign['reason'], string> = {
  overwrite: 'an entry is written once: it cannot be overwritten',
  shape: 'not one plain JSON entry',
  parent: 'not under `entries`',
  gap: 'a gap',
  deleted: 'an entry is never deleted',
};

/**
 * Two clients wrote the same entry; the one of the lower client id was deleted in its own Yjs document before it got
 * here. The entry stands already: this copy is taken for its clock's sake, with the content of the one that stands.
 */
function losing({ replica, document }: Question, foreign: Foreign): Struct | null {
  const places = replica.placesOf(document.name, foreign.id!);
  const entry = replica.entry(document.name, foreign.id!);
  if (!entry || !places.some((place) => place.client > foreign.client)) return null;
  return { client: foreign.client, clock: foreign.clock, id: foreign.id!, content: writeContent(entry) };
}

/** Whether any client's first new clock lies beyond what is stored. */
function early(
  heads: Map<number, Head>,
  parts: { client: number; clock: number; length: number }[],
): boolean {
  const next = new Map<number, number>();
  for (const part of parts.sort((a, b) => a.client - b.client || a.clock - b.clock)) {
    const at = next.get(part.client) ?? heads.get(part.client)?.next ?? 0;
    if (part.clock > at) return true;
    next.set(part.client, Math.max(at, part.clock + part.length));
  }
  return false;
}

/** The entry that a foreign struct is about. An overwrite carries no key on the wire: what it follows does. */
function nameOf(question: Question, foreign: Foreign, beside: Struct[]): string {
  if (foreign.id !== null) return foreign.id;
  const { origin } = foreign;
  if (!origin) return '';
  const near = beside.find((each) => each.client === origin.client && each.clock === origin.clock);
  return near?.id ?? question.replica.idAt(question.document.name, origin.client, origin.clock) ?? '';
}

/**
 * A returning reader carries a delete set: of entries that two clients wrote, all but the one of the highest client id
 * are deleted in every Yjs document. Any other deletion is somebody's wish to take a fact back.
 */
function uncovered(
  { replica, document }: Question,
  deletion: Deletion,
  lost: Set<string>,
): { id: string; reason: string; code: string }[] {
  const wrong = [];
  const end = Math.min(deletion.clock + deletion.length, deletion.clock + 100_000);
  for (let clock = deletion.clock; clock < end; clock++) {
    if (lost.has(`${deletion.client} ${clock}`)) continue;
    const id = replica.idAt(document.name, deletion.client, clock);
    if (id !== null && replica.placesOf(document.name, id).some((place) => place.client > deletion.client))
      continue;
    wrong.push({ id: id ?? '', reason: 'an entry is never deleted', code: 'deletion' });
    if (id === null) break;
  }
  return wrong;
}

/** What is wrong with one new struct, if anything. */
function faultOf(
  question: Question,
  struct: Struct,
  heads: Map<number, Head>,
  seen: Map<string, unknown>,
): { reason: string; code: string } | null {
  const { document, caller, owner, replica } = question;
  const head = heads.get(struct.client);
  if (head && head.owner !== owner && !question.recovering)
    return { code: 'client', reason: 'this Yjs client id is somebody else’s' };
  const value = readContent(struct.content);
  const unplain = notJson(value);
  if (unplain) return { code: 'json', reason: unplain };
  const fault = formFault(value);
  if (fault !== null) return { code: 'form', reason: fault };
  const entry = value as Entry;
  if (entry.id !== struct.id)
    return { code: 'id', reason: `stands under ${struct.id} and calls itself ${entry.id}` };
  const known = replica.entry(document.name, entry.id) ?? seen.get(entry.id);
  seen.set(entry.id, value);
  struct.checked = { entry, known: known !== undefined };
  if (known !== undefined)
    return canonical(known as Json) === canonical(value as Json)
      ? null
      : { code: 'overwrite', reason: FOREIGN.overwrite };
  if (entry.v > SCHEMA || !knownKind(entry.kind))
    return {
      code: 'newer',
      reason: `${entry.kind} of version ${entry.v} is not known here: upgrade the office first`,
    };
  if (!mayStand(entry.kind, document.family))
    return { code: 'document', reason: `${entry.kind} does not belong in ${document.family}` };
  return authority(question, entry, caller);
}

/** Whether this caller may bring this entry: its own by its post, or anybody's that is validly signed. */
function authority(
  question: Question,
  entry: Entry,
  caller: Caller,
): { reason: string; code: string } | null {
  const person = caller.person ?? caller.name;
  const weighty = isWeighty(entry.kind);
  const ownWord = entry.by.person === person;
  if (!weighty && ownWord) return mayWriteAs(caller.role, entry);
  if (entry.kind === 'office.receipt' && !question.recovering)
    return { code: 'role', reason: 'receipts are the office server’s own' };
  if (entry.sig === undefined)
    return weighty
      ? { code: 'signature', reason: `${entry.kind} must be signed` }
      : { code: 'person', reason: `by ${entry.by.person}, brought by ${person}, and not signed` };
  const signer = question.trust().signer(entry);
  if ('reason' in signer) {
    // A restored office may lack the certificate still: it comes back, and this is asked again.
    const later = question.recovering && question.trust().certificateFor(entry) === undefined;
    return { code: later ? 'newer' : 'signature', reason: signer.reason };
  }
  const { certificate } = signer;
  // The office key itself signs certificates, epochs and receipts; one that was rolled away signs nothing new.
  if (certificate.person === null)
    return question.recovering || question.trust().certified(entry)
      ? null
      : { code: 'signature', reason: 'signed by an office key outside its time' };
  if (question.trust().revoked.has(certificate.key) && !question.recovering)
    return { code: 'revoked', reason: `key ${certificate.key} is revoked` };
  const posts = [certificate.post, ...certificate.roles].filter((post) => post !== null);
  const allowed = posts.some((post) => mayWriteAs(post, entry) === null);
  return allowed
    ? null
    : { code: 'role', reason: `${certificate.post ?? 'nobody'} may not write ${entry.kind}` };
}

function mayWriteAs(role: string, entry: Entry): { reason: string; code: string } | null {
  const post = parsePost(role);
  if (post && mayWriteEntry(post, entry)) return null;
  const own = post && mayWrite(post, entry.kind) ? ' for another unit' : '';
  return { code: 'role', reason: `${role} may not write ${entry.kind}${own}` };
}
