import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  addDays,
  dayOf,
  daysBetween,
  endOfDay,
  formatCompact,
  hourOf,
  isDay,
  isoShanghai,
  parseCompact,
  parseTime,
  startOfDay,
} from '../../domain/day.ts';

/** From 1992, the first year in which China kept no summer time, to 2100. */
const time = fc.integer({ min: Date.UTC(1992, 0, 1), max: Date.UTC(2100, 0, 1) });

test("day and hour agree with the platform's own calendar of Asia/Shanghai", () => {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  fc.assert(
    fc.property(time, (ms) => {
      const [day, clock] = format.format(ms).split(' ');
      expect(dayOf(ms)).toBe(day);
      expect(hourOf(ms)).toBe(Number(clock!.slice(0, 2)));
      expect(isDay(dayOf(ms))).toBe(true);
      expect(startOfDay(dayOf(ms))).toBeLessThanOrEqual(ms);
      expect(endOfDay(dayOf(ms))).toBeGreaterThan(ms);
    }),
  );
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(time, fc.integer({ min: -1000, max: 1000 }), (ms, days) => {
      expect(parseTime(isoShanghai(ms))).toBe(ms);
      expect(parseTime(new Date(ms).toISOString())).toBe(ms);
      expect(parseCompact(formatCompact(ms))).toBe(ms - (ms % 1000));
      expect(daysBetween(dayOf(ms), addDays(dayOf(ms), days))).toBe(days);
    }),
  );
});

test('no text makes the reader of times fail, and what it takes the platform takes too', () => {
  const near = fc
    .tuple(
      fc.date({ noInvalidDate: true }),
      fc.nat(28),
      fc.constantFrom('', '0', '9', ':', '+08:00', 'Z', ' '),
    )
    .map(([date, place, sign]) => {
      const text = date.toISOString();
      return text.slice(0, place) + sign + text.slice(place + 1);
    });
  fc.assert(
    fc.property(fc.oneof(near, fc.string()), (text) => {
      const ms = parseTime(text);
      if (ms !== null && /(Z|[+-]\d\d:\d\d)$/.test(text) && !text.includes(','))
        expect(ms).toBe(Date.parse(text));
    }),
    { numRuns: 2000 },
  );
});
