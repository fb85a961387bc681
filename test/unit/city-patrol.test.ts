import { expect, test } from 'vitest';
import { advances, checks, entryId, PATROL } from '../../city/patrol.ts';
import { foldCase } from '../../domain/case.ts';
import { checkOf } from '../../domain/check.ts';
import { dayOf, isoShanghai } from '../../domain/day.ts';
import { Entry } from '../../domain/ledger/entry.ts';

const DAY = '2024-11-20';

test('checks are entries that count, the same ones each time', () => {
  expect(checks(1, DAY)).toEqual(checks(1, DAY));
  const results = new Set<string>();
  const ids = new Set<string>();
  for (let i = 10; i < 30; i++)
    for (const { at, entry } of checks(1, `2024-11-${i}`)) {
      Entry.parse(entry);
      const check = checkOf(entry)!;
      expect([check.at, dayOf(check.at), check.by]).toEqual([at, `2024-11-${i}`, PATROL]);
      results.add(check.result);
      ids.add(entry.id);
    }
  expect([...results].sort()).toEqual(['fit', 'unclear', 'unfit']);
  expect(ids.size).toBeGreaterThan(400);
});

test('entry ids are UUIDv7 of their time', () => {
  const at = Date.parse('2024-11-20T08:00:00+08:00');
  const id = entryId(at, 'a');
  expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)).toBe(at);
  expect(entryId(at, 'b')).not.toBe(id);
});

test('every way of a case is one that its machine allows, and only grows with time', () => {
  const openedAt = Date.parse('2024-11-01T08:00:00+08:00');
  const stages = new Set<string>();
  for (const kind of ['restricted_road', 'emission_over_limit', 'black_smoke'])
    for (let i = 0; i < 120; i++) {
      const subject = `${kind} ${i}`;
      const opening: Entry = {
        v: 1,
        id: `opening ${subject}`,
        kind: 'case.opened',
        subject,
        at: `${openedAt}-0000-office`,
        by: { person: 'office', device: 'office' },
        // The office learnt of every other one a week late.
        body: { kind, capturedAt: isoShanghai(openedAt - (i % 2) * 7 * 86_400_000) },
      };
      const way = advances(opening, openedAt + 60 * 86_400_000);
      for (const each of way) Entry.parse(each);
      const state = foldCase([opening, ...way])!;
      expect(state.history.length).toBe(way.length + 1);
      stages.add(state.stage);
      const sooner = advances(opening, openedAt + 2 * 86_400_000);
      expect(way.slice(0, sooner.length)).toEqual(sooner);
    }
  // Most close; some were false alarms, some lie where somebody left them.
  expect(stages).toContain('closed');
  expect(stages).toContain('false_alarm');
  expect(stages.size).toBeGreaterThan(4);
});
