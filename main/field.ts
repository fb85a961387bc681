import { type Choice, documentsOf, type FileKind, loadOf } from '../domain/carry.ts';
import {
  CarryChoice,
  type CarryOffer,
  type CarryState,
  type FieldState,
  type Loads,
} from '../domain/contract/field.ts';
import { dayOf, isoShanghai, startOfDay } from '../domain/day.ts';
import { Refusal } from '../domain/rpc.ts';
import type { Context, Errands, Local, Queries } from './app.ts';
import type { Luggage } from './luggage.ts';

/** The laptop in the field: what it takes along, how it stands, what it brings home, and the courier's stick. */

/** A bundle that a screen brings in; a larger one is taken in by the command. */
const LARGEST_BUNDLE = 256 * 1024 * 1024;

function documentsAsked(asked: Choice): string[] {
  try {
    return documentsOf(asked);
  } catch (error) {
    throw new Refusal('bad_input', (error as Error).message);
  }
}

/** Documents that a choice takes, as far as the office lists them or this console has them. */
function rowsOf(context: Context, asked: Choice): CarryOffer['documents'] {
  const wanted = new Set(documentsAsked(asked));
  const { documents } = context.local.listed();
  const here = new Map(context.replica.documents().map(({ name, bytes }) => [name, bytes]));
  const names = new Set([...documents.keys(), ...here.keys()]);
  return [...names]
    .filter((name) => wanted.has(name) || wanted.has(name.split('/')[0]!))
    .sort()
    .map((name) => ({ name, bytes: documents.get(name) ?? here.get(name) ?? 0, here: here.has(name) }));
}

/** What rides beside the documents, as far as it is known here. */
function loadsOf(context: Context, { files, bare, unread }: ReturnType<Luggage['riding']>): Loads {
  const { luggage } = context.local;
  const load = (of: FileKind) =>
    loadOf(
      files
        .filter((each) => each.of === of)
        .map(({ hash }) => ({ hash, here: luggage.has(hash), size: luggage.sizeOf(hash) })),
    );
  const { documents } = context.local.listed();
  return {
    ...{ details: load('details'), pictures: load('pictures'), bare },
    unread: unread.filter((name) => documents.has(name)).length,
  };
}

function offer(context: Context, asked: Choice): CarryOffer {
  const rows = rowsOf(context, asked);
  const sum = (some: typeof rows) => some.reduce((total, each) => total + each.bytes, 0);
  const { at } = context.local.listed();
  const { luggage } = context.local;
  const riding = luggage.riding(asked);
  luggage.wonder(riding.files.map(({ hash }) => hash));
  return {
    documents: rows,
    bytes: sum(rows),
    missing: sum(rows.filter((each) => !each.here)),
    files: loadsOf(context, riding),
    chosen: context.local.chosen(),
    listedAt: at === null ? null : isoShanghai(at),
  };
}

const NONE = loadOf([]);
const NOTHING: Loads = { details: NONE, pictures: NONE, bare: 0, unread: 0 };

function carryState(context: Context): CarryState {
  const choice = context.local.choice();
  const rows = choice === null ? [] : rowsOf(context, choice);
  return {
    choice: choice && CarryChoice.parse(choice),
    documents: { all: rows.length, here: rows.filter((each) => each.here).length },
    files: choice === null ? NOTHING : loadsOf(context, context.local.luggage.riding(choice)),
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
  'carry.offer': { reads: ['sync', 'registry'], run: (context, input) => offer(context, input) },
  'carry.area': {
    reads: ['sync'],
    run: (context) => ({ counties: [...(context.local.choice()?.counties ?? [])] }),
  },
  'carry.state': { reads: ['sync', 'registry'], run: (context) => carryState(context) },
  'field.state': { reads: ['sync'], timed: true, run: (context) => fieldState(context) },
} satisfies Partial<Queries>;

export const errands = {
  'carry.choose': {
    run(context, input) {
      if (!('all' in input)) documentsAsked(input);
      context.local.choose('all' in input ? null : input);
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
export function readingOnly(chosen: string[] | null, luggage: Luggage, choice: Choice | null = null): Local {
  const no = (): never => {
    throw new Refusal('failed', 'this process only reads');
  };
  return {
    ...{ chosen: () => chosen, choice: () => choice, choose: no, luggage, makeBundle: no, takeBundle: no },
    enrolment: no,
    listed: () => ({ at: null, documents: new Map() }),
    clockAhead: () => null,
    awaySince: () => null,
    disk: async () => 'unknown',
  };
}
