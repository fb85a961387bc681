import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Name, Output } from '../../domain/contract.ts';
import { invitationText } from '../../domain/enrolment.ts';
import { callByName } from '../../domain/rpc.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { doVerb } from '../../sync-server/admin.ts';
import { onConsole } from '../../sync-server/console-folder.ts';
import { restore } from '../../sync-server/restore.ts';
import { type Server, startServer } from '../../sync-server/server.ts';
import { temporary, until } from './office.ts';

/** An office and its people's consoles in one process: appointed, enrolled, revoked, and the office key rolled under them. */
const home = temporary('people-office');
const folders: ReturnType<typeof temporary>[] = [home];
const consoles: Console[] = [];
const PIN = '2468';
let server: Server;
let clock = 0;

const start = (port = 0) =>
  startServer({
    ...{ folder: home.path, host: '127.0.0.1', port, level: 'silent' },
    now: () => Date.now() + clock,
  });
beforeAll(async () => {
  server = await start();
});
afterAll(async () => {
  for (const console of consoles) await console.close();
  await server?.close();
  for (const folder of folders) folder.remove();
});

const verb = <T>(name: Parameters<typeof doVerb>[1], input: unknown = {}) =>
  doVerb(server.office, name, input) as Promise<T>;
interface Invited {
  person: string;
  code: string;
}
const invite = (name: string, post: string) => verb<Invited>('person', { name, unit: '指挥部办公室', post });

async function enrol(code: string): Promise<Console> {
  const folder = temporary('people-console');
  folders.push(folder);
  const console = await createConsole({ folder: folder.path, given: { server: server.url, code }, pin: PIN });
  consoles.push(console);
  await until(() => console.sync?.connected && console.sync.synced('registry'));
  return console;
}
const person = async (name: string, post: string) => enrol((await invite(name, post)).code);
const ask = <N extends Name>(console: Console, name: N, input: unknown = {}) =>
  callByName(console.api, name, input) as Promise<Output<N>>;
const codeOf = (what: Promise<unknown>) =>
  what.then(
    () => 'done',
    (error: { code?: string }) => error.code,
  );
const proposal = (value: number) => ({
  ...{ target: 'trucks', value, dueOn: '2030-12-31', effectiveFrom: '2030-01-01', reason: '供货' },
});
const stateOf = async (console: Console, id: string) =>
  (await ask(console, 'targets.proposals')).proposals.find((each) => each.id === id);

let admin: Console;
let leader: Console;
let deputy: Console;

test('an administrator appoints offline, the office gives the code once, and the device is certified', async () => {
  admin = await person('方晓岚', 'admin');
  const { id } = await ask(admin, 'person.appoint', {
    name: '赵明远',
    unit: '生态环境局',
    post: 'leader:source',
  });
  const row = async () => (await ask(admin, 'people.list')).people.find((each) => each.id === id);
  expect(await row()).toMatchObject({ unitId: 'environment' });
  await until(async () => (await row())?.believed);
  await until(() => admin.replica.stored('registry', admin.replica.entries('registry').at(-1)!.id));
  const invited = await ask(admin, 'person.invite', { person: id });
  expect(invited.code.split('.')[0]).toBe(server.office.key.fingerprint);
  leader = await enrol(invited.code);
  expect(leader.settings()).toMatchObject({ person: id, name: '赵明远', post: 'leader:source' });
  await until(async () => (await row())?.keys[0]?.standing === 'certified');
  expect(await ask(leader, 'key.state')).toMatchObject({ state: 'unlocked', standing: 'certified' });
  const folder = temporary('again');
  folders.push(folder);
  const again = createConsole({
    folder: folder.path,
    given: { server: server.url, code: invited.code },
    pin: PIN,
  });
  await expect(again).rejects.toThrow(/used already/);
  expect(await codeOf(ask(leader, 'person.invite', { person: id }))).toBe('post');
});

test('a locked key refuses what needs a signature until the PIN is right; nothing is written before', async () => {
  await ask(leader, 'key.lock');
  const before = leader.replica.entries('targets').length;
  expect(await codeOf(ask(leader, 'target.propose', proposal(500)))).toBe('locked');
  expect(await codeOf(ask(leader, 'key.unlock', { pin: '0000' }))).toBe('pin');
  expect(await ask(leader, 'key.state')).toMatchObject({ state: 'locked', triesLeft: 4, waitUntil: null });
  expect(leader.replica.entries('targets')).toHaveLength(before);
  expect(await ask(leader, 'key.unlock', { pin: PIN })).toMatchObject({ state: 'unlocked', triesLeft: 5 });
  expect(await codeOf(ask(leader, 'target.propose', proposal(500)))).toBe('done');
});

test('a code that nobody used for a week is good for nothing', async () => {
  const { code } = await invite('过期', 'duty');
  clock = 8 * 86_400_000;
  const folder = temporary('late');
  folders.push(folder);
  const late = createConsole({ folder: folder.path, given: { server: server.url, code }, pin: PIN });
  await expect(late).rejects.toThrow(/ask for another/);
  clock = 0;
});

test('codes that are out are listed without saying what they are, and taken back; used ones are gone', async () => {
  const { code, person: id } = await invite('待领者', 'field');
  await until(async () => (await ask(admin, 'people.list')).people.some((each) => each.id === id));
  const again = await ask(admin, 'person.invite', { person: id });
  const { codes } = await ask(admin, 'person.codes');
  const mine = codes.filter(({ person: of }) => of === id);
  expect(new Set(mine.map(({ by }) => by))).toEqual(new Set(['方晓岚', null]));
  expect(mine[0]).toMatchObject({ name: '待领者', post: 'field' });
  for (const each of [code, again.code]) expect(JSON.stringify(codes)).not.toContain(each.split('.')[1]);
  const given = mine.find(({ by }) => by !== null)!;
  const left = await ask(admin, 'person.takeBack', { code: given.id });
  expect(left.codes.map((each) => each.id)).not.toContain(given.id);
  await expect(enrol(again.code)).rejects.toMatchObject({ code: 'taken_back' });
  await enrol(code);
  expect((await ask(admin, 'person.codes')).codes.some(({ person: of }) => of === id)).toBe(false);
  for (const name of ['person.codes', 'person.invite', 'person.takeBack'] as const)
    expect(await codeOf(ask(leader, name, { person: id, code: given.id }))).toBe('post');
});

test('an administrator’s token without the key gives out no code; a locked key asks for the PIN', async () => {
  const { token, person: id, device } = admin.settings();
  const invite = (body: unknown) =>
    fetch(`${server.url}/people/invite`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const asked = { person: id!, at: Date.now() };
  const text = (at: number) => invitationText({ person: id!, device, at });
  const statuses = await Promise.all([
    invite({ person: id }),
    invite({ ...asked, proof: 'x' }),
    invite({ ...asked, proof: leader.keys.prove(text(asked.at)) }),
    invite({ person: id, at: 1, proof: admin.keys.prove(text(1)) }),
    invite({ ...asked, proof: admin.keys.prove(text(asked.at)) }),
  ]);
  expect(statuses.map(({ status }) => status)).toEqual([400, 403, 403, 403, 200]);
  await ask(admin, 'key.lock');
  expect(await codeOf(ask(admin, 'person.invite', { person: id }))).toBe('locked');
  await ask(admin, 'key.unlock', { pin: PIN });
});

test('administration, security and audit: no two of them for one person', async () => {
  await invite('郑文', 'audit');
  await expect(invite('郑文', 'admin')).rejects.toThrow(/audit/);
  await expect(verb('person', { name: '某', unit: '某', post: 'boss' })).rejects.toThrow(/no such post/);
});

test('one’s own papers go to the office; audit reads them and is written down, by the office', async () => {
  const audit = await enrol((await invite('郑文', 'audit')).code);
  const police = await person('周立群', 'police');
  const me = police.settings().person!;
  await ask(police, 'paper.keep', { kind: 'phone', value: '0391-0000000' });
  const own = await ask(police, 'paper.open', { person: me, reason: '核对' });
  expect(own).toMatchObject({ here: false, papers: [{ kind: 'phone', value: '0391-0000000' }] });
  expect(police.replica.has('people')).toBe(false);
  await until(() => audit.replica.entries('people').length > 0);
  const opened = await ask(audit, 'paper.open', { person: me, reason: '抽查' });
  expect(opened).toMatchObject({ here: true, papers: [{ value: '0391-0000000' }] });
  await until(async () => (await ask(audit, 'people.readings')).readings.length === 1);
  const { readings } = await ask(audit, 'people.readings');
  expect(readings[0]).toMatchObject({ reader: { name: '郑文' }, person: { name: '周立群' }, reason: '抽查' });
  expect(audit.replica.entries('people').every(({ by }) => by.person === 'office')).toBe(true);
});

test('security revokes a key: its device is cut off, and what it signs later has no effect', async () => {
  const guard = await person('安全员戊', 'security');
  deputy = await person('陆承志', 'deputy');
  const { id } = await ask(leader, 'target.propose', proposal(600));
  await until(async () => (await stateOf(deputy, id))?.receipted);
  const before = await ask(deputy, 'target.decide', { proposal: id, decision: 'approve', remark: '同意' });
  await until(async () => (await stateOf(leader, id))?.state === 'approved');
  const key = deputy.keys.publicKey.key;
  await until(() => guard.replica.entries('registry').some(({ subject }) => subject === key));
  await ask(guard, 'key.revoke', { key, reason: '笔记本遗失' });
  await until(() => deputy.sync?.trouble === 'unauthorised');
  await until(async () => {
    const { people } = await ask(leader, 'people.list');
    return people.flatMap(({ keys }) => keys).find((each) => each.key === key)?.standing === 'revoked';
  });
  expect(await stateOf(leader, id)).toMatchObject({ state: 'approved', decision: { id: before.id } });
  const next = await ask(leader, 'target.propose', proposal(700));
  await ask(deputy, 'target.decide', { proposal: id, decision: 'reject', remark: '不同意' }).catch(
    () => null,
  );
  expect(await stateOf(leader, next.id)).toMatchObject({ state: 'pending' });
  // Another device's code for the same person: the office is asked, and the post is still theirs.
  const again = await ask(admin, 'person.invite', { person: deputy.settings().person! });
  deputy = await enrol(again.code);
  await until(async () => (await stateOf(deputy, next.id))?.receipted);
  await ask(deputy, 'target.decide', { proposal: next.id, decision: 'approve', remark: '同意' });
  await until(async () => (await stateOf(leader, next.id))?.state === 'approved');
});

test('the office key is rolled: consoles go on, and a new one with the new fingerprint believes what came before', async () => {
  const old = server.office.key.fingerprint;
  const { key } = await verb<{ key: string }>('roll-key');
  expect(key).not.toBe(old);
  expect(server.office.key.fingerprint).toBe(key);
  const { id } = await ask(leader, 'target.propose', proposal(800));
  await until(async () => (await stateOf(leader, id))?.receipted);
  expect(leader.settings().root).toBe(old);
  expect((await ask(leader, 'key.state')).office).toBe(key);
  const late = await person('新来的', 'duty');
  expect(late.settings().root).toBe(key);
  await until(async () => (await stateOf(late, id))?.receipted);
  const { proposals } = await ask(late, 'targets.proposals');
  expect(proposals.filter(({ state }) => state === 'approved')).toHaveLength(2);
  expect(await verb('verify')).toMatchObject({ bad: [], waiting: 0 });
  for (const console of [late, leader]) {
    const { folder } = folders
      .map(({ path }) => ({ folder: path }))
      .find(({ folder: path }) => readSettings(path)?.device === console.settings().device)!;
    expect(await onConsole(folder, 'verify')).toMatchObject({ bad: [], waiting: 0 });
  }
  await expect(verb('roll-key', { recoveryKey: 'nonsense' })).rejects.toThrow(/not the recovery key/);
});

function readSettings(folder: string): { device: string } | null {
  try {
    return JSON.parse(readFileSync(join(folder, 'console.json'), 'utf8'));
  } catch {
    return null;
  }
}

test('restored from before the roll: it stays in recovery until it has its newer key, or the recovery key', async () => {
  const backup = join(home.path, '..', `${Date.now()}-people.backup`);
  const printed = server.office.key.recovery!;
  expect(printed.length).toBeGreaterThan(40);
  await verb('backup', { file: backup });
  const rolled = await verb<{ key: string }>('roll-key');
  const { id } = await ask(leader, 'target.propose', proposal(900));
  await until(async () => (await stateOf(leader, id))?.receipted);
  const port = Number(new URL(server.url).port);
  await server.close();
  const { keptAside } = await restore(home.path, backup);
  expect(keptAside).not.toBeNull();
  // The newer key that lay there is not lost.
  expect(readdirSync(home.path).some((name) => name.startsWith('office.key.before-'))).toBe(true);
  server = await start(port);
  expect(server.office.key.fingerprint).not.toBe(rolled.key);
  // The consoles bring back what the office lost, its own roll among it.
  await until(() => server.office.replica.entry('targets', id));
  await until(() => server.office.receipts.trust().office.has(rolled.key));
  await expect(verb('recovered')).rejects.toThrow(/was rolled to/);
  const again = await verb<{ key: string; recovery: string | null }>('roll-key', { recoveryKey: printed });
  expect(again.recovery).not.toBeNull();
  expect(again.recovery).not.toBe(printed);
  await verb('recovered');
  const next = await ask(leader, 'target.propose', proposal(950));
  await until(async () => (await stateOf(leader, next.id))?.receipted, 60_000);
  expect((await stateOf(leader, id))?.receipted).toBe(true);
  expect((await ask(leader, 'key.state')).office).toBe(again.key);
  rmSync(backup);
});
