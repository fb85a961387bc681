import {
  type AgendaItem,
  type AgendaMatter,
  type AgendaRequest,
  type AgendaRest,
  type AgendaTask,
  proposeAgenda,
  type Wanted,
} from '../domain/agenda.ts';
import type { MeetingsProposed, ProposedItem, Section } from '../domain/contract/meetings.ts';
import type { Output } from '../domain/contract.ts';
import { dayOf, isoShanghai } from '../domain/day.ts';
import { dueForReview } from '../domain/decision.ts';
import type { Json } from '../domain/ledger/canonical.ts';
import type { MeetingState } from '../domain/meeting.ts';
import { figureKey, type ItemFields, itemKey, linkKey, resultKey } from '../domain/meeting-plan.ts';
import { parsePost } from '../domain/post.ts';
import { Refusal } from '../domain/rpc.ts';
import { TARGETS, type TargetId, targetFor } from '../domain/target.ts';
import { groupOf } from '../domain/unit.ts';
import { nominatedSince } from './alarms.ts';
import type { Context, Queries } from './app.ts';
import { decisionsOf, nameOf, personsOf } from './decisions.ts';
import { FIGURE_READS, figureOf, LARGEST_RESULT, type Taken, take } from './freeze.ts';
import { leadName, meetingTasks } from './meeting-tasks.ts';
import { factsNow, meetingsOf } from './meetings.ts';

/** What the console proposes for the next meeting, from what stands on its own replica now. */

/** The meeting before: the last one that was held. */
function lastHeld(context: Context): MeetingState | null {
  const held = meetingsOf(context).filter((each) => each.startedAt !== null && each.state === 'closed');
  return held.toSorted((a, b) => b.startedAt! - a.startedAt!)[0] ?? null;
}

/** What meetings handed out: all that has not ended, and how many of the last one's have. */
function tasksOf(context: Context, last: MeetingState | null): { tasks: AgendaTask[]; done: number } {
  const all = meetingTasks(context);
  const tasks = all.filter(({ state }) => !state.ended);
  const done = all.filter(({ state }) => state.ended && last !== null && state.source.meeting === last.id);
  return {
    tasks: tasks.map(({ state: { id, content, lead, dueOn }, light }) => ({
      ...{ id, text: content, lead: leadName(lead), dueOn, state: light.light },
    })),
    done: done.length,
  };
}

const FIGURES: Record<TargetId, Omit<Wanted, 'label'>> = {
  'gate.key_dual_high.share': { query: 'gates.day', path: 'tiers.key_dual_high.percent', unit: '%' },
  'gate.other_gated.share': { query: 'gates.day', path: 'tiers.other_gated.percent', unit: '%' },
  trucks: { query: 'goals.progress', path: 'trucks.actual', unit: '辆' },
  stations: { query: 'goals.progress', path: 'stations.actual', unit: '座' },
  piles: { query: 'goals.progress', path: 'piles.actual', unit: '台' },
  guns: { query: 'goals.progress', path: 'guns.actual', unit: '把' },
};

/** The group that a person leads or belongs to, by their post. */
function groupBy(context: Context, person: string): string {
  const post = parsePost(personsOf(context.replica).find(({ id }) => id === person)?.post ?? '');
  return post && 'group' in post ? groupOf(post.group).zh : '';
}

/** Plans that wait for consent, and decisions whose review day has come. */
function matters(context: Context): AgendaMatter[] {
  const believed = decisionsOf(context);
  const name = nameOf(context);
  const of = (kind: AgendaMatter['kind'], { id, by }: { id: string; by: string }, title: string) => ({
    ...{ proposal: id, kind, name: title, group: groupBy(context, by), person: name(by) },
  });
  const plans = believed.plans.proposals.filter(({ state }) => state === 'pending');
  const again = dueForReview(believed, dayOf(context.now()));
  return [
    ...plans.map((each) => of('plan', each, each.body.title)),
    ...believed.proposals
      .filter(({ id }) => again.includes(id))
      .map((each) => of('review', each, TARGETS[each.body.target as TargetId]?.zh ?? each.body.target)),
  ];
}

const USUAL: readonly Section[] = ['tasks', 'whole', 'groups', 'counties', 'comment', 'readback'];

/** Matters of the last meeting that it did not come to: the console proposes the usual parts anew by itself. */
function restOf(context: Context, last: MeetingState | null): AgendaRest[] {
  const reached = new Set(last?.course.map((each) => each.item));
  const items = last ? factsNow(context, last).items : [];
  return items
    .filter(({ id, section }) => !reached.has(id) && !USUAL.includes(section))
    .map(({ id, title, ask, minutes, unit, person, scene, links }) => ({
      ...{ id, title, ask, minutes, unit, person, scene, links },
    }));
}

function requests(context: Context): AgendaRequest[] {
  const date = dayOf(context.now());
  const { proposals, book } = decisionsOf(context);
  const name = nameOf(context);
  return proposals
    .filter(({ state }) => state === 'pending')
    .flatMap(({ id, by, body }) => {
      const target = body.target as TargetId;
      const kind = TARGETS[target];
      if (!kind) return [];
      const { inForce, next } = targetFor(book, { target, day: date, ...body.scope });
      const from = (inForce ?? next)?.value ?? null;
      const wanted = [{ ...FIGURES[target], label: kind.zh }];
      const request: AgendaRequest = {
        ...{ proposal: id, name: kind.zh, from, to: body.value, unit: kind.unit },
        ...{ group: groupBy(context, by), person: name(by), wanted },
      };
      return [request];
    });
}

interface Drawn {
  asOf: string;
  items: ProposedItem[];
  results: Map<string, Json>;
}

/** What is proposed now, each figure taken once and frozen with what it came from. */
export function proposals(context: Context): Drawn {
  const taken = new Map<string, Taken>();
  const overview = take(context, 'overview.now', {});
  taken.set('overview.now', overview);
  const last = lastHeld(context);
  const items = proposeAgenda({
    ...tasksOf(context, last),
    overview: overview.result as unknown as Output<'overview.now'>,
    requests: requests(context),
    ...{ matters: matters(context), rest: restOf(context, last) },
    alarms: nominatedSince(context, last?.startedAt ?? 0).map(({ alarm, note }) => ({
      ...{ id: alarm.id, kind: alarm.kind, source: alarm.source },
      ...{ name: alarm.name, county: alarm.county, note },
    })),
  });
  const figures = (item: AgendaItem) =>
    item.wanted.flatMap((wanted) => {
      const from = taken.get(wanted.query) ?? take(context, wanted.query, {});
      taken.set(wanted.query, from);
      return figureOf(from, wanted);
    });
  return {
    asOf: isoShanghai(context.now()),
    items: items.map(({ wanted, ...item }) => ({ ...item, figures: figures({ ...item, wanted }) })),
    results: new Map([...taken.values()].map(({ hash, result }) => [hash, result])),
  };
}

/** Fields of a draft for proposed items, all or those that are chosen. @throws {Refusal} `unknown_item` */
export function takenUp(
  context: Context,
  { items, results }: Drawn,
  keys: readonly string[] | undefined,
  order: number,
): Record<string, Json> {
  const strange = keys?.find((key) => !items.some((item) => item.key === key));
  if (strange !== undefined) throw new Refusal('unknown_item', `${strange}: not proposed now`, strange);
  const fields: Record<string, Json> = {};
  const chosen = items.filter((item) => keys === undefined || keys.includes(item.key));
  for (const [index, item] of chosen.entries()) {
    const id = context.newId();
    const { section, title, ask, minutes, unit, person, scene, links, figures } = item;
    const own: Omit<ItemFields, 'gone'> = {
      ...{ section, title, ask, minutes, unit, person, scene, order: order + index },
    };
    for (const [field, value] of Object.entries(own))
      fields[itemKey(id, field as keyof ItemFields)] = value as Json;
    for (const link of links) fields[linkKey(id, link.kind, link.id)] = true;
    for (const figure of figures) {
      fields[figureKey(id, context.newId())] = figure as Json;
      const result = results.get(figure.hash);
      if (result !== undefined && JSON.stringify(result).length <= LARGEST_RESULT)
        fields[resultKey(figure.hash)] = result;
    }
  }
  return fields;
}

export const queries = {
  'meetings.proposed': {
    reads: ['actions', 'meetings', 'duty', ...FIGURE_READS],
    timed: true,
    run(context): MeetingsProposed {
      const { asOf, items } = proposals(context);
      return { asOf, items };
    },
  },
} satisfies Partial<Queries>;
