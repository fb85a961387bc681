import { z } from 'zod';
import { dateZh, monthDayZh } from '../../domain/chinese.ts';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { dayOf, parseTime } from '../../domain/day.ts';
import { queries as tasks } from '../action-queries.ts';
import type { Context } from '../app.ts';
import { tableOn } from '../gates.ts';
import { goalsOn } from '../goals.ts';
import { meetingsOf } from '../meetings.ts';
import { queries as targets } from '../targets.ts';
import { countiesZh, rowZh } from './gate.ts';
import { docx, type Maker } from './maker.ts';
import { headZh, itemZh, meetingFor } from './meeting.ts';
import { requestZh } from './target.ts';
import { cut, dayZh, momentZh, NONE, percentZh, STATE_ZH, TIER_ZH, upTo } from './words.ts';

/** 参阅件: one sheet of A3 for the table, with no more rows than it has room for. */
const MOST = { laggards: 9, tasks: 6, requests: 3, items: 6 };

const COUNTS = [
  ['trucks', '新能源营运货车', '辆'],
  ['stations', '重卡充电站', '座'],
  ['piles', '充电桩', '个'],
  ['guns', '充电枪', '把'],
] as const;

function countsZh(context: Context, date: string) {
  const goals = goalsOn(context, date);
  return COUNTS.map(([field, name, unit]) => {
    const { actual, goal, due, state } = goals[field];
    return {
      name,
      actual: actual === null ? '未知' : `${actual}${unit}`,
      target: `${goal}${unit}`,
      due: dateZh(due),
      short: actual === null ? NONE : `${Math.max(0, goal - actual)}${unit}`,
      state: STATE_ZH[state],
    };
  });
}

type Day = ReturnType<typeof tableOn>;

function sharesZh({ tiers }: Day) {
  return (['key_dual_high', 'other_gated'] as const).map((tier) => {
    const { percent, target, targetRef, tripsShort, state } = tiers[tier];
    return {
      name: `${TIER_ZH[tier]}绿牌占比`,
      actual: percent === null ? '无放行' : percentZh(percent),
      target: percentZh(target),
      due: targetRef === null ? NONE : dateZh(targetRef.dueOn),
      short: tripsShort === null ? NONE : `${tripsShort}车次`,
      state: STATE_ZH[state],
    };
  });
}

/** Late tasks of a county; not known where tasks are not here at all, which is not none. */
function lateOf(context: Context): (county: string) => string {
  const { load } = tasks['actions.board'].run(context, {});
  const late = new Map((load?.counties ?? []).map(({ unit, overdue }) => [unit, overdue]));
  return (county) => (load === null ? NONE : String(late.get(`county:${county}`) ?? 0));
}

/** The meeting before this one: the last that had begun by the time that this is to begin. */
function lastBefore(context: Context, view: MeetingView): string | null {
  const at = parseTime(view.at) ?? context.now();
  const earlier = meetingsOf(context).filter(
    ({ id, startedAt }) => id !== view.id && startedAt !== null && startedAt < at,
  );
  return earlier.sort((a, b) => b.startedAt! - a.startedAt!)[0]?.id ?? null;
}

function tasksZh(context: Context, view: MeetingView) {
  const meeting = lastBefore(context, view);
  const { actions } = tasks['actions.list'].run(context, meeting === null ? {} : { meeting, ended: true });
  const open = actions.filter(({ stage }) => stage !== 'closed' && stage !== 'ended');
  const { rows, more } = upTo(open, MOST.tasks);
  return {
    tasks: rows.map(({ number, content, leadName, dueOn, light, lastReport }) => ({
      number: number ?? '',
      content: cut(content, 45),
      unit: cut(leadName, 16),
      due: monthDayZh(dueOn),
      state: STATE_ZH[light],
      progress: lastReport === null ? '未填报' : cut(lastReport.text, 24),
    })),
    tasksMore: more,
  };
}

function briefOf(context: Context, view: MeetingView) {
  const date = dayOf(context.now());
  const day = tableOn(context, date);
  const late = lateOf(context);
  const laggards = upTo(
    day.rows.filter((row) => row.status === 'below'),
    MOST.laggards,
  );
  const items = upTo(view.items, MOST.items);
  const { proposals } = targets['targets.proposals'].run(context);
  return {
    ...headZh(view),
    asOf: momentZh(day.asOf),
    figures: [...countsZh(context, date), ...sharesZh(day)],
    counties: countiesZh(day).map(({ county, rank, name, percent, yesterday, below }) => ({
      ...{ rank, name, percent, yesterday, below },
      tasks: late(county),
    })),
    laggards: laggards.rows.map((row) => {
      const { name, county, percent, target, short, streak } = rowZh(row);
      // A name cut off may be another branch's: the short one says which.
      const called = name.length <= 20 ? name : cut(row.shortName, 20);
      return { name: called, county, percent, target, short, streak };
    }),
    laggardsMore: laggards.more,
    ...tasksZh(context, view),
    items: items.rows.map((item) => ({
      ...itemZh(item),
      title: cut(item.title, 30),
      unit: cut(item.unit, 14),
      figures: item.figures
        .slice(0, 2)
        .map(({ label, value, unit }) => cut(`${label}${value ?? '未知'}${unit}`, 22))
        .join('；'),
    })),
    itemsMore: items.more,
    requests: upTo(
      proposals.filter(({ state }) => state === 'pending'),
      MOST.requests,
    ).rows.map((each) => ({
      ...{ title: cut(requestZh(each.target), 30), unit: each.by, date: dayZh(each.at) },
    })),
  };
}

export const makers = {
  'meeting-brief': docx('meeting-brief', { meeting: z.string().optional() }, (context, of) => {
    const view = meetingFor(context, of);
    return { title: `${view.title} ${view.at.slice(0, 10)}`, data: briefOf(context, view) };
  }),
} satisfies Record<string, Maker>;
