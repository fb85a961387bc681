export interface Row {
  what: string;
  /** Contestant -> figure. */
  figures: Record<string, number>;
  unit: string;
  /** Which way is good. */
  better: 'more' | 'less';
  note?: string;
}

/** Rows as they are measured; printed as a table with the ratio of ours to the best of the others. */
export class Report {
  readonly rows: Row[] = [];

  add(row: Row): void {
    this.rows.push(row);
    process.stderr.write(`${line(row)}\n`);
  }
}

const OURS = 'ours';

function show(value: number): string {
  if (!Number.isFinite(value)) return '–';
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

/** Ours against the best other one: above 1 is better than it, whichever way is good. */
export function ratio(row: Row): number | null {
  const others = Object.entries(row.figures).filter(
    ([name, value]) => name !== OURS && Number.isFinite(value),
  );
  const ours = row.figures[OURS];
  if (ours === undefined || !others.length) return null;
  const values = others.map(([, value]) => value);
  return row.better === 'more' ? ours / Math.max(...values) : Math.min(...values) / ours;
}

function line(row: Row): string {
  const figures = Object.entries(row.figures).map(([name, value]) => `${name} ${show(value)}`);
  const times = ratio(row);
  return `${row.what} [${row.unit}]: ${figures.join(' · ')}${times === null ? '' : `  → ${times.toFixed(2)}×`}${row.note ? `  (${row.note})` : ''}`;
}

export function table(rows: Row[]): string {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.figures)))];
  const head = ['what', 'unit', ...names, 'ours against the best other'];
  const body = rows.map((row) => {
    const times = ratio(row);
    const figures = names.map((name) => (row.figures[name] === undefined ? '' : show(row.figures[name])));
    return [
      row.what,
      row.unit,
      ...figures,
      times === null ? (row.note ?? '') : `${times.toFixed(2)}×${row.note ? ` ${row.note}` : ''}`,
    ];
  });
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export function quantile(values: number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}
