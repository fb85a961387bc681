import { PLANS, type Plan } from './alert.ts';
import { isDay } from './day.ts';
import type { EnterprisePromise } from './enterprise.ts';

/**
 * An enterprise's ledger as a table has it, row by row: its production calendar, or what it promised (一企一策). Which
 * of both it is, its heads say. Good rows are taken though others are refused.
 */

const HEADS: Record<string, string> = {
  ...{ 统一社会信用代码: 'enterprise', 安排: 'plan', 生产安排: 'plan', 自: 'from', 至: 'to' },
  ...{ 承运人: 'carrier', 合同: 'contract', 新能源车辆数: 'trucks', 新能源车: 'trucks', 期限: 'dueOn' },
};
const PLAN_WORDS: Record<string, Plan> = {
  ...{ 在产: 'running', 错峰: 'staggered', 停产: 'stopped', 检修: 'maintenance' },
};

export interface RefusedRow {
  /** As a person counts the file's rows: the heads are the first, empty ones are none. */
  row: number;
  enterprise: string;
  field: string;
}
export interface SpanRow {
  row: number;
  enterprise: string;
  plan: Plan;
  from: string;
  to: string | null;
}
export interface PromiseRows {
  rows: number[];
  enterprise: string;
  promises: EnterprisePromise[];
}
export type LedgerRows =
  | { kind: 'calendar'; spans: SpanRow[]; refused: RefusedRow[] }
  | { kind: 'promises'; enterprises: PromiseRows[]; refused: RefusedRow[] };

type Named = { row: number; cells: Record<string, string> };

function planOf(word: string): Plan | null {
  return PLAN_WORDS[word] ?? PLANS.find((plan) => plan === word) ?? null;
}

const maybeDay = (text: string) => text === '' || isDay(text);

function calendarOf(rows: readonly Named[]): LedgerRows {
  const spans: SpanRow[] = [];
  const refused: RefusedRow[] = [];
  for (const { row, cells } of rows) {
    const { enterprise = '', plan: word = '', from = '', to = '' } = cells;
    const plan = planOf(word);
    if (enterprise === '') refused.push({ row, enterprise, field: 'enterprise' });
    else if (plan === null) refused.push({ row, enterprise, field: 'plan' });
    else if (!isDay(from)) refused.push({ row, enterprise, field: 'from' });
    else if (!maybeDay(to) || (to !== '' && to < from)) refused.push({ row, enterprise, field: 'to' });
    else spans.push({ row, enterprise, plan, from, to: to || null });
  }
  return { kind: 'calendar', spans, refused };
}

function wrongIn({ enterprise = '', carrier = '', trucks = '', dueOn = '' }: Named['cells']): string | null {
  if (enterprise === '') return 'enterprise';
  if (carrier === '') return 'carrier';
  if (!/^\d{1,5}$/.test(trucks)) return 'trucks';
  return maybeDay(dueOn) ? null : 'dueOn';
}

/** The list of an enterprise is replaced as a whole; so with one row of it refused, none of it is taken. */
function promisesOf(rows: readonly Named[]): LedgerRows {
  const refused = rows.flatMap(({ row, cells }) => {
    const field = wrongIn(cells);
    return field === null ? [] : [{ row, enterprise: cells.enterprise ?? '', field }];
  });
  const bad = new Set(refused.map(({ row }) => row));
  const enterprises: PromiseRows[] = [];
  for (const [enterprise, of] of Map.groupBy(rows, ({ cells }) => cells.enterprise ?? '')) {
    const good = of.filter(({ row }) => !bad.has(row));
    if (good.length < of.length)
      refused.push(...good.map(({ row }) => ({ row, enterprise, field: 'other' })));
    else
      enterprises.push({
        ...{ enterprise, rows: of.map(({ row }) => row) },
        promises: of.map(({ cells: { carrier = '', contract = '', trucks, dueOn = '' } }) => ({
          ...{ carrier, contract: contract || null, trucks: Number(trucks), dueOn: dueOn || null },
        })),
      });
  }
  return { kind: 'promises', enterprises, refused: refused.sort((a, b) => a.row - b.row) };
}

/** What a table says; null where its heads are of neither kind. */
export function ledgerRows(table: readonly (readonly string[])[]): LedgerRows | null {
  const [heads = [], ...rest] = table;
  const fields = heads.map((head) => HEADS[head.trim()] ?? head.trim());
  const rows = rest.map((cells, index) => {
    const named = fields.map((field, column) => [field, (cells[column] ?? '').trim()] as const);
    return { row: index + 2, cells: Object.fromEntries(named) };
  });
  if (!fields.includes('enterprise')) return null;
  if (['plan', 'from'].every((field) => fields.includes(field))) return calendarOf(rows);
  return ['carrier', 'trucks'].every((field) => fields.includes(field)) ? promisesOf(rows) : null;
}
