import { expect, test } from 'vitest';
import { checkOf, countChecks } from '../../domain/check.ts';
import { COUNTIES, countyName, countyOf } from '../../domain/county.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { parsePost } from '../../domain/post.ts';
import { GROUPS, groupOf } from '../../domain/unit.ts';

test('eleven counties, each with a tile of its own', () => {
  expect(new Set(COUNTIES.map((each) => each.code)).size).toBe(11);
  for (const a of COUNTIES)
    for (const b of COUNTIES)
      if (a !== b) expect(a.y !== b.y || Math.abs(a.x - b.x) >= 1, `${a.zh} ${b.zh}`).toBe(true);
  expect(countyOf('410882')?.zh).toBe('沁阳市');
  expect(countyOf('140500')).toBeNull();
  expect([countyName('410803'), countyName('140500'), countyName(null)]).toEqual(['中站', '140500', '未知']);
  for (const each of COUNTIES) expect(parsePost(`county:${each.code}`)).not.toBeNull();
});

test('six groups in the order of the plan', () => {
  expect(GROUPS.map((each) => each.short)).toEqual(['源头', '路面', '排放', '奖补', '设施', '保障']);
  for (const { group } of GROUPS) expect(parsePost(`leader:${group}`)).not.toBeNull();
  expect(groupOf('facility').bureaux[0]).toBe('住建局');
});

test('a month’s checks, each once, in the month of the check', () => {
  const entry = (id: string, body: Record<string, unknown>, kind = 'check.recorded'): Entry => ({
    v: 1,
    id,
    kind,
    subject: id,
    at: '1733000000000-0000-d',
    by: { person: 'p', device: 'd' },
    body,
  });
  const entries = [
    entry('1', { kind: 'road', result: 'unfit' }),
    entry('1', { kind: 'road', result: 'unfit' }),
    entry('2', { kind: 'emission', result: 'fit', at: '2024-12-02T10:00:00+08:00', extra: true }),
    entry('3', { kind: 'emission', result: 'unfit', at: '2024-11-30T23:59:59+08:00' }),
    entry('4', { kind: 'emission', result: 'maybe' }),
    entry('5', { kind: 'emission', result: 'fit', at: 'yesterday' }),
    entry('6', { kind: 'road', result: 'fit' }, 'case.opened'),
  ];
  const checks = entries.flatMap((each) => checkOf(each) ?? []);
  expect(checks.map((each) => each.id)).toEqual(['1', '1', '2', '3']);
  expect(countChecks(checks, '2024-12')).toEqual({
    total: 2,
    unfit: 1,
    byKind: {
      road: { total: 1, unfit: 1 },
      emission: { total: 1, unfit: 0 },
      gate_count: { total: 0, unfit: 0 },
    },
  });
  expect(countChecks(checks, '2024-11')).toMatchObject({ total: 1, unfit: 1 });
});
