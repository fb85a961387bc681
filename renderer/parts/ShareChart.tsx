import { useMemo } from 'react';
import type { Output } from '../../domain/contract.ts';
import { useText } from '../text.ts';
import { themeColour, useChart } from './chart.ts';
import { percentText } from './Figure.tsx';
import s from './share-chart.module.css';
import { TableTwin } from './TableTwin.tsx';

type Points = Output<'gates.trend'>['points'];

/**
 * A share day by day, with the target in force as steps and what is asked for dashed; the same figures as a table
 * behind it.
 */
export function ShareChart({ points, pending }: { points: Points; pending: readonly number[] }) {
  const t = useText().parts.explain;
  const asked = pending.join(' ');
  const option = useMemo(
    () => optionOf(points, asked === '' ? [] : asked.split(' ').map(Number)),
    [points, asked],
  );
  const room = useChart(option);
  return (
    <div className={s.chart}>
      <div ref={room} className={s.room} aria-hidden="true" />
      <TableTwin
        caption={pending.length > 0 ? `${t.trend}，${t.asked(pending.join('、'))}` : t.trend}
        heads={[t.day, t.released, t.green, '%', t.target]}
        rows={points.map((point) => [
          point.date,
          String(point.released),
          String(point.green),
          percentText(point.percent) ?? '—',
          point.target === null ? '—' : String(point.target),
        ])}
      />
    </div>
  );
}

function optionOf(points: Points, pending: readonly number[]) {
  const ink = themeColour('--ink-3');
  const size = Number.parseFloat(getComputedStyle(document.body).fontSize);
  const label = { color: ink, fontSize: size, fontFamily: getComputedStyle(document.body).fontFamily };
  return {
    grid: { left: size * 2.6, right: size * 1.4, top: size, bottom: size * 1.8 },
    xAxis: {
      type: 'category',
      data: points.map((point) => point.date.slice(5)),
      axisLabel: { ...label, interval: Math.max(1, Math.ceil(points.length / 4)) },
      axisTick: { show: false },
      axisLine: { lineStyle: { color: themeColour('--track') } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      interval: 50,
      axisLabel: label,
      splitLine: { lineStyle: { color: themeColour('--rule') } },
    },
    series: [
      {
        type: 'line',
        data: points.map((point) => point.percent),
        connectNulls: false,
        symbol: 'none',
        lineStyle: { color: themeColour('--green'), width: 3 },
      },
      {
        type: 'line',
        step: 'middle',
        data: points.map((point) => point.target),
        symbol: 'none',
        lineStyle: { color: themeColour('--ink-1'), width: 2 },
      },
      ...pending.map((value) => ({
        type: 'line',
        data: points.map(() => value),
        symbol: 'none',
        lineStyle: { color: themeColour('--blue'), width: 2, type: 'dashed' },
      })),
    ],
  };
}
