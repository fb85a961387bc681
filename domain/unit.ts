import type { Group } from './post.ts';

/** The six special groups, in the plan's order: lever, lead and responsible bureaux (DOMAIN.md 0). */
export interface SpecialGroup {
  group: Group;
  zh: string;
  en: string;
  /** One or two characters for a row of the wall. */
  short: string;
  lever: { zh: string; en: string };
  /** Lead bureau first. */
  bureaux: readonly string[];
  /** County governments are responsible beside the bureaux. */
  counties: boolean;
}

export const GROUPS: readonly SpecialGroup[] = [
  {
    group: 'source',
    zh: '源头治理组',
    en: 'Source control',
    short: '源头',
    lever: { zh: '企业门禁绿牌占比', en: 'green-plate share at enterprises’ gates' },
    bureaux: ['生态环境局', '发改委', '工信局'],
    counties: true,
  },
  {
    group: 'road',
    zh: '路面管控组',
    en: 'Road control',
    short: '路面',
    lever: { zh: '禁行限行路段管控', en: 'control of restricted roads' },
    bureaux: ['公安局', '生态环境局'],
    counties: true,
  },
  {
    group: 'emission',
    zh: '排放监测组',
    en: 'Emission monitoring',
    short: '排放',
    lever: { zh: '路检抽测与遥感监测', en: 'roadside tests and remote sensing' },
    bureaux: ['生态环境局', '公安局', '交通运输局'],
    counties: true,
  },
  {
    group: 'subsidy',
    zh: '政策补贴组',
    en: 'Subsidy',
    short: '奖补',
    lever: { zh: '新能源货车奖补', en: 'subsidies for new-energy trucks' },
    bureaux: ['财政局', '生态环境局'],
    counties: false,
  },
  {
    group: 'facility',
    zh: '基础设施组',
    en: 'Facilities',
    short: '设施',
    lever: { zh: '充电站、桩、枪建设', en: 'charging stations, equipment, connectors' },
    bureaux: ['住建局', '发改委', '自然资源规划局', '市投资集团'],
    counties: true,
  },
  {
    group: 'service',
    zh: '服务保障组',
    en: 'Services',
    short: '保障',
    lever: { zh: '绿色通道与企业服务', en: 'green channel and help for enterprises' },
    // The draft says 银保监分局; the body is 国家金融监督管理总局焦作监管分局 since 2023 (依据待核).
    bureaux: ['交通运输局', '市场监管局', '银保监分局', '公安车管', '交通运管', '金融保险'],
    counties: false,
  },
];

export function groupOf(group: Group): SpecialGroup {
  return GROUPS.find((each) => each.group === group)!;
}
