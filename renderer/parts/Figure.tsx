import type { Freshness } from '../../domain/contract/shapes.ts';
import { useText } from '../text.ts';
import s from './figure.module.css';
import { Mark } from './Mark.tsx';

/**
 * A value and its unit. Stale keeps the last value, greyed and dotted; without a value it says 无数据 or 未知 and
 * never shows a zero. Size and weight are the place's own.
 */
export function Figure({
  value,
  unit = '',
  freshness = 'fresh',
}: {
  value: string | null;
  unit?: string;
  freshness?: Freshness;
}) {
  const words = useText().common.data;
  if (value === null)
    return (
      <span className={s.words} data-figure="none">
        <Mark of={freshness === 'none' ? 'no-data' : 'unknown'} />
        {freshness === 'none' ? words.none : words.unknown}
      </span>
    );
  return (
    <span className={freshness === 'stale' ? `${s.figure} ${s.stale}` : s.figure} data-figure={freshness}>
      <span className={s.digits}>{value}</span>
      {unit && <small className={s.unit}>{unit}</small>}
    </span>
  );
}

/** A percentage floored to one decimal as it is written: 77 is '77.0'. */
export function percentText(percent: number | null): string | null {
  return percent === null ? null : percent.toFixed(1);
}

/** A change with its sign; the minus is a real one. */
export function deltaText(delta: number, decimals = 1): string {
  const rounded = Number(delta.toFixed(decimals));
  if (rounded === 0) return '0';
  return `${rounded > 0 ? '+' : '−'}${Math.abs(rounded).toFixed(Number.isInteger(rounded) && decimals === 0 ? 0 : decimals)}`;
}
