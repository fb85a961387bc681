import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { dueForReview, foldDecisions, rivalsOf } from '../../domain/decision.ts';
import { type Entry, wholeText } from '../../domain/ledger/entry.ts';
import type { Weighed } from '../../domain/matter.ts';
import { SEEDS, targetFor } from '../../domain/target.ts';

const KEY = 'gate.key_dual_high.share';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const posts: Record<string, string> = { chief: 'commander', vice: 'deputy', boss: 'leader:source' };
const means = {
  sha256,
  rolesOf: (person: string) => (posts[person] ? [posts[person]] : []),
  liftedOn: (alert: string) => (alert === 'over' ? '2024-12-20' : null),
};

function weighed(
  id: string,
  kind: string,
  role: string,
  body: Record<string, unknown>,
  mark: [number, string] | null,
  person = role,
): Weighed {
  const entry: Entry = {
    v: 1,
    id,
    kind,
    subject: 's',
    at: '1732953600000-0000-d',
    by: { person, device: 'd' },
    body,
  };
  return { entry, mark: mark && { seq: mark[0], day: mark[1] }, roles: [role] };
}

const terms = {
  target: KEY,
  value: 85,
  unit: 'percent',
  dueOn: '2024-12-31',
  effectiveFrom: '2024-12-01',
  scope: {},
  replaces: '2024-12-31',
  reason: '设备检修',
};
const proposal = (mark: [number, string] | null = [1, '2024-12-05'], over = {}) =>
  weighed('p1', 'target.proposed', 'leader:source', { ...terms, ...over }, mark);
const hash = sha256(wholeText(proposal().entry));
const decided = (
  id: string,
  role: string,
  mark: [number, string] | null,
  over: Record<string, unknown> = {},
) =>
  weighed(
    id,
    'target.decided',
    role,
    { proposal: 'p1', proposalHash: hash, decision: 'approve', remark: '同意', ...over },
    mark,
  );

function read(...entries: Weighed[]) {
  const made = foldDecisions(entries, means);
  const book = { seeds: SEEDS, approvals: made.approvals };
  return {
    ...made,
    state: made.proposals[0]?.state,
    on: (day: string) => targetFor(book, { target: KEY, day }).inForce?.value ?? null,
  };
}

test('a proposal waits, is signed, is approved', () => {
  expect(read(proposal(null)).state).toBe('pending');
  expect(read(proposal()).state).toBe('pending');
  const signed = read(proposal(), decided('d1', 'deputy', null));
  expect(signed.state).toBe('signed');
  expect(signed.approvals).toEqual([]);
  const approved = read(proposal(), decided('d1', 'deputy', [2, '2024-12-06']));
  expect(approved.state).toBe('approved');
  expect(approved.approvals[0]).toMatchObject({ from: '2024-12-06', dueOn: '2024-12-31', until: null });
  expect(approved.on('2024-12-31')).toBe(85);
});

test('an earlier effectiveFrom or dueOn counts from the day of the receipt', () => {
  const late = read(proposal([1, '2025-02-01']), decided('d1', 'deputy', [2, '2025-02-03']));
  expect(late.on('2025-02-02')).toBe(90);
  expect(late.on('2025-02-03')).toBe(85);
  expect(late.approvals[0]).toMatchObject({ from: '2025-02-03', dueOn: '2025-02-03' });
});

test('the commander replaces the deputy from the receipt on; others are superseded', () => {
  const vice = decided('d1', 'deputy', [2, '2025-01-05']);
  const chief = decided('d2', 'commander', [3, '2025-01-10'], {
    decision: 'amend',
    amended: { value: 88 },
  });
  const both = read(proposal(), chief, vice);
  expect([
    both.on('2025-01-04'),
    both.on('2025-01-05'),
    both.on('2025-01-09'),
    both.on('2025-01-10'),
  ]).toEqual([90, 85, 85, 88]);
  expect(both.proposals[0]).toMatchObject({ decision: { id: 'd2' }, superseded: [{ id: 'd1' }] });
  const rejected = read(
    proposal(),
    vice,
    decided('d2', 'commander', [3, '2025-01-10'], { decision: 'reject' }),
  );
  expect(rejected.state).toBe('rejected');
  expect([rejected.on('2025-01-09'), rejected.on('2025-01-10')]).toEqual([85, 90]);
  const third = read(proposal(), vice, decided('d3', 'deputy', [4, '2025-01-11'], { decision: 'reject' }));
  expect(third.state).toBe('approved');
  expect(third.proposals[0]!.superseded.map((each) => each.id)).toEqual(['d3']);
  const second = read(
    proposal(),
    decided('d1', 'commander', [2, '2025-01-05']),
    decided('d2', 'commander', [3, '2025-01-06'], { decision: 'reject' }),
    decided('d3', 'deputy', [4, '2025-01-07'], { decision: 'return' }),
  );
  expect(second.state).toBe('approved');
  expect(second.proposals[0]!.superseded.map((each) => each.id)).toEqual(['d2', 'd3']);
});

test('a decision waits for its proposal, and changes no day before both are receipted', () => {
  const alone = read(decided('d1', 'deputy', [1, '2025-01-05']));
  expect(alone.waiting.map((each) => each.id)).toEqual(['d1']);
  const unmarked = read(proposal(null), decided('d1', 'deputy', [1, '2025-01-05']));
  expect([unmarked.state, unmarked.approvals]).toEqual(['signed', []]);
  const after = read(proposal([2, '2025-01-08']), decided('d1', 'deputy', [1, '2025-01-05']));
  expect([after.on('2025-01-07'), after.on('2025-01-08')]).toEqual([90, 85]);
});

test('withdrawn before the decision: no effect; withdrawn after it: too late', () => {
  const withdrawal = (seq: number, role = 'leader:source', person = role) =>
    weighed('w1', 'target.withdrawn', role, { proposal: 'p1' }, [seq, '2024-12-06'], person);
  const before = read(proposal(), withdrawal(2), decided('d1', 'commander', [3, '2024-12-06']));
  expect([before.state, before.approvals.length]).toEqual(['withdrawn', 0]);
  expect(before.proposals[0]!.superseded).toHaveLength(1);
  const after = read(proposal(), withdrawal(3), decided('d1', 'deputy', [2, '2024-12-06']));
  expect([after.state, after.approvals.length]).toEqual(['approved', 1]);
  const foreign = read(proposal(), withdrawal(2, 'leader:road'));
  expect([foreign.state, foreign.refused.map((each) => each.id)]).toEqual(['pending', ['w1']]);
});

test('wrong hash, wrong post, wrong value: refused with the reason, nothing changed', () => {
  for (const bad of [
    decided('x', 'deputy', [2, '2024-12-06'], { proposalHash: '0'.repeat(64) }),
    decided('x', 'leader:source', [2, '2024-12-06']),
    decided('x', 'office', [2, '2024-12-06']),
    decided('x', 'deputy', [2, '2024-12-06'], { decision: 'amend', amended: { value: 120 } }),
    decided('x', 'deputy', [2, '2024-12-06'], { decision: 'maybe' }),
  ]) {
    const made = read(proposal(), bad);
    expect(made.approvals).toEqual([]);
    expect(made.refused.map((each) => [each.id, each.reason !== ''])).toEqual([['x', true]]);
  }
  const forged = weighed('p1', 'target.proposed', 'office', terms, [1, '2024-12-05']);
  expect(read(forged).refused.map((each) => each.id)).toEqual(['p1']);
});

test('a decision on paper binds once another person has confirmed it, in order of the later receipt', () => {
  const recorded = (approver: string) =>
    weighed(
      'r1',
      'target.recorded',
      'office',
      {
        proposal: 'p1',
        proposalHash: hash,
        decision: 'approve',
        remark: '同意',
        approver,
        decidedOn: '2024-12-04',
        scan: 'ab',
        channel: '批示',
      },
      [2, '2025-01-06'],
      'clerk A',
    );
  const confirmed = (person: string) =>
    weighed('c1', 'target.confirmed', 'office', { recorded: 'r1' }, [4, '2025-01-08'], person);
  expect(read(proposal(), recorded('vice')).state).toBe('signed');
  const self = read(proposal(), recorded('vice'), confirmed('clerk A'));
  expect([self.state, self.refused.map((each) => each.id)]).toEqual(['signed', ['c1']]);
  const bound = read(proposal(), recorded('vice'), confirmed('clerk B'));
  expect([bound.state, bound.on('2025-01-07'), bound.on('2025-01-08')]).toEqual(['approved', 90, 85]);
  expect(bound.proposals[0]!.decision).toMatchObject({ by: 'vice', paper: true });
  // The deputy's own signature came between record and confirmation, so it was first.
  const between = decided('d1', 'deputy', [3, '2025-01-07'], { decision: 'reject' });
  expect(read(proposal(), recorded('vice'), confirmed('clerk B'), between).state).toBe('rejected');
  expect(read(proposal(), recorded('chief'), confirmed('clerk B'), between).state).toBe('approved');
  // Who confirms what is refused is refused with it.
  expect(read(proposal(), recorded('boss'), confirmed('clerk B')).refused.map((each) => each.id)).toEqual([
    'c1',
    'r1',
  ]);
});

test('until an alert is lifted: the approval ends with that day, or before by its own end', () => {
  const until = (over: Record<string, unknown>) => {
    const offer = proposal([1, '2024-12-05'], over);
    const body = { proposal: 'p1', proposalHash: sha256(wholeText(offer.entry)), decision: 'approve' };
    const made = read(offer, weighed('d1', 'target.decided', 'deputy', body, [2, '2024-12-06']));
    return [made.approvals[0]?.until, made.on('2024-12-31')];
  };
  expect(until({ dueOn: '2024-12-10', untilAlert: 'holds' })).toEqual([null, 85]);
  expect(until({ dueOn: '2024-12-10', untilAlert: 'over' })).toEqual(['2024-12-20', 90]);
  expect(until({ dueOn: '2024-12-10', untilAlert: 'over', effectiveTo: '2024-12-15' })[0]).toBe('2024-12-15');
  // Lifted before it would begin: it never applies.
  expect(until({ effectiveFrom: '2024-12-25', untilAlert: 'over' })[0]).toBeUndefined();
});

test('two open requests about one line are rivals until one of them is decided', () => {
  const other = (over = {}) =>
    weighed('p2', 'target.proposed', 'leader:road', { ...terms, value: 70, ...over }, [3, '2024-12-06']);
  const rivals = (...all: Weighed[]) => {
    const { proposals } = read(...all);
    return proposals.map((each) => rivalsOf(each, proposals));
  };
  expect(rivals(proposal(), other())).toEqual([['p2'], ['p1']]);
  expect(rivals(proposal(), other({ replaces: null }))).toEqual([['p2'], ['p1']]);
  expect(rivals(proposal(), other({ scope: { county: '410803' } }))).toEqual([[], []]);
  expect(rivals(proposal(), other({ replaces: '2024-11-30' }))).toEqual([[], []]);
  expect(rivals(proposal(), other(), decided('d1', 'deputy', [4, '2024-12-06']))).toEqual([[], []]);
});

test('a review day brings a decision back until it is reviewed, over, or replaced', () => {
  const approved = (over = {}) => [
    proposal(),
    decided('d1', 'deputy', [2, '2024-12-06'], { reviewOn: '2024-12-20', ...over }),
  ];
  const due = (day: string, ...all: Weighed[]) => dueForReview(read(...all), day);
  expect(due('2024-12-19', ...approved())).toEqual([]);
  expect(due('2024-12-20', ...approved())).toEqual(['p1']);
  expect(due('2024-12-20', ...approved({ decision: 'reject' }))).toEqual([]);
  const kept = weighed('r', 'target.reviewed', 'deputy', { proposal: 'p1', reviewOn: '2025-01-10' }, [
    3,
    '2024-12-20',
  ]);
  expect(due('2024-12-20', ...approved(), kept)).toEqual([]);
  expect(due('2025-01-10', ...approved(), kept)).toEqual(['p1']);
  expect(read(...approved(), { ...kept, mark: null }).proposals[0]!.reviewOn).toBe('2024-12-20');
  const later = weighed('p2', 'target.proposed', 'leader:source', { ...terms, value: 88 }, [4, '2024-12-18']);
  const body = { proposal: 'p2', proposalHash: sha256(wholeText(later.entry)), decision: 'approve' };
  const instead = weighed('d2', 'target.decided', 'deputy', body, [5, '2024-12-18']);
  expect(due('2024-12-20', ...approved(), later, instead)).toEqual([]);
});

test('the office’s check and the units asked are noted, and decide nothing', () => {
  const checked = weighed('c', 'target.checked', 'office', { proposal: 'p1', outcome: 'agreed' }, null);
  const cosigned = weighed(
    'k',
    'target.cosigned',
    'leader:road',
    { proposal: 'p1', outcome: 'objected', unit: '公安局', remark: '另行研究' },
    [2, '2024-12-05'],
  );
  const foreign = weighed('x', 'target.checked', 'leader:road', { proposal: 'p1', outcome: 'agreed' }, null);
  const made = read(proposal(), checked, cosigned, foreign);
  expect(made.state).toBe('pending');
  expect(made.proposals[0]!.notes).toMatchObject([
    { id: 'c', kind: 'checked', outcome: 'agreed', receipted: false },
    { id: 'k', kind: 'cosigned', outcome: 'objected', unit: '公安局', receipted: true },
  ]);
  expect(made.refused.map((each) => each.id)).toEqual(['x']);
});
