import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Entry, wholeText } from '../../domain/ledger/entry.ts';
import type { Weighed } from '../../domain/matter.ts';
import { foldPlans, phaseOn } from '../../domain/plan.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const means = { sha256, rolesOf: (person: string) => (person === 'chief' ? ['commander'] : []) };

function entry(id: string, kind: string, role: string, body: Record<string, unknown>): Entry {
  return {
    ...{ v: 1, id, kind, subject: 's', at: '1732953600000-0000-d', by: { person: role, device: 'd' }, body },
  };
}
const weighed = (of: Entry, role: string, mark: [number, string] | null): Weighed => ({
  entry: of,
  mark: mark && { seq: mark[0], day: mark[1] },
  roles: [role],
});

const phases = [
  { name: '摸底', from: '2024-11-01', to: '2024-11-15', measure: '台账齐', unit: '生态环境局' },
  { name: '整改', from: '2024-11-16', to: '2024-12-31' },
];
const offer = (id: string, over: Record<string, unknown> = {}, role = 'leader:source') =>
  entry(id, 'plan.proposed', role, { group: 'source', title: '源头治理方案', phases, ...over });
const decide = (id: string, of: Entry, over: Record<string, unknown> = {}) =>
  entry(id, 'plan.decided', 'deputy', {
    ...{ proposal: of.id, proposalHash: sha256(wholeText(of)), decision: 'approve', remark: '' },
    ...over,
  });

// DOMAIN.md 0: each group has its leader; changes of pace need the consent of commander or deputy.
test('a group’s plan is proposed by its own leader and consented to like a target', () => {
  const first = offer('p1');
  const foreign = offer('p2', {}, 'leader:road');
  const { proposals, inForce, refused } = foldPlans(
    [
      weighed(first, 'leader:source', [1, '2024-11-02']),
      weighed(foreign, 'leader:road', [2, '2024-11-02']),
      weighed(decide('d1', first), 'deputy', [3, '2024-11-03']),
    ],
    means,
  );
  expect(proposals.map((each) => [each.id, each.state])).toEqual([['p1', 'approved']]);
  expect(refused).toEqual([
    { id: 'p2', kind: 'plan.proposed', reason: 'the plan of source is proposed by its leader' },
  ]);
  expect(inForce).toMatchObject([
    { group: 'source', since: '2024-11-03', decidedBy: 'deputy', proposal: 'p1' },
  ]);
  expect(inForce[0]!.phases).toHaveLength(2);
});

test('the later consent takes its place, an amended one with its own phases; a withdrawn one has none', () => {
  const [first, second, third] = [offer('p1'), offer('p2', { title: '第二版' }), offer('p3')];
  const amended = { phases: [{ name: '整改', from: '2024-11-16', to: '2025-01-31' }] };
  const all = [
    weighed(first, 'leader:source', [1, '2024-11-02']),
    weighed(decide('d1', first), 'deputy', [2, '2024-11-03']),
    weighed(second, 'leader:source', [3, '2024-11-04']),
    weighed(decide('d2', second, { decision: 'amend', amended }), 'deputy', [4, '2024-11-05']),
    weighed(third, 'leader:source', [5, '2024-11-06']),
    weighed(entry('w', 'plan.withdrawn', 'leader:source', { proposal: 'p3' }), 'leader:source', [
      6,
      '2024-11-06',
    ]),
    weighed(decide('d3', third), 'deputy', [7, '2024-11-07']),
  ];
  const made = foldPlans(all, means);
  expect(made.inForce).toMatchObject([{ title: '第二版', since: '2024-11-05' }]);
  expect(made.inForce[0]!.phases.map((phase) => phase.to)).toEqual(['2025-01-31']);
  expect(made.proposals.find((each) => each.id === 'p3')!.state).toBe('withdrawn');
  expect(foldPlans([...all].reverse(), means)).toEqual(made);
});

test('every version that was in force is kept, from one receipt to the next', () => {
  const [first, second] = [offer('p1'), offer('p2', { title: '第二版', replaces: 'p1' })];
  const to = (day: string) => ({ phases: [{ ...phases[1], to: day }] });
  const chief = (id: string, of: Entry, over: Record<string, unknown>) =>
    entry(id, 'plan.decided', 'commander', { ...decide(id, of).body, ...over });
  const all = [
    weighed(first, 'leader:source', [1, '2024-11-02']),
    weighed(decide('d1', first), 'deputy', [2, '2024-11-03']),
    weighed(second, 'leader:source', [3, '2024-11-04']),
    weighed(decide('d2', second, { decision: 'amend', amended: to('2025-01-31') }), 'deputy', [
      4,
      '2024-11-05',
    ]),
  ];
  const lines = (of: Weighed[]) =>
    foldPlans(of, means).versions.map(({ number, proposal, since, until, amended }) => [
      ...[number, proposal, since, until, amended],
    ]);
  expect(lines(all)).toEqual([
    [1, 'p1', '2024-11-03', '2024-11-05', false],
    [2, 'p2', '2024-11-05', null, true],
  ]);
  // The commander consents to the same words: the version stays, whose word it is changes.
  const same = chief('d3', second, { decision: 'amend', amended: to('2025-01-31') });
  const again = [...all, weighed(same, 'commander', [5, '2024-11-08'])];
  expect(lines(again)).toEqual(lines(all));
  expect(foldPlans(again, means).inForce).toMatchObject([{ decidedBy: 'commander', since: '2024-11-05' }]);
  // He takes the consent back: the version before holds again, from that day.
  const back = [...all, weighed(chief('d4', second, { decision: 'reject' }), 'commander', [5, '2024-11-08'])];
  expect(lines(back)).toEqual([
    [1, 'p1', '2024-11-03', '2024-11-05', false],
    [2, 'p2', '2024-11-05', '2024-11-08', true],
    [3, 'p1', '2024-11-08', null, false],
  ]);
  expect(foldPlans(back.toReversed(), means)).toEqual(foldPlans(back, means));
});

test('phases in wrong order of dates, and an amendment that can’t be read, are refused', () => {
  const bad = offer('p1', { phases: [{ name: '整改', from: '2024-12-02', to: '2024-12-01' }] });
  const good = offer('p2');
  const { refused, proposals } = foldPlans(
    [
      weighed(bad, 'leader:source', [1, '2024-11-02']),
      weighed(good, 'leader:source', [2, '2024-11-02']),
      weighed(decide('d', good, { decision: 'amend', amended: { phases: [] } }), 'deputy', [3, '2024-11-03']),
    ],
    means,
  );
  expect(refused.map((each) => each.id)).toEqual(['d', 'p1']);
  expect(proposals.map((each) => each.state)).toEqual(['pending']);
});

test('a phase stands by its dates', () => {
  expect(phaseOn(phases[0]!, '2024-10-31')).toBe('ahead');
  expect(phaseOn(phases[0]!, '2024-11-15')).toBe('running');
  expect(phaseOn(phases[0]!, '2024-11-16')).toBe('over');
});
