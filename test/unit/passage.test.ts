import { expect, test } from 'vitest';
import { parsePassage } from '../../domain/passage.ts';

/** The row of CONTRACT.md. */
const row = {
  id: 'G1-000123',
  enterprise: '91410802MA9TEST075',
  gate: '1',
  direction: 'out',
  at: '2024-11-30T08:15:30+08:00',
  released: true,
  releaseMode: 'auto',
  plate: '豫H12345D',
  plateColor: { system: 'JTT', code: '93' },
  vehicleType: 'Q11',
  fuel: 'C',
  emission: 'D',
  goods: { name: '原煤', tonnes: 33.6 },
};

const parsed = (value: unknown) => {
  const result = parsePassage(value);
  if (!result.ok) throw new Error(result.reason);
  return result.passage;
};

test("the contract's row", () => {
  expect(parsed({ ...row, more: { of: 'no interest' } })).toEqual({
    ...row,
    at: Date.parse('2024-11-30T00:15:30Z'),
    plateColor: { system: 'JTT', code: '93', norm: 'YELLOW_GREEN' },
    revision: 0,
  });
});

test('the required fields alone are enough', () => {
  const { id, enterprise, direction, at, released } = row;
  expect(parsed({ id, enterprise, gate: 3, direction, at, released, plate: null })).toEqual({
    id,
    enterprise,
    gate: '3',
    direction,
    at: Date.parse(at),
    released,
    plate: null,
    revision: 0,
  });
});

test('null and empty optional fields are missing ones', () => {
  const bare = parsed({
    ...row,
    releaseMode: null,
    plateColor: null,
    vehicleType: null,
    revision: null,
    goods: null,
    fuel: '',
  });
  expect(bare).not.toHaveProperty('releaseMode');
  expect(bare).not.toHaveProperty('plateColor');
  expect(bare).not.toHaveProperty('vehicleType');
  expect(bare).not.toHaveProperty('goods');
  expect(bare).not.toHaveProperty('fuel');
  expect(bare.revision).toBe(0);
  expect(parsed({ ...row, vehicleType: ' ' })).not.toHaveProperty('vehicleType');
});

test('what no count rests on does not cost a good record', () => {
  const kept = parsed({ ...row, emission: 6, fuel: { a: 1 }, goods: { name: 7, tonnes: '33' }, camera: [] });
  expect(kept.emission).toBe('6');
  expect(kept).not.toHaveProperty('fuel');
  expect(kept.goods).toEqual({ name: '7' });
  expect(kept).not.toHaveProperty('camera');
});

test('a colour code may come as a number, and an unlisted one is kept as unknown', () => {
  expect(parsed({ ...row, plateColor: { system: 'ETC', code: 5 } }).plateColor).toEqual({
    system: 'ETC',
    code: '5',
    norm: 'YELLOW_GREEN',
  });
  expect(parsed({ ...row, plateColor: { system: 'JTT', code: '77' } }).plateColor?.norm).toBe('UNKNOWN');
});

test.each<[string, unknown, string, RegExp]>([
  ['text', 'x', 'record', /must be an object, not "x"/],
  ['null', null, 'record', /not null/],
  ['a list', [row], 'record', /not a list/],
  ['no id', { ...row, id: undefined }, 'id', /^id is missing$/],
  ['a number for id', { ...row, id: 7 }, 'id', /must be text, not 7/],
  ['an empty id', { ...row, id: ' ' }, 'id', /is empty/],
  ['a long id', { ...row, id: 'x'.repeat(129) }, 'id', /129 characters/],
  ['broken text', { ...row, id: 'a\ud800' }, 'id', /broken/],
  ['no enterprise', { ...row, enterprise: undefined }, 'enterprise', /is missing/],
  ['no gate', { ...row, gate: undefined }, 'gate', /is missing/],
  ['a gate that is no name', { ...row, gate: '__proto__' }, 'gate', /cannot be used/],
  ['a wrong direction', { ...row, direction: 'OUT' }, 'direction', /in or out, not "OUT"/],
  ['no direction', { ...row, direction: undefined }, 'direction', /is missing/],
  ['no time', { ...row, at: undefined }, 'at', /is missing/],
  ['a number for time', { ...row, at: 1732925730000 }, 'at', /must be text/],
  ['no offset', { ...row, at: '2024-11-30T08:15:30' }, 'at', /ISO 8601 time with offset/],
  ['month 13', { ...row, at: '2024-13-30T08:15:30+08:00' }, 'at', /2024-13-30/],
  ['released in words', { ...row, released: 'true' }, 'released', /true or false, not "true"/],
  ['no released', { ...row, released: undefined }, 'released', /is missing/],
  ['no plate', { ...row, plate: undefined }, 'plate', /null for an unread plate/],
  ['a number for plate', { ...row, plate: 12345 }, 'plate', /text or null, not 12345/],
  ['a release mode of its own', { ...row, releaseMode: 'hand' }, 'releaseMode', /auto, manual or remote/],
  ['a colour in text', { ...row, plateColor: '黄' }, 'plateColor', /must be an object/],
  ['an unknown system', { ...row, plateColor: { system: 'X', code: '1' } }, 'plateColor', /known are JTT/],
  ['no colour code', { ...row, plateColor: { system: 'JTT' } }, 'plateColor', /has no code/],
  ['a number for type', { ...row, vehicleType: 11 }, 'vehicleType', /must be text/],
  ['a negative revision', { ...row, revision: -1 }, 'revision', /whole number from 0/],
  ['a revision in text', { ...row, revision: '1' }, 'revision', /whole number from 0/],
])('%s is refused', (_what, value, field, reason) => {
  const result = parsePassage(value);
  expect(result).toMatchObject({ ok: false, field });
  expect(result.ok ? '' : result.reason).toMatch(reason);
});

test('the first field in fault is named, with what is known of the row', () => {
  expect(parsePassage({ ...row, direction: 'up', plate: 5 })).toEqual({
    ok: false,
    field: 'direction',
    reason: 'direction must be in or out, not "up"',
    id: row.id,
    enterprise: row.enterprise,
    at: Date.parse(row.at),
  });
  expect(parsePassage({ ...row, id: undefined, at: 'soon' })).not.toHaveProperty('at');
});

test('fast enough for intake', () => {
  const count = 100_000;
  for (let i = 0; i < 20_000; i++) parsePassage(row);
  const began = performance.now();
  for (let i = 0; i < count; i++) if (!parsePassage(row).ok) throw new Error('refused');
  const perSecond = (count / (performance.now() - began)) * 1000;
  // Aim 500,000/s; the bound is loose because other tests share the machine.
  expect(perSecond).toBeGreaterThan(100_000);
});
