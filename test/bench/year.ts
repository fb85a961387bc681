import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, startOfDay } from '../../domain/day.ts';
import { folds } from '../../domain/folds.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Entry } from '../../domain/ledger/entry.ts';
import { saveSettings } from '../../main/settings.ts';
import { Replica } from '../../replica/replica.ts';

export const LAST_DAY = '2024-12-20';
const COUNTIES = [
  '410802',
  '410803',
  '410804',
  '410811',
  '410821',
  '410822',
  '410823',
  '410825',
  '410871',
  '410882',
  '410883',
];

export interface Year {
  folder: string;
  remove(): void;
}

let made = 0;
function entry(kind: string, subject: string, at: number, body: Record<string, unknown>): Entry {
  const clock = `${String(at).padStart(13, '0')}-${(made++ % 65_536).toString(16).padStart(4, '0')}-bench`;
  return { v: 1, id: `e${made}`, kind, subject, at: clock, by: { person: 'bench', device: 'bench' }, body };
}

function counters(day: string, n: number): Json {
  const released = 20 + (n % 90);
  const hours = Array.from({ length: 24 }, (_, hour) => [
    hour < 4 ? released >> 2 : 0,
    hour < 4 ? released >> 3 : 0,
    0,
  ]);
  const at = startOfDay(day) + 20 * 3_600_000;
  return {
    ...{
      released,
      green: ((released * (40 + (n % 60))) / 100) | 0,
      unread: 1,
      suspect: 0,
      unknownClass: 0,
      refused: 0,
    },
    ...{
      strict: 10,
      manualLifts: 0,
      received: released * 2,
      declared: null,
      receivedByGate: { 1: released * 2 },
    },
    ...{
      hours,
      left: { direction: released },
      gates: { 1: { lastAt: at, heartbeatAt: at, cameras: 2, queued: 0 } },
    },
    ...{ lastAt: at, detail: null, asOf: at },
  };
}

/** A console’s folder with so many days up to LAST_DAY in it: enterprises, a gauge a day, cases each day, a fleet. */
export function makeYear(enterprises: number, days: number, casesPerDay: number): Year {
  const folder = mkdtempSync(join(tmpdir(), 'year-'));
  if (!existsSync(folder)) mkdirSync(folder);
  const replica = new Replica(join(folder, 'replica.db'), folds);
  replica.db.pragma('synchronous = OFF');
  const ids = Array.from({ length: enterprises }, (_, n) => `9141080${String(n).padStart(11, '0')}`);
  replica.append(
    'registry',
    ids.map((enterprise, n) => {
      const tier = n % 3 === 0 ? 'key_dual_high' : 'other_gated';
      const body = {
        enterprise,
        name: `示例企业${n}`,
        tier,
        county: COUNTIES[n % COUNTIES.length],
        gates: ['1'],
      };
      return entry('enterprise.registered', enterprise, startOfDay('2024-01-01'), body);
    }),
  );
  for (let back = 0; back < days; back++) {
    const day = addDays(LAST_DAY, -back);
    replica.setGauge(`gates/${day}`, Object.fromEntries(ids.map((id, n) => [id, counters(day, n + back)])));
  }
  for (let back = 0; back < days; back++) {
    const day = addDays(LAST_DAY, -back);
    const list = Array.from({ length: casesPerDay }, (_, n) => {
      const at = startOfDay(day) + n * 1000;
      const place = { name: '示例路口', county: COUNTIES[n % COUNTIES.length] };
      const body = {
        kind: 'restricted_road',
        plate: `豫H6K${String((back * casesPerDay + n) % 1000).padStart(3, '0')}`,
        capturedAt: new Date(at).toISOString(),
        place,
      };
      const id = `c${back}-${n}`;
      return [
        entry('case.opened', id, at, body),
        ...(back > 40 ? [entry('case.advanced', id, at + 1000, { to: 'false_alarm' })] : []),
      ];
    }).flat();
    replica.append(`cases/${day.slice(0, 7)}`, list);
  }
  replica.append(
    'fleet',
    Array.from({ length: 2000 }, (_, n) =>
      entry('fleet.registered', `t${n}`, startOfDay('2024-06-01') + n, {
        ...{ on: '2024-06-01', plate: `豫H${String((n * 7919) % 100_000).padStart(5, '0')}D` },
        ...{ vin: `LJZDEMVEH${String(n).padStart(8, '0')}`, owner: `示例运输${n % 40}有限公司` },
      }),
    ),
  );
  replica.close();
  saveSettings(folder, {
    ...{
      server: 'http://127.0.0.1:9',
      token: 'x.y',
      root: '0'.repeat(16),
      code: null,
      proof: null,
      device: 'bench',
      carried: null,
      choice: null,
    },
    ...{ person: 'bench', name: 'bench', unit: null, post: 'office', insecure: false },
  });
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
