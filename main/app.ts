import type { Choice } from '../domain/carry.ts';
import type { SyncStatus } from '../domain/contract/overview.ts';
import type { ActName, ErrandName, Output, Parsed, QueryName } from '../domain/contract.ts';
import type { FamilyName } from '../domain/documents.ts';
import type { Refused } from '../domain/ledger/chain.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import type { Blobs } from '../replica/blobs.ts';
import type { DestroyedFiles } from '../replica/destroyed.ts';
import type { Replica } from '../replica/replica.ts';
import type { Seals } from '../replica/seals.ts';
import type { Imported, Made } from './bundle.ts';
import type { DiskState } from './disk.ts';
import type { Enrolment } from './enrol.ts';
import type { Files } from './files.ts';
import type { Keys } from './keys.ts';
import type { Luggage } from './luggage.ts';

/** Whose console this is. */
export interface Identity {
  /** What stands as `by.person` in this console's entries: a person's id, or the token's name. */
  person: string;
  name: string;
  unit: string | null;
  /** Post or role, as in CONTRACT.md; empty until the office has told a token's. */
  post: string;
  device: string;
  /** Whether the signing key is unlocked; null where this console has none. */
  unlocked: boolean | null;
}

/** What belongs to this machine and to no replica: what it takes along, its clock, its disk, its courier. */
export interface Local {
  /** Documents or families taken along; null: every one that the office lists. */
  chosen(): string[] | null;
  /** What those were chosen by, where a screen chose them. */
  choice(): Choice | null;
  choose(choice: Choice | null): void;
  /** Files that ride beside the documents. */
  luggage: Luggage;
  /** What the office listed last, with its sizes there, and when (epoch ms). */
  listed(): { at: number | null; documents: ReadonlyMap<string, number> };
  /** How a person gets onto it. */
  enrolment(): Enrolment;
  /** Milliseconds that this device's clock is ahead of the office's; null where it was never compared. */
  clockAhead(): number | null;
  /** Since when the office has been away (epoch ms); null while it is there. */
  awaySince(): number | null;
  disk(): Promise<DiskState>;
  makeBundle(documents: string[] | null): Made;
  takeBundle(bytes: Uint8Array): Imported;
}

/** What a noun's queries and acts are given: a replica, a clock, and whose console it is. No shell, no network. */
export interface Context {
  readonly replica: Replica;
  /** Epoch milliseconds. */
  now(): number;
  readonly me: Identity;
  /** Everything that the office holds is marked 演示数据. */
  readonly demo: boolean;
  /**
   * Writes an entry of this console's person, in the running transaction: an act's entries are stored all or none.
   * Kinds that carry weight are signed in any case.
   * @throws {Refusal} `post` where the person's post may not write this kind, `locked` where the key is needed and
   * locked, `document` where the kind does not belong in the document.
   */
  record(
    document: string,
    kind: string,
    subject: string,
    body: Record<string, unknown>,
    more?: { id?: string; sign?: boolean },
  ): Entry;
  /** A new id (UUIDv7) for a subject or an entry. */
  newId(): string;
  /** What can be believed of registry and receipts here; kept until one of them changes. */
  trust(): Trust;
  /** False for a document outside this console's choice, or that its role may not read: answer `notCarried`. */
  carries(document: string): boolean;
  /** Whether the office has an entry (`office`) or it is only here yet. */
  saved(document: string, id: string): 'here' | 'office';
  /** What a server sent and failed a check on this console: another text under a known id, a forged shape. */
  refused(): Refused[];
  sync(): SyncStatus;
  /** Asks the office itself. @throws {Refusal} `away` where it is not there, `office` where it refuses. */
  askOffice(path: string, body?: unknown): Promise<unknown>;
  readonly local: Local;
  /** Keys of personal fields. */
  readonly seals: Seals;
  /** Files that the office deleted when their time was over. */
  readonly destroyed: DestroyedFiles;
  /** This device's signing key. */
  readonly keys: Keys;
  /** Fingerprint of the office key that came with token or code: what is trusted. */
  readonly root: string;
  readonly blobs: Blobs;
  readonly files: Files;
  /** A file that an entry names (a scan): from the disk, else from the office. Null while it can't be had. */
  fetchFile(hash: string): Promise<Buffer | null>;
  /** Folder of the office's own paper templates; one that is not there is no mistake. Null: only those shipped. */
  readonly templates: string | null;
  /** A gate's detail file: from the disk, else from the office, and then kept. Null while it can't be had. */
  fetchDetail(hash: string): Promise<Buffer | null>;
}

/** What a query looks at: families of documents, and what is no document. */
export type Reads = FamilyName | 'sync' | 'key';

export interface QueryHandler<N extends QueryName> {
  /** A commit that touches none of these does not run it again. */
  reads: readonly Reads[];
  /** Its result changes with time alone: run again every 5 s. */
  timed?: true;
  /** Cheap, and waited for in a room: runs with each commit that it reads, though it is told as seldom as the others. */
  prompt?: true;
  run(context: Context, input: Parsed<N>): Output<N> | Promise<Output<N>>;
}

export interface ActHandler<N extends ActName> {
  /** Runs inside one transaction: may not wait. */
  run(context: Context, input: Parsed<N>): Output<N>;
}

export interface ErrandHandler<N extends ErrandName> {
  run(context: Context, input: Parsed<N>): Output<N> | Promise<Output<N>>;
}

/** Every name of the contract has its handler, or the types fail. A noun exports a part: `satisfies Partial<Queries>`. */
export type Queries = { [N in QueryName]: QueryHandler<N> };
export type Acts = { [N in ActName]: ActHandler<N> };
export type Errands = { [N in ErrandName]: ErrandHandler<N> };
