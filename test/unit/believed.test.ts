import { generateKeyPairSync, sign } from 'node:crypto';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FIRST_PREV } from '../../domain/ledger/chain.ts';
import { type Entry, signedText, wholeText } from '../../domain/ledger/entry.ts';
import { fingerprint } from '../../domain/ledger/signature.ts';
import { Trust } from '../../domain/ledger/trust.ts';
import { Believed } from '../../replica/believed.ts';
import { nodeCrypto } from '../../replica/crypto.ts';
import { CheckedInFile } from '../../replica/found.ts';
import { Replica } from '../../replica/replica.ts';
import { writeContent } from '../../replica/structs.ts';
import { temporary, until } from '../integration/office.ts';

const office = generateKeyPairSync('ed25519');
const publicKey = office.publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
const root = fingerprint(nodeCrypto, publicKey);

let made = 0;
function signed(kind: string, body: Record<string, unknown>): Entry {
  const draft: Entry = {
    ...{ v: 1, id: `e${made++}`, kind, subject: 's', at: '1732953600000-0000-office' },
    ...{ by: { person: 'office', device: 'office' }, body, key: root, alg: 'Ed25519' },
  };
  return {
    ...draft,
    sig: sign(null, Buffer.from(signedText(draft)), office.privateKey).toString('base64url'),
  };
}

/** An office's closings, each with its receipt; the office key signs both here. */
function closings(count: number, after: Entry[] = []): { entries: Entry[]; receipts: Entry[] } {
  const entries = Array.from({ length: count }, (_, n) => signed('gate-day.closed', { n }));
  const receipts = [...after];
  for (const entry of entries) {
    const last = receipts.at(-1);
    const prev = last ? nodeCrypto.sha256(wholeText(last)) : FIRST_PREV;
    const marked = {
      document: 'gate-days/2024-11',
      entry: entry.id,
      hash: nodeCrypto.sha256(wholeText(entry)),
    };
    const when = { epoch: 'e', receivedAt: '2024-12-01T10:00:00+08:00' };
    receipts.push(signed('office.receipt', { ...marked, ...when, seq: receipts.length + 1, prev }));
  }
  return { entries, receipts: receipts.slice(after.length) };
}

let folder: ReturnType<typeof temporary>;
let replica: Replica;
const open = () => new Replica(join(folder.path, 'replica.db'), []);
const strict = () =>
  new Trust(root, replica.entries('registry'), replica.entries('receipts/2024'), nodeCrypto);
const kept = () => until(() => replica.meta('chain'));

beforeEach(() => {
  folder = temporary('believed');
  replica = open();
  replica.append('registry', [signed('key.office', { key: root, alg: 'Ed25519', publicKey })]);
});
afterEach(() => {
  vi.restoreAllMocks();
  replica.close();
  folder.remove();
});

test('a start goes on from where the last one ended, and verifies what came since', async () => {
  const first = closings(600);
  replica.append('gate-days/2024-11', first.entries);
  replica.append('receipts/2024', first.receipts);
  const before = new Believed(replica, () => root);
  for (const entry of first.entries)
    expect(before.trust().binding('gate-days/2024-11', entry).state).toBe('binding');
  await new Promise((done) => setImmediate(done));
  before.trust();
  await kept();
  replica.close();
  replica = open();
  const verify = vi.spyOn(nodeCrypto, 'verify');
  const after = new Believed(replica, () => root);
  const more = closings(3, first.receipts);
  replica.append('gate-days/2024-11', more.entries);
  replica.append('receipts/2024', more.receipts);
  expect(after.trust().head).toEqual(strict().head);
  verify.mockClear();
  const state = (entry: Entry) => after.trust().binding('gate-days/2024-11', entry).state;
  for (const entry of [...first.entries, ...more.entries]) expect(state(entry)).toBe('binding');
  expect(verify.mock.calls.length).toBeLessThan(100);
});

test('what was changed in the file marks nothing; a fork that comes later ends the chain where it forks', async () => {
  const { entries, receipts } = closings(600);
  replica.append('receipts/2024', receipts);
  new Believed(replica, () => root).trust();
  await kept();
  const [third, tenth] = [receipts[2]!, receipts[9]!];
  const forged = { ...third, body: { ...third.body, hash: nodeCrypto.sha256('another text') } };
  replica.db.prepare('UPDATE entry SET content = ? WHERE id = ?').run(writeContent(forged), third.id);
  const believed = new Believed(replica, () => root);
  const marks = (entry: Entry) => believed.trust().receiptOf('gate-days/2024-11', entry);
  expect(marks(entries[2]!)).toBeNull();
  expect(marks(entries[9]!)?.seq).toBe(10);
  replica.db.prepare('UPDATE entry SET content = ? WHERE id = ?').run(writeContent(third), third.id);
  replica.append('receipts/2024', [
    signed('office.receipt', { ...tenth.body, receivedAt: '2024-12-02T10:00:00+08:00' }),
  ]);
  expect(believed.trust().head).toEqual(strict().head);
  expect(believed.trust().head.seq).toBe(9);
  expect(marks(entries[9]!)).toBeNull();
});

test('what a write that failed had in it is not believed', () => {
  const { entries, receipts } = closings(2);
  replica.append('receipts/2024', [receipts[0]!]);
  const believed = new Believed(replica, () => root);
  expect(() =>
    replica.write(() => {
      replica.append('receipts/2024', [receipts[1]!]);
      expect(believed.trust().head.seq).toBe(2);
      throw new Error('no');
    }),
  ).toThrow('no');
  believed.forget();
  expect(believed.trust().head.seq).toBe(1);
  expect(believed.trust().binding('gate-days/2024-11', entries[1]!).state).toBe('waiting');
});

test('signatures are verified before anybody asks', async () => {
  const believed = new Believed(replica, () => root, { ahead: true });
  const verify = vi.spyOn(nodeCrypto, 'verify');
  const set = vi.spyOn(CheckedInFile.prototype, 'set');
  const { entries } = closings(20);
  replica.append('gate-days/2024-11', entries);
  await until(() => set.mock.calls.length > 20);
  const forged = { ...entries[0]!, body: {} };
  expect(believed.trust().signer(entries[0]!)).toHaveProperty('certificate');
  expect(believed.trust().signer(forged)).toHaveProperty('reason', 'the signature does not fit');
  expect(verify.mock.calls.length).toBeLessThan(5);
});
