import { list, sheetOf, text, texts } from './tag.ts';

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

/** The three-coloured 督办单: one matter each. */
export const TaskSupervision = sheetOf({
  ...task,
  /** 临期, 滞后, 逾期. */
  state: text('状态'),
  /** Why it stands so: '已逾期3个工作日'. */
  reason: text('督办原因'),
  progress,
  requirement: texts('督办要求'),
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
  number: text('期数'),
  /** '2024年12月2日至12月8日'. */
  period: text('起止日期'),
  date: text('成文日期'),
  asOf: text('数据截至'),
  counts: list('总体', { name: text('项目'), value: text('数值') }),
  counties: list('县区', {
    rank: text('名次'),
    name: text('县区名称'),
    total: text('交办总数'),
    done: text('已办结'),
    running: text('办理中'),
    late: text('逾期'),
    percent: text('绿牌占比'),
    state: text('状态'),
  }),
  /** Red ones, named. */
  red: list('逾期事项', {
    number: text('编号'),
    content: text('内容'),
    unit: text('牵头单位'),
    due: text('时限'),
    days: text('逾期天数'),
  }),
  /** How many more than the page has room for; empty for none. */
  redMore: text('逾期事项另有'),
  /** What waits for a 批示. */
  waiting: list('待批示', { title: text('事项'), unit: text('报送单位'), date: text('日期') }),
});
