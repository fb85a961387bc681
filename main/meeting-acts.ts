import type { Binding, Presence } from '../domain/contract/meetings.ts';
import { COUNTIES } from '../domain/county.ts';
import { dayOf, isoShanghai, parseTime } from '../domain/day.ts';
import { boundTo } from '../domain/focus.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import { type MeetingState, nextNumber } from '../domain/meeting.ts';
import { isOpenTo, MEETING_RULES, type MeetingAct } from '../domain/meeting-acts.ts';
import {
  attendKey,
  figureKey,
  type ItemFields,
  itemKey,
  lastOrder,
  linkKey,
  type OutcomeFields,
  outcomeKey,
  PAPERS,
  type Plan,
  type PlanItem,
  type PlanOutcome,
  readPaper,
  readPlan,
  resultKey,
  SUMMARY,
} from '../domain/meeting-plan.ts';
import { Refusal } from '../domain/rpc.ts';
import { GROUPS } from '../domain/unit.ts';
import { proposals, takenUp } from './agenda.ts';
import type { Acts, Context } from './app.ts';
import { personsOf } from './decisions.ts';
import { figureOf, LARGEST_RESULT, take } from './freeze.ts';
import { carried, must } from './may.ts';
import { draftOf, readDraft, setFields, writeText } from './meeting-draft.ts';
import { handOutLeft, handOutOne, isHandedOut } from './meeting-tasks.ts';
import { counting, meetingOf, meetingsOf, sealsOf } from './meetings.ts';
import { seal } from './seal.ts';
import { moveSummary } from './summary.ts';

/** What is done to a meeting: facts go as entries into `actions`, what is written together into its draft. */
const LEDGER = 'actions';

/** The meeting that an act is for. @throws {Refusal} `post`, `unknown_meeting`, `state` */
export function opened(
  context: Context,
  act: MeetingAct,
  id: string | undefined,
  kind = MEETING_RULES[act].kind,
): MeetingState {
  must(context, kind);
  const meeting = meetingOf(context, id);
  carried(context, draftOf(meeting.id));
  if (isOpenTo(act, meeting)) return meeting;
  const stands = meeting.ended ? 'sealed' : meeting.state;
  throw new Refusal('state', `${act}: the meeting is ${stands}`, meeting.id);
}

export function planOf(context: Context, meeting: MeetingState): Plan {
  return readDraft(context.replica, meeting.id)?.plan ?? readPlan(new Map());
}

/** Outcomes as they were sealed, else as they stand in the draft. */
const outcomesOf = (context: Context, meeting: MeetingState): PlanOutcome[] =>
  counting(sealsOf(context, meeting))?.body.outcomes ?? planOf(context, meeting).outcomes;

/** An item by its id, or by the number that it has now. @throws {Refusal} `unknown_item` */
function itemOf(context: Context, meeting: MeetingState, item: string): PlanItem {
  const { items } = planOf(context, meeting);
  const found = items.find((each) => each.id === item) ?? items[Number(item) - 1];
  if (!found) throw new Refusal('unknown_item', `${item}: no such item on the agenda`, item);
  return found;
}

function timeOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const at = parseTime(given);
  if (at === null) throw new Refusal('bad_input', `at: ${given} is no time with offset`);
  return isoShanghai(at);
}

/** Whoever is to come: the deputy's office, six groups, eleven counties. Changed by `meeting.attend`. */
function roster(context: Context): Record<string, Json> {
  const leaders = new Map(personsOf(context.replica).map(({ post, name }) => [post, name]));
  const units = [
    { unit: '办公室', name: '' },
    ...GROUPS.map(({ zh, group }) => ({ unit: zh, name: leaders.get(`leader:${group}`) ?? '' })),
    ...COUNTIES.map(({ code, zh }) => ({ unit: zh, name: leaders.get(`county:${code}`) ?? '' })),
  ];
  const rows = units.map(({ unit, name }, order) => [
    attendKey(unit),
    { name, presence: 'expected', note: '', order },
  ]);
  return Object.fromEntries(rows) as Record<string, Json>;
}

/** Fields that are given, as keys of the draft. */
function fieldsOf<T extends object>(fields: Partial<T>, key: (field: keyof T & string) => string) {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given.map(([field, value]) => [key(field as keyof T & string), value as Json]));
}

export function itemFields(id: string, fields: Partial<ItemFields>): Record<string, Json> {
  return fieldsOf<ItemFields>(fields, (field) => itemKey(id, field));
}

const outcomeFields = (id: string, fields: Partial<OutcomeFields>): Record<string, Json> =>
  fieldsOf<OutcomeFields>(fields, (field) => outcomeKey(id, field));

function write(context: Context, meeting: MeetingState, kind: string, body: Record<string, unknown> = {}) {
  return { id: context.record(LEDGER, kind, meeting.id, body).id };
}

/** Puts a scene on every wall that follows the meeting. */
function show(context: Context, meeting: MeetingState, shown: Record<string, unknown>): { id: string } {
  return write(context, meeting, 'meeting.showed', shown);
}

/** What the item at which it stands shows by itself. */
function ownScene(context: Context, meeting: MeetingState): Binding | null {
  const at = meeting.course.at(-1)?.item;
  const item = planOf(context, meeting).items.find(({ id }) => id === at);
  return item ? boundTo(item.scene, item.links) : null;
}

export const acts = {
  'meeting.create': {
    run(context, input) {
      must(context, 'meeting.created');
      carried(context, LEDGER);
      const at = timeOf(input.at) ?? isoShanghai(context.now());
      const persons = personsOf(context.replica);
      const body = {
        title: input.title ?? '调度会',
        ...{ at, place: input.place ?? '' },
        chair: input.chair ?? persons.find(({ post }) => post === 'deputy')?.name ?? '',
        number: input.number ?? nextNumber(meetingsOf(context), dayOf(parseTime(at)!).slice(0, 4)),
      };
      const id = context.newId();
      context.record(LEDGER, 'meeting.created', id, body, { id });
      setFields(context, id, roster(context));
      return { id };
    },
  },
  'meeting.state': {
    run(context, { meeting: id, ...given }) {
      const meeting = opened(context, 'meeting.state', id);
      return write(context, meeting, 'meeting.stated', { ...given, at: timeOf(given.at) });
    },
  },
  'meeting.proposeAgenda': {
    run(context, { meeting: id, keys }) {
      const meeting = opened(context, 'meeting.proposeAgenda', id);
      const plan = planOf(context, meeting);
      setFields(context, meeting.id, takenUp(context, proposals(context), keys, lastOrder(plan)));
      return { id: meeting.id };
    },
  },
  'meeting.item': {
    run(context, { meeting: id, item, ...given }) {
      const meeting = opened(context, 'meeting.item', id);
      if (item === undefined && given.title === undefined)
        throw new Refusal('bad_input', 'title: a new item needs one');
      const known = item === undefined ? null : itemOf(context, meeting, item);
      const made = known?.id ?? context.newId();
      const order = known ? {} : { order: lastOrder(planOf(context, meeting)) };
      setFields(context, meeting.id, itemFields(made, { ...order, ...(given as Partial<ItemFields>) }));
      return { id: made };
    },
  },
  'meeting.order': {
    run(context, { meeting: id, items }) {
      const meeting = opened(context, 'meeting.order', id);
      const named = items.map((item) => itemOf(context, meeting, item).id);
      const rest = planOf(context, meeting).items.filter((item) => !named.includes(item.id));
      const order = [...new Set([...named, ...rest.map((item) => item.id)])];
      const fields = order.map((item, index) => itemFields(item, { order: index + 1 }));
      setFields(context, meeting.id, Object.assign({}, ...fields));
      return { id: meeting.id };
    },
  },
  'meeting.drop': {
    run(context, { meeting: id, item }) {
      const meeting = opened(context, 'meeting.drop', id);
      const { id: dropped } = itemOf(context, meeting, item);
      if (meeting.course.some((each) => each.item === dropped))
        throw new Refusal('state', 'the meeting has been at this item: it stays on the agenda', dropped);
      setFields(context, meeting.id, itemFields(dropped, { gone: true }));
      return { id: dropped };
    },
  },
  'meeting.link': {
    run(context, { meeting: id, item, kind, id: to, remove }) {
      const meeting = opened(context, 'meeting.link', id);
      const of = itemOf(context, meeting, item).id;
      setFields(context, meeting.id, { [linkKey(of, kind, to)]: remove !== true });
      return { id: of };
    },
  },
  'meeting.freeze': {
    run(context, { meeting: id, item, query, params, ...wanted }) {
      const meeting = opened(context, 'meeting.freeze', id);
      const of = itemOf(context, meeting, item).id;
      const taken = take(context, query, params);
      const made = context.newId();
      const kept = JSON.stringify(taken.result).length <= LARGEST_RESULT;
      setFields(context, meeting.id, {
        [figureKey(of, made)]: figureOf(taken, wanted),
        ...(kept && { [resultKey(taken.hash)]: taken.result }),
      });
      return { id: made };
    },
  },
  'meeting.unfreeze': {
    run(context, { meeting: id, item, figure }) {
      const meeting = opened(context, 'meeting.unfreeze', id);
      const of = itemOf(context, meeting, item);
      if (!of.figures.some((each) => each.id === figure))
        throw new Refusal('unknown_figure', `${figure}: no such figure in this item`, figure);
      setFields(context, meeting.id, { [figureKey(of.id, figure)]: null });
      return { id: figure };
    },
  },
  'meeting.paper': {
    run(context, { meeting: id, item, due, sent, name, sha256 }) {
      const meeting = opened(context, 'meeting.paper', id);
      const of = itemOf(context, meeting, item).id;
      const before = readPaper(readDraft(context.replica, meeting.id)?.papers.get(of), isoShanghai);
      const now = context.now();
      const is = sent ?? before.sent;
      const paper = {
        ...{ due: due ?? (before.due || is), sent: is },
        ...{ name: name ?? before.name, sha256: sha256 ?? before.sha256 },
        ...(is ? { at: now, by: context.me.person } : { at: null, by: null }),
      };
      setFields(context, meeting.id, { [of]: paper }, PAPERS);
      return { id: of };
    },
  },
  'meeting.call': {
    run: (context, { meeting: id }) => write(context, opened(context, 'meeting.call', id), 'meeting.called'),
  },
  'meeting.start': {
    run(context, { meeting: id, item }) {
      const meeting = opened(context, 'meeting.start', id);
      const { items } = planOf(context, meeting);
      const first = item === undefined ? items[0] : itemOf(context, meeting, item);
      return write(context, meeting, 'meeting.started', {
        item: first?.id ?? null,
        scene: first ? boundTo(first.scene, first.links) : null,
      });
    },
  },
  'meeting.go': {
    run(context, { meeting: id, item }) {
      const meeting = opened(context, 'meeting.go', id);
      const { id: to, scene, links } = itemOf(context, meeting, item);
      return write(context, meeting, 'meeting.went', { item: to, scene: boundTo(scene, links) });
    },
  },
  'meeting.show': {
    run(context, { meeting: id, scene, params = {}, hold = false }) {
      const meeting = opened(context, 'meeting.show', id);
      return show(context, meeting, { scene, params, hold });
    },
  },
  'meeting.hold': {
    run(context, { meeting: id, hold }) {
      const meeting = opened(context, 'meeting.hold', id);
      if (hold) {
        const { scene = null, params = {}, follows = false } = meeting.wall ?? {};
        return show(context, meeting, { scene, params, follows, hold });
      }
      const own = ownScene(context, meeting);
      return show(context, meeting, { scene: null, ...own, follows: true, hold });
    },
  },
  'meeting.release': {
    run(context, { meeting: id }) {
      const meeting = opened(context, 'meeting.release', id);
      return show(context, meeting, { scene: null, params: {}, hold: false });
    },
  },
  'meeting.attend': {
    run(context, { meeting: id, unit, presence, name, note }) {
      const meeting = opened(context, 'meeting.attend', id);
      const { attendance } = planOf(context, meeting);
      const place = attendance.findIndex((each) => each.unit === unit);
      const before: { name: string; note: string; presence: Presence } | undefined = attendance[place];
      const attended = {
        ...{ presence, name: name ?? before?.name ?? '', note: note ?? before?.note ?? '' },
        order: place < 0 ? attendance.length : place,
      };
      setFields(context, meeting.id, { [attendKey(unit)]: attended });
      return { id: meeting.id };
    },
  },
  'meeting.outcome': {
    run(context, { meeting: id, outcome, item, remove, ...given }) {
      const meeting = opened(context, 'meeting.outcome', id);
      const known = planOf(context, meeting).outcomes.find((each) => each.id === outcome);
      if (outcome !== undefined && !known)
        throw new Refusal('unknown_outcome', `${outcome}: no such outcome`, outcome);
      if (known && isHandedOut(context, known))
        throw new Refusal('handed_out', 'this task is handed out: it changes by its own acts', known.id);
      if (!known && (given.text === undefined || item === undefined))
        throw new Refusal('bad_input', 'a new outcome needs an item and a text');
      const made = known?.id ?? context.newId();
      const fields = given as Partial<OutcomeFields>;
      if (item !== undefined) fields.item = itemOf(context, meeting, item).id;
      if (remove) fields.gone = true;
      if (!known) Object.assign(fields, { at: context.now(), by: context.me.person });
      setFields(context, meeting.id, outcomeFields(made, fields));
      return { id: made };
    },
  },
  'meeting.handOut': {
    run(context, { meeting: id, outcome }) {
      const meeting = opened(context, 'meeting.handOut', id);
      const found = outcomesOf(context, meeting).find((each) => each.id === outcome);
      if (!found) throw new Refusal('unknown_outcome', `${outcome}: no such outcome`, outcome);
      if (isHandedOut(context, found))
        throw new Refusal('handed_out', 'this task is handed out already', outcome);
      return handOutOne(context, meeting, found);
    },
  },
  'meeting.write': {
    run(context, { meeting: id, item, base, text }) {
      const meeting = opened(context, 'meeting.write', id);
      const summary = item === SUMMARY;
      if (summary ? meeting.summary.hash !== null : meeting.ended)
        throw new Refusal('sealed', summary ? 'the 纪要 is submitted' : 'the minutes are sealed', meeting.id);
      const of = summary ? SUMMARY : itemOf(context, meeting, item).id;
      writeText(context, meeting.id, of, base, text);
      return { id: of };
    },
  },
  'meeting.close': {
    run(context, { meeting: id }) {
      const meeting = opened(context, 'meeting.close', id);
      const closed = write(context, meeting, 'meeting.closed');
      handOutLeft(context, meeting, planOf(context, meeting).outcomes);
      return context.me.unlocked ? seal(context, meeting) : closed;
    },
  },
  'meeting.seal': {
    run: (context, { meeting: id }) => seal(context, opened(context, 'meeting.seal', id)),
  },
  'meeting.reopen': {
    run(context, { meeting: id, reason }) {
      const meeting = opened(context, 'meeting.reopen', id);
      return write(context, meeting, 'meeting.reopened', { reason });
    },
  },
  'meeting.minutes': { run: moveSummary },
} satisfies Partial<Acts>;
