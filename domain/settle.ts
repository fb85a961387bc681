import { z } from 'zod';
import { type ColourNorm, colourOf } from './colour.ts';
import type { Fold } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import type { Entry } from './ledger/entry.ts';
import type { Passage } from './passage.ts';
import { isTrailer, isUnread, normalise } from './plate.ts';
import { Day, Id } from './shape.ts';

/**
 * Doubtful reads: a plate nobody could read, a colour and a form that disagree, a green plate that lost a letter. A
 * person looks at the picture and says what it was; each settlement is an entry, and the open day is counted again.
 */
const COLOURS = [
  'BLUE',
  'YELLOW',
  'BLACK',
  'WHITE',
  'GREEN',
  'GRADIENT_GREEN',
  'YELLOW_GREEN',
  'OTHER',
] as const;

/** Body of `gate-day.settled`. What is left away stays as it was read. */
export const GateDaySettled = z.looseObject({
  date: Day,
  enterprise: z.string().min(1).max(64),
  passage: Id,
  /** The revision that was looked at: a later one is a new read, and doubtful again by itself. */
  revision: z.number().int().nonnegative(),
  plate: z.string().min(1).max(32).nullish(),
  colour: z.enum(COLOURS).nullish(),
  /** GA/T 16.4: `K33` takes a car out of the trucks. */
  vehicleType: z.string().min(1).max(16).nullish(),
  reason: z.string().min(1).max(500),
});

export type Settlement = {
  passage: string;
  revision: number;
  plate: string | null;
  colour: (typeof COLOURS)[number] | null;
  vehicleType: string | null;
  reason: string;
  by: string;
  at: number;
  entry: string;
};
export type Settled = { date: string; enterprise: string; items: Settlement[] };

const placeOf = ({ body }: Entry) => `${String(body.date ?? '')} ${String(body.enterprise ?? '')}`;

/** Of several settlements of one passage and revision the last by clock. */
export const settledFold: Fold<Settled> = {
  noun: 'settled',
  version: 1,
  family: 'gate-days',
  takes: (kind) => kind === 'gate-day.settled',
  subject: placeOf,
  fold(entries) {
    const items = new Map<string, Settlement>();
    for (const entry of entries) {
      const body = GateDaySettled.safeParse(entry.body);
      if (!body.success) continue;
      const { passage, revision, plate, colour, vehicleType, reason } = body.data;
      items.set(passage, {
        ...{ passage, revision, reason, plate: plate ?? null, colour: colour ?? null },
        ...{
          vehicleType: vehicleType ?? null,
          by: entry.by.person,
          at: readClock(entry.at).ms,
          entry: entry.id,
        },
      });
    }
    const [date, enterprise] = placeOf(entries[0]!).split(' ') as [string, string];
    const all = [...items.values()].sort((a, b) => (a.passage < b.passage ? -1 : 1));
    return all.length ? { date, enterprise, items: all } : null;
  },
};

/** The passage as the settlement says it was; the same passage where it is about another revision. */
export function settle(passage: Passage, settlement: Settlement | undefined): Passage {
  if (!settlement || settlement.revision !== passage.revision) return passage;
  const { plate, colour, vehicleType } = settlement;
  return {
    ...passage,
    ...(plate === null ? {} : { plate }),
    ...(colour === null
      ? {}
      : { plateColor: { system: 'TEXT' as const, code: colour, norm: colour as ColourNorm } }),
    ...(vehicleType === null ? {} : { vehicleType }),
  };
}

export type Doubt = 'unread' | 'disagree' | 'short_green' | 'no_class';

/** What makes a counted read doubtful; null where nothing does (DOMAIN.md 4: 豫H12345 of green colour lost its last letter). */
export function doubtOf(read: {
  plate: string | null;
  colour: string;
  unread: boolean;
  suspect: boolean;
  unknownClass: boolean;
}): Doubt | null {
  if (read.unread || isUnread(read.plate)) return 'unread';
  if (isTrailer(read.plate!)) return null;
  if (read.suspect)
    return normalise(read.plate!).length === 7 && GREENS.has(read.colour) ? 'short_green' : 'disagree';
  return read.unknownClass ? 'no_class' : null;
}

const GREENS = new Set<string>(['GREEN', 'GRADIENT_GREEN', 'YELLOW_GREEN']);

/** A colour in a person's words, as the settlement stores it; null where it is no colour. */
export function colourWord(text: string): Settlement['colour'] {
  const norm = colourOf('TEXT', text);
  return (COLOURS as readonly string[]).includes(norm) ? (norm as Settlement['colour']) : null;
}
