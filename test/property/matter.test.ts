import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitOf, foldAllotments } from '../../domain/allotment.ts';
import { addDays } from '../../domain/day.ts';
import { dueForReview, foldDecisions, rivalsOf } from '../../domain/decision.ts';
import { type Entry, wholeText } from '../../domain/ledger/entry.ts';
import type { Weighed } from '../../domain/matter.ts';
import { foldPlans } from '../../domain/plan.ts';
import { SEEDS, stepsOf, type TargetBook, targetFor } from '../../domain/target.ts';

const KEY = 'gate.key_dual_high.share';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const day = (n: number) => addDays('2024-11-20', n);
const DAYS = Array.from({ length: 80 }, (_, n) => day(n));
const ROLES = ['commander', 'deputy', 'office', 'leader:source', 'leader:road', 'field'];
/** Mostly who may, sometimes who may not. */
const BY: Record<string, readonly string[]> = {
  decided: ['commander', 'deputy', 'deputy', 'commander', 'office', 'field'],
  reviewed: ['commander', 'deputy', 'deputy', 'commander', 'office', 'field'],
  withdrawn: ['leader:source', 'leader:road', 'office', 'field', 'deputy', 'field'],
  cosigned: ['leader:source', 'leader:road', 'office', 'leader:road', 'deputy', 'field'],
};
const CLERK = ['office', 'office', 'office', 'office', 'deputy', 'field'];
const VERBS = [
  'decided',
  'decided',
  'decided',
  'recorded',
  'confirmed',
  'withdrawn',
  'checked',
  'cosigned',
  'reviewed',
] as const;

interface Plan {
  noun: 'target' | 'plan';
  offers: { value: number; due: number; from: number; alert: number; group: number }[];
  acts: { verb: number; offer: number; role: number; decision: number; value: number; day: number }[];
  allots: { role: number; level: number; value: number }[];
  order: number[];
  receipted: boolean[];
}
const plans: fc.Arbitrary<Plan> = fc.record({
  noun: fc.constantFrom('target', 'plan'),
  offers: fc.array(
    fc.record({
      ...{ value: fc.integer({ min: 0, max: 100 }), due: fc.nat(59), from: fc.nat(59) },
      ...{ alert: fc.nat(2), group: fc.nat(1) },
    }),
    { minLength: 1, maxLength: 3 },
  ),
  acts: fc.array(
    fc.record({
      ...{ verb: fc.nat(VERBS.length - 1), offer: fc.nat(2), role: fc.nat(ROLES.length - 1) },
      ...{ decision: fc.nat(3), value: fc.integer({ min: 0, max: 100 }), day: fc.nat(59) },
    }),
    { minLength: 2, maxLength: 10 },
  ),
  allots: fc.array(fc.record({ role: fc.nat(ROLES.length - 1), level: fc.nat(2), value: fc.nat(120) }), {
    maxLength: 3,
  }),
  order: fc.array(fc.nat(1000), { minLength: 16, maxLength: 16 }),
  receipted: fc.array(
    fc.nat(5).map((n) => n > 0),
    { minLength: 16, maxLength: 16 },
  ),
});

/** Alert `a1` was lifted on the twentieth day, `a2` not at all. */
const means = (lifted: string | null = day(20)) => ({
  sha256,
  rolesOf: (person: string) => [person.replace(/\d$/, '')],
  liftedOn: (alert: string) => (alert === 'a1' ? lifted : null),
});

function entriesOf({ noun, offers, acts, allots, order, receipted }: Plan): Weighed[] {
  const made: { entry: Entry; role: string }[] = [];
  const add = (kind: string, role: string, person: string, body: Record<string, unknown>) => {
    const id = `e${made.length}`;
    const at = '1732953600000-0000-d';
    made.push({ role, entry: { v: 1, id, kind, subject: id, at, by: { person, device: 'd' }, body } });
    return id;
  };
  for (const { value, due, from, alert, group } of offers) {
    const target = {
      ...{ target: KEY, value, unit: 'percent', dueOn: day(due), effectiveFrom: day(from), scope: {} },
      ...{ replaces: null, reason: '', untilAlert: [null, 'a1', 'a2'][alert] },
    };
    const phases = [{ name: '一', from: day(from), to: day(from + due) }];
    const plan = { group: ['source', 'road'][group], title: `方案 ${value}`, phases };
    add(`${noun}.proposed`, 'leader:source', 'leader:source1', noun === 'target' ? target : plan);
  }
  const records: string[] = [];
  for (const act of acts) {
    const verb = VERBS[act.verb]!;
    const role = (BY[verb] ?? CLERK)[act.role]!;
    const offer = made[act.offer % offers.length]!.entry;
    const about = { proposal: offer.id, remark: '' };
    const decided = {
      ...{ ...about, proposalHash: sha256(wholeText(offer)), amended: { value: act.value } },
      decision: ['approve', 'amend', 'return', 'reject'][act.decision],
      reviewOn: day(act.day),
    };
    const bodies = {
      decided,
      recorded: { ...decided, approver: 'deputy1', decidedOn: day(act.day) },
      confirmed: { recorded: records[0] ?? 'none' },
      withdrawn: about,
      checked: { ...about, outcome: 'agreed' },
      cosigned: { ...about, outcome: 'objected', unit: '公安局' },
      reviewed: { ...about, reviewOn: act.decision ? day(act.day) : null },
    };
    const id = add(`${noun}.${verb}`, role, `${role}${act.value % 2}`, bodies[verb]);
    if (verb === 'recorded') records.push(id);
  }
  for (const { role, level, value } of allots)
    add('target.allotted', ROLES[role]!, `${ROLES[role]}1`, {
      ...{ target: KEY, dueOn: '2024-12-31', unit: 'percent' },
      ...{ level: ['group', 'county', 'enterprise'][level], parts: [{ to: 'x', value }] },
    });
  const ranked = made.map((_, n) => n).sort((a, b) => order[a]! - order[b]! || a - b);
  return made.map(({ entry, role }, n) => {
    const seq = ranked.indexOf(n) + 1;
    return { entry, roles: [role], mark: receipted[n] ? { seq, day: day(seq * 4) } : null };
  });
}

const shuffled = (all: Weighed[], keys: Iterator<number>) =>
  [...all, ...all.slice(0, 5)]
    .map((item) => ({ item, key: keys.next().value as number }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);

test('targets, plans and breakdowns: any order and any duplicates give the same', () => {
  let [noted, reviewed, consented, allotted] = [0, 0, 0, 0];
  fc.assert(
    fc.property(plans, fc.infiniteStream(fc.nat(1000)), (plan, keys) => {
      const all = entriesOf(plan);
      const again = shuffled(all, keys[Symbol.iterator]());
      const decisions = foldDecisions(all, means());
      expect(foldDecisions(again, means())).toEqual(decisions);
      expect(foldPlans(again, means())).toEqual(foldPlans(all, means()));
      expect(foldAllotments(again)).toEqual(foldAllotments(all));
      for (const on of DAYS)
        expect(dueForReview(foldDecisions(again, means()), on)).toEqual(dueForReview(decisions, on));
      noted += decisions.proposals.filter((each) => each.notes.length > 0).length;
      reviewed += decisions.proposals.filter((each) => each.reviewOn !== null).length;
      consented += foldPlans(all, means()).inForce.length;
      allotted += foldAllotments(all).inForce.length;
    }),
    { numRuns: 150 },
  );
  for (const seen of [noted, reviewed, consented, allotted]) expect(seen).toBeGreaterThan(5);
});

test('what is checked, co-signed, reviewed or broken down changes no target and no state', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const all = entriesOf(plan);
      const bare = all.filter(({ entry }) => !/\.(checked|cosigned|reviewed|allotted)$/.test(entry.kind));
      const [a, b] = [foldDecisions(all, means()), foldDecisions(bare, means())];
      expect(a.approvals).toEqual(b.approvals);
      expect(a.proposals.map((each) => each.state)).toEqual(b.proposals.map((each) => each.state));
      expect(foldPlans(all, means()).inForce).toEqual(foldPlans(bare, means()).inForce);
    }),
    { numRuns: 80 },
  );
});

test('a plan is in force by a receipted decision of commander or deputy alone, and only its leader proposes it', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const all = entriesOf({ ...plan, noun: 'plan' });
      const { inForce } = foldPlans(all, means());
      for (const each of inForce) {
        expect(each.group).toBe('source');
        expect(each.decidedBy).toMatch(/^(commander|deputy)/);
      }
      expect(
        foldPlans(
          all.map((item) => ({ ...item, mark: null })),
          means(),
        ).inForce,
      ).toEqual([]);
    }),
    { numRuns: 80 },
  );
});

// Until an alert is lifted: CONTRACT.md's `effectiveTo`, inclusive, with a day that is known later.
test('lifting an alert ends what waited for it, and moves no day up to and with its own', () => {
  let ended = 0;
  fc.assert(
    fc.property(plans, fc.nat(70), (plan, lift) => {
      const all = entriesOf({ ...plan, noun: 'target' });
      const bookOf = (lifted: string | null): TargetBook => ({
        seeds: SEEDS,
        approvals: foldDecisions(all, means(lifted)).approvals,
      });
      const [before, after] = [bookOf(null), bookOf(day(lift))];
      const value = (book: TargetBook, on: string) =>
        targetFor(book, { target: KEY, day: on }).inForce?.value;
      for (const on of DAYS.filter((each) => each <= day(lift)))
        expect(value(after, on)).toBe(value(before, on));
      const waiting = new Set(
        all.filter(({ entry }) => entry.body.untilAlert === 'a1').map(({ entry }) => entry.id),
      );
      for (const each of after.approvals)
        if (waiting.has(each.proposal)) expect(each.until! <= day(lift)).toBe(true);
      if (after.approvals.length !== before.approvals.length || waiting.size > 0) ended++;
    }),
    { numRuns: 100 },
  );
  expect(ended).toBeGreaterThan(20);
});

test('the steps of a target are what counts on each day', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { approvals } = foldDecisions(entriesOf({ ...plan, noun: 'target' }), means());
      const book = { seeds: SEEDS, approvals };
      const steps = stepsOf(book, KEY);
      for (const on of DAYS)
        expect(steps.findLast((step) => step.from <= on)?.value ?? null).toBe(
          targetFor(book, { target: KEY, day: on }).inForce?.value ?? null,
        );
    }),
    { numRuns: 80 },
  );
});

test('rivals know one another, are open, and are about the same line', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const { proposals } = foldDecisions(entriesOf({ ...plan, noun: 'target' }), means());
      for (const each of proposals)
        for (const id of rivalsOf(each, proposals)) {
          const other = proposals.find((one) => one.id === id)!;
          expect(rivalsOf(other, proposals)).toContain(each.id);
          expect(['pending', 'signed']).toContain(other.state);
          expect(other.body.replaces ?? other.body.dueOn).toBe(each.body.replaces ?? each.body.dueOn);
        }
    }),
    { numRuns: 60 },
  );
});

test('a breakdown of counts fits exactly when it sums to its line; one of shares when its weighed mean reaches it', () => {
  const parts = fc.array(fc.record({ value: fc.nat(100), released: fc.integer({ min: 1, max: 50 }) }), {
    minLength: 1,
    maxLength: 6,
  });
  fc.assert(
    fc.property(parts, fc.nat(300), fc.nat(100), (given, count, share) => {
      const named = given.map((each, n) => ({ to: `p${n}`, value: each.value }));
      const released = new Map(given.map((each, n) => [`p${n}`, { released: each.released, green: 0 }]));
      const sum = given.reduce((total, each) => total + each.value, 0);
      expect(fitOf('count', { value: count, upper: null }, named, new Map()).fits).toBe(sum === count);
      const weighed = given.reduce((total, each) => total + each.value * each.released, 0);
      const all = given.reduce((total, each) => total + each.released, 0);
      expect(fitOf('percent', { value: share, upper: null }, named, released).fits).toBe(
        weighed >= share * all,
      );
    }),
  );
});
