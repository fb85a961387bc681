import { z } from 'zod';
import { dateZh, numeralZh } from '../../domain/chinese.ts';
import type { Attendee, MeetingItem, MeetingView, Task } from '../../domain/contract/meetings.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import type { Context } from '../app.ts';
import { queries } from '../meetings.ts';
import { wholeNameOn } from '../units.ts';
import { docx, type Maker } from './maker.ts';
import { contactOf, linesOf, meetingTimeZh } from './words.ts';

/** Papers of a scheduling meeting, from what the clerk's desk shows: sealed facts where they are sealed. */
export const ASK_ZH = { hear: '听取', review: '审议', decide: '决定' };
const Of = { meeting: z.string().optional() };

/** The meeting with its units by their whole names. */
export function meetingFor(context: Context, { meeting }: { meeting?: string | undefined }): MeetingView {
  const view = queries['meeting.view'].run(context, meeting === undefined ? {} : { meeting });
  const name = wholeNameOn(context, dayOf(parseTime(view.at) ?? context.now()));
  const task = (given: Task | null) =>
    given && { ...given, lead: given.lead && name(given.lead), supporting: given.supporting.map(name) };
  return {
    ...view,
    attendance: view.attendance.map((each) => ({ ...each, unit: name(each.unit) })),
    items: view.items.map((item) => ({
      ...item,
      unit: item.unit && name(item.unit),
      outcomes: item.outcomes.map((each) => ({ ...each, task: task(each.task) })),
    })),
  };
}

export const headZh = ({ title, at, place }: MeetingView) => ({
  meeting: title,
  time: meetingTimeZh(at),
  place,
});

export const itemZh = ({ number, title, ask, unit, person, minutes }: MeetingItem) => ({
  number: String(number),
  title,
  asks: ASK_ZH[ask],
  unit,
  person,
  minutes: minutes > 0 ? String(minutes) : '',
});

const clockZh = (iso: string): string => {
  const ms = parseTime(iso);
  return ms === null ? '' : clockOf(ms);
};

const unitsIn = (attendance: readonly Attendee[]): string =>
  [...new Set(attendance.map(({ unit }) => unit))].join('、');

const personZh = ({ unit, name }: Attendee): string => `${unit}${name}`;

function noticeOf(context: Context, view: MeetingView) {
  return {
    ...headZh(view),
    number: '',
    to: unitsIn(view.attendance) || '各有关单位',
    chair: view.chair,
    items: view.items.map(itemZh),
    attendees: view.attendance.map(({ unit, name }) => (name === '' ? unit : `${unit}：${name}`)),
    papersDue: '',
    ...contactOf(context),
    date: dateZh(dayOf(context.now())),
  };
}

const SENT = { sent: '已报', due: '未报', none: '—' };

function agendaOf(view: MeetingView) {
  return {
    ...headZh(view),
    chair: view.chair,
    items: view.items.map((item) => ({
      ...itemZh(item),
      from: clockZh(item.plannedAt),
      paper: SENT[item.paper.sent ? 'sent' : item.paper.due ? 'due' : 'none'],
    })),
    total: String(view.items.reduce((sum, { minutes }) => sum + minutes, 0)),
  };
}

const PRESENCE_ZH = { expected: '', present: '', standIn: '代会', leave: '请假', absent: '' };

function signinOf(view: MeetingView) {
  return {
    ...headZh(view),
    people: view.attendance.map(({ unit, name, presence, note }, index) => ({
      number: String(index + 1),
      unit,
      name,
      note: [PRESENCE_ZH[presence], note].filter(Boolean).join('，'),
    })),
  };
}

const stop = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`);

/** An item's minutes, what it informed of, what was decided; its tasks beneath. */
function minuteZh(item: MeetingItem, index: number) {
  const of = (kind: string) => item.outcomes.filter((each) => each.kind === kind);
  return {
    number: numeralZh(index + 1),
    title: item.title,
    paragraphs: [
      ...linesOf(item.text),
      ...of('information').map(({ text }) => stop(text)),
      ...of('decision').map(({ text }) => `会议决定：${stop(text)}`),
    ],
    tasks: of('task').map(({ text, task }) => ({
      content: text.replace(/[。；]$/, ''),
      measure: task?.measure ?? '',
      unit: task?.lead || '待定',
      with: (task?.supporting ?? []).join('、'),
      person: task?.person ?? '',
      due: task?.dueOn ? dateZh(task.dueOn) : '',
    })),
  };
}

const WHO = { present: '出席', standIns: '代会', excused: '请假', absent: '缺席' };
const PRESENCES = { present: 'present', standIns: 'standIn', excused: 'leave', absent: 'absent' } as const;

/**
 * Who was there stands after the body. Where the 纪要 has a text that names them in lines of its own (出席：…), those
 * lines count, since people went over them; else the attendance does.
 */
function attendanceZh(view: MeetingView, lines: readonly string[]) {
  const said = (word: string) => lines.find((line) => line.startsWith(`${word}：`));
  const own = Object.values(WHO).some((word) => said(word) !== undefined);
  const of = (field: keyof typeof WHO) =>
    own
      ? (said(WHO[field]) ?? '').replace(/^..：/, '').replace(/。$/, '')
      : view.attendance
          .filter(({ presence }) => presence === PRESENCES[field])
          .map(personZh)
          .join('、');
  return { present: of('present'), standIns: of('standIns'), excused: of('excused'), absent: of('absent') };
}

const DRAFT_ZH = {
  drafted: '起草稿',
  submitted: '送审稿',
  cosigned: '会签稿',
  approved: '签发稿',
  numbered: '签发稿',
  issued: '',
};

function minutesOf(view: MeetingView) {
  const { step, text, number, issuedOn, history } = view.summary;
  const lines = linesOf(text);
  const names = new RegExp(`^(${Object.values(WHO).join('|')})：`);
  const draft = step === null ? '未定稿' : DRAFT_ZH[step];
  return {
    ...headZh(view),
    number: number ?? '',
    date: issuedOn === null ? '' : dateZh(issuedOn),
    chair: view.chair,
    paragraphs: lines.filter((line) => !names.test(line)),
    items: view.items.map(minuteZh),
    ...attendanceZh(view, lines),
    sentTo: `指挥长、副指挥长${view.attendance.length > 0 ? `，${unitsIn(view.attendance)}` : ''}`,
    signer: history.findLast((each) => each.step === 'approved')?.by ?? '',
    // Facts that are not sealed may still change: nobody should take the paper for the last word.
    draft: view.sealed === null && draft !== '' ? `${draft}（会议事实尚未封存）` : draft,
  };
}

const titleOf = ({ title, at }: MeetingView): string => `${title} ${at.slice(0, 10)}`;

export const makers = {
  'meeting-notice': docx('meeting-notice', Of, (context, of) => {
    const view = meetingFor(context, of);
    return { title: titleOf(view), data: noticeOf(context, view) };
  }),
  'meeting-agenda': docx('meeting-agenda', Of, (context, of) => {
    const view = meetingFor(context, of);
    return { title: titleOf(view), data: agendaOf(view) };
  }),
  'meeting-signin': docx('meeting-signin', Of, (context, of) => {
    const view = meetingFor(context, of);
    return { title: titleOf(view), data: signinOf(view) };
  }),
  'meeting-minutes': docx('meeting-minutes', Of, (context, of) => {
    const view = meetingFor(context, of);
    return { title: titleOf(view), data: minutesOf(view) };
  }),
} satisfies Record<string, Maker>;
