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
  /** Until when papers and names are due, and to whom. */
  papersDue: text('材料报送时限'),
  namesDue: text('名单报送时限'),
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
    post: text('职务'),
    /** 出席, 列席; whom a stand-in stands for. */
    note: text('备注'),
  }),
});

/** The one-page A3 for the table: as the figures stood at a moment. */
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
    change: text('较昨日'),
    below: text('未达标企业数'),
    state: text('状态'),
  }),
  laggards: list('未达标企业', {
    name: text('企业名称'),
    county: text('所属县区'),
    percent: text('占比'),
    target: text('目标'),
    short: text('差车次'),
    streak: text('连续天数'),
  }),
  tasks: list('上次交办', {
    number: text('编号'),
    content: text('内容'),
    unit: text('牵头单位'),
    due: text('时限'),
    state: text('状态'),
    progress: text('进展'),
  }),
  items: list('议题', item),
  requests: list('待批请示', { title: text('请示名称'), unit: text('请示单位'), date: text('日期') }),
});

export const MeetingMinutes = sheetOf({
  ...meeting,
  /** '〔2024〕3号'; empty until issued. */
  number: text('文号'),
  /** The day that the mark's line carries: of issuing. */
  date: text('成文日期'),
  title: text('标题'),
  /** First paragraph: when, who called and chaired. */
  opening: text('开头'),
  items: list('议题', {
    number: text('序号'),
    title: text('议题名称'),
    /** 会议听取…, 会议决定…, a paragraph each. */
    paragraphs: texts('正文'),
    tasks: list('交办', {
      number: text('编号'),
      content: text('内容'),
      unit: text('牵头单位'),
      with: text('配合单位'),
      due: text('时限'),
      measure: text('完成标准'),
    }),
  }),
  present: text('出席'),
  excused: text('请假'),
  sitting: text('列席'),
  /** 分送. */
  sentTo: text('分送'),
  signer: text('签发人'),
});
