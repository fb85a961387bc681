import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign,
} from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, type Unzipped, unzipSync, zipSync } from 'fflate';
import * as Y from 'yjs';
import { z } from 'zod';
import { mayStand, parseDocument } from '../domain/documents.ts';
import { canonical, type Json } from '../domain/ledger/canonical.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { fingerprint } from '../domain/ledger/signature.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import { isWeighty, knownKind } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import { familyOf } from '../replica/documents.ts';
import type { Replica } from '../replica/replica.ts';
import { checkEntry } from './intake.ts';
import { type Settings, writePrivate } from './settings.ts';

/** What a courier's file may unpack to; above it, it is no bundle of ours. */
const LARGEST = 1024 * 1024 * 1024;

const Manifest = z.object({
  format: z.literal(1),
  /** Fingerprint of the office key: a bundle of another office is refused. */
  root: z.string(),
  epoch: z.string().nullable(),
  at: z.string(),
  by: z.object({ person: z.string().nullable(), device: z.string() }),
  documents: z.array(
    z.object({
      name: z.string(),
      kind: z.enum(['ledger', 'gauge', 'draft']),
      file: z.string(),
      sha256: z.string(),
      entries: z.number().int(),
    }),
  ),
  key: z.string(),
  alg: z.literal('Ed25519'),
  publicKey: z.string(),
});
type Manifest = z.infer<typeof Manifest>;

export interface Exported {
  documents: number;
  entries: number;
  bytes: number;
}

export interface Made extends Exported {
  zip: Uint8Array;
}

export interface Imported {
  taken: number;
  known: number;
  /** Gauges and drafts that were merged. */
  merged: number;
  refused: { document: string; id: string; reason: string }[];
  /** The device that made it, and its person where this replica holds a certificate of that key. */
  by: { device: string; person: string | null; key: string };
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Hexadecimal digits of a SHA-256. */
const SEAL = 64;

/**
 * The hash of all before it, as the zip's comment (its length is the last field of the end record). The manifest's
 * signature covers what the file says; this covers every byte of it, those that no unzipper looks at too.
 */
function seal(zip: Uint8Array): Uint8Array {
  const bytes = Buffer.concat([zip, Buffer.alloc(SEAL)]);
  bytes.writeUInt16LE(SEAL, zip.length - 2);
  bytes.write(sha256(bytes.subarray(0, zip.length)), zip.length, 'latin1');
  return bytes;
}

function sealed(bytes: Uint8Array): boolean {
  const end = Math.max(0, bytes.length - SEAL);
  return sha256(bytes.subarray(0, end)) === strFromU8(bytes.subarray(end), true);
}

/**
 * The key of this device for the courier's files: it shows that a file is as this device made it. It is nobody's
 * signature; what carries weight is signed entry by entry.
 */
function courierKey(folder: string): { key: KeyObject; publicKey: string } {
  const file = join(folder, 'courier.key');
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync('ed25519');
    writePrivate(file, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  }
  const key = createPrivateKey(readFileSync(file));
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  return { key, publicKey: spki.toString('base64url') };
}

function contentOf(replica: Replica, name: string, kind: Manifest['documents'][number]['kind']) {
  if (kind === 'ledger') {
    const entries = replica.entries(name);
    return {
      bytes: strToU8(entries.map((entry) => `${JSON.stringify(entry)}\n`).join('')),
      count: entries.length,
    };
  }
  const bytes = Y.encodeStateAsUpdate(replica.hold(name, kind));
  replica.release(name);
  return { bytes, count: 0 };
}

/** The courier's file: what this replica holds of the documents (or families) named, or all of it. */
export function makeBundle(
  folder: string,
  replica: Replica,
  settings: Settings,
  at: string,
  only: string[] | null,
): Made {
  const chosen = replica
    .documents()
    .filter(({ name }) => !only || only.includes(name) || only.includes(familyOf(name)));
  const missing = only?.filter(
    (each) => !chosen.some(({ name }) => name === each || familyOf(name) === each),
  );
  if (missing?.length) throw new Refusal('not_carried', `${missing.join(', ')}: not carried here`);
  const files: Record<string, Uint8Array> = {};
  const documents = chosen.map(({ name, kind }, i) => {
    const { bytes, count } = contentOf(replica, name, kind);
    const inside = `${i}.${kind === 'ledger' ? 'jsonl' : 'update'}`;
    files[inside] = bytes;
    return { name, kind, file: inside, sha256: sha256(bytes), entries: count };
  });
  const { key, publicKey } = courierKey(folder);
  const manifest: Manifest = {
    ...{ format: 1, root: settings.root, epoch: replica.meta('epoch'), at, documents },
    by: { person: settings.person, device: settings.device },
    ...{ key: fingerprint(nodeCrypto, publicKey), alg: 'Ed25519', publicKey },
  };
  const text = canonical(manifest as unknown as Json);
  files['manifest.json'] = strToU8(text);
  files['manifest.sig'] = strToU8(sign(null, Buffer.from(text), key).toString('base64url'));
  const zip = seal(zipSync(files, { level: 6 }));
  return {
    documents: documents.length,
    entries: documents.reduce((sum, each) => sum + each.entries, 0),
    bytes: zip.length,
    zip,
  };
}

/** Writes the courier's file, whole or not at all. */
export function exportBundle(
  folder: string,
  replica: Replica,
  settings: Settings,
  at: string,
  file: string,
  only: string[] | null,
): Exported {
  const { zip, ...exported } = makeBundle(folder, replica, settings, at, only);
  const part = `${file}.${randomUUID().slice(0, 8)}`;
  writeFileSync(part, zip, { mode: 0o600 });
  renameSync(part, file);
  return exported;
}

/** Unpacks a file and checks it whole, before anything of it is looked at. @throws {Refusal} `bundle` */
function open(bytes: Uint8Array, settings: Settings): { manifest: Manifest; files: Unzipped } {
  let size = 0;
  let files: Unzipped;
  try {
    files = unzipSync(bytes, {
      filter(each) {
        size += each.originalSize;
        if (size > LARGEST) throw new Error('too large');
        return true;
      },
    });
  } catch (error) {
    throw new Refusal('bundle', `not a bundle, or damaged: ${(error as Error).message}`);
  }
  const text = files['manifest.json'];
  const sig = files['manifest.sig'];
  if (!text || !sig) throw new Refusal('bundle', 'not a bundle: it has no signed manifest');
  const manifest = readManifest(strFromU8(text));
  const genuine =
    manifest.key === fingerprint(nodeCrypto, manifest.publicKey) &&
    nodeCrypto.verify(manifest.alg, manifest.publicKey, strFromU8(text), strFromU8(sig));
  if (!genuine) throw new Refusal('bundle', 'the manifest was changed: its signature does not fit');
  if (manifest.root !== settings.root) throw new Refusal('bundle', 'this bundle is of another office');
  for (const { name, file, sha256: hash } of manifest.documents)
    if (!files[file] || sha256(files[file]) !== hash)
      throw new Refusal('bundle', `${name} was changed: it is not what the manifest names`);
  if (!sealed(bytes)) throw new Refusal('bundle', 'damaged: the file is not as it was made');
  return { manifest, files };
}

function readManifest(text: string): Manifest {
  try {
    const parsed = Manifest.safeParse(JSON.parse(text));
    if (parsed.success) return parsed.data;
  } catch {
    // Not JSON: the same to whoever holds the file.
  }
  throw new Refusal('bundle', 'the manifest can’t be read; a newer console may have made it');
}

/**
 * Takes a courier's file in, entry by entry, each checked like a first arrival, as somebody else's entries that came
 * through here; an id that is known is not written again, so twice is harmless.
 * @throws {Refusal} `bundle` for a file that is damaged, changed, or of another office; nothing is taken then.
 */
export function importBundle(
  replica: Replica,
  settings: Settings,
  trust: () => Trust,
  bytes: Uint8Array,
): Imported {
  const { manifest, files } = open(bytes, settings);
  const { device } = manifest.by;
  const result: Imported = {
    ...{ taken: 0, known: 0, merged: 0, refused: [] },
    by: { device, person: null, key: manifest.key },
  };
  // Certificates first, then receipts, which they sign: what follows is checked against both.
  const first = (name: string) => 2 - ['receipts', 'registry'].indexOf(familyOf(name)) - 1;
  const gauges = sameOffice(replica, manifest);
  for (const document of [...manifest.documents].sort((a, b) => first(a.name) - first(b.name))) {
    const known = parseDocument(document.name);
    if (known?.kind !== document.kind) {
      result.refused.push({ document: document.name, id: '', reason: 'no such document' });
      continue;
    }
    const content = files[document.file]!;
    if (known.kind === 'ledger') {
      const { keys = [], rest = [] } = Object.groupBy(linesOf(content), (line) =>
        isKey(line) ? 'keys' : 'rest',
      );
      // What else stands in the registry may be signed with a key that came with it.
      for (const lines of [keys, rest]) takeLedger(replica, trust, document.name, lines, result);
    } else if (gauges) {
      replica.merge(document.name, known.kind, content, 'office');
      result.merged++;
    }
  }
  return result;
}

/** Gauges belong to one epoch of the office. A machine that never saw the network follows the bundle's. */
function sameOffice(replica: Replica, { epoch }: Manifest): boolean {
  const here = replica.meta('epoch');
  if (here === epoch) return true;
  if (replica.meta('lastSync') !== null || epoch === null) return false;
  for (const { name, kind } of replica.documents()) if (kind === 'gauge') replica.dropGauge(name);
  replica.setMeta('epoch', epoch);
  return true;
}

function linesOf(content: Uint8Array): unknown[] {
  return strFromU8(content)
    .split('\n')
    .filter((line) => line !== '')
    .map(parseLine);
}

const isKey = (value: unknown) => String((value as { kind?: unknown } | null)?.kind).startsWith('key.');

function takeLedger(
  replica: Replica,
  trust: () => Trust,
  name: string,
  values: readonly unknown[],
  result: Imported,
): void {
  const fresh: Entry[] = [];
  const coming = new Map<string, Entry>();
  for (const value of values) {
    const read = checkEntry(value);
    const id = (value as { id?: unknown } | null)?.id;
    const fault = 'fault' in read ? read.fault : faultOf(read.entry, name, trust);
    if ('fault' in read || fault !== null) {
      result.refused.push({ document: name, id: typeof id === 'string' ? id : '', reason: fault! });
      continue;
    }
    const { entry } = read;
    const known = replica.entry(name, entry.id) ?? coming.get(entry.id);
    coming.set(entry.id, entry);
    if (!known) fresh.push(entry);
    else if (canonical(known as Json) === canonical(entry as Json)) result.known++;
    else
      result.refused.push({ document: name, id: entry.id, reason: 'another text under an id that stands' });
  }
  if (fresh.length) result.taken += replica.append(name, fresh, 'courier').length;
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** What the door of the office would say to an entry that somebody else brings. */
function faultOf(entry: Entry, name: string, trust: () => Trust): string | null {
  if (!knownKind(entry.kind)) return null;
  if (!mayStand(entry.kind, parseDocument(name)!.family)) return `${entry.kind} does not belong in ${name}`;
  // The office's own keys are believed by the fold or not at all: a registry can't be checked against itself here.
  if (['key', 'office'].includes(entry.kind.split('.')[0]!)) return null;
  if (entry.sig === undefined) return isWeighty(entry.kind) ? `${entry.kind} must be signed` : null;
  const signer = trust().signer(entry);
  return 'reason' in signer ? signer.reason : null;
}
