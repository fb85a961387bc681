import type { ActionStage } from '../../domain/action.ts';
import type { SourceKind } from '../../domain/action-body.ts';
import type { LightName, LightReason } from '../../domain/action-light.ts';
import type { ActionEvent } from '../../domain/contract/actions.ts';

type Event = ActionEvent['kind'];
type Act = 'receive' | 'report' | 'extend' | 'decide' | 'close' | 'confirm' | 'drop';

const zhLight: Record<LightName, string> = {
  overdue: '逾期',
  behind: '滞后',
  due: '临期',
  normal: '正常',
  none: '办结',
};
const enLight: typeof zhLight = {
  overdue: 'late',
  behind: 'behind',
  due: 'due soon',
  normal: 'normal',
  none: 'closed',
};
const zhReason: Record<LightReason, string> = {
  overdue: '已过时限',
  escalated: '连续两周以上滞后',
  not_received: '未按时签收',
  silent: '久无进展',
  pace: '慢于进度',
  returned: '销号退回未补',
  near: '时限临近',
};
const enReason: typeof zhReason = {
  overdue: 'past its date',
  escalated: 'behind for weeks in a row',
  not_received: 'not received',
  silent: 'no news',
  pace: 'behind pace',
  returned: 'returned',
  near: 'date near',
};
const zhStage: Record<ActionStage, string> = {
  issued: '未签收',
  received: '已签收',
  working: '办理中',
  closing: '待复核',
  closed: '已销号',
  ended: '已终止',
};
const enStage: typeof zhStage = {
  issued: 'not received',
  received: 'received',
  working: 'under way',
  closing: 'closing asked',
  closed: 'closed',
  ended: 'dropped',
};
const zhSource: Record<SourceKind, string> = {
  meeting: '会议',
  instruction: '批示',
  call: '电话',
  site: '现场',
};
const enSource: typeof zhSource = {
  meeting: 'meeting',
  instruction: 'instruction',
  call: 'call',
  site: 'on site',
};
const zhEvent: Record<Event, string> = {
  created: '下发',
  received: '签收',
  reported: '进展',
  extensionAsked: '申请延期',
  extended: '批延期',
  closingAsked: '申请销号',
  confirmed: '复核',
  closed: '终止',
};
const enEvent: typeof zhEvent = {
  created: 'handed out',
  received: 'received',
  reported: 'report',
  extensionAsked: 'more time asked',
  extended: 'more time decided',
  closingAsked: 'closing asked',
  confirmed: 'closing checked',
  closed: 'dropped',
};
const zhAct: Record<Act, string> = {
  receive: '签收',
  report: '报进展',
  extend: '申请延期',
  decide: '批延期',
  close: '申请销号',
  confirm: '复核销号',
  drop: '终止',
};
const enAct: typeof zhAct = {
  receive: 'Receive',
  report: 'Report',
  extend: 'Ask for time',
  decide: 'Decide on time',
  close: 'Ask to close',
  confirm: 'Check closing',
  drop: 'Drop',
};

/** How a task stands and what became of it, a word for each: the same on desk, wall and chair. */
export const states = {
  zh: { light: zhLight, reason: zhReason, stage: zhStage, source: zhSource, event: zhEvent, act: zhAct },
  en: { light: enLight, reason: enReason, stage: enStage, source: enSource, event: enEvent, act: enAct },
};
