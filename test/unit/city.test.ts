import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { delivery, type Post } from '../../city/delivery.ts';
import { devices, enforcement } from '../../city/enforcement.ts';
import { type Enterprise, enterprises, greenShare } from '../../city/enterprises.ts';
import { counties, creditCode, LONGEST_NAME, organisationCode, personName } from '../../city/names.ts';
import { plan } from '../../city/plan.ts';
import { random } from '../../city/random.ts';
import { traffic } from '../../city/traffic.ts';
import { dayTroubles, misread } from '../../city/troubles.ts';
import { dieselTruck, greenTruck, otherVehicle } from '../../city/trucks.ts';
import { dayOf, endOfDay, startOfDay } from '../../domain/day.ts';
import { parsePassage } from '../../domain/passage.ts';

const DAY = '2024-11-20';
const heartbeat = 300_000;
const city = enterprises(1, 60);
const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');
const whole = (seed: number, count: number) =>
  enterprises(seed, count).map((each) => delivery(seed, each, DAY, { heartbeat }));

test('the same seed gives the same city and the same traffic, another seed another', () => {
  expect(hash(whole(7, 12))).toBe(hash(whole(7, 12)));
  expect(hash(whole(7, 12))).not.toBe(hash(whole(8, 12)));
  expect(hash(plan(3, 30, 8))).toBe(hash(plan(3, 30, 8)));
  expect(hash(enforcement(7, DAY))).toBe(hash(enforcement(7, DAY)));
});

test('this is the traffic of seed 1 on every machine', () => {
  // Changes whenever the generator does; then a run that was interrupted would send other passages under old ids.
  expect(hash(whole(1, 6))).toBe('197548f4e0a6b04879b7ac4095cdce29d2bfd93dc9a62bbae9e9d2a97da9b48d');
});

test('a larger city holds the smaller one', () => {
  expect(hash(enterprises(5, 40).slice(0, 10))).toBe(hash(enterprises(5, 10)));
});

test('enterprises lie in all counties and both tiers, each with its own name and USCC', () => {
  expect(new Set(city.map((each) => each.county))).toEqual(new Set(counties.map((each) => each.code)));
  expect(new Set(city.map((each) => each.tier)).size).toBe(2);
  for (const key of ['id', 'name'] as const) expect(new Set(city.map((each) => each[key])).size).toBe(60);
  expect(city.map((each) => each.name)).toContain(LONGEST_NAME);
  for (const { gates } of city) expect(gates.length).toBeGreaterThanOrEqual(1);
  expect(Math.max(...city.map(({ gates }) => gates.length))).toBeLessThanOrEqual(6);
  const many = enterprises(1, 1200).map((each) => each.id);
  expect(new Set(many).size).toBe(1200);
  for (const id of many) expect(id).toMatch(/^[0-9A-HJ-NPQRTUWXY]{18}$/);
});

test('check signs of USCC and organisation codes: the two that DOMAIN.md gives', () => {
  expect(organisationCode('MA9TEST0')).toBe('MA9TEST07');
  expect(creditCode('410802', 'MA9TEST07')).toBe('91410802MA9TEST075');
  expect(creditCode('410802', 'MA9TEST15')).toBe('91410802MA9TEST150');
});

test('persons are invented and differ', () => {
  const taken = new Set<string>();
  const chance = random(1, 'persons');
  for (let i = 0; i < 200; i++) expect(personName(chance, taken)).toMatch(/^\p{Script=Han}{2,3}$/u);
  expect(taken.size).toBe(200);
});

/** Written anew from DOMAIN.md 4, not taken from domain/plate.ts. */
const province = '[京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新]';
const large = new RegExp(`^${province}[A-HJ-NP-Z]\\d{5}[ABCDEFGHJK]$`);
const small = new RegExp(`^${province}[A-HJ-NP-Z][ABCDEFGHJK][A-HJ-NP-Z0-9]\\d{4}$`);
const ordinary = new RegExp(`^${province}[A-HJ-NP-Z][A-HJ-NP-Z0-9]{5}$`);
const trailer = new RegExp(`^${province}[A-HJ-NP-Z][A-HJ-NP-Z0-9]{4}挂$`);

test('true plates have the form of their colour', () => {
  const chance = random(1, 'plates');
  for (let i = 0; i < 3000; i++) {
    for (const truck of [greenTruck(chance), dieselTruck(chance), otherVehicle(chance)]) {
      const form = { yellow_green: large, gradient_green: small, yellow: ordinary, blue: ordinary };
      expect(truck.plate).toMatch(form[truck.colour]);
      expect(truck.trailer === null).toBe(truck.type !== 'Q11');
      if (truck.trailer !== null) expect(truck.trailer).toMatch(trailer);
    }
  }
});

test('a misread plate is another text', () => {
  const chance = random(1, 'misread');
  for (let i = 0; i < 2000; i++) {
    const { plate } = greenTruck(chance);
    expect(misread(chance, plate)).not.toBe(plate);
  }
});

test('a day’s passages lie in the day, in time order, each under its own id', () => {
  for (const each of city.slice(0, 20)) {
    const { passages } = traffic(1, each, DAY);
    expect(passages.map(({ at }) => at)).toEqual(passages.map(({ at }) => at).toSorted((a, b) => a - b));
    expect(passages.every(({ at }) => dayOf(at) === DAY)).toBe(true);
    expect(new Set(passages.map(({ id }) => id)).size).toBe(passages.length);
    expect(new Set(passages.map(({ gate }) => gate)).size).toBeLessThanOrEqual(each.gates.length);
  }
});

const truckOut = ({
  direction,
  released,
  vehicleType = '',
}: ReturnType<typeof traffic>['passages'][number]) =>
  direction === 'out' && released && /^[HQ]/.test(vehicleType);

test('the green share follows what the season asks for, and rises into the winter', () => {
  const share = (each: Enterprise, day: string) => {
    const trucks = traffic(1, each, day).passages.filter(truckOut);
    return trucks.filter(({ fuel }) => fuel !== 'B' && fuel !== 'E').length / trucks.length;
  };
  const busy = city.filter((each) => each.tellsType && each.daily > 200);
  expect(busy.length).toBeGreaterThan(3);
  for (const each of busy) {
    expect(greenShare(each, '2024-12-31')).toBeGreaterThan(greenShare(each, '2024-10-01'));
    if (!dayTroubles(1, each.id, each.gates, DAY).stopped)
      expect(Math.abs(share(each, DAY) - greenShare(each, DAY))).toBeLessThan(0.12);
  }
});

const days = ['2024-11-18', '2024-11-19', DAY];
const all: { each: Enterprise; day: string; posts: Post[] }[] = city.flatMap((each) =>
  days.map((day) => ({ each, day, posts: delivery(1, each, day, { heartbeat }) })),
);
const rows = (posts: Post[]) => posts.filter(({ path }) => path === '/intake/gates');
const passageRows = all.flatMap(({ posts }) => rows(posts));

test('every row but the broken ones is one that the intake takes', () => {
  let refused = 0;
  for (const { record } of passageRows) {
    const broken = String(record.id).endsWith('-x');
    expect(parsePassage(record).ok).toBe(!broken);
    if (broken) refused++;
  }
  expect(refused).toBeGreaterThan(5);
  expect(refused / passageRows.length).toBeLessThan(0.01);
});

test('each trouble of a passage occurs', () => {
  const count = (is: (record: Record<string, unknown>) => boolean) =>
    passageRows.filter(({ record }) => is(record)).length;
  const form = (plate: unknown) => typeof plate === 'string' && (large.test(plate) || small.test(plate));
  const green = (colour: unknown) => {
    const { system, code } = colour as { system: string; code: string };
    const codes: Record<string, string[]> = { JTT: ['93', '94'], ETC: ['4', '5'], VENDOR: ['4', '6'] };
    return (codes[system] ?? ['黄绿', '渐变绿']).includes(code);
  };
  expect(count(({ plate }) => plate === null)).toBeGreaterThan(50);
  expect(count(({ plate }) => typeof plate === 'string' && trailer.test(plate))).toBeGreaterThan(50);
  expect(count(({ plate, plateColor }) => form(plate) && !green(plateColor))).toBeGreaterThan(50);
  expect(
    count(({ plate, plateColor }) => !form(plate) && plate !== null && green(plateColor)),
  ).toBeGreaterThan(50);
  expect(count(({ vehicleType }) => vehicleType === undefined)).toBeGreaterThan(50);
  expect(count(({ releaseMode }) => releaseMode === 'manual')).toBeGreaterThan(50);
  expect(count(({ released }) => released === false)).toBeGreaterThan(50);
  expect(count(({ revision }) => typeof revision === 'number')).toBeGreaterThan(50);
  expect(
    new Set(passageRows.map(({ record }) => (record.plateColor as { system: string }).system)).size,
  ).toBe(4);
});

test('the same id is sent twice as it was, or again with a higher revision, and nothing else', () => {
  const seen = new Map<string, string[]>();
  for (const { record } of passageRows) {
    const key = `${record.enterprise} ${record.id} ${record.revision ?? 0}`;
    seen.set(key, [...(seen.get(key) ?? []), JSON.stringify(record)]);
  }
  const twice = [...seen.values()].filter((texts) => texts.length > 1);
  expect(twice.length).toBeGreaterThan(50);
  for (const texts of twice) expect(new Set(texts).size).toBe(1);
});

test('a vehicle is triggered twice within two minutes, under two ids', () => {
  const { passages } = traffic(1, city.find((each) => each.daily > 300)!, DAY);
  const again = passages.filter(
    (a, i) =>
      a.plate !== null &&
      passages
        .slice(i + 1)
        .some(
          (b) =>
            b.plate === a.plate && b.gate === a.gate && b.direction === a.direction && b.at - a.at <= 120_000,
        ),
  );
  expect(again.length).toBeGreaterThan(0);
});

test('each trouble of a day occurs within a season of the city', () => {
  const found = new Set<string>();
  const season = Array.from({ length: 60 }, (_, i) => dayOf(startOfDay('2024-10-01') + i * 86_400_000));
  for (const each of city)
    for (const day of season)
      for (const [key, value] of Object.entries(dayTroubles(1, each.id, each.gates, day)))
        if (value !== null && value !== false) found.add(key);
  expect([...found].sort()).toEqual(['blind', 'late', 'misdeclared', 'silent', 'skew', 'stopped']);
});

const dayWith = (is: (troubles: ReturnType<typeof dayTroubles>) => boolean) => {
  for (let i = 0; i < 200; i++) {
    const day = dayOf(startOfDay('2024-06-01') + i * 86_400_000);
    for (const each of city) {
      const troubles = dayTroubles(1, each.id, each.gates, day);
      if (is(troubles) && each.daily > 60)
        return { each, day, troubles, posts: delivery(1, each, day, { heartbeat }) };
    }
  }
  throw new Error('no such day');
};

test('a silent feed sends nothing and no heartbeat, then what it kept, or never', () => {
  for (const lost of [true, false]) {
    const { each, day, troubles, posts } = dayWith(
      ({ silent, stopped, late }) => silent?.lost === lost && !stopped && late === null,
    );
    const [from, to] = [troubles.silent!.from, troubles.silent!.to].map((ms) => startOfDay(day) + ms) as [
      number,
      number,
    ];
    const between = posts.filter(({ at }) => at >= from + 30_000 && at < to);
    expect(between.filter(({ record }) => record.revision === undefined && !('declared' in record))).toEqual(
      [],
    );
    const recorded = traffic(1, each, day).passages.filter(({ at }) => at >= from && at < to);
    const sent = new Set(rows(posts).map(({ record }) => record.id));
    const kept = recorded.filter(({ id }) => sent.has(id)).length;
    if (lost) expect(kept).toBeLessThan(recorded.length);
    else expect(kept).toBe(recorded.length);
  }
});

test('a stopped plant lets no truck pass, and its heart beats on', () => {
  const { each, day, posts } = dayWith(({ stopped, silent }) => stopped && silent === null);
  expect(traffic(1, each, day).passages.filter(truckOut)).toEqual([]);
  expect(posts.filter(({ path }) => path === '/intake/heartbeats').length).toBe(each.gates.length * 288);
});

test('a late batch comes in one go, hours later, while heartbeats tell of the queue', () => {
  const { day, troubles, posts } = dayWith(
    ({ late, silent, stopped }) => late !== null && !silent && !stopped,
  );
  const sentAt = startOfDay(day) + troubles.late!.sentAt;
  const batch = rows(posts).filter(({ at }) => at === sentAt);
  expect(batch.length).toBeGreaterThan(1);
  expect(posts.some(({ record }) => typeof record.queued === 'number' && record.queued > 0)).toBe(true);
});

test('declared counts are what the gate recorded, but for those that are wrong', () => {
  let wrong = 0;
  for (const { each, day, posts } of all) {
    const recorded = traffic(1, each, day).passages;
    const declared = posts.filter(({ path }) => path === '/intake/gate-days');
    expect(declared.length).toBe(each.gates.length);
    for (const { at, record } of declared) {
      expect(at).toBeGreaterThan(endOfDay(day));
      if (record.declared !== recorded.filter(({ gate }) => gate === record.gate).length) wrong++;
    }
  }
  expect(wrong).toBeGreaterThan(0);
  expect(wrong).toBeLessThan(all.length * 0.15);
});

test('cameras report each kind of event, once under one id', () => {
  const posts = days.flatMap((day) => enforcement(1, day));
  expect(new Set(posts.map(({ record }) => record.kind))).toEqual(
    new Set(['restricted_road', 'emission_over_limit', 'black_smoke']),
  );
  const known = new Set(devices(1).map(({ id }) => id));
  for (const { at, record } of posts) {
    expect(known).toContain(record.device);
    expect(at).toBeGreaterThan(Date.parse(String(record.capturedAt)));
    expect(String(record.plate)).toMatch(ordinary);
  }
});
