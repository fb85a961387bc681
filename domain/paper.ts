import type { z } from 'zod';
import { CheckRecord, HandoverList } from './paper/case.ts';
import { Daily, DisputeAnswer, EnterpriseNotice } from './paper/gate.ts';
import {
  MeetingAgenda,
  MeetingBrief,
  MeetingMinutes,
  MeetingNotice,
  MeetingSignin,
} from './paper/meeting.ts';
import { type Tag, tagsIn } from './paper/tag.ts';
import { TargetRequest } from './paper/target.ts';
import { TaskOrder, TaskReminder, TaskSupervision, Weekly } from './paper/task.ts';

/**
 * The papers that the office sends out. Each is a Word file with tags (`templates/NAME.docx`), which an office may
 * replace by its own, and data with a schema: what a paper can say is here, how it says it is in the template.
 */
const paper = <Data extends z.ZodObject>(zh: string, data: Data) => ({ zh, data });

export const PAPERS = {
  'meeting-notice': paper('会议通知', MeetingNotice),
  'meeting-agenda': paper('会议议程', MeetingAgenda),
  'meeting-signin': paper('会议签到表', MeetingSignin),
  'meeting-brief': paper('会议参阅件', MeetingBrief),
  'meeting-minutes': paper('会议纪要', MeetingMinutes),
  'task-order': paper('交办单', TaskOrder),
  'task-supervision': paper('督办单', TaskSupervision),
  'task-reminder': paper('提醒函', TaskReminder),
  weekly: paper('周通报', Weekly),
  'target-request': paper('请示', TargetRequest),
  daily: paper('日报', Daily),
  'enterprise-notice': paper('企业提示函', EnterpriseNotice),
  'dispute-answer': paper('复核意见', DisputeAnswer),
  'check-record': paper('现场检查笔录', CheckRecord),
  'handover-list': paper('移送清单', HandoverList),
};

export type PaperName = keyof typeof PAPERS;
export type PaperData<N extends PaperName> = z.input<(typeof PAPERS)[N]['data']>;

export const PAPER_NAMES = Object.keys(PAPERS) as [PaperName, ...PaperName[]];

export function isPaper(name: string): name is PaperName {
  return Object.hasOwn(PAPERS, name);
}

/** Tags that a template of this paper may use. */
export function tagsOf(name: PaperName): Tag[] {
  return tagsIn(PAPERS[name].data);
}
