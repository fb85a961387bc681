import { pinyin } from 'pinyin-pro';
import type { CaseState } from '../domain/case.ts';
import { LINE_KINDS } from '../domain/caseload.ts';
import type { CheckState } from '../domain/check.ts';
import type { SearchResult } from '../domain/contract/search.ts';
import { dayOf } from '../domain/day.ts';
import { inService, type Truck } from '../domain/fleet.ts';
import { display, isUnread, normalise } from '../domain/plate.ts';
import type { Found } from '../replica/projections.ts';
import { isShown } from './action-queries.ts';
import type { Context, Queries } from './app.ts';
import { personsOf } from './decisions.ts';
import { plateIsOver, shown } from './keep.ts';
import { madeOf } from './states.ts';

/** One search over plates, enterprises, people, cases, meetings and tasks: what is carried here, and nothing else. */

type Hit = SearchResult['hits'][number];

const MOST = 8;
/** Of each noun so many are put in order before the rest is only said to be there. */
const READ = 100;
/** Families whose subjects have names that people call: few enough to be found by sound as well. */
const NAMED = ['registry', 'actions', 'projects'];
/** What somebody most likely looks for, first. */
const ORDER = ['enterprise', 'person', 'meeting', 'action', 'case', 'check', 'station', 'truck', 'device'];

/** Initials and whole pinyin of a name, `jzhh huaichuanjiaohua`; made once for each name. */
const sounds = new Map<string, string>();
function soundOf(name: string): string {
  let sound = sounds.get(name);
  if (sound === undefined) {
    const parts = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'consecutive' });
    sound = `${parts.map((part) => part.slice(0, 1)).join('')} ${parts.join('')}`.toLowerCase();
    if (sounds.size > 20_000) sounds.clear();
    sounds.set(name, sound);
  }
  return sound;
}

/** A plate is found with or without its dot. */
const wanted = (text: string) => {
  const plain = text.trim();
  return /\p{Script=Han}[A-Za-z][\s·•.-]/u.test(plain) ? normalise(plain) : plain;
};

function hitOf({ noun, doc, subject, text }: Found, bySound: boolean): Hit {
  const [first = subject, ...rest] = text.split('\n');
  const plate = noun === 'case' || noun === 'check' || noun === 'truck';
  const title = plate && !isUnread(first) ? display(first) : first;
  return {
    noun,
    id: subject,
    document: doc,
    title,
    detail: rest.filter((each) => each !== subject).join(' · '),
    bySound,
  };
}

/** What is past its time is not found by its plate or VIN, and shows neither; null where nothing else was asked for. */
function readAs(context: Context, found: Found, upper: string): Found | null {
  const { noun, doc, subject, text } = found;
  if (noun !== 'case' && noun !== 'check') return found;
  const state = context.replica.state<CaseState | CheckState>(noun, doc, subject);
  if (!state || !plateIsOver(context, state)) return found;
  const masked = shown(context, state);
  const hidden = [state.plate && normalise(state.plate), vinOf(state)];
  const open = text.split('\n').filter((each) => !hidden.includes(each));
  if (!open.some((each) => each.toUpperCase().includes(upper))) return null;
  return { ...found, text: [...(masked.plate === null ? [] : [masked.plate]), ...open].join('\n') };
}

const vinOf = (state: CaseState | CheckState) => ('stage' in state ? state.opened.vin : state.vin);

/** Names of a document, kept until a commit touches it. */
function namedIn(context: Context, doc: string): Found[] {
  return madeOf(context.replica, doc, 'named', () => context.replica.wordsIn(doc));
}

function people(context: Context): Found[] {
  return personsOf(context.replica).map(({ id, name, unit, post }) => ({
    ...{ noun: 'person', doc: '', subject: id, text: [name, unit, post].filter(Boolean).join('\n') },
  }));
}

function find(context: Context, text: string, most: number): SearchResult {
  const asked = wanted(text);
  if (asked === '') return { hits: [], more: [] };
  const upper = asked.normalize('NFKC').toUpperCase();
  const found = context.replica
    .found(upper, READ)
    .flatMap((each) => readAs(context, each, upper) ?? [])
    .map((each) => hitOf(each, false));
  const persons = people(context);
  for (const each of persons) if (each.text.toUpperCase().includes(upper)) found.push(hitOf(each, false));
  const sound = /^[a-z]{2,}$/i.test(asked) ? asked.toLowerCase() : null;
  if (sound !== null) {
    const known = new Set(found.map((each) => `${each.noun} ${each.id}`));
    const docs = NAMED.flatMap((family) => context.replica.family(family));
    const named = [...docs.flatMap((doc) => namedIn(context, doc)), ...persons];
    for (const each of named)
      if (!known.has(`${each.noun} ${each.subject}`) && soundOf(each.text.split('\n')[0]!).includes(sound))
        found.push(hitOf(each, true));
  }
  const { hits, more } = ranked(
    found.filter(({ noun, id }) => noun !== 'action' || isShown(context, id)),
    upper,
    most,
  );
  return { hits: hits.map((hit) => ({ ...hit, ...lineOf(context, hit), ...struckOf(context, hit) })), more };
}

/** A truck that was struck off is found, and says so. */
function struckOf({ replica, now }: Context, { noun, document, id }: Hit): Pick<Hit, 'struck'> {
  if (noun !== 'truck') return {};
  const truck = replica.state<Truck>('truck', document, id);
  return truck && !inService(truck, dayOf(now())) ? { struck: true } : {};
}

/** Whose desk has a case or a check; what is of a gate is on neither. */
function lineOf({ replica }: Context, { noun, document, id }: Hit): Pick<Hit, 'line'> {
  if (noun !== 'case' && noun !== 'check') return {};
  const kind = replica.state<{ kind: string }>(noun, document, id)?.kind;
  const kinds = (line: keyof typeof LINE_KINDS): readonly string[] => [line, ...LINE_KINDS[line]];
  const line = (['road', 'emission'] as const).find((each) => kind && kinds(each).includes(kind));
  return line ? { line } : {};
}

/** By noun, of each what begins with the text before what only holds it; letters before sounds. */
function ranked(found: Hit[], upper: string, most: number): SearchResult {
  const place = (noun: string) => (ORDER.includes(noun) ? ORDER.indexOf(noun) : ORDER.length);
  const behind = (hit: Hit) => Number(hit.bySound) * 2 + Number(!normalise(hit.title).startsWith(upper));
  const sorted = found.sort(
    (a, b) =>
      place(a.noun) - place(b.noun) ||
      (a.noun < b.noun ? -1 : a.noun > b.noun ? 1 : 0) ||
      behind(a) - behind(b),
  );
  const counts = new Map<string, number>();
  const more = new Set<string>();
  const hits = sorted.filter(({ noun }) => {
    const count = (counts.get(noun) ?? 0) + 1;
    counts.set(noun, count);
    if (count > most) more.add(noun);
    return count <= most;
  });
  return { hits, more: [...more] };
}

export const queries = {
  'search.find': {
    reads: ['registry', 'cases', 'checks', 'actions', 'fleet', 'projects', 'meetings'],
    run: (context, { text, most }) => find(context, text, most ?? MOST),
  },
} satisfies Partial<Queries>;
