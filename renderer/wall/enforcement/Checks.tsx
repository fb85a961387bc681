import { COUNTIES } from '../../../domain/county.ts';
import { Ask } from '../../parts/Ask.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import type { Board } from './board.ts';
import s from './enforcement.module.css';

type Seen = NonNullable<Board['checks']>;
type Coverage = NonNullable<Seen['coverage']>;

/** Hits have a denominator: the month's checks, and in how many counties of the last weeks there was none. */
export function Checks({ checks }: { checks: Board['checks'] }) {
  const t = useText().enforcement;
  return (
    <section className={s.checks}>
      <h3>
        {t.checks}
        {checks !== null && (
          <span>
            {' '}
            <b>{checks.month}</b> {t.checksUnit}
          </span>
        )}
      </h3>
      {checks === null ? (
        <p>
          <Mark of="unknown" />
          {t.checksUnknown}
        </p>
      ) : (
        <>
          <p className={s.pair}>
            <span>{t.unfit(checks.unfit)}</span>
            {checks.month > 0 && (
              <span className={s.quiet}>
                {t.unfitShare((Math.floor((checks.unfit * 1000) / checks.month) / 10).toFixed(1))}
              </span>
            )}
          </p>
          {checks.coverage && <Covered of={checks.coverage} />}
        </>
      )}
    </section>
  );
}

const sum = (counts: readonly number[]) => counts.reduce((all, each) => all + each, 0);

/** Opens down to each county and point, week by week. */
function Covered({ of }: { of: Coverage }) {
  const t = useText().enforcement;
  const { language } = usePlace();
  if (of.weeks.length === 0) return null;
  const counts = new Map(of.counties.map(({ county, byWeek }) => [county, byWeek]));
  const unchecked = COUNTIES.filter(({ code }) => sum(counts.get(code) ?? []) === 0);
  const row = (name: string, byWeek: readonly number[], last: string) => [
    name,
    ...of.weeks.map((_, index) => String(byWeek[index] ?? 0)),
    String(sum(byWeek)),
    last,
  ];
  const rows = [
    ...COUNTIES.map((each) => row(each[language], counts.get(each.code) ?? [], '')),
    ...of.points.map((each) => row(t.pointOf(each.point), each.byWeek, each.last.slice(5))),
  ];
  const title = t.coverage(of.weeks.length);
  return (
    <p>
      <Ask
        label={title}
        question={{
          of: 'given',
          title,
          answer: {
            rule: t.coverageRule,
            records: {
              heads: [
                t.coverageHeads.where,
                ...of.weeks.map((week) => week.slice(5)),
                t.coverageHeads.total,
                t.coverageHeads.last,
              ],
              rows,
            },
          },
        }}
      >
        {unchecked.length > 0
          ? t.unchecked(unchecked.length, of.weeks.length)
          : t.allChecked(of.weeks.length)}
      </Ask>
    </p>
  );
}
