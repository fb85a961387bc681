import { flag, list, sheetOf, text } from './tag.ts';

/** Data of the papers about tasks handed out (交办事项). */

const task = {
  number: text('编号'),
  content: text('内容'),
  measure: text('完成标准'),
  /** One. */
  unit: text('牵头单位'),
  with: text('配合单位'),
  person: text('责任人'),
  /** '2024年12月5日'. */
  issued: text('下发日期'),
  due: text('完成时限'),
  /** Where it comes from: 会议, 批示, 现场, with its name and day. */
  source: text('来源'),
};

export const TaskOrder = sheetOf({ ...task, issuer: text('交办人'), contact: text('联系人') });

const progress = list('进展', { date: text('日期'), text: text('情况'), by: text('填报人') });

/** The light as a word, and each of the three by itself, so that a template can give it its colour and shape. */
const lights = {
  state: text('状态'),
  overdue: flag('逾期'),
  behind: flag('滞后'),
  near: flag('临期'),
};

/** The three-coloured 督办单: one matter each. */
export const TaskSupervision = sheetOf({
  ...task,
  ...lights,
  /** Why it stands so: '已逾期3个工作日'. */
  reason: text('督办原因'),
  progress,
  answerDue: text('反馈时限'),
  contact: text('联系人'),
  date: text('成文日期'),
});

export const TaskReminder = sheetOf({
  ...task,
  /** Whom the letter is for. */
  to: text('主送单位'),
  /** '距完成时限还有2个工作日'. */
  reason: text('提醒原因'),
  progress,
  contact: text('联系人'),
  phone: text('联系电话'),
  date: text('成文日期'),
});

/** One page for a leader who reads on paper. */
export const Weekly = sheetOf({
  /** '2024年12月2日至12月8日'. */
  period: text('起止日期'),
  asOf: text('数据截至'),
  total: text('交办总数'),
  closed: text('已办结'),
  late: text('逾期'),
  behindPace: text('滞后'),
  created: text('本周新交办'),
  closedNow: text('本周办结'),
  /** Most not started first, as the city's bulletins rank. */
  counties: list('县区', {
    rank: text('名次'),
    name: text('县区名称'),
    total: text('总数'),
    done: text('办结'),
    donePercent: text('办结率'),
    working: text('在办'),
    notStarted: text('未启动'),
    late: text('逾期数'),
  }),
  /** Red ones, named. */
  red: list('逾期事项', {
    number: text('编号'),
    content: text('内容'),
    unit: text('牵头单位'),
    due: text('时限'),
    days: text('逾期天数'),
  }),
  /** How many there are beyond those that the page has room for; empty for none. */
  redMore: text('逾期事项另有'),
  /** What waits for a 批示. */
  waiting: list('待批示', {
    kind: text('类别'),
    title: text('事项'),
    unit: text('报送单位'),
    date: text('日期'),
    asked: text('请求'),
  }),
  waitingMore: text('待批示另有'),
});
