import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundTo, focusOf, focusParams, WHOLE } from '../../domain/focus.ts';
import {
  bringsCounty,
  bringsEnterprise,
  bringsNamed,
  bringsStation,
  brought,
  broughtFirst,
} from '../../renderer/wall/focus.ts';
import { pinned } from '../../renderer/wall/pages.ts';

const COUNTY = { county: '410804' };

test('parameters say what is brought out: the narrowest kind, several ids, or nothing', () => {
  expect(focusOf({})).toBeNull();
  expect(focusOf({ display: '2', county: '' })).toBeNull();
  expect(focusOf(COUNTY)).toEqual({ kind: 'county', ids: ['410804'] });
  expect(focusOf({ ...COUNTY, enterprise: 'E1, E2,E1,' })).toEqual({ kind: 'enterprise', ids: ['E1', 'E2'] });
  expect(focusOf({ ...COUNTY, ...WHOLE })).toBeNull();
  const id = fc.stringMatching(/^[A-Za-z0-9-]{1,20}$/);
  fc.assert(
    fc.property(
      fc.constantFrom('county' as const, 'enterprise' as const, 'station' as const),
      fc.uniqueArray(id, { minLength: 1 }),
      (kind, ids) => {
        expect(focusOf(focusParams({ kind, ids }))).toEqual({ kind, ids });
      },
    ),
  );
});

test('an item’s scene brings out what the item is about, unless the scene itself says what', () => {
  const gates = { scene: 'gates', params: { display: '2' } };
  const links = [
    ...[
      { kind: 'action' as const, id: 'a' },
      { kind: 'county' as const, id: '410804' },
    ],
    { kind: 'county' as const, id: '410882' },
  ];
  expect(boundTo(null, links)).toBeNull();
  expect(boundTo(gates, [])).toEqual(gates);
  expect(boundTo(gates, links)).toEqual({
    scene: 'gates',
    params: { display: '2', county: '410804,410882' },
  });
  const station = [...links, { kind: 'station' as const, id: 'S1' }];
  expect(boundTo(gates, station)?.params).toEqual({ display: '2', station: 'S1' });
  for (const params of [{ county: '410811' }, WHOLE])
    expect(boundTo({ scene: 'map', params }, links)).toEqual({ scene: 'map', params });
});

test('a county brings out what lies in it; a plant its own row and its county; a name what names it', () => {
  const counties = [{ id: '410804', name: '马村', county: '410804' }];
  const plants = [{ id: 'E1', name: '怀川焦化', county: '410804' }];
  const county = brought({ kind: 'county', ids: ['410804', '410999'] }, counties);
  expect(county.unknown).toEqual(['410999']);
  expect(bringsEnterprise(county, { enterprise: 'E2', county: '410804' })).toBe(true);
  expect(bringsStation(county, { station: 'S1', county: null })).toBe(false);
  expect(bringsNamed(county, { counties: [null, '410804'], text: '' })).toBe(true);
  const plant = brought({ kind: 'enterprise', ids: ['E1', 'E9'] }, plants);
  expect(plant).toMatchObject({ known: plants, unknown: ['E9'] });
  expect(bringsEnterprise(plant, { enterprise: 'E2', county: '410804' })).toBe(false);
  expect(bringsCounty(plant, '410804')).toBe(true);
  expect(bringsStation(plant, { station: 'S1', county: '410804' })).toBe(false);
  expect(bringsNamed(plant, { counties: ['410804'], text: '怀川焦化 1 门' })).toBe(true);
  expect(bringsNamed(plant, { counties: ['410804'], text: '九里煤业' })).toBe(false);
  // While the list of names has not come, nobody is said not to be there.
  expect(brought({ kind: 'station', ids: ['S1'] }, null)).toMatchObject({ known: [], unknown: [] });
  expect(bringsCounty(null, '410804')).toBe(false);
});

test('what is brought out stays on top, in its order; no row is lost or doubled, whatever the room', () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ id: fc.integer(), own: fc.boolean(), height: fc.integer({ min: 1, max: 90 }) })),
      fc.integer({ min: 1, max: 600 }),
      (items, room) => {
        const own = (each: { own: boolean }) => each.own;
        const { pinned: top, parts } = pinned(broughtFirst(items, own), own, (each) => each.height, room);
        expect([...top, ...parts.flat()]).toEqual([
          ...items.filter(own),
          ...items.filter((each) => !each.own),
        ]);
        expect(top.every(own)).toBe(true);
        expect(top.reduce((sum, each) => sum + each.height, 0)).toBeLessThanOrEqual(room / 2);
      },
    ),
  );
});
