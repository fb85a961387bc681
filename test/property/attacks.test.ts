import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_PREV } from '../../domain/ledger/chain.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { SEEDS, targetFor } from '../../domain/target.ts';
import { attacks, certificateFor, type Luck } from './attack-kinds.ts';
import {
  believed,
  Chain,
  decides,
  draft,
  type Held,
  hashOf,
  type Key,
  makeKey,
  makeWorld,
  signed,
  type Who,
  type World,
} from './trust-world.ts';

const world = makeWorld();
const honest = believed(world.root, world);
const SHARE = 'gate.key_dual_high.share';
const DAYS = ['2024-11-30', '2024-12-05', '2024-12-06', '2024-12-30', '2024-12-31', '2025-06-01'];

/** What stands on each day, whatever else was brought in. */
function standing({ approvals }: Pick<typeof honest, 'approvals'>): unknown {
  const book = { seeds: SEEDS, approvals };
  return { approvals, days: DAYS.map((day) => targetFor(book, { target: SHARE, day })) };
}

const luck: fc.Arbitrary<Luck> = fc.record({
  n: fc.nat(10_000),
  words: fc.string({ maxLength: 20 }),
  bytes: fc.uint8Array({ minLength: 64, maxLength: 64 }),
  json: fc.jsonValue(),
});
const names = Object.keys(attacks);

/** Where a forged entry stands among the honest ones says nothing. */
function mixed(own: Entry[], more: Entry[], n: number): Entry[] {
  const all = [...own];
  for (const [i, entry] of more.entries()) all.splice((n + i * 7) % (all.length + 1), 0, entry);
  return all;
}

test('the world is sound: one approval, by the deputy, and nothing refused', () => {
  expect(honest.approvals.map(({ decision }) => decision)).toEqual([world.decision.id]);
  expect([honest.refused, honest.trust.refused]).toEqual([[], []]);
  expect(names.length).toBeGreaterThanOrEqual(35);
});

test.each(names)('%s changes no target', (name) => {
  for (let n = 0; n < 12; n++) {
    const given = { n, words: `w${n}`, bytes: new Uint8Array(64).fill(n), json: { a: n } };
    const office = new Chain(world.office, { seq: world.chain.seq, prev: world.chain.prev });
    const attack = attacks[name]!(given, office, world);
    const made = believed(world.root, {
      registry: [...world.registry, ...(attack.registry ?? [])],
      receipts: [...world.receipts, ...(attack.receipts ?? [])],
      targets: [...world.targets, ...(attack.targets ?? [])],
    });
    expect(standing(made)).toEqual(standing(honest));
  }
});

test('ten thousand generated attacks, up to three at once, in any place: no target changes', () => {
  let done = 0;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(names.length - 1), luck), { minLength: 1, maxLength: 3 }),
      fc.nat(1000),
      (several, place) => {
        const office = new Chain(world.office, { seq: world.chain.seq, prev: world.chain.prev });
        const all: Held = { registry: [], receipts: [], targets: [] };
        for (const [index, given] of several) {
          const attack = attacks[names[index]!]!(given, office, world);
          for (const part of ['registry', 'receipts', 'targets'] as const)
            all[part].push(...(attack[part] ?? []));
        }
        const made = believed(world.root, {
          registry: mixed(world.registry, all.registry, place),
          receipts: mixed(world.receipts, all.receipts, place),
          targets: mixed(world.targets, all.targets, place),
        });
        expect(standing(made)).toEqual(standing(honest));
        done += several.length;
      },
    ),
    { numRuns: 6000 },
  );
  expect(done).toBeGreaterThanOrEqual(10_000);
}, 240_000);

test('who withholds receipts takes targets away and never brings one', () => {
  fc.assert(
    fc.property(fc.subarray(world.receipts), fc.subarray(world.registry), (receipts, registry) => {
      const made = believed(world.root, { registry, receipts, targets: world.targets });
      for (const approval of made.approvals) expect(honest.approvals).toContainEqual(approval);
    }),
    { numRuns: 300 },
  );
});

test('devices a year ahead or behind say nothing: the order of receipt decides', () => {
  const year = 365 * 86_400_000;
  for (const off of [-year, 0, year]) {
    const chain = new Chain(world.office, { seq: world.chain.seq, prev: world.chain.prev });
    const at = (ms: number) => `${1_733_364_000_000 + ms}-0000-d`;
    const by = (who: Who, kind: string, body: Record<string, unknown>, ms: number) =>
      signed({ ...draft(kind, who, body), at: at(ms) }, world.keys[who]);
    const first = by('deputy', 'target.decided', decides(world.open), off);
    const second = by('deputy', 'target.decided', decides(world.open, { decision: 'reject' }), -off);
    const more = [chain.mark('targets', first), chain.mark('targets', second)];
    const made = believed(world.root, {
      ...world,
      receipts: [...world.receipts, ...more],
      targets: [...world.targets, second, first],
    });
    const proposal = made.proposals.find(({ id }) => id === world.open.id)!;
    expect([proposal.state, proposal.decision?.id]).toEqual(['approved', first.id]);
    expect(made.approvals.at(-1)).toMatchObject({ receivedOn: '2024-12-05' });
  }
});

test('an office whose clock was set back a year changes no day that is over', () => {
  const chain = new Chain(world.office, { seq: world.chain.seq, prev: world.chain.prev });
  chain.time = '2023-12-05T10:00:00+08:00';
  const decision = signed(draft('target.decided', 'chief', decides(world.open)), world.keys.chief);
  const receipts = [...world.receipts, chain.mark('targets', decision)];
  const made = believed(world.root, { ...world, receipts, targets: [...world.targets, decision] });
  expect(made.approvals.find((each) => each.decision === decision.id)).toMatchObject({
    ...{ receivedOn: '2024-12-05', from: '2024-12-06' },
  });
});

test('restored from an old backup: the old branch is off the chain by the office’s own word, and brings nothing', () => {
  // The backup was taken at the fifth receipt from the end; the office goes on from there, and says so.
  const kept = world.receipts.slice(0, -5);
  const at = { seq: kept.at(-1)!.body.seq as number, prev: hashOf(kept.at(-1)!) };
  const chain = new Chain(world.office, at);
  chain.time = '2024-12-09T10:00:00+08:00';
  const after = { seq: at.seq, hash: at.prev };
  const epoch = signed(draft('office.epoch', 'office', { epoch: 'two', after }), world.office);
  const marks = [chain.mark('registry', epoch)];
  for (const entry of world.targets)
    if (!kept.some(({ body }) => body.entry === entry.id)) marks.push(chain.mark('targets', entry));
  const registry = [...world.registry, epoch];
  const fresh = believed(world.root, { registry, receipts: [...kept, ...marks], targets: world.targets });
  expect(fresh.trust.head.seq).toBe(chain.seq);
  expect(fresh.approvals.map(({ decision }) => decision)).toEqual([world.decision.id]);
  // Marked anew, it counts from the day of its new receipt.
  expect(fresh.approvals[0]).toMatchObject({ receivedOn: '2024-12-09' });
  fc.assert(
    fc.property(fc.shuffledSubarray(world.receipts.slice(-5)), fc.nat(1000), (old, place) => {
      const receipts = mixed([...kept, ...marks], old, place);
      const made = believed(world.root, { registry, receipts, targets: world.targets });
      expect(made.trust.head).toEqual(fresh.trust.head);
      expect(standing(made)).toEqual(standing(fresh));
    }),
    { numRuns: 200 },
  );
});

/** The office key rolled at the end of the chain, by the old key or the recovery key. */
function rolled(w: World, by: Key, more: Record<string, unknown> = {}) {
  const next = makeKey();
  const after = { seq: w.chain.seq, hash: w.chain.prev };
  const body = {
    ...{ key: next.id, alg: 'Ed25519', publicKey: next.spki, replaces: w.office.id, after },
    ...more,
  };
  const before = [
    { key: w.office.id, alg: 'Ed25519', publicKey: w.office.spki, recovery: w.recovery.spki, until: after },
  ];
  const roll = signed(draft('key.rolled', 'office', body), by);
  const own = signed(draft('key.office', 'office', { ...body, before }), next);
  const chain = new Chain(next, { seq: w.chain.seq, prev: w.chain.prev });
  const receipts = [chain.mark('registry', roll), chain.mark('registry', own)];
  return { next, roll, own, chain, receipts, registry: [...w.registry, roll, own] };
}

test('a rolled office key goes on for who trusts the old one and for who trusts the new one alone', () => {
  for (const by of [world.office, world.recovery]) {
    const { next, chain, receipts, registry } = rolled(world, by);
    const decision = signed(draft('target.decided', 'chief', decides(world.open)), world.keys.chief);
    const held = {
      registry,
      receipts: [...world.receipts, ...receipts, chain.mark('targets', decision)],
      targets: [...world.targets, decision],
    };
    for (const root of [world.root, next.id]) {
      const made = believed(root, held);
      expect(made.approvals.map((each) => each.decision)).toEqual([world.decision.id, decision.id]);
      expect(made.trust.refused).toEqual([]);
      expect([...made.trust.office.keys()]).toEqual([world.office.id, next.id]);
    }
  }
});

test('what the old office key signs after it was rolled counts for nothing', () => {
  const { next, chain, receipts, registry } = rolled(world, world.office);
  const own = makeKey();
  const certificate = signed(certificateFor(own, 'newcomer', 'commander'), world.office);
  const thief = new Chain(world.office, { seq: world.chain.seq, prev: world.chain.prev });
  const wanted = signed(draft('target.decided', 'newcomer', decides(world.open)), own);
  const marked = signed(draft('target.decided', 'deputy', decides(world.open)), world.keys.deputy);
  const forged = [thief.mark('targets', marked), thief.mark('targets', wanted)];
  const door = chain.mark('targets', wanted);
  for (const root of [world.root, next.id]) {
    const made = believed(root, {
      registry: [...registry, certificate],
      receipts: [...world.receipts, ...receipts, door, ...forged],
      targets: [...world.targets, wanted, marked],
    });
    expect(standing(made)).toEqual(standing(honest));
    expect(made.trust.people.has(own.id)).toBe(false);
    expect(made.trust.refused.map(({ reason }) => reason)).toEqual(
      expect.arrayContaining([
        'a certificate not signed by the office',
        'signed by an office key outside its time',
      ]),
    );
  }
});

test('a thief who rolls a stolen office key is overruled by the recovery key', () => {
  const thief = rolled(world, world.office);
  const office = rolled(world, world.recovery);
  const marked = signed(draft('target.decided', 'deputy', decides(world.open)), world.keys.deputy);
  const forged = thief.chain.mark('targets', marked);
  const made = believed(world.root, {
    registry: [...thief.registry, office.roll, office.own],
    receipts: [...world.receipts, ...thief.receipts, forged, ...office.receipts],
    targets: [...world.targets, marked],
  });
  expect([...made.trust.office.keys()]).toEqual([world.office.id, office.next.id]);
  expect(standing(made)).toEqual(standing(honest));
  // Two rolls by the old key and nobody to decide: it is rolled to neither.
  const two = rolled(world, world.office);
  const torn = believed(world.root, {
    registry: [...thief.registry, two.roll, two.own],
    receipts: [...world.receipts, ...thief.receipts, forged, ...two.receipts],
    targets: [...world.targets, marked],
  });
  expect([...torn.trust.office.keys()]).toEqual([world.office.id]);
  expect(standing(torn)).toEqual(standing(honest));
});

test('a chain starts at its first receipt', () => {
  expect(world.receipts[0]!.body.prev).toBe(FIRST_PREV);
  const made = believed(world.root, { ...world, receipts: world.receipts.slice(1) });
  expect([made.approvals, made.trust.head.seq]).toEqual([[], 0]);
});
