import { z } from 'zod';
import { dateZh, monthDayZh } from '../../domain/chinese.ts';
import type { ActionEvent, ActionRow, ActionsView } from '../../domain/contract/actions.ts';
import { Day } from '../../domain/contract/shapes.ts';
import { dayOf } from '../../domain/day.ts';
import { Refusal } from '../../domain/rpc.ts';
import { afterWorkdays } from '../../domain/workday.ts';
import { workdays as calendar } from '../../replica/workdays.ts';
import { queries } from '../action-queries.ts';
import type { Context } from '../app.ts';
import { meetingsOf } from '../meetings.ts';
import { wholeNameOn } from '../units.ts';
import { docx, type Maker } from './maker.ts';
import { contactOf, cut, dayZh, momentZh, percentZh, STATE_ZH, upTo } from './words.ts';

/** Papers about tasks handed out: 交办单, 督办单, 提醒函, and the week's bulletin. */

type Task = NonNullable<ActionsView['action']>;
interface Told {
  task: Task;
  events: ActionEvent[];
}

function taskOf(context: Context, id: string): Told {
  const { action, events } = queries['actions.view'].run(context, { action: id });
  if (!action) throw new Refusal('unknown_action', `${id}: no such task here`, id);
  return { task: action, events };
}

const SOURCE_ZH = { meeting: '会议', instruction: '批示', call: '电话', site: '现场' };

function sourceZh(context: Context, { source, meeting, sourceBy, sourceOn, sourceNote }: Task): string {
  const title = meeting && meetingsOf(context).find(({ id }) => id === meeting)?.title;
  const said = [title, sourceBy, sourceNote].filter(Boolean).join('，');
  return `${SOURCE_ZH[source]}${said && `：${said}`}${sourceOn ? `（${dateZh(sourceOn)}）` : ''}`;
}

/** '2024-12' as a paper writes a number: 〔2024〕12号. */
const numberZh = (number: string | null): string => (number ?? '').replace(/^(\d{4})-(\d+)$/, '〔$1〕$2号');

function taskZh(context: Context, { task }: Told) {
  const name = wholeNameOn(context, today(context));
  return {
    number: numberZh(task.number),
    content: task.content,
    measure: task.measure ?? '',
    unit: name(task.lead),
    with: task.supporting.map(({ unit }) => name(unit)).join('、'),
    person: task.personName ?? '',
    issued: dayZh(task.createdAt),
    due: dateZh(task.dueOn),
    source: sourceZh(context, task),
  };
}

/** The last ones: a paper of one matter is one page. */
const LAST_REPORTS = 4;

const progressZh = ({ events }: Told) =>
  events
    .filter(({ kind }) => kind === 'reported')
    .slice(-LAST_REPORTS)
    .map(({ on, at, text, by, unit }) => ({
      date: on === null ? dayZh(at) : dateZh(on),
      text: text ?? '',
      by: unit?.name ?? by,
    }));

/** Why it is lit as it is, in the order in which the rules found it. */
function reasonZh({ reasons, daysLate, workdaysLeft, dueOn }: ActionRow): string {
  const said = {
    overdue: `已超过完成时限${daysLate}天`,
    escalated: '连续多周滞后',
    not_received: '下发后至今没有签收',
    silent: '较长时间没有填报进展',
    pace: '进度落后于时间',
    returned: '销号申请被退回',
    near: workdaysLeft > 0 ? `距完成时限还有${workdaysLeft}个工作日` : '完成时限已到',
  };
  return reasons.map((reason) => said[reason]).join('，') || `完成时限为${dateZh(dueOn)}`;
}

const today = (context: Context): string => dayOf(context.now());
const titleOf = ({ task }: Told): string => `${task.number ?? ''} ${task.leadName}`;

/** An answer to a 督办单 is due after so many working days (our proposal, 依据待核). */
const ANSWER_WORKDAYS = 2;

function supervisionOf(context: Context, told: Told) {
  const { light } = told.task;
  return {
    ...taskZh(context, told),
    state: STATE_ZH[light],
    ...{ overdue: light === 'overdue', behind: light === 'behind', near: light === 'due' },
    reason: reasonZh(told.task),
    progress: progressZh(told),
    answerDue: dateZh(afterWorkdays(calendar, today(context), ANSWER_WORKDAYS)),
    contact: contactOf(context).contact,
    date: dateZh(today(context)),
  };
}

/** What the page has room for. */
const MOST = { red: 5, waiting: 3 };

const WAITING_ZH = { extension: '延期申请', target: '目标调整' };

function weeklyOf(context: Context, date: string) {
  const week = queries['actions.weekly'].run(context, { date });
  const red = upTo(week.red, MOST.red);
  const waiting = upTo(week.waiting, MOST.waiting);
  return {
    period: `${dateZh(week.from)}至${monthDayZh(week.to)}`,
    asOf: momentZh(week.asOf, '未知'),
    total: String(week.counts.total),
    closed: String(week.counts.closed),
    late: String(week.counts.overdue),
    behindPace: String(week.counts.behind),
    created: String(week.created),
    closedNow: String(week.closed),
    counties: week.counties.map((each) => ({
      rank: String(each.place),
      name: each.name,
      total: String(each.total),
      done: String(each.closed),
      donePercent: percentZh(each.donePercent),
      working: String(each.working),
      notStarted: String(each.notStarted),
      late: String(each.overdue),
    })),
    red: red.rows.map(({ number, content, leadName, dueOn, daysLate }) => ({
      number: number ?? '',
      content: cut(content, 34),
      unit: cut(leadName, 14),
      due: monthDayZh(dueOn),
      days: String(daysLate),
    })),
    redMore: red.more,
    waiting: waiting.rows.map(({ kind, title, by, since, asked }) => ({
      kind: WAITING_ZH[kind],
      title: cut(title, 22),
      unit: cut(by, 14),
      date: dayZh(since),
      asked: kind === 'extension' ? `延期至${dateZh(asked)}` : `拟调整为${asked}`,
    })),
    waitingMore: waiting.more,
  };
}

const Of = { action: z.string() };

export const makers = {
  'task-order': docx('task-order', Of, (context, { action }) => {
    const told = taskOf(context, action);
    const { createdBy, sourceBy } = told.task;
    const { contact } = contactOf(context);
    return {
      title: titleOf(told),
      data: { ...taskZh(context, told), issuer: sourceBy ?? createdBy, contact },
    };
  }),
  'task-supervision': docx('task-supervision', Of, (context, { action }) => {
    const told = taskOf(context, action);
    return { title: titleOf(told), data: supervisionOf(context, told) };
  }),
  'task-reminder': docx('task-reminder', Of, (context, { action }) => {
    const told = taskOf(context, action);
    const data = {
      ...taskZh(context, told),
      to: wholeNameOn(context, today(context))(told.task.lead),
      reason: reasonZh(told.task),
      progress: progressZh(told),
      ...contactOf(context),
      date: dateZh(today(context)),
    };
    return { title: titleOf(told), data };
  }),
  weekly: docx('weekly', { date: Day.optional() }, (context, { date = today(context) }) => ({
    title: date,
    data: weeklyOf(context, date),
  })),
} satisfies Record<string, Maker>;
