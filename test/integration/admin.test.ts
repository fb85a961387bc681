import { execFile } from 'node:child_process';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Entry } from '../../domain/ledger/entry.ts';
import { signWith } from '../../sync-server/keys.ts';
import { admin, type Running, root, startOffice, stock, temporary, token, until } from './office.ts';

const run = promisify(execFile);
const folder = temporary('admin');
const data = join(folder.path, 'office');
let office: Running;

beforeAll(async () => {
  office = await startOffice(data);
});
afterAll(async () => {
  await office?.kill();
  folder.remove();
});

function call(script: string, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return run(process.execPath, [join(root, script), ...args], { cwd: root }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (error) => ({ code: error.code as number, out: String(error.stdout), err: String(error.stderr) }),
  );
}
const command = (...args: string[]) => call('sync-server/commands/admin.ts', '--data', data, ...args);

interface Enrolled {
  key: KeyObject;
  id: string;
  token: string;
  person: string;
}

/** A person enrolled on a device, as a console does it. */
async function enrol(name: string, post: string): Promise<Enrolled> {
  const { person, code } = await admin<{ person: string; code: string }>(
    data,
    'person',
    '--name',
    name,
    '--unit',
    '示例单位',
    '--post',
    post,
  );
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  const send = () =>
    fetch(`${office.said.url}/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code, alg: 'Ed25519', publicKey: spki, device: `d-${person}` }),
    });
  const answer = await send();
  expect(answer.status).toBe(200);
  const got = (await answer.json()) as { token: string; certificate: Entry };
  expect((await send()).status, 'a code is used once').toBe(403);
  return { key: privateKey, id: got.certificate.subject, token: got.token, person };
}

let made = 0;
function proposal(by: Enrolled, more: Record<string, unknown> = {}): Entry {
  const body = {
    ...{
      target: 'gate.key_dual_high.share',
      value: 85,
      unit: 'percent',
      dueOn: '2024-12-31',
      effectiveFrom: '2024-12-10',
    },
    ...{ scope: {}, replaces: '2024-12-31', reason: '试验', ...more },
  };
  const id = `t${made++}`;
  const at = `${Date.now()}-0000-test`;
  return signWith(by.key, by.id, {
    v: 1,
    id,
    kind: 'target.proposed',
    subject: id,
    at,
    by: { person: by.person, device: 'd' },
    body,
  });
}

test('--help, wrong usage and failures end as they should', async () => {
  for (const script of ['sync-server/commands/admin.ts', 'sync-server/commands/server.ts']) {
    const help = await call(script, '--help');
    expect([help.code, help.err]).toEqual([0, '']);
    expect((await call(script, '--nonsense')).code).toBe(2);
  }
  for (const args of [
    ['nonsense'],
    ['token', '--role', 'boss', '--name', 'x'],
    ['token', '--role', 'wall'],
    [],
  ]) {
    const wrong = await command(...args);
    expect(wrong.code, args.join(' ')).toBe(2);
    expect(wrong.err.trim().split('\n')).toHaveLength(1);
  }
  const nobody = await command('revoke', '--person', 'p-nobody');
  expect([nobody.code, nobody.out]).toEqual([1, '']);
  expect(nobody.err).toContain('p-nobody');
});

test('what was given is checked before anything is opened, and a folder that holds no office stays as it is', async () => {
  const elsewhere = join(folder.path, 'elsewhere');
  const at = (...args: string[]) => call('sync-server/commands/admin.ts', '--data', elsewhere, ...args);
  for (const [wrong, code] of [
    [['token', '--role', 'king', '--name', 'x'], 2],
    [['token', '--role', 'operator', '--name', 'x', '--enterprises', 'all,91410802MA9TEST075'], 2],
    [['token', '--role', 'operator', '--name', 'x', '--enterprises', '91410802'], 2],
    [['documents'], 1],
    [['verify'], 1],
    [['backup', join(folder.path, 'nothing.backup')], 1],
    [['revoke', '--person', 'p-1'], 1],
  ] as const) {
    const { code: ended, out, err } = await at(...wrong);
    expect([wrong, ended, out, err.trimEnd().split('\n').length]).toEqual([wrong, code, '', 1]);
    expect(existsSync(join(elsewhere, 'replica.db'))).toBe(false);
  }
  mkdirSync(join(folder.path, 'console'));
  writeFileSync(join(folder.path, 'console', 'replica.db'), '');
  const { code, err } = await call(
    ...['sync-server/commands/admin.ts', '--data', join(folder.path, 'console')],
    ...['token', '--role', 'wall', '--name', 'w'],
  );
  expect([code, err]).toEqual([1, expect.stringContaining('console')]);
});

test('a second server on the same data says so and ends with 1', async () => {
  const second = await call('sync-server/commands/server.ts', '--data', data, '--port', '0');
  expect(second.code).toBe(1);
  expect(second.err).toContain('in use by another process');
});

test('what is in the data folder is for its user alone', () => {
  for (const name of ['office.key', 'running.json'])
    expect(statSync(join(data, name)).mode & 0o077, name).toBe(0);
});

test('a weighty entry is receipted in one chain; unsigned, forged and out of post it is refused', async () => {
  const leader = await enrol('赵明远', 'leader:source');
  const member = await enrol('徐静波', 'member:source');
  const receipts = stock(office.said, `receipts/${new Date().getFullYear()}`, leader.token);
  await receipts.synced;
  const good = proposal(leader);
  const client = stock(office.said, 'targets', leader.token);
  await client.synced;
  client.entries.set(good.id, good);
  const mark = (await until(() =>
    [...receipts.entries.values()].find((entry) => (entry as Entry).body.entry === good.id),
  )) as Entry;
  expect(mark.body).toMatchObject({ document: 'targets', entry: good.id });
  const bySeq = [...receipts.entries.values()]
    .map((entry) => (entry as Entry).body.seq as number)
    .sort((a, b) => a - b);
  expect(bySeq).toEqual(bySeq.map((_, i) => i + 1));

  const { sig: _, ...unsigned } = proposal(leader);
  const attempts: [Enrolled, Entry][] = [
    [leader, unsigned as Entry],
    [leader, { ...proposal(leader), alg: 'none' }],
    [leader, { ...good, id: 'moved' }],
    [leader, { ...proposal(leader), body: { ...good.body, value: 60 } }],
    [member, proposal(member)],
    [leader, { ...proposal(member), by: { person: leader.person, device: 'd' } }],
    [leader, { ...proposal(leader), kind: 'target.decided' }],
  ];
  for (const [by, entry] of attempts) {
    const attacker = stock(office.said, 'targets', by.token);
    await attacker.synced;
    const closed = new Promise<number>((done) =>
      attacker.provider.ws!.addEventListener('close', (event) => done((event as CloseEvent).code)),
    );
    attacker.entries.set(entry.id, entry);
    expect(await closed, JSON.stringify(entry)).toBe(4403);
    attacker.provider.destroy();
  }
  const reader = stock(office.said, 'targets', leader.token);
  await reader.synced;
  expect([...reader.entries.keys()]).toEqual([good.id]);

  await admin(data, 'revoke', '--person', leader.person);
  expect(
    (await fetch(`${office.said.url}/docs`, { headers: { authorization: `Bearer ${leader.token}` } })).status,
  ).toBe(401);
  for (const each of [client, receipts, reader]) each.provider.destroy();
  const verified = await command('verify');
  expect(JSON.parse(verified.out)).toMatchObject({ bad: [], waiting: 0 });
});

test('backup, loss and restore: a new epoch, recovery from what clients hold, and a chain that goes on', async () => {
  const leader = await enrol('秦立新', 'leader:road');
  const client = stock(office.said, 'targets', leader.token);
  await client.synced;
  const before = proposal(leader);
  client.entries.set(before.id, before);
  const year = new Date().getFullYear();
  const receipts = stock(office.said, `receipts/${year}`, leader.token);
  const marked = (id: string) =>
    [...receipts.entries.values()].some((entry) => (entry as Entry).body.entry === id);
  await until(() => marked(before.id));
  const file = join(folder.path, 'backup.db');
  await admin(data, 'backup', file);
  expect(statSync(file).mode & 0o077).toBe(0);
  const after = proposal(leader);
  client.entries.set(after.id, after);
  await until(() => marked(after.id));
  const epoch = async () =>
    ((await (await fetch(`${office.said.url}/healthz`)).json()) as { epoch: string }).epoch;
  const first = await epoch();
  const running = await command('restore', file);
  expect(running.code, 'not while a server runs').toBe(1);
  const port = Number(new URL(office.said.url).port);
  await office.kill('SIGKILL');
  await admin(data, 'restore', file);
  office = await startOffice(data, port);
  expect(await epoch()).not.toBe(first);
  // The stock clients come back by themselves and bring what the office lost: the entry and its receipt.
  const fresh = stock(office.said, 'targets', await token(data, 'audit', 'a'));
  await until(() => fresh.entries.has(after.id));
  const third = proposal(leader);
  client.entries.set(third.id, third);
  await until(() => fresh.entries.has(third.id));
  expect(marked(third.id), 'no receipt while in recovery').toBe(false);
  await admin(data, 'recovered');
  await until(() => marked(third.id));
  const verified = JSON.parse((await command('verify')).out) as {
    bad: unknown[];
    waiting: number;
    receipts: number;
    head: { seq: number };
  };
  expect(verified).toMatchObject({ bad: [], waiting: 0 });
  expect(verified.head.seq).toBe(verified.receipts);
  for (const each of [client, receipts, fresh]) each.provider.destroy();
  expect((await command('restore', join(folder.path, 'nothing'))).code).toBe(1);
});

test('enterprises from a spreadsheet, GB 18030 too, row by row', async () => {
  mkdirSync(folder.path, { recursive: true });
  const file = join(folder.path, 'enterprises.csv');
  const rows = [
    '统一社会信用代码,企业名称,类别,县市区,道闸',
    '91410802MA9TEST075,示例焦化,重点双高,410803,1、2',
    '91410802MA9TEST07,坏码企业,重点双高,410803,1',
    '91410802MA9TEST150,示例水泥,其余设门禁,410821,1',
  ];
  writeFileSync(file, rows.join('\r\n'));
  const result = JSON.parse((await command('import', file)).out) as {
    accepted: number;
    refused: { row: number; reason: string }[];
  };
  expect(result.accepted).toBe(2);
  expect(result.refused).toHaveLength(1);
  expect(result.refused[0]).toMatchObject({ row: 3 });
  expect(result.refused[0]!.reason).toContain('not a unified social credit code');
  // The same heads as a Chinese spreadsheet writes them: GB 18030 bytes of 名称.
  const gb = Buffer.concat([
    Buffer.from('id,'),
    Buffer.from([0xc3, 0xfb, 0xb3, 0xc6]),
    Buffer.from(',tier,county,gates\n91410802MA9TEST077,'),
    Buffer.from([0xbd, 0xb9, 0xd7, 0xf7]),
    Buffer.from(',other_gated,410882,1\n'),
  ]);
  writeFileSync(file, gb);
  expect(JSON.parse((await command('import', file)).out)).toEqual({ accepted: 1, refused: [] });
  // As a workbook: a title over the heads, and a cell that the spreadsheet has broken.
  const book = new ExcelJS.Workbook();
  book
    .addWorksheet('名册')
    .addRows([
      ['焦作市门禁企业名册'],
      ['统一社会信用代码', '企业名称', '类别', '县市区', '道闸', '行业'],
      ['91410802MA9TEST077', '示例铝业', '其余设门禁', '沁阳市', 1, '有色'],
      [{ formula: 'A9' }, '坏码企业', '其余设门禁', '沁阳市', 1],
    ]);
  const sheet = join(folder.path, 'enterprises.xlsx');
  writeFileSync(sheet, Buffer.from(await book.xlsx.writeBuffer()));
  const read = JSON.parse((await command('import', sheet)).out) as typeof result;
  expect(read).toMatchObject({ accepted: 1, refused: [{ row: 4 }] });
  const registry = stock(office.said, 'registry', await token(data, 'audit', 'a2'));
  await registry.synced;
  const bodies = [...registry.entries.values()].map((entry) => (entry as Entry).body);
  expect(bodies.some(({ name }) => name === '焦作')).toBe(true);
  expect(bodies.find(({ name }) => name === '示例铝业')).toMatchObject({
    county: '410882',
    industry: '有色',
  });
  registry.provider.destroy();
});

test('SIGTERM ends the office within five seconds', async () => {
  const start = performance.now();
  expect(await office.kill('SIGTERM')).toBe(0);
  expect(performance.now() - start).toBeLessThan(5000);
  office = await startOffice(data);
});
