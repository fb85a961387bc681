type Facts = Record<string, string | number>;

/** What each day must bring; where nothing more must come the goal is met. */
function paceText({ neededPerDay }: Facts, met: string, needed: (n: string | number) => string): string {
  if (neededPerDay === undefined) return '';
  return Number(neededPerDay) === 0 ? met : needed(neededPerDay);
}

/** Texts of the overview. The facts of a line are named in domain/overview.ts. */
export const overview = {
  zh: {
    title: '总览',
    heads: {
      value: '现值',
      target: '对目标',
      trend: '近 30 日',
      change: '较昨　更新',
      state: '状态',
      who: '落后在谁',
    },
    join: '、',
    count: (line: string, n: number, state: string) => `${line} ${n} 件${state}`,
    lines: (names: string, state: string) => `${names}${state}`,
    more: (n: number) => `另 ${n} 项`,
    calm: '六条线正常',
    unknown: (n: number) => `${n} 条线未知`,
    target: (value: number) => `目标 ${value}`,
    noTarget: '无目标',
    coming: (value: number) => `目标 ${value}`,
    against: {
      source: (f: Facts) =>
        f.tripsShort === undefined || f.released === 0
          ? ''
          : Number(f.tripsShort) > 0
            ? `差 ${f.tripsShort} 车次`
            : '已达',
      road: (f: Facts) => (f.running === undefined ? '' : `在办 ${f.running} 件`),
      emission: (f: Facts) => (f.unfit === undefined ? '' : `超标 ${f.unfit} 辆`),
      subsidy: (f: Facts) => `已拨付 ${f.paid ?? 0} 件`,
      facility: (f: Facts) => paceText(f, '已达', (n) => `每日须 ${n}`),
      service: (f: Facts) => paceText(f, '已达', (n) => `每日须 ${n}`),
    },
    inAlert: '预警禁行生效',
    points: '点',
    daysLate: (n: number) => `超 ${n} 天`,
    total: (n: number, kind: 'plants' | 'items') => (kind === 'plants' ? `共 ${n} 家` : `共 ${n} 件`),
    dueSoon: (n: number) => `${n} 件 3 日内到期`,
    notHere: '台账未到本机',
    judgedAt: (time: string) => `按 ${time} 判定`,
    tiles: '县市区今日绿牌占比 %　较昨',
    tilesOf: '县市区当日绿牌占比 %　较前日',
    below: '未达企业',
    belowCount: (n: number) => `${n} 家`,
    north: ['北', '太行山'],
    south: ['南', '黄河'],
  },
  en: {
    title: 'Overview',
    heads: {
      value: 'Now',
      target: 'Target',
      trend: '30 days',
      change: 'Change, age',
      state: 'State',
      who: 'Who is behind',
    },
    join: ', ',
    count: (line: string, n: number, state: string) => `${line} ${n} ${state}`,
    lines: (names: string, state: string) => `${names} ${state}`,
    more: (n: number) => `${n} more`,
    calm: 'All six lines normal',
    unknown: (n: number) => `${n} lines unknown`,
    target: (value: number) => `target ${value}`,
    noTarget: 'no target',
    coming: (value: number) => `target ${value}`,
    against: {
      source: (f: Facts) =>
        f.tripsShort === undefined || f.released === 0
          ? ''
          : Number(f.tripsShort) > 0
            ? `${f.tripsShort} short`
            : 'met',
      road: (f: Facts) => (f.running === undefined ? '' : `${f.running} running`),
      emission: (f: Facts) => (f.unfit === undefined ? '' : `${f.unfit} unfit`),
      subsidy: (f: Facts) => `${f.paid ?? 0} paid`,
      facility: (f: Facts) => paceText(f, 'met', (n) => `${n} a day`),
      service: (f: Facts) => paceText(f, 'met', (n) => `${n} a day`),
    },
    inAlert: 'alert ban on',
    points: 'pts',
    daysLate: (n: number) => `${n} d late`,
    total: (n: number, _kind: 'plants' | 'items') => `${n} in all`,
    dueSoon: (n: number) => `${n} due in 3 days`,
    notHere: 'ledger not on this machine',
    judgedAt: (time: string) => `as of ${time}`,
    tiles: 'Green share today by county, %',
    tilesOf: 'Green share of the day by county, %',
    below: 'Below',
    belowCount: (n: number) => `${n}`,
    north: ['North', 'Taihang'],
    south: ['South', 'Yellow River'],
  },
};
