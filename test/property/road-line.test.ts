import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  CITY_BOX,
  type Corner,
  closedText,
  faultIn,
  lineIn,
  lineText,
  reachOf,
} from '../../domain/road-line.ts';

const { west, east, south, north } = CITY_BOX;
const middle = { lon: (west + east) / 2, lat: (south + north) / 2 };
/** Corners around a middle, one a step of the angle: such a line crosses itself nowhere. */
const star = fc.array(fc.integer({ min: 50, max: 300 }), { minLength: 5, maxLength: 30 }).map((rays) =>
  rays.map((far, index): Corner => {
    const angle = (2 * Math.PI * index) / rays.length;
    const at = (from: number, by: number) => Number((from + (far / 1000) * by).toFixed(6));
    return [at(middle.lon, Math.cos(angle)), at(middle.lat, Math.sin(angle))];
  }),
);

test('a line that was written is read as it was, however its numbers are set apart, closed or closed by a key', () => {
  fc.assert(
    fc.property(star, fc.constantFrom(', ', ' ', '\t', '，', ','), (corners, apart) => {
      const text = lineText(corners).replaceAll(', ', apart);
      expect(lineIn(text)).toEqual({ corners });
      const open = text.slice(0, text.lastIndexOf('\n'));
      expect(lineIn(open)).toMatchObject({ fault: 'open' });
      expect(lineIn(closedText(open))).toEqual({ corners });
      expect(lineIn(JSON.stringify([...corners, corners[0]]))).toEqual({ corners });
    }),
    { numRuns: 500 },
  );
});

test('a corner outside the city, latitude first, a crossing and what is no number are told by name', () => {
  const square: Corner[] = [
    [113.2, 35.2],
    [113.3, 35.2],
    [113.3, 35.3],
    [113.2, 35.3],
  ];
  expect(faultIn(square)).toBeNull();
  expect(faultIn([...square.slice(0, 3), [114.2, 35.3]])).toEqual({ fault: 'outside', corner: 4 });
  expect(faultIn(square.map(([lon, lat]) => [lat, lon]))).toEqual({ fault: 'swapped', corner: null });
  expect(faultIn([square[0]!, square[2]!, square[1]!, square[3]!])).toEqual({ fault: 'crosses', corner: 1 });
  expect(faultIn(square.slice(0, 2))).toEqual({ fault: 'few', corner: null });
  expect(lineIn('113.2, 35.2\n113.3\n113.3, 35.3\n113.2, 35.2')).toEqual({ fault: 'number', corner: 2 });
  expect(lineIn('113.2 35.2\n东 35.2\n113.3 35.3\n113.2 35.2')).toEqual({ fault: 'number', corner: 2 });
  expect(reachOf(square).north).toBeCloseTo(11.13, 1);
});
