import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { foldDecisions, type Weighed } from '../../domain/decision.ts';
import { type Entry, wholeText } from '../../domain/ledger/entry.ts';
import { SEEDS, targetFor } from '../../domain/target.ts';

const KEY = 'gate.key_dual_high.share';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const posts: Record<string, string> = { chief: 'commander', vice: 'deputy', boss: 'leader:source' };
const means = { sha256, rolesOf: (person: string) => (posts[person] ? [posts[person]] : []) };

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
  expect(read(proposal(), recorded('boss'), confirmed('clerk B')).refused.map((each) => each.id)).toEqual([
    'r1',
  ]);
});
