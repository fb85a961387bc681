import { list, sheetOf, text, texts } from './tag.ts';

/** Data of a scheduling meeting's papers. Everything is text as it shall stand on the paper. */

const meeting = {
  /** 第几次调度会: the meeting's title as it is called. */
  meeting: text('会议名称'),
  /** '2024年12月6日（星期五）15:00'. */
  time: text('会议时间'),
  place: text('会议地点'),
};

const item = {
  number: text('序号'),
  title: text('议题名称'),
  /** 听取, 审议 or 决定. */
  asks: text('议题类型'),
  unit: text('汇报单位'),
  person: text('汇报人'),
  minutes: text('时长'),
};

export const MeetingNotice = sheetOf({
  ...meeting,
  number: text('文号'),
  /** Units that are called; one line after 主送. */
  to: text('主送单位'),
  chair: text('主持人'),
  items: list('议题', item),
  attendees: texts('参会人员'),
  /** Empty where nobody said. */
  papersDue: text('材料报送时限'),
  contact: text('联系人'),
  phone: text('联系电话'),
  date: text('成文日期'),
});

export const MeetingAgenda = sheetOf({
  ...meeting,
  chair: text('主持人'),
  items: list('议题', { ...item, from: text('开始'), paper: text('材料') }),
  total: text('总时长'),
});

export const MeetingSignin = sheetOf({
  ...meeting,
  people: list('参会', {
    number: text('序号'),
    unit: text('单位'),
    name: text('姓名'),
    /** Who comes in whose place. */
    note: text('备注'),
  }),
});

/** The one-page A3 for the table: figures as they were frozen for the items, else as they stood at a moment. */
export const MeetingBrief = sheetOf({
  ...meeting,
  asOf: text('数据截至'),
  figures: list('指标', {
    name: text('指标名称'),
    actual: text('当前'),
    target: text('目标'),
    due: text('期限'),
    short: text('差额'),
    state: text('状态'),
  }),
  counties: list('县区', {
    rank: text('名次'),
    name: text('县区名称'),
    percent: text('占比'),
    yesterday: text('昨日占比'),
    below: text('未达标企业数'),
    tasks: text('逾期事项数'),
  }),
  laggards: list('未达标企业', {
    name: text('企业名称'),
    county: text('所属县区'),
    percent: text('占比'),
    target: text('目标'),
    short: text('差车次'),
    streak: text('连续天数'),
  }),
  /** How many there are beyond those that the sheet has room for; empty for none. */
  laggardsMore: text('未达标企业另有'),
  tasks: list('上次交办', {
    number: text('编号'),
    content: text('内容'),
    unit: text('牵头单位'),
    due: text('时限'),
    state: text('状态'),
    progress: text('进展'),
  }),
  tasksMore: text('上次交办另有'),
  items: list('议题', { ...item, figures: text('冻结数据') }),
  itemsMore: text('议题另有'),
  requests: list('待批请示', { title: text('请示名称'), unit: text('请示单位'), date: text('日期') }),
});

export const MeetingMinutes = sheetOf({
  ...meeting,
  /** '〔2024〕3号'; empty until it is numbered. */
  number: text('文号'),
  /** Of issuing; empty before. */
  date: text('成文日期'),
  chair: text('主持人'),
  /** The text of the 纪要 as it was written together, its opening too; where it is not begun, the items stand instead. */
  paragraphs: texts('纪要正文'),
  items: list('议题', {
    number: text('序号'),
    title: text('议题名称'),
    /** 会议听取…, a paragraph each: the minutes of the item, its decisions and information. */
    paragraphs: texts('正文'),
    tasks: list('交办', {
      content: text('内容'),
      measure: text('完成标准'),
      unit: text('牵头单位'),
      with: text('配合单位'),
      person: text('责任人'),
      due: text('时限'),
    }),
  }),
  present: text('出席'),
  /** Who came in somebody's place. */
  standIns: text('代会'),
  excused: text('请假'),
  absent: text('缺席'),
  /** 分送. */
  sentTo: text('分送'),
  signer: text('签发人'),
  /** 起草 to 印发; a paper that is not issued says so. */
  draft: text('稿别'),
});
