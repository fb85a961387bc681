import type { Output } from '../../domain/contract.ts';
import { addDays, daysBetween } from '../../domain/day.ts';
import { useText } from '../text.ts';
import s from './line.module.css';
import { type Request, textOf, type Unit } from './request.ts';

type Steps = Output<'targets.history'>['steps'];

const later = (a: string, b: string): string => (a > b ? a : b);

/** A target over time: solid what counts, dashed what is asked for, from the day on which it would stand. */
export function LineSteps({
  steps,
  asked,
  unit,
  today,
}: {
  steps: Steps;
  asked: readonly Request[];
  unit: Unit;
  today: string;
}) {
  const text = useText();
  const t = text.targetDesk.line;
  const requests = asked.map((each) => ({
    id: each.id,
    value: each.value,
    from: later(textOf(each.body.dueOn) ?? today, textOf(each.body.effectiveFrom) ?? today),
    to: textOf(each.body.effectiveTo),
  }));
  const days = [today, ...steps.map((step) => step.from), ...requests.map((each) => each.from)].sort();
  const first = addDays(days[0]!, -12);
  const last = addDays(days.at(-1)!, 45);
  const long = daysBetween(first, last);
  const values = [...steps.flatMap((step) => step.value ?? []), ...requests.map((each) => each.value)];
  const top = unit === 'percent' ? 100 : Math.max(1, ...values) * 1.15;
  // A share's axis begins a ten below its lowest line, so that steps of a few points are seen.
  const bottom = unit === 'percent' ? Math.max(0, Math.floor(Math.min(100, ...values) / 10 - 1) * 10) : 0;
  const x = (day: string) => (daysBetween(first, day) / long) * 100;
  const y = (value: number) => 100 - ((value - bottom) / (top - bottom)) * 100;
  const spans = steps.flatMap((step, at) =>
    step.value === null ? [] : [{ ...step, value: step.value, to: steps[at + 1]?.from ?? last }],
  );
  const value = (n: number) => text.targets.value(n, unit);
  return (
    <div className={s.plot} aria-hidden="true">
      <svg viewBox="0 0 100 100" preserveAspectRatio="none">
        <title>{t.steps}</title>
        <path className={s.floor} d="M0 100H100" />
        <path
          className={s.line}
          d={spans
            .map((span, at) => {
              const joined = spans[at - 1]?.to === span.from;
              return `${joined ? 'L' : 'M'}${x(span.from)} ${y(span.value)}H${x(span.to)}`;
            })
            .join('')}
        />
        {requests.map((each) => (
          <path
            key={each.id}
            className={s.dashed}
            d={`M${x(each.from)} ${y(each.value)}H${each.to ? Math.min(100, x(each.to)) : 100}`}
          />
        ))}
        <path className={s.now} d={`M${x(today)} 0V100`} />
      </svg>
      {spans.map((span) => (
        <span
          key={span.from}
          className={s.step}
          style={{ left: `${x(span.from)}%`, top: `${y(span.value)}%` }}
        >
          <b>{value(span.value)}</b> {span.from.slice(2)}
        </span>
      ))}
      {requests.map((each) => (
        <span
          key={each.id}
          className={`${s.step} ${s.under}`}
          style={{ right: `${each.to ? Math.max(0, 100 - x(each.to)) : 0}%`, top: `${y(each.value)}%` }}
        >
          {t.asked} {value(each.value)}
        </span>
      ))}
      <span className={s.bottom}>{value(bottom)}</span>
      <span className={s.today} style={{ left: `${x(today)}%` }}>
        {t.today}
      </span>
    </div>
  );
}
