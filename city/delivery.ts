/** When and how a day's records reach the office: one post a record, in time order. Pure, like the traffic. */
import { endOfDay, isoShanghai, startOfDay } from '../domain/day.ts';
import type { Enterprise } from './enterprises.ts';
import { row } from './passage.ts';
import { type Random, random } from './random.ts';
import { traffic } from './traffic.ts';
import { broken, type DayTroubles } from './troubles.ts';

export type Path = '/intake/gates' | '/intake/gate-days' | '/intake/heartbeats' | '/intake/enforcement';

export interface Post {
  /** When it is sent, epoch ms. */
  at: number;
  path: Path;
  record: Record<string, unknown>;
}

export interface DeliveryOptions {
  /** Ms between two heartbeats of a gate. */
  heartbeat: number;
}

/** All that an enterprise's gates send about a day; some of it is sent on the next one. */
export function delivery(
  seed: number,
  enterprise: Enterprise,
  day: string,
  { heartbeat }: DeliveryOptions,
): Post[] {
  const { troubles, passages, recounts } = traffic(seed, enterprise, day);
  const chance = random(seed, 'delivery', enterprise.id, day);
  const start = startOfDay(day);
  const posts: Post[] = [];
  const recorded = new Map<string, number>();
  for (const passage of passages) {
    recorded.set(passage.gate, (recorded.get(passage.gate) ?? 0) + 1);
    const at = sentAt(chance, passage.at, start, troubles);
    if (at === null) continue;
    const record = row(passage);
    posts.push({ at, path: '/intake/gates', record });
    const { resent, broken: bad } = enterprise.rates;
    if (chance.chance(resent))
      posts.push({ at: at + chance.int(5, 600) * 1000, path: '/intake/gates', record });
    if (chance.chance(bad)) posts.push({ at, path: '/intake/gates', record: broken(chance, record) });
  }
  for (const { at, passage } of recounts) posts.push({ at, path: '/intake/gates', record: row(passage) });
  posts.push(...heartbeats(chance, enterprise, day, troubles, heartbeat));
  posts.push(...declarations(chance, enterprise, day, troubles, recorded));
  return posts.sort((a, b) => a.at - b.at);
}

/** A controller sends within seconds; a late one in one go; a silent one afterwards or never (null). */
function sentAt(chance: Random, at: number, start: number, troubles: DayTroubles): number | null {
  const usual = at + chance.int(2, 20) * 1000;
  const since = at - start;
  const { silent, late } = troubles;
  if (silent && since >= silent.from && since < silent.to)
    return silent.lost ? null : start + silent.to + chance.int(0, 300) * 1000;
  if (late && since >= late.from && since < late.to) return Math.max(usual, start + late.sentAt);
  return usual;
}

function* heartbeats(
  chance: Random,
  enterprise: Enterprise,
  day: string,
  { silent, late, blind }: DayTroubles,
  every: number,
): Generator<Post> {
  const start = startOfDay(day);
  for (const gate of enterprise.gates) {
    const offset = chance.int(0, 59) * 1000;
    const cameras = Math.max(0, enterprise.cameras - (gate === blind ? 1 : 0));
    for (let at = start + offset; at < endOfDay(day); at += every) {
      const since = at - start;
      if (silent && since >= silent.from && since < silent.to) continue;
      const waiting = late && since >= late.from && since < late.sentAt;
      const queued = waiting ? Math.ceil(((since - late.from) / 3_600_000) * (enterprise.daily / 12)) : 0;
      yield {
        at,
        path: '/intake/heartbeats',
        record: { enterprise: enterprise.id, gate, at: isoShanghai(at), cameras, queued },
      };
    }
  }
}

/** What the enterprise says it recorded, some twenty minutes into the next day. */
function* declarations(
  chance: Random,
  enterprise: Enterprise,
  date: string,
  { misdeclared }: DayTroubles,
  recorded: Map<string, number>,
): Generator<Post> {
  for (const gate of enterprise.gates) {
    const wrong = misdeclared?.gate === gate ? misdeclared.by : 0;
    const declared = Math.max(0, (recorded.get(gate) ?? 0) + wrong);
    yield {
      at: endOfDay(date) + chance.int(5, 25) * 60_000,
      path: '/intake/gate-days',
      record: { enterprise: enterprise.id, gate, date, declared },
    };
  }
}
