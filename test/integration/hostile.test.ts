import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { contract } from '../../domain/contract.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { attacks } from '../property/attack-kinds.ts';
import { Chain, makeWorld } from '../property/trust-world.ts';
import { temporary, until } from './office.ts';
import { StandIn } from './stand-in.ts';

/**
 * A sync server that is not the office: it has everything that the office wrote, and no key of it. It serves its own
 * decisions, receipts, certificates and office keys among the honest entries; a console believes none and says why.
 */
const world = makeWorld();
const folder = temporary('hostile');
let office: StandIn;
let console: Console;

const ask = async <N extends 'targets.proposals' | 'targets.inForce' | 'people.list' | 'people.log'>(
  name: N,
  input: unknown = {},
) =>
  contract[name].output.parse(await console.api.call(name, input as never)) as ReturnType<
    (typeof contract)[N]['output']['parse']
  >;

const DAYS = ['2024-11-30', '2024-12-06', '2024-12-31', '2025-06-01'];
const inForce = () => Promise.all(DAYS.map((date) => ask('targets.inForce', { date })));
const states = async () => {
  const { proposals } = await ask('targets.proposals');
  return proposals.map(({ id, state }) => ({ id, state }));
};

beforeAll(async () => {
  office = new StandIn();
  office.token = `${world.root}.secret`;
  office.you = { person: 'reader', role: 'audit' };
  await office.start();
  for (const [document, entries] of [
    ['registry', world.registry],
    ['receipts/2024', world.receipts],
    ['targets', world.targets],
  ] as const)
    for (const entry of entries) office.entries(document).set(entry.id, entry);
  console = await createConsole({ folder: folder.path, given: { server: office.url, token: office.token } });
  const all = world.registry.length + world.receipts.length + world.targets.length;
  await until(() => console.sync?.connected && held() === all);
});
afterAll(async () => {
  await console?.close();
  await office?.stop();
  folder.remove();
});

const held = () =>
  ['registry', 'receipts/2024', 'targets'].reduce(
    (sum, document) => sum + console.replica.entries(document).length,
    0,
  );

/** Serves an entry as a server can: under its id, whatever stands there, written so that Yjs keeps the forged one. */
function serve(document: string, entry: Entry): void {
  const forger = new Y.Doc();
  forger.clientID = 2 ** 32 - 1 - served++;
  forger.getMap('entries').set(entry.id, entry);
  Y.applyUpdate(office.doc(document), Y.encodeStateAsUpdate(forger));
}
let served = 0;

test('forged decisions, receipts, certificates and keys: none is accepted, each is listed with its reason', async () => {
  const before = { days: await inForce(), states: await states(), people: await ask('people.list') };
  expect(before.states.map(({ state }) => state).sort()).toEqual(['approved', 'pending', 'withdrawn']);
  expect((await ask('targets.proposals')).refused).toEqual([]);

  const forged: { name: string; document: string; entry: Entry }[] = [];
  for (const [name, attack] of Object.entries(attacks)) {
    // What needs the office's own key it does not have.
    if (name === 'the office key itself' || name === 'marked off the chain') continue;
    for (let n = 0; n < 3; n++) {
      const luck = { n, words: `${name}-${n}`, bytes: new Uint8Array(64).fill(n), json: { n } };
      const own = new Chain(world.stranger, { seq: world.chain.seq, prev: world.chain.prev });
      const made = attack(luck, own, world);
      for (const [part, document] of [
        ['registry', 'registry'],
        ['receipts', 'receipts/2024'],
        ['targets', 'targets'],
      ] as const)
        for (const entry of made[part] ?? [])
          if (entry.id !== '__proto__') forged.push({ name, document, entry });
    }
  }
  for (const { document, entry } of forged) serve(document, entry);
  const honestId = new Set([...world.registry, ...world.receipts, ...world.targets].map(({ id }) => id));
  const last = forged.findLast(({ entry }) => !honestId.has(entry.id))!;
  await until(() => console.replica.entry(last.document, last.entry.id) ?? refusedIds().has(last.entry.id));
  await until(async () => {
    const seen = new Set([...(await ask('targets.proposals')).refused.map(({ id }) => id), ...knownIds()]);
    return forged.every(({ entry }) => seen.has(entry.id));
  });

  expect(await inForce()).toEqual(before.days);
  const after = await ask('targets.proposals');
  const known = new Map(after.proposals.map((each) => [each.id, each]));
  // Genuine signatures that nobody marked are shown as signed, and bind nothing.
  for (const { id, state } of before.states)
    expect([state, ...(state === 'pending' ? ['signed'] : [])]).toContain(known.get(id)?.state);
  expect((await ask('people.list')).office).toEqual(before.people.office);
  const people = (await ask('people.list')).people.filter(({ believed }) => believed);
  expect(people.map(({ id, post }) => [id, post])).toEqual(
    before.people.people.map(({ id, post }) => [id, post]),
  );

  const refused = new Map(after.refused.map(({ id, reason }) => [id, reason]));
  const silent: string[] = [];
  for (const { name, document, entry } of forged) {
    if (document === 'targets' && isGenuine(name)) continue;
    if (document === 'registry' && ['person.appointed', 'person.left'].includes(entry.kind)) continue;
    if (!refused.get(entry.id)) silent.push(`${name}: ${entry.kind} ${entry.id}`);
  }
  expect(silent).toEqual([]);
  const reasons = new Set(refused.values());
  for (const reason of [
    'not signed',
    'the signature does not fit',
    'not signed by the office',
    'a certificate not signed by the office',
    'not a key of this office',
    'an epoch not signed by the office',
    'another text under an id that stands',
    'the key is revoked',
    'a stand-in chairs or attends, and decides nothing',
    'proposalHash is not that of the proposal',
  ])
    expect(reasons, reason).toContain(reason);
  const log = (await ask('people.log')).refused;
  expect(log.map(({ reason }) => reason)).toContain('a certificate not signed by the office');
  for (const { id } of log) expect(refused.has(id), id).toBe(true);
});

/** Attacks whose decision itself is genuinely signed by who may: without the office's mark it waits, and is shown so. */
function isGenuine(name: string): boolean {
  return [
    'a decision on a withdrawn proposal',
    'a decision before its proposal',
    'signed by the deputy and never marked',
    'marked by a stranger',
    'marked by a person',
    'marked off the chain',
    'a fork by a stranger',
    'a receipt for another document',
    'a receipt for another text',
    'a genuine receipt on another entry',
    'an office key by a stranger',
    'an office key rolled by a person',
    'an epoch by a stranger, for a fork',
    'a decision on paper that one person wrote and confirmed',
    'an ended certificate',
  ].includes(name);
}

const refusedIds = () => new Set(console.replica.outbox.refused().map(({ id }) => id));
function knownIds(): Set<string> {
  const ids = new Set<string>();
  for (const document of ['registry', 'receipts/2024', 'targets'])
    for (const { id } of console.replica.entries(document)) ids.add(id);
  return ids;
}

test('after a restart the console believes the same', async () => {
  const before = { days: await inForce(), states: await states() };
  await console.close();
  console = await createConsole({ folder: folder.path, given: {} });
  expect(await inForce()).toEqual(before.days);
  expect(await states()).toEqual(before.states);
});
