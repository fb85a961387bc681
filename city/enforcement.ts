/** Cameras over restricted roads, remote sensing and black-smoke cameras: what they report in a day. Pure. */
import { createHash } from 'node:crypto';
import { isoShanghai, startOfDay } from '../domain/day.ts';
import type { Post } from './delivery.ts';
import { counties } from './names.ts';
import { type Random, random } from './random.ts';
import { colourCodes, dieselTruck, type Truck } from './trucks.ts';

interface Device {
  id: string;
  kind: 'restricted_road' | 'emission_over_limit' | 'black_smoke';
  place: { name: string; lon: number; lat: number; zone: string };
}

/** Zones and roads after DOMAIN.md 5.1; the points along them are invented. */
const roads = [
  ...[
    '丰收路',
    '中南路',
    '东海大道',
    '中原路',
    '黄河路',
    '民主南路',
    '南海路',
    '普济路',
    '焦辉路',
    '云台大道',
  ],
];

/** The city's fixed devices: 12 over restricted roads, 6 remote sensing lines, 4 black-smoke cameras. */
export function devices(seed: number): Device[] {
  const chance = random(seed, 'devices');
  const kinds: [Device['kind'], string, number][] = [
    ['restricted_road', 'KK', 12],
    ['emission_over_limit', 'YC', 6],
    ['black_smoke', 'HY', 4],
  ];
  return kinds.flatMap(([kind, prefix, count]) =>
    Array.from({ length: count }, (_, i) => {
      const county = counties[kind === 'restricted_road' ? i % 4 : chance.int(0, counties.length - 1)]!;
      const place = {
        name: `${county.name}${chance.pick(roads)}${chance.int(1, 40)}号点位`,
        lon: round(county.lon + chance.between(-0.02, 0.02), 6),
        lat: round(county.lat + chance.between(-0.015, 0.015), 6),
        zone: kind === 'restricted_road' ? chance.pick(['禁行区', '限行区']) : county.code,
      };
      return { id: `${prefix}-${String(i + 1).padStart(3, '0')}`, kind, place };
    }),
  );
}

const round = (value: number, places: number) => Math.round(value * 10 ** places) / 10 ** places;

/** Some 40 events a day, most of them by day, black smoke seen in daylight alone. */
export function enforcement(seed: number, day: string): Post[] {
  const chance = random(seed, 'enforcement', day);
  const all = devices(seed);
  const start = startOfDay(day);
  const posts: Post[] = [];
  for (let i = 0, count = chance.int(28, 52); i < count; i++) {
    const kind = chance.weighted({ restricted_road: 6, emission_over_limit: 3, black_smoke: 1 });
    const device = chance.pick(all.filter((each) => each.kind === kind));
    const hour = kind === 'black_smoke' || chance.chance(0.75) ? chance.int(7, 18) : chance.int(0, 23);
    const capturedAt = start + hour * 3_600_000 + chance.int(0, 3599) * 1000;
    const record = event(chance, device, capturedAt, `${device.id}-${day.replaceAll('-', '')}-${i}`);
    posts.push({ at: capturedAt + chance.int(20, 240) * 1000, path: '/intake/enforcement', record });
    // A camera that got no answer sends again.
    if (chance.chance(0.03)) posts.push({ at: capturedAt + 600_000, path: '/intake/enforcement', record });
  }
  return posts.sort((a, b) => a.at - b.at);
}

function event(chance: Random, device: Device, capturedAt: number, id: string): Record<string, unknown> {
  const truck = dieselTruck(chance);
  const frames = device.kind === 'restricted_road' ? 3 : 2;
  return {
    id,
    kind: device.kind,
    device: device.id,
    capturedAt: isoShanghai(capturedAt),
    plate: truck.plate,
    plateColor: { system: 'JTT', code: colourCodes.JTT[truck.colour] },
    vehicleType: truck.type,
    place: device.place,
    readings: readings(chance, device.kind, truck),
    media: Array.from({ length: frames }, (_, frame) => ({
      sha256: createHash('sha256').update(`${id} ${frame}`).digest('hex'),
      kind: 'jpg',
    })),
  };
}

/** Field names as remote sensing uploads them (DOMAIN.md 5.4); limits are configuration (HJ 845, 依据待核). */
function readings(chance: Random, kind: Device['kind'], truck: Truck): Record<string, number | string> {
  const clsd = round(chance.between(6, 19), 1);
  if (kind === 'restricted_road') return { clsd, fuel: truck.fuel };
  if (kind === 'black_smoke') return { lgmhd: chance.int(2, 4), clsd };
  return {
    btgdjg: round(chance.between(31, 68), 1),
    lgmhd: chance.int(1, 2),
    nojg: chance.int(700, 2400),
    vsp: round(chance.between(3, 18), 1),
    clsd,
  };
}
