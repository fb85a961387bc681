import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoShanghai, parseTime } from '../../domain/day.ts';
import { folds } from '../../domain/folds.ts';
import { FIRST_PREV } from '../../domain/ledger/chain.ts';
import { clockText } from '../../domain/ledger/clock.ts';
import { type Entry, signedText, wholeText } from '../../domain/ledger/entry.ts';
import { fingerprint } from '../../domain/ledger/signature.ts';
import { Trust } from '../../domain/ledger/trust.ts';
import { isWeighty, mayWrite, parsePost } from '../../domain/post.ts';
import { Refusal } from '../../domain/rpc.ts';
import type { Context, Identity } from '../../main/app.ts';
import { readingOnly } from '../../main/field.ts';
import { Files } from '../../main/files.ts';
import { Keys } from '../../main/keys.ts';
import { Luggage } from '../../main/luggage.ts';
import { Blobs } from '../../replica/blobs.ts';
import { nodeCrypto } from '../../replica/crypto.ts';
import { DestroyedFiles } from '../../replica/destroyed.ts';
import { Replica } from '../../replica/replica.ts';
import { Seals } from '../../replica/seals.ts';

interface Key {
  id: string;
  spki: string;
  key: KeyObject;
}

function makeKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  return { id: fingerprint(nodeCrypto, spki), spki, key: privateKey };
}

/** Thursday 2024-12-05 14:32, the scene of the mocks. */
export const NOW = parseTime('2024-12-05T14:32:00+08:00')!;
export const at = (text: string): number => parseTime(`${text}+08:00`)!;

/**
 * A console on a real replica in a temporary folder, and an office with its keys beside it: entries are signed and
 * receipted as they would be, so that what a query believes is believed for the real reasons.
 */
export class Scene {
  readonly folder = mkdtempSync(join(tmpdir(), 'queries-'));
  readonly replica = new Replica(join(this.folder, 'replica.db'), folds);
  readonly blobs = new Blobs(join(this.folder, 'blobs'));
  readonly seals = new Seals(':memory:');
  readonly files = new Files(this.replica, this.blobs, join(this.folder, 'sealed'));
  /** What the office answers when it is asked; away until a test says otherwise. */
  ask: (path: string, body?: unknown) => unknown = () => {
    throw new Refusal('away', 'the office can’t be reached');
  };
  /** The key of this device: none until a test makes one. */
  readonly device = new Keys(this.folder, () => this.now);
  now = NOW;
  connected = true;
  /** Families that this console does not carry. */
  readonly without = new Set<string>();
  private made = 0;
  private seq = 0;
  private prev = FIRST_PREV;
  private readonly office = makeKey();
  private readonly keys = new Map<string, { key: Key; post: string }>();

  constructor() {
    const { id, spki } = this.office;
    this.officeSays('registry', 'key.office', id, { key: id, alg: 'Ed25519', publicKey: spki });
  }

  close(): void {
    this.replica.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private draft(
    kind: string,
    subject: string,
    person: string,
    body: Record<string, unknown>,
    id?: string,
  ): Entry {
    const n = this.made++;
    return {
      v: 1,
      id: id ?? `entry-${String(n).padStart(6, '0')}`,
      kind,
      subject,
      at: clockText({ ms: this.now, count: n % 65_536 }, 'd'),
      by: { person, device: 'd' },
      body: JSON.parse(JSON.stringify(body)) as Record<string, unknown>,
    };
  }

  private signed(entry: Entry, by: Key): Entry {
    const named = { ...entry, key: by.id, alg: 'Ed25519' };
    return { ...named, sig: sign(null, Buffer.from(signedText(named)), by.key).toString('base64url') };
  }

  /** An entry of the office's own, unsigned where it carries no weight. */
  say(
    document: string,
    kind: string,
    subject: string,
    body: Record<string, unknown>,
    when = this.now,
  ): Entry {
    const draft = this.draft(kind, subject, 'office', body);
    const entry = { ...draft, at: clockText({ ms: when, count: this.made % 65_536 }, 'd') };
    this.replica.append(document, [entry]);
    return entry;
  }

  private officeSays(document: string, kind: string, subject: string, body: Record<string, unknown>): void {
    const entry = this.signed(this.draft(kind, subject, 'office', body), this.office);
    this.replica.append(document, [entry]);
    this.receipt(document, entry);
  }

  /** The office's mark on an entry, received at this scene's time. */
  receipt(document: string, entry: Entry): void {
    const body = {
      ...{ document, entry: entry.id, hash: nodeCrypto.sha256(wholeText(entry)), seq: ++this.seq },
      ...{ epoch: 'e', receivedAt: isoShanghai(this.now), prev: this.prev },
    };
    const made = this.signed(this.draft('office.receipt', entry.id, 'office', body), this.office);
    this.prev = nodeCrypto.sha256(wholeText(made));
    this.replica.append('receipts/2024', [made]);
  }

  hashOf(document: string, id: string): string {
    return nodeCrypto.sha256(wholeText(this.replica.entry(document, id)!));
  }

  /** An entry that a person signs past every check of the desk, and that the office receipts. */
  forge(person: string, document: string, kind: string, body: Record<string, unknown>): Entry {
    const { key } = this.keys.get(person)!;
    const entry = this.signed(this.draft(kind, 'forged', person, body), key);
    this.replica.append(document, [entry]);
    this.receipt(document, entry);
    return entry;
  }

  /** Appoints and certifies a person. */
  person(id: string, name: string, unit: string, post: string): void {
    this.officeSays('registry', 'person.appointed', id, { person: id, name, unit, post });
    const key = makeKey();
    this.keys.set(id, { key, post });
    this.officeSays('registry', 'key.certified', key.id, {
      ...{ key: key.id, alg: 'Ed25519', publicKey: key.spki },
      ...{ person: id, name, unit, post, roles: [post] },
    });
  }

  /** This console in the hands of a person, or of a token's role. */
  as(person: string, post = this.keys.get(person)?.post ?? ''): Context {
    const scene = this;
    const me: Identity = { person, name: person, unit: null, post, device: 'd', unlocked: true };
    return {
      replica: this.replica,
      blobs: this.blobs,
      files: this.files,
      destroyed: new DestroyedFiles(this.replica, () => this.trust()),
      templates: join(this.folder, 'templates'),
      now: () => scene.now,
      me,
      demo: true,
      record(document, kind, subject, body, more = {}) {
        const of = parsePost(post);
        if (!of || !mayWrite(of, kind)) throw new Refusal('post', `${post} may not write ${kind}`);
        const draft = scene.draft(kind, subject, person, body, more.id);
        const key = scene.keys.get(person)?.key;
        const entry = key && (isWeighty(kind) || more.sign) ? scene.signed(draft, key) : draft;
        scene.replica.append(document, [entry]);
        return entry;
      },
      local: readingOnly(
        null,
        new Luggage({
          ...{ replica: this.replica, blobs: this.blobs, now: () => scene.now },
          ...{ choice: () => null, gone: () => new Map(), changed: () => {} },
        }),
      ),
      seals: scene.seals,
      newId: () => `id-${String(scene.made++).padStart(6, '0')}`,
      trust: () => scene.trust(),
      carries: (document) => !scene.without.has(document.split('/')[0]!),
      saved: () => 'office',
      refused: () => [],
      askOffice: async (path, body) => scene.ask(path, body),
      keys: scene.device,
      root: fingerprint(nodeCrypto, scene.office.spki),
      sync: () => ({
        ...{ server: 'http://office', connected: scene.connected, epoch: 'e', trouble: null },
        ...{ lastSync: isoShanghai(NOW - 60_000), waiting: 0, waitingSince: null, quarantined: 0 },
        ...{ quarantine: [], carried: [], newer: 0, documents: [] },
      }),
      fetchDetail: async (hash) => scene.blobs.read(hash),
      fetchFile: async (hash) => scene.blobs.read(hash),
    };
  }

  private kept: { hash: string; trust: Trust } | null = null;

  private trust(): Trust {
    const hash = this.replica.hash('registry') + this.replica.hash('receipts/2024');
    if (this.kept?.hash !== hash) {
      const receipts = this.replica.entries('receipts/2024');
      const root = fingerprint(nodeCrypto, this.office.spki);
      const trust = new Trust(root, this.replica.entries('registry'), receipts, nodeCrypto);
      this.kept = { hash, trust };
    }
    return this.kept.trust;
  }
}
