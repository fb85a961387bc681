import { documentsOf } from '../domain/carry.ts';
import type { CarryOffer, FieldState } from '../domain/contract/field.ts';
import { dayOf, isoShanghai, startOfDay } from '../domain/day.ts';
import type { FamilyName } from '../domain/documents.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Context, Errands, Local, Queries } from './app.ts';

/** The laptop in the field: what it takes along, how it stands, what it brings home, and the courier's stick. */

/** A bundle that a screen brings in; a larger one is taken in by the command. */
const LARGEST_BUNDLE = 256 * 1024 * 1024;

interface Asked {
  from: string;
  to: string;
  families: readonly FamilyName[];
}

function documentsAsked(asked: Asked): string[] {
  try {
    return documentsOf(asked);
  } catch (error) {
    throw new Refusal('bad_input', (error as Error).message);
  }
}

function offer(context: Context, asked: Asked): CarryOffer {
  const wanted = new Set(documentsAsked(asked));
  const { at, documents } = context.local.listed();
  const here = new Map(context.replica.documents().map(({ name, bytes }) => [name, bytes]));
  const names = new Set([...documents.keys(), ...here.keys()]);
  const rows = [...names]
    .filter((name) => wanted.has(name) || wanted.has(name.split('/')[0]!))
    .sort()
    .map((name) => ({ name, bytes: documents.get(name) ?? here.get(name) ?? 0, here: here.has(name) }));
  const sum = (some: typeof rows) => some.reduce((total, each) => total + each.bytes, 0);
  return {
    documents: rows,
    bytes: sum(rows),
    missing: sum(rows.filter((each) => !each.here)),
    chosen: context.local.chosen(),
    listedAt: at === null ? null : isoShanghai(at),
  };
}

async function fieldState(context: Context): Promise<FieldState> {
  const { connected, lastSync, waiting, quarantine } = context.sync();
  const made = context.replica.outbox.made(startOfDay(dayOf(context.now())));
  const files = context.files.waiting();
  const away = context.local.awaySince();
  return {
    connected,
    awaySince: away === null ? null : isoShanghai(away),
    lastSync,
    entries: {
      ...{ today: made.count, atOffice: made.stored, waiting },
      lastAtOffice: made.lastStored === null ? null : isoShanghai(made.lastStored),
    },
    files: {
      waiting: files.length,
      bytes: files.reduce((sum, each) => sum + each.bytes, 0),
      small: files.filter((each) => each.first).length,
      locked: context.files.locked,
    },
    refused: quarantine,
    clockAhead: context.local.clockAhead(),
    disk: await context.local.disk(),
  };
}

export const queries = {
  'carry.offer': { reads: ['sync'], run: (context, input) => offer(context, input) },
  'field.state': { reads: ['sync'], timed: true, run: (context) => fieldState(context) },
} satisfies Partial<Queries>;

export const errands = {
  'carry.choose': {
    run(context, input) {
      context.local.choose('all' in input ? null : documentsAsked(input));
      return { chosen: context.local.chosen() };
    },
  },
  /** The courier's file, made now; its bytes are read with `file.read` until the next one is made. */
  'bundle.make': {
    run(context) {
      const { zip, entries, bytes } = context.local.makeBundle(null);
      const day = dayOf(context.now());
      return {
        sha256: context.files.lend(Buffer.from(zip)),
        name: `${context.me.device}-${day}.bundle`,
        bytes,
        entries,
      };
    },
  },
  'bundle.take': {
    run(context, { upload, part, last }) {
      const came = context.files.gather(upload, Buffer.from(part, 'base64'), last, LARGEST_BUNDLE);
      if (!came.whole) return { upload: came.upload, bytes: came.bytes, taken: null };
      const { taken, known, refused } = context.local.takeBundle(came.whole);
      return {
        ...{ upload: came.upload, bytes: came.bytes },
        taken: { entries: taken, known, refused: refused.map(({ id, reason }) => ({ id, reason })) },
      };
    },
  },
} satisfies Partial<Errands>;

/** For a process that reads a folder and is no console: it has no office, no courier, and asks nothing of the machine. */
export function readingOnly(chosen: string[] | null): Local {
  const no = (): never => {
    throw new Refusal('failed', 'this process only reads');
  };
  return {
    ...{ chosen: () => chosen, choose: no, makeBundle: no, takeBundle: no },
    listed: () => ({ at: null, documents: new Map() }),
    clockAhead: () => null,
    awaySince: () => null,
    disk: async () => 'unknown',
  };
}
