import { isDay } from './day.ts';

/** The documents that there are (DESIGN.md, Documents): one per subject and period. */
export type DocumentKind = 'ledger' | 'gauge' | 'draft';
type Period = 'none' | 'year' | 'month' | 'day' | 'id';

interface Family {
  kind: DocumentKind;
  period: Period;
  /** First words of the entry kinds that stand in it. */
  holds: readonly string[];
}

const FAMILIES = {
  registry: {
    kind: 'ledger',
    period: 'none',
    holds: [
      'unit',
      'person',
      'key',
      'office',
      'enterprise',
      'operator',
      'gate',
      'station',
      'device',
      'zone',
      'rule',
      'seal',
      'file',
    ],
  },
  targets: { kind: 'ledger', period: 'none', holds: ['target', 'plan'] },
  gates: { kind: 'gauge', period: 'day', holds: [] },
  'gate-days': { kind: 'ledger', period: 'month', holds: ['gate-day'] },
  chargers: { kind: 'gauge', period: 'day', holds: [] },
  cases: { kind: 'ledger', period: 'month', holds: ['case'] },
  checks: { kind: 'ledger', period: 'month', holds: ['check'] },
  alerts: { kind: 'ledger', period: 'year', holds: ['alert', 'calendar'] },
  duty: { kind: 'ledger', period: 'month', holds: ['duty', 'alarm', 'wall'] },
  meetings: { kind: 'draft', period: 'id', holds: ['meeting'] },
  actions: { kind: 'ledger', period: 'none', holds: ['action', 'meeting'] },
  subsidies: { kind: 'ledger', period: 'year', holds: ['subsidy'] },
  projects: { kind: 'ledger', period: 'none', holds: ['project'] },
  services: { kind: 'ledger', period: 'year', holds: ['service'] },
  fleet: { kind: 'ledger', period: 'none', holds: ['fleet', 'pass'] },
  people: { kind: 'ledger', period: 'none', holds: ['paper'] },
  receipts: { kind: 'ledger', period: 'year', holds: ['office'] },
  board: { kind: 'gauge', period: 'day', holds: [] },
} as const satisfies Record<string, Family>;

export type FamilyName = keyof typeof FAMILIES;

export interface DocumentName {
  name: string;
  family: FamilyName;
  /** `2024`, `2024-11`, `2024-11-30`, a meeting's id, or empty. */
  period: string;
  kind: DocumentKind;
}

const FITS: Record<Period, (period: string) => boolean> = {
  none: (period) => period === '',
  year: (period) => /^20\d\d$/.test(period),
  month: (period) => /^20\d\d-(0[1-9]|1[0-2])$/.test(period),
  day: isDay,
  id: (period) => /^[A-Za-z0-9._-]{1,64}$/.test(period),
};

/** Reads a document's name; null where the list has no such document. */
export function parseDocument(name: string): DocumentName | null {
  const slash = name.indexOf('/');
  const head = slash < 0 ? name : name.slice(0, slash);
  const period = slash < 0 ? '' : name.slice(slash + 1);
  if (!Object.hasOwn(FAMILIES, head) || (slash >= 0 && period === '')) return null;
  const family = head as FamilyName;
  return FITS[FAMILIES[family].period](period) ? { name, family, period, kind: FAMILIES[family].kind } : null;
}

/** The period of a family's document that an instant belongs to, from its day. */
export function documentOn(family: FamilyName, day: string): string {
  const { period } = FAMILIES[family];
  if (period === 'none') return family;
  if (period === 'id') throw new Error(`${family} has no document of a day`);
  return `${family}/${day.slice(0, { year: 4, month: 7, day: 10 }[period])}`;
}

const firstWord = (kind: string) => kind.slice(0, kind.indexOf('.'));

/** Whether an entry of this kind may stand in a document of this family. */
export function mayStand(kind: string, family: FamilyName): boolean {
  return (FAMILIES[family].holds as readonly string[]).includes(firstWord(kind));
}
