import { PLANS, type Plan } from './alert.ts';
import type { Flaw, Table } from './contract/tables.ts';
import { countyIn } from './county.ts';
import { dayIn } from './day.ts';
import type { EnterprisePromise } from './enterprise.ts';
import { type NamedRow, under } from './table.ts';

/**
 * An enterprise's ledger as a table has it, row by row: the enterprises themselves, their production calendar, or what
 * they promised (一企一策). Which of these a sheet is, its heads say. Good rows are taken though others are refused.
 */
export const LEDGER_HEADS = {
  enterprises: [
    '统一社会信用代码',
    '企业名称',
    '简称',
    '类别',
    '县市区',
    '道闸',
    '行业',
    '责任单位',
    '责任人',
    '电话',
  ],
  calendar: ['统一社会信用代码', '安排', '自', '至'],
  promises: ['统一社会信用代码', '承运人', '合同', '新能源车辆数', '期限'],
} as const;
export type LedgerKind = keyof typeof LEDGER_HEADS;
export const LEDGER_KINDS = Object.keys(LEDGER_HEADS) as LedgerKind[];

const HEADS: Record<string, string> = {
  ...{ 统一社会信用代码: 'enterprise', 信用代码: 'enterprise', id: 'enterprise', uscc: 'enterprise' },
  ...{ enterprise: 'enterprise', 企业名称: 'name', 名称: 'name', name: 'name', 简称: 'shortName' },
  ...{ shortname: 'shortName', 类别: 'tier', tier: 'tier', 县市区: 'county', county: 'county' },
  ...{ 门: 'gates', 道闸: 'gates', 门岗: 'gates', gates: 'gates', 行业: 'industry', industry: 'industry' },
  ...{ 责任单位: 'unit', unit: 'unit', 责任人: 'responsible', responsible: 'responsible' },
  ...{ 电话: 'phone', 联系电话: 'phone', phone: 'phone' },
  ...{ 安排: 'plan', 生产安排: 'plan', plan: 'plan', 自: 'from', from: 'from', 至: 'to', to: 'to' },
  ...{ 承运人: 'carrier', carrier: 'carrier', 合同: 'contract', contract: 'contract' },
  ...{ 新能源车辆数: 'trucks', 新能源车: 'trucks', trucks: 'trucks', 期限: 'dueOn', dueon: 'dueOn' },
};
/** Without these a sheet is not of the kind. */
const NEEDED: Record<LedgerKind, readonly string[]> = {
  enterprises: ['enterprise', 'name', 'tier', 'county', 'gates'],
  calendar: ['enterprise', 'plan', 'from'],
  promises: ['enterprise', 'carrier', 'trucks'],
};
const PLAN_WORDS: Record<string, Plan> = {
  ...{ 在产: 'running', 错峰: 'staggered', 停产: 'stopped', 检修: 'maintenance' },
};
const TIER_WORDS: Record<string, Registration['tier']> = {
  ...{ 重点双高: 'key_dual_high', 重点双高企业: 'key_dual_high', key_dual_high: 'key_dual_high' },
  ...{ 其余设门禁: 'other_gated', 其他: 'other_gated', 其他门禁: 'other_gated', other_gated: 'other_gated' },
};

/** Where a row stands, as a person finds it in the file, and as it came in the order of its heads: to be mended. */
export interface At {
  sheet: string;
  row: number;
  cells: string[];
}
export interface RefusedRow extends At {
  kind: LedgerKind;
  enterprise: string;
  field: string;
  /** The cell itself is bad, or nobody saw it. */
  flaw: Flaw | 'hidden' | null;
}
export interface Registration {
  enterprise: string;
  name: string;
  tier: 'key_dual_high' | 'other_gated';
  county: string;
  gates: string[];
  shortName?: string;
  industry?: string;
  responsible?: { unit: string | null; person: string | null; phone: string | null };
}
export interface Span {
  enterprise: string;
  plan: Plan;
  from: string;
  to?: string;
}
export interface Promises {
  enterprise: string;
  promises: EnterprisePromise[];
}
/** What is written for some rows, one after the other. */
export type LedgerWrite = { at: At[] } & (
  | { kind: 'enterprises'; input: Registration }
  | { kind: 'calendar'; input: Span }
  | { kind: 'promises'; input: Promises }
);
export interface LedgerRows {
  kinds: LedgerKind[];
  writes: LedgerWrite[];
  refused: RefusedRow[];
  /** Sheets whose heads are of no kind, and hidden ones. */
  unread: string[];
}

type Cells = NamedRow['cells'];

/** What a row is refused for, first of all since its cells are bad; null where it is good. */
function wrongIn(row: NamedRow, fields: readonly string[], check: (cells: Cells) => string | null) {
  if (row.hidden) return { field: 'row', flaw: 'hidden' as const };
  const bad = fields.find((field) => row.flaws[field] !== undefined);
  if (bad !== undefined) return { field: bad, flaw: row.flaws[bad]! };
  const field = check(row.cells);
  return field === null ? null : { field, flaw: null };
}

const placeOf = (kind: LedgerKind, { sheet, row, cells }: NamedRow): At => ({
  ...{ sheet, row, cells: LEDGER_HEADS[kind].map((head) => cells[HEADS[head] ?? ''] ?? '') },
});
const refusedOf = (
  kind: LedgerKind,
  row: NamedRow,
  wrong: { field: string; flaw: RefusedRow['flaw'] },
): RefusedRow => ({ ...placeOf(kind, row), kind, enterprise: row.cells.enterprise ?? '', ...wrong });

/** Rows one by one: each is written or refused by itself. */
function eachRow<K extends LedgerKind, Input>(
  kind: K,
  rows: readonly NamedRow[],
  check: (cells: Cells) => string | null,
  input: (cells: Cells) => Input,
) {
  const writes: { kind: K; at: At[]; input: Input }[] = [];
  const refused: RefusedRow[] = [];
  for (const row of rows) {
    const wrong = wrongIn(row, Object.keys(row.cells), check);
    if (wrong) refused.push(refusedOf(kind, row, wrong));
    else writes.push({ kind, at: [placeOf(kind, row)], input: input(row.cells) });
  }
  return { writes, refused };
}

const codeIn = ({ enterprise = '' }: Cells) => (/^[0-9A-Z]{18}$/.test(enterprise) ? enterprise : null);
const tierIn = (word = '') => TIER_WORDS[word.replace(/["“”'‘’\s]/g, '')] ?? null;
const gatesIn = (text = '') => text.split(/[、;；,，\s]+/).filter(Boolean);

/** A registration as the cells have it, unchecked: what `admin import` hands on. */
export function registrationIn(cells: Cells) {
  const { enterprise = '', name = '', shortName, industry, unit, responsible, phone } = cells;
  const who = [unit, responsible, phone].some((each) => each)
    ? { responsible: { unit: unit || null, person: responsible || null, phone: phone || null } }
    : {};
  return {
    ...{ enterprise, name, tier: tierIn(cells.tier) ?? cells.tier ?? '', gates: gatesIn(cells.gates) },
    county: countyIn(cells.county ?? '')?.code ?? cells.county ?? '',
    ...{ ...(shortName && { shortName }), ...(industry && { industry }), ...who },
  };
}

/** Of an enterprise that is named twice the first row counts: nobody can say which of both was meant. */
function enterprisesOf(rows: readonly NamedRow[]) {
  const seen = new Set<string>();
  const check = (cells: Cells) => {
    const code = codeIn(cells);
    if (code === null) return 'enterprise';
    if (seen.has(code)) return 'twice';
    if (!cells.name) return 'name';
    if (tierIn(cells.tier) === null) return 'tier';
    if (!countyIn(cells.county ?? '')) return 'county';
    const gates = gatesIn(cells.gates);
    // 1-2 in a spreadsheet becomes the second of January.
    if (gates.length === 0 || gates.some((gate) => dayIn(gate) !== null)) return 'gates';
    seen.add(code);
    return null;
  };
  return eachRow('enterprises', rows, check, (cells) => registrationIn(cells) as Registration);
}

function calendarOf(rows: readonly NamedRow[]) {
  const planIn = (word = '') => PLAN_WORDS[word] ?? PLANS.find((plan) => plan === word) ?? null;
  const check = (cells: Cells) => {
    if (!cells.enterprise) return 'enterprise';
    if (planIn(cells.plan) === null) return 'plan';
    const from = dayIn(cells.from ?? '');
    if (from === null) return 'from';
    if (!cells.to) return null;
    const to = dayIn(cells.to);
    return to === null || to < from ? 'to' : null;
  };
  return eachRow('calendar', rows, check, (cells): Span => {
    const to = dayIn(cells.to ?? '');
    return {
      ...{ enterprise: cells.enterprise!, plan: planIn(cells.plan)!, from: dayIn(cells.from!)! },
      ...(to === null ? {} : { to }),
    };
  });
}

function promiseWrong({ enterprise, carrier, trucks = '', dueOn }: Cells): string | null {
  if (!enterprise) return 'enterprise';
  if (!carrier) return 'carrier';
  if (!/^\d{1,5}$/.test(trucks)) return 'trucks';
  return dueOn && dayIn(dueOn) === null ? 'dueOn' : null;
}

/** The list of an enterprise is taken as a whole; so with one row of it refused, none of it is taken. */
function promisesOf(rows: readonly NamedRow[]) {
  const wrong = new Map(
    rows.flatMap((row) => {
      const found = wrongIn(row, Object.keys(row.cells), promiseWrong);
      return found ? [[row, found] as const] : [];
    }),
  );
  const writes: LedgerWrite[] = [];
  const refused: RefusedRow[] = [];
  for (const [enterprise, of] of Map.groupBy(rows, ({ cells }) => cells.enterprise ?? '')) {
    if (of.some((row) => wrong.has(row)))
      refused.push(
        ...of.map((row) => refusedOf('promises', row, wrong.get(row) ?? { field: 'other', flaw: null })),
      );
    else
      writes.push({
        kind: 'promises',
        at: of.map((row) => placeOf('promises', row)),
        input: { enterprise, promises: of.map(({ cells }) => promiseOf(cells)) },
      });
  }
  return { writes, refused };
}

function promiseOf({ carrier = '', contract, trucks, dueOn }: Cells): EnterprisePromise {
  return { carrier, contract: contract || null, trucks: Number(trucks), dueOn: dayIn(dueOn ?? '') };
}

const OF: Record<
  LedgerKind,
  (rows: readonly NamedRow[]) => { writes: LedgerWrite[]; refused: RefusedRow[] }
> = {
  ...{ enterprises: enterprisesOf, calendar: calendarOf, promises: promisesOf },
};

/** The rows of a table that register enterprises, by sheet; empty where no heads say so. */
export function registrationRows(table: Table): NamedRow[] {
  const knows = (fields: ReadonlySet<string>) => NEEDED.enterprises.every((field) => fields.has(field));
  return table.sheets.flatMap((sheet) => under(sheet, HEADS, knows)?.rows ?? []);
}

/** What a table says: all its sheets, each by its heads; enterprises first, since the other kinds speak of them. */
export function ledgerRows(table: Table): LedgerRows {
  const rows: Record<LedgerKind, NamedRow[]> = { enterprises: [], calendar: [], promises: [] };
  const unread = [...table.hidden];
  for (const sheet of table.sheets) {
    const kindOf = (fields: ReadonlySet<string>) =>
      LEDGER_KINDS.find((kind) => NEEDED[kind].every((field) => fields.has(field)));
    const found = under(sheet, HEADS, (fields) => kindOf(fields) !== undefined);
    const kind = found ? kindOf(new Set(found.fields)) : undefined;
    if (found && kind) rows[kind].push(...found.rows);
    else if (sheet.rows.length > 0) unread.push(sheet.name);
  }
  const kinds = LEDGER_KINDS.filter((kind) => rows[kind].length > 0);
  const parts = kinds.map((kind) => OF[kind](rows[kind]));
  const writes = parts.flatMap((part) => part.writes);
  return { kinds, writes, refused: parts.flatMap((part) => part.refused), unread };
}
