import { z } from 'zod';
import { COUNTIES } from './county.ts';
import type { Fold } from './fold.ts';
import type { Entry } from './ledger/entry.ts';
import type { Group } from './post.ts';
import { Day } from './shape.ts';
import { GROUPS } from './unit.ts';

/**
 * The plan's organisation (DOMAIN.md 0): command, office, six groups with their bureaux, counties. A unit keeps its id
 * and changes its name; each name stands from a day on.
 */
const Id = z.string().min(1).max(64);
const Words = z.string().trim().min(1).max(200);

export const UNIT_KINDS = ['command', 'office', 'group', 'bureau', 'county', 'other'] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

const Part = z.object({
  group: z.enum(['source', 'road', 'emission', 'subsidy', 'facility', 'service']),
  as: z.enum(['lead', 'support']),
});

/** Body of `unit.named`: a name from a day on (null: since ever), and what the unit is now. */
export const UnitNamed = z.looseObject({
  unit: Id,
  name: Words,
  shortName: Words.nullish(),
  en: Words.nullish(),
  kind: z.enum(UNIT_KINDS),
  parent: Id.nullish(),
  /** GB/T 2260, of a county's own unit. */
  county: z.string().nullish(),
  /** Groups that it leads or supports. */
  groups: z.array(Part).default([]),
  from: Day.nullish(),
  /** Where the name comes from; not confirmed is marked 依据待核. */
  basis: z.looseObject({ document: z.string(), confirmed: z.boolean() }),
});
export type UnitNamed = z.input<typeof UnitNamed>;

export type UnitName = {
  name: string;
  shortName: string;
  en: string | null;
  from: string | null;
  basis: string;
  confirmed: boolean;
};

export type UnitState = {
  id: string;
  kind: UnitKind;
  parent: string | null;
  county: string | null;
  groups: { group: Group; as: 'lead' | 'support' }[];
  /** Oldest first. */
  names: UnitName[];
};

export const unitFold: Fold<UnitState> = {
  noun: 'unit',
  version: 2,
  family: 'registry',
  takes: (kind) => kind === 'unit.named',
  subject: (entry: Entry) => entry.subject,
  fold(entries) {
    const bodies = entries.flatMap((entry) => {
      const read = UnitNamed.safeParse(entry.body);
      return read.success && read.data.unit === entry.subject ? [read.data] : [];
    });
    const last = bodies.at(-1);
    if (!last) return null;
    // Of two names from one day the later statement counts: a correction.
    const names = new Map<string, UnitName>();
    for (const { name, shortName, en, from, basis } of bodies)
      names.set(from ?? '', {
        ...{ name, shortName: shortName ?? name, en: en ?? null, from: from ?? null },
        ...{ basis: basis.document, confirmed: basis.confirmed },
      });
    const newest = bodies.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1)).at(-1)!;
    return {
      ...{ id: last.unit, kind: newest.kind, parent: newest.parent ?? null, county: newest.county ?? null },
      groups: newest.groups,
      names: [...names.values()].sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1)),
    };
  },
  // What it is called last stands first: by that it is shown.
  words: ({ names }) => names.toReversed().flatMap(({ name, shortName }) => [name, shortName]),
};

/** What a unit was called on a day; before its first name, that one. */
export function unitName(unit: Pick<UnitState, 'names'>, day: string): UnitName {
  return unit.names.findLast(({ from }) => from === null || from <= day) ?? unit.names[0]!;
}

/** The unit that a text means: its id, or any name that it has or had. */
export function unitCalled<U extends UnitState>(units: readonly U[], text: string): U | null {
  const named = (unit: U) => unit.names.some(({ name, shortName }) => name === text || shortName === text);
  return units.find(({ id }) => id === text) ?? units.find(named) ?? null;
}

const PLAN = { document: '焦作市绿色货运工作方案（征求意见稿）', confirmed: false };
const OWN_SITE = { document: '单位名称，未见“三定”文件', confirmed: false };
const REFORM = { document: '2023 年金融监管机构改革，挂牌日期未核', confirmed: false };

interface Bureau {
  id: string;
  /** What the plan calls it, in `GROUPS`. */
  plan: string;
  names: { name: string; shortName: string; en: string; from?: string; basis?: UnitNamed['basis'] }[];
  kind?: UnitKind;
  parent?: string;
}

const bureau = (id: string, plan: string, name: string, en: string, more: Partial<Bureau> = {}): Bureau => ({
  id,
  plan,
  names: [{ name, shortName: plan, en }],
  ...more,
});

const BUREAUX: readonly Bureau[] = [
  bureau('environment', '生态环境局', '焦作市生态环境局', 'Ecology and Environment Bureau'),
  bureau('development', '发改委', '焦作市发展和改革委员会', 'Development and Reform Commission'),
  bureau('industry', '工信局', '焦作市工业和信息化局', 'Industry and Information Technology Bureau'),
  bureau('police', '公安局', '焦作市公安局', 'Public Security Bureau'),
  bureau('transport', '交通运输局', '焦作市交通运输局', 'Transport Bureau'),
  bureau('finance', '财政局', '焦作市财政局', 'Finance Bureau'),
  bureau('housing', '住建局', '焦作市住房和城乡建设局', 'Housing and Urban-Rural Development Bureau'),
  bureau('land', '自然资源规划局', '焦作市自然资源和规划局', 'Natural Resources and Planning Bureau'),
  bureau('investment', '市投资集团', '焦作市投资集团', 'City Investment Group', { kind: 'other' }),
  bureau('market', '市场监管局', '焦作市市场监督管理局', 'Market Regulation Bureau'),
  {
    id: 'banking',
    plan: '银保监分局',
    names: [
      {
        name: '中国银行保险监督管理委员会焦作监管分局',
        shortName: '银保监分局',
        en: 'Banking and Insurance Regulatory Bureau',
      },
      {
        name: '国家金融监督管理总局焦作监管分局',
        shortName: '金融监管分局',
        en: 'Financial Regulatory Bureau',
        from: '2023-07-20',
        basis: REFORM,
      },
    ],
  },
  bureau('police.vehicles', '公安车管', '焦作市公安局车辆管理', 'Vehicle administration', {
    parent: 'police',
  }),
  bureau('transport.carriage', '交通运管', '焦作市道路运输管理', 'Road transport administration', {
    parent: 'transport',
  }),
  bureau('insurers', '金融保险', '金融保险机构', 'Banks and insurers', { kind: 'other' }),
];

/** Which groups a bureau has a part in: the plan names the lead first. */
function partsOf(plan: string): UnitNamed['groups'] {
  return GROUPS.flatMap(({ group, bureaux }) => {
    const place = bureaux.indexOf(plan);
    return place < 0 ? [] : [{ group, as: place === 0 ? ('lead' as const) : ('support' as const) }];
  });
}

function bureauNames({ id, plan, names, kind, parent }: Bureau): UnitNamed[] {
  return names.map(({ from, basis, ...name }) => ({
    unit: id,
    ...name,
    kind: kind ?? 'bureau',
    parent: parent ?? null,
    groups: partsOf(plan),
    from: from ?? null,
    basis: basis ?? OWN_SITE,
  }));
}

/** The organisation as the plan has it, in the order of the plan. An office writes it down when it first starts. */
export const ORGANISATION: readonly UnitNamed[] = [
  {
    ...{ unit: 'command', kind: 'command', name: '焦作市绿色运输工作指挥部', shortName: '指挥部' },
    ...{ en: 'Green Freight Command', basis: PLAN },
  },
  {
    ...{ unit: 'office', kind: 'office', parent: 'command', name: '指挥部办公室（设在市生态环境局）' },
    ...{ shortName: '指挥部办公室', en: 'Command office', basis: PLAN },
  },
  ...GROUPS.map(
    ({ group, zh, en }): UnitNamed => ({
      ...{ unit: `group:${group}`, kind: 'group', parent: 'command', name: zh, en, basis: PLAN },
    }),
  ),
  ...BUREAUX.flatMap(bureauNames),
  ...COUNTIES.map(({ code, zh, short, en }): UnitNamed => {
    const zone = code === '410871';
    const name = zone ? '焦作市城乡一体化示范区管理委员会' : `${zh}人民政府`;
    const shortName = zone ? short : zh;
    const groups = GROUPS.filter(({ counties }) => counties).map(({ group }) => ({
      group,
      as: 'support' as const,
    }));
    return {
      ...{ unit: `county:${code}`, kind: 'county', parent: 'command', county: code, name, shortName },
      ...{ en, groups, basis: OWN_SITE },
    };
  }),
];
