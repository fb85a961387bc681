import type { PaperData, PaperName } from '../../domain/paper.ts';

/** Data as long as an office's, names invented: what a paper must hold without breaking its form. */
const meeting = {
  demo: true,
  meeting: '全市绿色货运工作第三次调度会',
  time: '2024年12月6日（星期五）15:00',
  place: '市政府第三会议室',
};

const items = [
  {
    number: '1',
    title: '上次会议交办事项办理情况',
    asks: '听取',
    unit: '指挥部办公室',
    person: '示例甲',
    minutes: '10',
  },
  {
    number: '2',
    title: '重点双高企业每日放行货车绿牌占比未达标情况及示范区、修武县、博爱县整改安排',
    asks: '审议',
    unit: '源头治理组（市生态环境局、市发展和改革委员会、市工业和信息化局）',
    person: '示例乙',
    minutes: '15',
  },
  {
    number: '3',
    title: '关于调整其余门禁企业十二月底绿牌占比目标的请示',
    asks: '决定',
    unit: '源头治理组',
    person: '',
    minutes: '8',
  },
];

const COUNTIES = [
  '解放区',
  '中站区',
  '马村区',
  '山阳区',
  '修武县',
  '博爱县',
  '武陟县',
  '温县',
  '沁阳市',
  '孟州市',
  '城乡一体化示范区',
];
const FIRMS = [
  '焦作示例煤焦化（集团）股份有限公司第二焦化分公司',
  '示例铝业有限责任公司',
  '中示水泥集团焦作第一熟料生产基地',
  '示例电力',
];

const BASIS =
  '焦作市方案（征求意见稿）“每日放行货车绿牌占比”；方向、剔除和去重为本系统建议口径，依据待核，须由办公室书面确认';
const TASKS = ['逾期', '逾期', '滞后', '临期', '正常', '正常'].map((state, n) => ({
  number: `2024-${n + 7}`,
  content: '完成示范区重卡充电站用地预审和临时用地手续，落实接电方案，确保年底前建成投运',
  unit: n % 2 ? '市自然资源和规划局' : '城乡一体化示范区管委会',
  due: `2024年12月${n + 2}日`,
  state,
  progress: n % 2 ? '用地预审已受理' : '未填报',
}));
const PROGRESS = [
  { date: '2024年11月28日', text: '已与电网公司对接，接电方案待批复。', by: '示例申' },
  { date: '2024年12月2日', text: '用地预审材料退回补正一次，正在补充勘测定界报告。', by: '示例申' },
];
const task = {
  demo: true,
  ...{
    number: '2024-17',
    content: TASKS[0]!.content,
    measure: '取得用地批复，接电方案批复，12月25日前具备通电条件',
  },
  ...{ unit: '城乡一体化示范区管委会', with: '市自然资源和规划局、市住房和城乡建设局、国网焦作供电公司' },
  ...{ person: '示例申', issued: '2024年11月22日', due: '2024年12月2日' },
  source: '会议：全市绿色货运工作第二次调度会（2024年11月22日）',
};

export const samples = {
  daily: {
    demo: true,
    day: '2024年12月4日',
    state: '暂定',
    asOf: '2024年12月5日08:00',
    tiers: ['重点双高企业', '其余设置门禁系统的企业'].map((name, n) => ({
      ...{
        name,
        released: '12408',
        green: '10311',
        percent: n === 0 ? '83.1%' : '46.0%',
        yesterday: '81.7%',
      },
      ...{ target: n === 0 ? '80%' : '50%', met: '17', below: '4' },
    })),
    counties: COUNTIES.map((name, n) => ({
      ...{ rank: String(n + 1), name, released: '1204', green: '1003', percent: `${95 - n * 5}.3%` },
      ...{ yesterday: `${94 - n * 5}.8%`, below: String(n % 3) },
    })),
    laggards: FIRMS.concat(FIRMS).map((name, n) => ({
      ...{ rank: String(n + 1), name, county: COUNTIES[n]!, released: '408', green: '311', percent: '76.2%' },
      ...{ target: '80%', short: '16', streak: String(n + 1), status: '未达标' },
    })),
    silent: [{ name: '焦作示例商砼有限公司', county: '城乡一体化示范区' }],
    coverage: '应报门禁58个，有数据55个；企业报送记录25210条，收到25108条',
    basis:
      '焦作市方案（征求意见稿）“每日放行货车绿牌占比”；方向、剔除和去重为本系统建议口径，依据待核，须由办公室书面确认',
    receiptSeq: '1284',
    receiptHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  },
  'meeting-notice': {
    ...meeting,
    number: '绿运办〔2024〕12号',
    to: '各县（市）区人民政府、城乡一体化示范区管委会，各专项组，市直有关单位',
    chair: '市政府副秘书长、副指挥长 示例丙',
    items,
    attendees: [
      '（一）六个专项组组长；',
      '（二）各县（市）区人民政府、城乡一体化示范区管委会分管负责同志；',
      '（三）焦作示例煤焦化工有限责任公司、焦作市示例铝业（集团）股份有限公司主要负责同志。',
    ],
    papersDue: '2024年12月5日17:00',
    contact: '示例丁',
    phone: '0391-0000000',
    date: '2024年12月4日',
  },
  'meeting-agenda': {
    ...meeting,
    chair: '市政府副秘书长、副指挥长 示例丙',
    items: items.concat(items).map((each, n) => ({
      ...each,
      number: String(n + 1),
      from: `15:${10 + n * 8}`,
      paper: n % 2 ? '未报' : '已报',
    })),
    total: '66',
  },
  'meeting-signin': {
    ...meeting,
    people: COUNTIES.map((name) => `${name}${name.endsWith('示范区') ? '管委会' : '人民政府'}`)
      .concat([
        '市生态环境局',
        '市发展和改革委员会',
        '国家金融监督管理总局焦作监管分局',
        '市投资集团有限公司',
      ])
      .map((unit, n) => ({ number: String(n + 1), unit, name: '示例某', note: n === 3 ? '代示例乙' : '' })),
  },
  'meeting-brief': {
    ...meeting,
    asOf: '2024年12月6日14:00',
    figures: [
      ['新能源营运货车', '387辆', '500辆', '2024年12月31日', '113辆', '滞后'],
      ['重卡充电站', '4座', '5座', '2024年12月31日', '1座', '正常'],
      ['充电桩', '78个', '100个', '2024年12月31日', '22个', '滞后'],
      ['充电枪', '156把', '200把', '2024年12月31日', '44把', '滞后'],
      ['重点双高企业绿牌占比', '83.1%', '80%', '2024年11月30日', '—', '正常'],
      ['其余门禁企业绿牌占比', '46.0%', '50%', '2024年11月30日', '312车次', '滞后'],
    ].map(([name, actual, target, due, short, state]) => ({
      ...{ name: name!, actual: actual!, target: target!, due: due!, short: short!, state: state! },
    })),
    counties: COUNTIES.map((name, n) => ({
      ...{ rank: String(n + 1), name, percent: `${95 - n * 5}.3%`, yesterday: `${94 - n * 5}.8%` },
      ...{ below: String(n % 3), tasks: String(n % 4) },
    })),
    laggards: FIRMS.concat(FIRMS).map((name, n) => ({
      ...{ name, county: COUNTIES[n]!, percent: '76.2%', target: '80%', short: '16', streak: String(n + 1) },
    })),
    laggardsMore: '3',
    tasks: TASKS,
    tasksMore: '2',
    items: items.map((each) => ({ ...each, figures: '重点双高占比83.1%；其余门禁占比46.0%' })),
    itemsMore: '',
    requests: [
      { title: '关于调整其余门禁企业十二月底绿牌占比目标的请示', unit: '源头治理组', date: '2024年12月5日' },
    ],
  },
  'meeting-minutes': {
    ...meeting,
    number: '〔2024〕3号',
    date: '2024年12月8日',
    chair: '市政府副秘书长、副指挥长示例丙',
    paragraphs: [],
    items: [
      {
        number: '一',
        title: '关于上次会议交办事项办理情况',
        paragraphs: [
          '会议听取了指挥部办公室关于上次会议交办事项办理情况的汇报。截至12月6日，12项交办事项已办结7项，按时限推进3项，逾期2项。',
          '会议指出，逾期事项集中在充电站用地手续办理环节，有关县（市）区和市直单位要落实责任、倒排工期。',
        ],
        tasks: [],
      },
      {
        number: '二',
        title: '关于重点双高企业每日放行货车绿牌占比未达标企业整改',
        paragraphs: [
          '会议审议了源头治理组提交的未达标企业整改安排，原则同意，由源头治理组会同有关县（市）区组织实施。',
        ],
        tasks: [
          {
            ...{
              content: '督促焦作示例煤焦化（集团）股份有限公司第二焦化分公司制定一企一策，落实新能源运力',
            },
            ...{
              measure: '连续7日占比不低于80%',
              unit: '马村区人民政府',
              with: '市生态环境局、市工业和信息化局',
            },
            ...{ person: '示例戊', due: '2024年12月20日' },
          },
        ],
      },
    ],
    present:
      '示例丙、示例甲、示例乙、示例丁、示例戊、示例己、示例庚、示例辛、示例壬、示例癸、示例子、示例丑、示例寅',
    standIns: '市自然资源和规划局示例卯（代示例辰）',
    excused: '示例巳',
    absent: '',
    sentTo: '指挥长、副指挥长，各县（市）区人民政府、城乡一体化示范区管委会，各专项组，市直有关单位',
    signer: '示例丙',
    draft: '送审稿',
  },
  'task-order': { ...task, issuer: '示例丙', contact: '示例丁 0391-0000000' },
  'task-supervision': {
    ...task,
    ...{
      state: '逾期',
      overdue: true,
      behind: false,
      near: false,
      reason: '已逾期3个工作日，至今没有完成用地手续',
    },
    progress: PROGRESS,
    ...{ answerDue: '2024年12月9日', contact: '示例丁 0391-0000000', date: '2024年12月5日' },
  },
  'task-reminder': {
    ...task,
    ...{ to: '城乡一体化示范区管委会', reason: '距完成时限还有2个工作日', progress: PROGRESS },
    ...{ contact: '示例丁', phone: '0391-0000000', date: '2024年12月5日' },
  },
  weekly: {
    demo: true,
    ...{ period: '2024年12月2日至2024年12月8日', asOf: '2024年12月8日18:00' },
    ...{ total: '46', closed: '21', late: '6', behindPace: '4', created: '8', closedNow: '5' },
    counties: COUNTIES.map((name, n) => ({
      ...{ rank: String(n + 1), name, total: '8', done: String(n % 6), donePercent: `${n * 9}.0%` },
      ...{ working: '3', notStarted: String(n % 3), late: String(n % 2) },
    })),
    red: TASKS.slice(1).map(({ number, content, unit, due }, n) => ({
      ...{ number, content, unit, due: due.slice(5), days: String(9 - n) },
    })),
    redMore: '3',
    waiting: [
      ...[
        {
          kind: '目标调整',
          title: '关于调整其余门禁企业十二月底绿牌占比目标的请示',
          unit: '源头治理组',
          date: '2024年12月5日',
          asked: '70%调整为65%',
        },
      ],
      ...[
        {
          kind: '延期申请',
          title: '示范区重卡充电站用地手续',
          unit: '城乡一体化示范区管委会',
          date: '2024年12月4日',
          asked: '延期至2024年12月20日',
        },
      ],
    ],
    waitingMore: '',
  },
  'enterprise-notice': {
    demo: true,
    ...{
      number: '绿运办函〔2024〕31号',
      enterprise: FIRMS[0]!,
      county: '城乡一体化示范区',
      tier: '重点双高企业',
    },
    ...{
      day: '2024年12月4日',
      state: '暂定',
      released: '408',
      green: '311',
      percent: '76.2%',
      target: '80%',
    },
    ...{ short: '16', streak: '5' },
    days: [4, 3, 2, 1].map((n) => ({
      day: `2024年12月${n}日`,
      released: '408',
      green: '311',
      percent: '76.2%',
      target: '80%',
    })),
    next: '2024年12月31日起目标为90%，按当日放行车次测算还差57车次。',
    ...{ basis: BASIS, contact: '示例丁', phone: '0391-0000000', date: '2024年12月5日' },
  },
  'dispute-answer': {
    demo: true,
    ...{ number: '绿运办函〔2024〕33号', enterprise: FIRMS[0]!, day: '2024年11月30日' },
    ...{
      raised: '2024年12月2日',
      raisedBy: '示例午',
      ground: '2号门夜间过车记录缺失，部分新能源牵引车号牌被识别为挂车号牌。',
    },
    checked: [
      '经核对2号门11月30日22:00至24:00过车记录和视频，补传记录17条，其中绿牌15条。',
      '经核对疑似误读清单，3条挂车号牌记录对应的牵引车为黄绿双拼号牌。',
    ],
    ...{ before: '放行412车次，绿牌316车次，占比76.6%', after: '放行429车次，绿牌334车次，占比77.8%' },
    ...{
      outcome: '部分采纳，更正并列',
      reason: '补传记录齐全、视频相符，予以采纳；其余异议缺少佐证，维持原数。',
      basis: BASIS,
    },
    ...{ contact: '示例丁', phone: '0391-0000000', date: '2024年12月5日' },
  },
  'check-record': {
    demo: true,
    ...{ number: '2024-1205-03', kind: '门禁蹲点核数', from: '2024年12月5日09:00', to: '2024年12月5日10:00' },
    ...{ place: '焦作示例煤焦化（集团）股份有限公司第二焦化分公司2号门', party: FIRMS[0]! },
    ...{ plate: '豫H12345D', vehicle: '重型半挂牵引车', driver: '示例未' },
    officers: [
      { name: '示例申', unit: '焦作市生态环境局示范区分局', certificate: '410800-示例-001' },
      { name: '示例酉', unit: '焦作市生态环境局示范区分局', certificate: '410800-示例-002' },
    ],
    devices: [{ name: '透射式烟度计', number: 'SL-示例-07', calibrated: '2025年3月31日' }],
    findings: [
      '09:00至10:00共通过货车37辆，其中黄绿双拼号牌29辆、黄牌8辆；道闸正常启闭，未见人工抬杆。',
      '厂区西侧便道有第二出入口，未安装门禁，检查期间通过黄牌货车2辆。',
    ],
    readings: [{ name: '不透光度', value: '41.2%', limit: '30%（依据待核）', judged: '超标' }],
    ...{ result: '不合格', signature: '拒绝签字，已注明情况并由在场人见证', note: '' },
  },
  'handover-list': {
    demo: true,
    ...{ from: '焦作市生态环境局', to: '焦作市公安局交通警察支队', date: '2024年12月5日', count: '14' },
    cases: Array.from({ length: 14 }, (_, n) => ({
      ...{ number: String(n + 1), id: `0193a9d2-7c31-7f00-8a00-0000000000${10 + n}` },
      ...{ kind: n % 2 ? '排放超标' : '闯禁行', plate: '豫H6K888', colour: '黄' },
      ...{ captured: '2024年12月3日07:58', place: '丰收路与普济路交叉口向东三百米' },
      ...{ device: '遥感1号线', readings: 'btgdjg 41.2', media: '3', since: '2024年12月4日' },
    })),
  },
  'target-request': {
    demo: true,
    number: '',
    signer: '示例乙',
    title: '关于调整其余门禁企业每日放行货车绿牌占比目标的请示',
    to: '焦作市绿色运输工作指挥部',
    target: '其余门禁企业每日放行货车绿牌占比',
    scope: '修武县其余设置门禁系统的企业',
    before: '70%（2024年12月31日）',
    after: '65%（2025年1月31日）',
    from: '2024年12月10日',
    until: '2025年2月28日',
    reason: [
      '修武县境内三家企业的新能源牵引车已签订采购合同，受厂家排产影响，预计2025年1月中旬陆续交付，目前可调度车辆不足。',
      '近30日占比由38.2%升至61.7%，趋势向好；按现有车辆测算，12月底可达到65%左右。',
    ],
    grounds: [
      { name: '修武县其余门禁企业近30日绿牌占比', value: '61.7%', asOf: '2024年12月5日' },
      { name: '已签合同待交付新能源牵引车', value: '46 辆', asOf: '2024年12月5日' },
    ],
    notes: [
      {
        kind: '核稿',
        unit: '指挥部办公室',
        by: '示例甲',
        outcome: '同意',
        remark: '',
        date: '2024年12月5日',
      },
      {
        kind: '会签',
        unit: '市发展和改革委员会',
        by: '示例戌',
        outcome: '有意见',
        remark: '建议明确复核日期',
        date: '2024年12月5日',
      },
    ],
    basis: '焦作市绿色货运工作方案（征求意见稿），源头治理：门禁绿牌占比（研判实施）（征求意见）',
    unit: '源头治理组',
    date: '2024年12月5日',
    contact: '示例丁',
    phone: '0391-0000000',
  },
} satisfies { [N in PaperName]: PaperData<N> };
