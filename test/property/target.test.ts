import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '../../domain/day.ts';
import { foldDecisions } from '../../domain/decision.ts';
import { type Entry, wholeText } from '../../domain/ledger/entry.ts';
import type { Weighed } from '../../domain/matter.ts';
import { SEEDS, type TargetBook, targetFor, targetsOn } from '../../domain/target.ts';

const KEY = 'gate.key_dual_high.share';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const ROLES = [
  'commander',
  'deputy',
  'commander',
  'deputy',
  'deputy',
  'office',
  'leader:source',
  'leader:road',
  'field',
  'member:source',
];
const means = {
  sha256,
  rolesOf: (person: string) => [person.replace(/\d$/, '')],
  liftedOn: (alert: string) => (alert === 'over' ? day(20) : null),
};
const day = (n: number) => addDays('2024-11-20', n);
const DAYS = Array.from({ length: 60 }, (_, n) => day(n));

interface Plan {
  proposals: {
    value: number;
    due: number;
    from: number;
    to: number | null;
    replaces: number;
    scope: number;
  }[];
  acts: { kind: number; proposal: number; role: number; decision: number; value: number; wrong: boolean }[];
  order: number[];
  receipted: boolean[];
}
const plans: fc.Arbitrary<Plan> = fc.record({
  proposals: fc.array(
    fc.record({
      value: fc.integer({ min: 0, max: 100 }),
      due: fc.nat(59),
      from: fc.nat(59),
      to: fc.option(fc.nat(30)),
      replaces: fc.nat(3),
      scope: fc.nat(2),
    }),
    { minLength: 1, maxLength: 3 },
  ),
  acts: fc.array(
    fc.record({
      kind: fc.nat(5),
      proposal: fc.nat(2),
      role: fc.nat(ROLES.length - 1),
      decision: fc.nat(3),
      value: fc.integer({ min: 0, max: 100 }),
      wrong: fc.nat(5).map((n) => n === 0),
    }),
    { minLength: 3, maxLength: 9 },
  ),
  order: fc.array(fc.nat(1000), { minLength: 12, maxLength: 12 }),
  receipted: fc.array(
    fc.nat(5).map((n) => n > 0),
    { minLength: 12, maxLength: 12 },
  ),
});

const SCOPES = [{}, { enterprise: 'X' }, { county: '410803' }];
const REPLACES = [null, '2024-11-30', '2024-12-31', '2024-12-10'];

/** Entries of a plan, each with a place in the chain of receipts, days rising with it. */
function entriesOf(plan: Plan): Weighed[] {
  const made: { entry: Entry; role: string }[] = [];
  const add = (kind: string, role: string, person: string, body: Record<string, unknown>) => {
    const id = `e${made.length}`;
    made.push({
      role,
      entry: { v: 1, id, kind, subject: id, at: '1732953600000-0000-d', by: { person, device: 'd' }, body },
    });
    return id;
  };
  for (const { value, due, from, to, replaces, scope } of plan.proposals)
    add('target.proposed', 'leader:source', 'leader:source1', {
      target: KEY,
      value,
      unit: 'percent',
      dueOn: day(due),
      effectiveFrom: day(from),
      effectiveTo: to === null ? null : day(from + to),
      scope: SCOPES[scope],
      replaces: REPLACES[replaces],
      reason: '',
    });
  const records: string[] = [];
  for (const act of plan.acts) {
    const role = ROLES[act.role]!;
    const proposal = made[act.proposal % plan.proposals.length]!.entry;
    const body = {
      proposal: proposal.id,
      proposalHash: act.wrong ? 'no' : sha256(wholeText(proposal)),
      decision: ['approve', 'amend', 'approve', 'reject'][act.decision]!,
      amended: { value: act.value },
      remark: '',
    };
    if (act.kind <= 2) add('target.decided', role, `${role}1`, body);
    else if (act.kind === 3)
      records.push(
        add('target.recorded', 'office', 'office1', { ...body, approver: `${role}1`, decidedOn: day(0) }),
      );
    else if (act.kind === 4)
      add('target.confirmed', 'office', act.wrong ? 'office1' : 'office2', {
        recorded: records[0] ?? 'none',
      });
    else add('target.withdrawn', role, `${role}1`, { proposal: proposal.id });
  }
  const ranked = made.map((_, n) => n).sort((a, b) => plan.order[a]! - plan.order[b]! || a - b);
  return made.map(({ entry, role }, n) => {
    const seq = ranked.indexOf(n) + 1;
    return { entry, roles: [role], mark: plan.receipted[n] ? { seq, day: day(seq * 4) } : null };
  });
}

function bookOf(all: Weighed[]): TargetBook {
  return { seeds: SEEDS, approvals: foldDecisions(all, means).approvals };
}
const SUBJECTS = [
  {},
  { enterprise: 'X', county: '410803' },
  { county: '410803' },
  { enterprise: 'Y', county: '410882' },
];
const read = (book: TargetBook, days = DAYS) =>
  days.map((on) => [
    SUBJECTS.map((subject) => targetFor(book, { target: KEY, day: on, ...subject })),
    targetsOn(book, on),
  ]);

test('any order and any duplicates of the same entries give the same', () => {
  fc.assert(
    fc.property(plans, fc.infiniteStream(fc.nat(1000)), (plan, keys) => {
      const all = entriesOf(plan);
      const shuffled = [...all, ...all.slice(0, 4)]
        .map((item) => ({ item, key: keys.next().value as number }))
        .sort((a, b) => a.key - b.key)
        .map(({ item }) => item);
      const [a, b] = [foldDecisions(all, means), foldDecisions(shuffled, means)];
      expect(b).toEqual(a);
      const turned = { seeds: SEEDS, approvals: a.approvals.toReversed() };
      expect(read(turned)).toEqual(read({ seeds: SEEDS, approvals: a.approvals }));
    }),
    { numRuns: 150 },
  );
});

/** Without the end of each line: that a later decision ends it is known later, and changes no day before. */
const counting = (book: TargetBook, days: string[]) =>
  JSON.parse(JSON.stringify(read(book, days), (key, value) => (key === 'until' ? undefined : value)));

// Invariant 3: no decision changes a day before the day of its receipt.
test('what the office receipts later never changes an earlier day', () => {
  let differs = 0;
  fc.assert(
    fc.property(plans, fc.nat(12), (plan, cut) => {
      const all = entriesOf(plan);
      const until = day(cut * 4);
      const then = all.map((item) => (item.mark && item.mark.seq > cut ? { ...item, mark: null } : item));
      const days = DAYS.filter((on) => on <= until);
      expect(counting(bookOf(all), days)).toEqual(counting(bookOf(then), days));
      if (JSON.stringify(read(bookOf(all))) !== JSON.stringify(read(bookOf(then)))) differs++;
    }),
    { numRuns: 150 },
  );
  expect(differs).toBeGreaterThan(5);
});

// Invariant 3: only a receipted decision of commander or deputy, or one recorded from paper by two, changes a target.
test('without the commander and the deputy nothing changes, whoever else decides', () => {
  let changed = 0;
  fc.assert(
    fc.property(plans, (plan) => {
      const all = entriesOf(plan);
      const leads = new Set(['commander', 'deputy']);
      const others = all.filter(
        ({ entry, roles }) =>
          !(entry.kind === 'target.decided' && leads.has(roles[0]!)) &&
          !(entry.kind === 'target.recorded' && leads.has(String(entry.body.approver).replace(/\d$/, ''))),
      );
      expect(foldDecisions(others, means).approvals).toEqual([]);
      for (const each of bookOf(all).approvals) {
        changed++;
        expect(each.decidedBy).toMatch(/^(commander|deputy)1$/);
        expect(each.from >= each.receivedOn && each.dueOn >= each.receivedOn).toBe(true);
      }
      expect(bookOf(all.map((item) => ({ ...item, mark: null }))).approvals).toEqual([]);
    }),
    { numRuns: 200 },
  );
  expect(changed).toBeGreaterThan(20);
});
