import { z } from 'zod';
import { readable } from './fold.ts';
import { readClock } from './ledger/clock.ts';
import { byClock, type Entry } from './ledger/entry.ts';
import { Sealed } from './personal.ts';
import { Id } from './shape.ts';

/**
 * Telephones and papers of persons, in `people`: carried by the office and audit alone. Who looks at somebody's is
 * written down there too.
 */
export const PAPER_KINDS = ['phone', 'identity', 'police', 'driving', 'bank', 'other'] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Body of `paper.kept`; its subject is the person. The latest of a kind stands; an empty value takes it back. */
export const PaperKept = z.looseObject({
  person: Id,
  kind: z.enum(PAPER_KINDS),
  /** In the clear only where an earlier console wrote it; empty takes the paper back. */
  value: z.string().trim().max(500).optional(),
  /** The value under a key that can be destroyed. */
  sealed: Sealed.optional(),
  note: z.string().max(500).nullish(),
  /** Who told it of themselves, where the office server wrote it down for them. */
  toldBy: Id.nullish(),
});

export type PaperKept = z.infer<typeof PaperKept>;

/** Body of `paper.read`: whose papers were opened, by whom (where the office writes it for them), and for what. */
export const PaperRead = z.looseObject({
  person: Id,
  reader: Id.nullish(),
  device: Id.nullish(),
  reason: z.string().trim().min(1).max(500),
});

export interface Paper {
  kind: PaperKind;
  /** Null where it is sealed. */
  value: string | null;
  sealed: Sealed | null;
  note: string | null;
  by: string;
  /** Epoch ms. */
  at: number;
}

/** What stands of a person's papers now. */
export function papersOf(entries: readonly Entry[], person: string): Paper[] {
  const found = new Map<PaperKind, Paper>();
  for (const entry of readable([...entries]).sort(byClock)) {
    const read =
      entry.kind === 'paper.kept' && entry.subject === person ? PaperKept.safeParse(entry.body) : null;
    if (!read?.success || read.data.person !== person) continue;
    const { kind, value = '', sealed = null, note, toldBy } = read.data;
    const by = (entry.by.person === 'office' && toldBy) || entry.by.person;
    const paper = { kind, sealed, value: sealed ? null : value, note: note ?? null };
    if (value === '' && !sealed) found.delete(kind);
    else found.set(kind, { ...paper, by, at: readClock(entry.at).ms });
  }
  return PAPER_KINDS.flatMap((kind) => found.get(kind) ?? []);
}

export interface Reading {
  id: string;
  person: string;
  reader: string;
  device: string;
  reason: string;
  /** Epoch ms. */
  at: number;
}

/** Who looked at whose papers, newest first. */
export function readingsIn(entries: readonly Entry[]): Reading[] {
  return readable([...entries])
    .filter(({ kind }) => kind === 'paper.read')
    .sort(byClock)
    .toReversed()
    .flatMap((entry) => {
      const read = PaperRead.safeParse(entry.body);
      if (!read.success) return [];
      const { person, reader, device, reason } = read.data;
      return [
        {
          ...{ id: entry.id, person, reason, at: readClock(entry.at).ms },
          // For another only the office server speaks: it writes down what an auditor read.
          reader: (entry.by.person === 'office' && reader) || entry.by.person,
          device: (entry.by.person === 'office' && device) || entry.by.device,
        },
      ];
    });
}
