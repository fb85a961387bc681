import { useLayoutEffect, useRef, useState } from 'react';
import type { TrialRow, WhatIf } from '../../domain/contract/targets.ts';
import { percentText } from '../parts/Figure.tsx';
import { useText } from '../text.ts';
import s from './trial.module.css';

type Share = NonNullable<WhatIf['share']>;

/** How an enterprise stands under both lines: what its dot looks like. */
export function standing(row: TrialRow): 'below' | 'gains' | 'loses' | 'met' {
  if (row.change !== 'none') return row.change;
  return row.verdict.proposed === 'met' ? 'met' : 'below';
}

/** The axis begins at a ten a little below the lowest dot or line, so that dots don't crowd at its end. */
export function axisFrom(rows: readonly TrialRow[], lines: readonly (number | null)[]): number {
  const values = [...rows.map((row) => row.median), ...lines].filter((each) => each !== null);
  const lowest = Math.min(100, ...values);
  return Math.max(0, Math.min(90, Math.floor((lowest - 2) / 10) * 10));
}

/** Room for a name of so many characters, in pixels of the desk's 16 px text. */
const widthOf = (name: string) => [...name].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 16 : 9), 12);
const shortened = (name: string) => (name.length > 8 ? `${name.slice(0, 7)}…` : name);

interface Label {
  row: TrialRow;
  text: string;
  at: number;
  /** 0 and 1 above the axis, 2 below. */
  level: number;
}

/**
 * Names beside the dots that matter: those that change first, then the lowest and the highest. One that would cover
 * another is left out; the table beneath has them all.
 */
export function labelsOf(
  rows: readonly TrialRow[],
  room: number,
  place: (percent: number) => number,
): Label[] {
  const changing = rows.filter((row) => row.change !== 'none');
  const wanted = [...new Set([...changing, ...rows.slice(0, 1), ...rows.slice(-1)])];
  const labels: Label[] = [];
  for (const row of wanted) {
    const text = shortened(row.shortName);
    const half = widthOf(text) / 2;
    const at = Math.min(room - half, Math.max(half, (place(row.median!) / 100) * room));
    const free = [0, 2, 1].find((level) =>
      labels.every((each) => each.level !== level || Math.abs(each.at - at) > half + widthOf(each.text) / 2),
    );
    if (free !== undefined) labels.push({ row, text, at, level: free });
  }
  return labels;
}

function useWidth() {
  const room = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return;
    const watch = new ResizeObserver(() => setWidth(element.clientWidth));
    watch.observe(element);
    return () => watch.disconnect();
  }, []);
  return { room, width };
}

/** Each enterprise as a dot at its median share, the two lines through them. The table of enterprises is its twin. */
export function TrialAxis({ trial, share }: { trial: WhatIf; share: Share }) {
  const all = useText();
  const t = all.trial;
  const { room, width } = useWidth();
  const rows = share.enterprises.filter((row) => row.median !== null);
  const now = trial.current?.value ?? null;
  const then = trial.proposed.value;
  const from = axisFrom(rows, [now, then]);
  const place = (percent: number) => ((Math.max(from, percent) - from) / (100 - from)) * 100;
  const value = (n: number) => all.targets.value(n, trial.unit);
  const proposedLeft = now === null || then <= now;
  return (
    <figure className={s.axisPart} aria-hidden="true">
      <div className={s.axis} ref={room}>
        <i className={s.base} />
        {[...Array((100 - from) / 10 + 1).keys()].map((n) => (
          <span key={n} className={s.tick} style={{ left: `${place(from + n * 10)}%` }}>
            {from + n * 10}
          </span>
        ))}
        {now !== null && (
          <i className={s.lineNow} style={{ left: `${place(now)}%` }}>
            <span className={s.lineWord} data-side={proposedLeft ? 'right' : 'left'}>
              {t.axisCurrent(value(now))}
            </span>
          </i>
        )}
        <i className={s.lineThen} style={{ left: `${place(then)}%` }}>
          <span className={s.lineWord} data-side={proposedLeft ? 'left' : 'right'}>
            {t.axisProposed(value(then))}
          </span>
        </i>
        {rows.map((row) => (
          <i
            key={row.enterprise}
            className={s.dot}
            data-stands={standing(row)}
            title={`${row.name} ${percentText(row.median)}`}
            style={{ left: `${place(row.median!)}%` }}
          />
        ))}
        {width > 0 &&
          labelsOf(rows, width, place).map(({ row, text, at, level }) => (
            <span
              key={row.enterprise}
              className={s.label}
              data-level={level}
              data-stands={standing(row)}
              style={{ left: at }}
            >
              {text}
            </span>
          ))}
      </div>
      <figcaption className={s.legend}>
        {(['below', 'gains', ...(share.totals.loses > 0 ? (['loses'] as const) : []), 'met'] as const).map(
          (stands) => (
            <span key={stands}>
              <i className={s.dot} data-stands={stands} />
              {t.legend[stands]}
            </span>
          ),
        )}
        <span className={s.quiet}>{t.legend.median}</span>
      </figcaption>
    </figure>
  );
}
