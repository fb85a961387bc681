import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { addDays } from '../../domain/day.ts';
import type { Gated } from '../../domain/gate-table.ts';
import type { Share } from '../../domain/share.ts';
import { Proposed, SEEDS } from '../../domain/target.ts';
import { trialOf, trialOfShare } from '../../domain/what-if.ts';
import { basis, DAY } from './scenes.fixtures.ts';

/** The targets desk on Thursday 2024-12-05, invented enterprises: the trial is made by the rule, not by hand. */
const names: [string, string, number][] = [
  ['怀川焦化', '马村', 62],
  ['覃怀煤电', '沁阳', 68],
  ['太行云台新型建筑材料修武第二粉磨站', '修武', 71],
  ['龙源湖混凝土', '中站', 74],
  ['月山水泥', '博爱', 78],
  ['许衡碳素', '中站', 81],
  ['云台铝业', '修武', 83],
  ['孟州化工', '孟州', 84],
  ['冯封铝材', '中站', 85],
  ['丹水化工', '博爱', 87],
  ['沁北水泥', '沁阳', 88],
  ['丹河煤电', '解放', 92],
  ['王屋铸造', '沁阳', 94],
  ['太行焦化', '示范区', 96],
  ['九里煤业', '马村', -1],
];
const enterprises: Gated[] = names.map(([name, county], n) => ({
  ...{ id: `E${n}`, name: `焦作${name}有限公司`, shortName: name, tier: 'key_dual_high', gates: ['1'] },
  ...{ county: COUNTIES.find((each) => each.short === county)!.code, responsible: '赵明远' },
}));

/** Shares that wander about each enterprise's own, a day closed by snow among them. */
function sharesOn(day: string): ReadonlyMap<string, Share> {
  const n = Number(day.slice(8)) + 31 * Number(day.slice(6, 7));
  const snow = day === '2024-11-25' || day === '2024-11-26';
  return new Map(
    names.flatMap(([, , percent], at): [string, Share][] => {
      if (percent < 0) return [];
      const released = 60 + ((at * 37 + n * 11) % 90);
      const wave = ((n * (at + 3)) % 9) - 4 - (snow ? 9 : 0);
      return [[`E${at}`, { released, green: Math.floor((released * (percent + wave)) / 100) }]];
    }),
  );
}

export const body = Proposed.parse({
  ...{ target: 'gate.key_dual_high.share', value: 85, unit: 'percent', dueOn: '2024-12-31' },
  ...{ effectiveFrom: '2024-12-10', effectiveTo: '2025-01-31', scope: {}, replaces: '2024-12-31' },
  reason: '雪天高速封闭，煤炭改走国道；12 月底一步到 90% 企业换车来不及，分两步走。',
});

function trialWith(): Output<'targets.whatIf'> {
  const trial = trialOf({ seeds: SEEDS, approvals: [] }, body, DAY);
  const made = trialOfShare({
    ...{ trial, target: body.target, date: DAY, days: 30, enterprises, past: sharesOn },
    alertDays: ['2024-11-25', '2024-11-26', '2024-11-27'],
  });
  const nameOf = (code: string) => COUNTIES.find((each) => each.code === code)!.short;
  return {
    ...{ date: DAY, from: addDays(DAY, -29), days: 30, target: body.target, unit: 'percent', count: null },
    ...{ name: '重点双高企业每日放行货车绿牌占比', scope: { tier: 'key_dual_high' }, proposal: 'p1' },
    current: { value: 90, dueOn: '2024-12-31', since: '2024-12-31', basis },
    proposed: {
      ...{ value: 85, dueOn: '2024-12-31', effectiveFrom: '2024-12-10', effectiveTo: '2025-01-31' },
    },
    standsOn: trial.standsOn,
    share: {
      ...made,
      enterprises: made.enterprises.map(({ medianDay: _, ...row }) => ({
        ...row,
        countyName: nameOf(row.county),
      })),
      series: made.series.map((each) => ({
        ...each,
        day: each.date === DAY ? ('open' as const) : ('provisional' as const),
      })),
      counties: made.counties.map((each) => ({ ...each, name: nameOf(each.county) })),
    },
  };
}
export const trial = trialWith();
