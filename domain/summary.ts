import type { Attendee } from './contract/meetings.ts';
import type { PlanOutcome, Sealed } from './meeting-plan.ts';

/**
 * The first text of a 会议纪要, made of the sealed facts in the words that are usual (DOMAIN.md 8: 会议听取, 会议审议,
 * 会议决定). People go on from there; its form on paper is the template's, and nothing of it is law (依据待核).
 */
const HEARD = { hear: '会议听取了', review: '会议审议了', decide: '会议研究了' } as const;

/** `2024-12-05T14:00:00+08:00` as a paper writes it. */
function longDay(time: string): string {
  const [year, month, day] = time.slice(0, 10).split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

const stop = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`);

function heard({ ask, unit, title }: Sealed['items'][number]): string {
  const matter = title.replace(/^(审议|决定|听取)：/, '');
  return ask === 'hear' && unit !== ''
    ? `${HEARD.hear}${unit}关于${matter}的汇报。`
    : `${HEARD[ask]}${matter}。`;
}

function taskLine(
  { text, lead, supporting, person, dueOn }: PlanOutcome,
  leadName: (unit: string) => string,
) {
  const parts = [
    lead === '' ? '' : `牵头单位：${leadName(lead)}`,
    supporting.length ? `配合单位：${supporting.map(leadName).join('、')}` : '',
    person === '' ? '' : `责任人：${person}`,
    dueOn === null ? '' : `完成时限：${longDay(dueOn)}`,
  ].filter((part) => part !== '');
  return `会议要求：${text.replace(/[。；]$/, '')}${parts.length ? `（${parts.join('；')}）` : ''}。`;
}

function present(attendance: readonly Attendee[]): string[] {
  const name = ({ unit, name: who }: Attendee) => (who === '' ? unit : `${unit} ${who}`);
  const line = (head: string, of: readonly Attendee[]) =>
    of.length ? [`${head}：${of.map(name).join('、')}。`] : [];
  const by = (presence: Attendee['presence']) => attendance.filter((each) => each.presence === presence);
  return [...line('出席', by('present')), ...line('代会', by('standIn')), ...line('请假', by('leave'))];
}

/** Paragraphs, one a line. Only what was sealed: a missing text adds no words. */
export function draftSummary(
  sealed: Sealed,
  texts: ReadonlyMap<string, string>,
  leadName: (unit: string) => string,
): string {
  const { number, title, place, chair, attendance } = sealed;
  const which = number === null ? title : `第${number}次${title}`;
  const opening = `${longDay(sealed.startedAt ?? sealed.at)}，${chair === '' ? '' : `${chair}主持`}召开${which}${
    place === '' ? '' : `，地点${place}`
  }。现将会议议定事项纪要如下：`;
  const items = sealed.items.flatMap((item) => {
    const own = sealed.outcomes.filter((each) => each.item === item.id);
    const said = (texts.get(item.id) ?? '').split('\n').filter((line) => line.trim() !== '');
    return [
      heard(item),
      ...said,
      ...own.filter(({ kind }) => kind === 'information').map(({ text }) => stop(text)),
      ...own.filter(({ kind }) => kind === 'decision').map(({ text }) => stop(`会议决定：${text}`)),
      ...own.filter(({ kind }) => kind === 'task').map((task) => taskLine(task, leadName)),
    ];
  });
  return [opening, ...items, ...present(attendance)].join('\n');
}
