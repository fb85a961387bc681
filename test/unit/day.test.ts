import { expect, test } from 'vitest';
import {
  addDays,
  clockOf,
  dayOf,
  daysBetween,
  endOfDay,
  formatCompact,
  hourOf,
  isDay,
  isoShanghai,
  monthOf,
  nextDay,
  parseCompact,
  parseLocalTime,
  parseTime,
  startOfDay,
} from '../../domain/day.ts';

test('a day is cut at midnight in Asia/Shanghai', () => {
  expect(dayOf(Date.parse('2024-11-29T15:59:59.999Z'))).toBe('2024-11-29');
  expect(dayOf(Date.parse('2024-11-29T16:00:00.000Z'))).toBe('2024-11-30');
  expect(startOfDay('2024-11-30')).toBe(Date.parse('2024-11-29T16:00:00Z'));
  expect(endOfDay('2024-11-30')).toBe(startOfDay('2024-12-01'));
  expect(hourOf(startOfDay('2024-11-30'))).toBe(0);
  expect(hourOf(endOfDay('2024-11-30') - 1)).toBe(23);
  expect(clockOf(Date.parse('2024-11-30T08:05:59+08:00'))).toBe('08:05');
});

test('days add up over months and leap years', () => {
  expect(nextDay('2024-02-28')).toBe('2024-02-29');
  expect(nextDay('2023-02-28')).toBe('2023-03-01');
  expect(addDays('2024-12-31', 1)).toBe('2025-01-01');
  expect(addDays('2024-03-01', -1)).toBe('2024-02-29');
  expect(daysBetween('2024-11-30', '2024-12-31')).toBe(31);
  expect(daysBetween('2024-12-31', '2024-11-30')).toBe(-31);
  expect(monthOf('2024-11-30')).toBe('2024-11');
});

test('only real days are days', () => {
  for (const good of ['2024-02-29', '2024-12-31', '2000-02-29']) expect(isDay(good)).toBe(true);
  for (const bad of [
    '2024-02-30',
    '2023-02-29',
    '1900-02-29',
    '2024-13-01',
    '2024-00-10',
    '2024-1-1',
    '2024-11-30T00:00',
    '',
  ])
    expect(isDay(bad), bad).toBe(false);
  expect(() => startOfDay('2024-02-30')).toThrow('2024-02-30');
});

test('times go out with +08:00, milliseconds only where there are any', () => {
  expect(isoShanghai(Date.parse('2024-11-30T00:15:30Z'))).toBe('2024-11-30T08:15:30+08:00');
  expect(isoShanghai(Date.parse('2024-11-29T16:00:00.007Z'))).toBe('2024-11-30T00:00:00.007+08:00');
});

test.each([
  ['2024-11-30T08:15:30+08:00', '2024-11-30T00:15:30.000Z'],
  ['2024-11-30T08:15+08:00', '2024-11-30T00:15:00.000Z'],
  ['2024-11-30T00:15:30Z', '2024-11-30T00:15:30.000Z'],
  ['2024-11-30T08:15:30.1239+0800', '2024-11-30T00:15:30.123Z'],
  ['2024-11-30T08:15:30.5+08', '2024-11-30T00:15:30.500Z'],
  ['2024-11-29T19:15:30-05:00', '2024-11-30T00:15:30.000Z'],
  ['2024-02-29T23:59:59+05:30', '2024-02-29T18:29:59.000Z'],
])('%s is a time', (text, meant) => {
  expect(parseTime(text)).toBe(Date.parse(meant));
});

test.each([
  ['no offset', '2024-11-30T08:15:30'],
  ['month 13', '2024-13-30T08:15:30+08:00'],
  ['February 30', '2024-02-30T08:15:30+08:00'],
  ['hour 25', '2024-11-30T25:15:30+08:00'],
  ['hour 24', '2024-11-30T24:00:00+08:00'],
  ['minute 60', '2024-11-30T08:60:30+08:00'],
  ['second 60', '2024-11-30T08:15:60+08:00'],
  ['offset of 25 hours', '2024-11-30T08:15:30+25:00'],
  ['offset of 75 minutes', '2024-11-30T08:15:30+08:75'],
  ['text behind', '2024-11-30T08:15:30+08:00 '],
  ['no T', '2024-11-30 08:15:30+08:00'],
  ['a day alone', '2024-11-30'],
  ['an empty fraction', '2024-11-30T08:15:30.+08:00'],
  ['letters', '2024-11-30T0a:15:30+08:00'],
  ['before 1970', '1969-12-31T08:15:30+08:00'],
  ['beyond 9999', '9999-12-31T23:59:59-12:00'],
  ['nothing', ''],
])('%s is no time', (_why, text) => {
  expect(parseTime(text)).toBeNull();
});

test('the times of T/CEC 102', () => {
  const at = Date.parse('2018-01-20T16:57:55+08:00');
  expect(parseCompact('20180120165755')).toBe(at);
  expect(formatCompact(at)).toBe('20180120165755');
  expect(formatCompact(at + 999)).toBe('20180120165755');
  expect(parseLocalTime('2018-01-20 16:57:55')).toBe(at);
  for (const bad of ['20181320165755', '20180120255755', '2018012016575', '2018012016575a', '20180230000000'])
    expect(parseCompact(bad), bad).toBeNull();
  expect(parseLocalTime('2018-01-20T16:57:55')).toBeNull();
});
