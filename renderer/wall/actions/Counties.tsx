import { countyOfUnit } from '../../../domain/action.ts';
import type { ActionLoad, UnitLoad } from '../../../domain/contract/actions.ts';
import { shortUnit } from '../../actions/units.ts';
import { Mark } from '../../parts/Mark.tsx';
import { useText } from '../../text.ts';
import { type Brought, bringsCounty, standing } from '../focus.ts';
import s from './actions.module.css';

const worst = ({ overdue, behind, due }: UnitLoad) =>
  overdue > 0 ? ('overdue' as const) : behind > 0 ? ('behind' as const) : due > 0 ? ('due' as const) : null;

/** The eleven counties by their short names, the most late first; one without tasks says so and is no zero of merit. */
export function Counties({ load, of }: { load: ActionLoad; of: Brought | null }) {
  const text = useText().actions;
  const t = text.wall;
  const inOrder = load.counties.toSorted(
    (a, b) => b.overdue - a.overdue || b.behind - a.behind || b.due - a.due || b.total - a.total,
  );
  return (
    <section className={s.counties} aria-label={t.county}>
      <p className={s.quiet}>
        {t.county}
        <br />
        {t.countyHint}
      </p>
      <ol>
        {inOrder.map((each) => {
          const mark = worst(each);
          const stands = standing(of, bringsCounty(of, countyOfUnit(each.unit) ?? ''));
          return (
            <li
              key={each.unit}
              className={stands.className}
              data-county={countyOfUnit(each.unit)}
              data-brought={stands.mark}
            >
              <p>{shortUnit(each.unit, each.name, 'zh')}</p>
              <p className={s.quiet}>
                {mark && (
                  <b className={`is-${mark}`}>
                    <Mark of={mark} />
                    <span className="sr-only">{text.light[mark]} </span>
                    {each[mark]}
                  </b>
                )}
                {each.total === 0
                  ? t.noTasks
                  : each.total === each.closed
                    ? t.allClosed
                    : `${mark ? '' : '0'}/${each.total - each.closed}`}
              </p>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
