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
    papersDue: '12月5日17:00',
    namesDue: '12月5日12:00',
    contact: '示例丁',
    phone: '0391-0000000',
    date: '2024年12月4日',
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
    basis: '焦作市绿色货运工作方案（征求意见稿），源头治理：门禁绿牌占比（研判实施）（征求意见）',
    unit: '源头治理组',
    date: '2024年12月5日',
    contact: '示例丁',
    phone: '0391-0000000',
  },
} satisfies Partial<{ [N in PaperName]: PaperData<N> }>;
