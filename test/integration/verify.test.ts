import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folds } from '../../domain/folds.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { Blobs } from '../../replica/blobs.ts';
import { Replica } from '../../replica/replica.ts';
import { writeContent } from '../../replica/structs.ts';
import { doVerb } from '../../sync-server/admin.ts';
import { onConsole } from '../../sync-server/console-folder.ts';
import { startServer } from '../../sync-server/server.ts';
import type { Verification } from '../../sync-server/verify.ts';
import { Chain, decides, draft, makeWorld, signed, terms, type World } from '../property/trust-world.ts';
import { temporary } from './office.ts';

/** A replica with all that an office and its people wrote, checked whole; then with faults planted in it, one by one. */
const world: World = makeWorld();
let folder: ReturnType<typeof temporary>;
let replica: Replica;

beforeEach(() => {
  folder = temporary('verify');
  replica = new Replica(join(folder.path, 'replica.db'), folds);
  replica.setMeta('root', world.root);
  replica.append('registry', world.registry);
  replica.append('receipts/2024', world.receipts);
  replica.append('targets', world.targets);
});
afterEach(() => {
  if (replica.db.open) replica.close();
  folder.remove();
});

async function verify(): Promise<Verification> {
  replica.close();
  return (await onConsole(folder.path, 'verify')) as Verification;
}
const named = ({ bad }: Verification) => bad.map(({ document, id, reason }) => [document, id, reason]);

/** Changes what lies on the disk, as a failing disk or a hand in the file does. */
function tamper(id: string, change: (entry: Entry) => unknown): void {
  const row = replica.db.prepare('SELECT n FROM entry WHERE id = ?').get(id) as { n: number };
  const document = ['registry', 'receipts/2024', 'targets'].find((name) => replica.entry(name, id))!;
  const content = writeContent(change(replica.entry(document, id)!) as Entry);
  replica.db.prepare('UPDATE entry SET content = ? WHERE n = ?').run(content, row.n);
}

test('a sound replica: nothing bad, nothing waiting', async () => {
  expect(await verify()).toMatchObject({
    ...{ bad: [], void: [], waiting: 0, receipts: world.receipts.length },
    head: { seq: world.receipts.length },
    entries: world.registry.length + world.receipts.length + world.targets.length,
  });
});

test('forged entries are named with their document and the reason', async () => {
  const { keys, stranger } = world;
  const wish = (who: string) => draft('target.decided', who, decides(world.open));
  const unsigned = wish('deputy');
  const none = { ...signed(wish('deputy'), keys.deputy), alg: 'none' };
  const strange = signed(wish('deputy'), stranger);
  const replay = { ...world.decision, id: 'replay' };
  const revoked = signed(wish('gone'), keys.gone);
  const certificate = signed(
    draft('key.certified', 'office', { key: stranger.id, publicKey: stranger.spki, person: 'x' }),
    stranger,
  );
  const office = signed(
    draft('key.office', 'office', { key: stranger.id, publicKey: stranger.spki }),
    stranger,
  );
  const receipt = new Chain(stranger, { seq: world.chain.seq, prev: world.chain.prev }).mark(
    'targets',
    world.decision,
  );
  // Carries no weight, and is signed all the same: then the signature must fit.
  const light = {
    ...signed(draft('case.opened', 'deputy', { kind: 'gate' }), keys.deputy),
    subject: 'other',
  };
  replica.append('targets', [unsigned, none, strange, replay, revoked]);
  replica.append('registry', [certificate, office]);
  replica.append('receipts/2024', [receipt]);
  replica.append('cases/2024-12', [light]);
  const found = await verify();
  expect(named(found)).toEqual(
    expect.arrayContaining([
      ['targets', unsigned.id, 'not signed'],
      ['targets', none.id, 'the signature does not fit'],
      ['targets', strange.id, `no certificate for key ${stranger.id}`],
      ['targets', 'replay', 'the signature does not fit'],
      ['targets', revoked.id, 'the key is revoked'],
      ['registry', certificate.id, 'a certificate not signed by the office'],
      ['registry', office.id, 'not a key of this office'],
      ['receipts/2024', receipt.id, 'not signed by the office'],
      ['cases/2024-12', light.id, 'the signature does not fit'],
    ]),
  );
  expect(found.bad).toHaveLength(9);
});

test('what was changed on the disk is named: a body, a name, a receipt, a row that can’t be read', async () => {
  tamper(world.decision.id, (entry) => ({ ...entry, body: { ...entry.body, decision: 'reject' } }));
  expect(named(await verify())).toEqual([['targets', world.decision.id, 'the signature does not fit']]);

  replica = new Replica(join(folder.path, 'replica.db'), folds);
  tamper(world.decision.id, () => world.decision);
  tamper(world.open.id, (entry) => ({ ...entry, id: 'another' }));
  tamper(world.withdrawn.id, (entry) => ({ ...entry, subject: 'another' }));
  tamper(world.approved.id, () => ({ hello: 'world' }));
  const found = await verify();
  const reasons = new Map(found.bad.map(({ id, reason }) => [id, reason]));
  expect(reasons.get(world.open.id)).toContain('calls itself another');
  expect(reasons.get(world.withdrawn.id)).toContain('filed under another');
  expect(reasons.get(world.approved.id)).toBeTypeOf('string');
  expect([...reasons.keys()].sort()).toEqual([world.open.id, world.withdrawn.id, world.approved.id].sort());
});

test('a broken chain names all that is off it; a lost entry is named by the receipt that marks it', async () => {
  const at = world.receipts.length - 4;
  const broken = world.receipts[at]!;
  tamper(broken.id, (entry) => ({
    ...entry,
    body: { ...entry.body, receivedAt: '2020-01-01T00:00:00+08:00' },
  }));
  const found = await verify();
  expect(found.head.seq).toBe(at);
  const reasons = new Map(found.bad.map(({ id, reason }) => [id, reason]));
  expect(reasons.get(broken.id)).toBe('not signed by the office');
  for (const after of world.receipts.slice(at + 1))
    expect(reasons.get(after.id)).toBe(`not in the chain, which ends at ${at}`);

  replica = new Replica(join(folder.path, 'replica.db'), folds);
  tamper(broken.id, () => broken);
  replica.db.prepare('DELETE FROM entry WHERE id = ?').run(world.decision.id);
  const seq = world.receipts.find(({ body }) => body.entry === world.decision.id)!.body.seq;
  expect(named(await verify())).toEqual([
    ['targets', world.decision.id, `receipt ${seq} marks it, and it is not here`],
  ]);
});

test('what is genuine and has no effect is told apart from what is bad', async () => {
  const wrong = signed(
    draft('target.decided', 'deputy', { ...decides(world.open), proposalHash: '0'.repeat(64) }),
    world.keys.deputy,
  );
  const waits = signed(draft('target.proposed', 'leader', terms({ value: 77 })), world.keys.leader);
  const chain = new Chain(world.office, { seq: world.chain.seq, prev: world.chain.prev });
  replica.append('receipts/2024', [chain.mark('targets', wrong)]);
  replica.append('targets', [wrong, waits]);
  const found = await verify();
  expect([found.bad, found.waiting]).toEqual([[], 1]);
  expect(found.void).toMatchObject([
    { document: 'targets', id: wrong.id, reason: 'proposalHash is not that of the proposal' },
  ]);
});

test('an office’s own folder: entries, chain and files', async () => {
  const home = temporary('verify-office');
  const options = { folder: home.path, host: '127.0.0.1', port: 0, level: 'silent' };
  const server = await startServer(options);
  const check = () => doVerb(server.office, 'verify', {}) as Promise<Verification>;
  try {
    await doVerb(server.office, 'person', { name: '赵明远', unit: '生态环境局', post: 'leader:source' });
    const hash = new Blobs(join(home.path, 'blobs')).write(Buffer.from('a scan'));
    expect(await check()).toMatchObject({ bad: [], void: [], waiting: 0 });
    const forged = draft('target.decided', 'deputy', { proposal: 'x' });
    server.office.replica.append('targets', [forged], 'office');
    writeFileSync(join(home.path, 'blobs', hash.slice(0, 2), hash), 'another scan');
    expect(named(await check()).sort()).toEqual(
      [
        ['', hash, 'the file is damaged'],
        ['targets', forged.id, 'not signed'],
      ].sort(),
    );
  } finally {
    await server.close();
    home.remove();
  }
});
