import type { ActionLoad } from '../../../domain/contract/actions.ts';
import { unitWord } from '../../actions/units.ts';
import { Mark } from '../../parts/Mark.tsx';
import { usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import { useRoom } from '../pages.ts';
import { usePage } from '../stage.ts';
import s from './actions.module.css';

const columns = ['overdue', 'behind', 'due', 'normal', 'closed'] as const;
/** A row of the table, in the wall's unit; follows actions.module.css. */
const ROW = 46;

/** Lead units by light on a wide wall: where it piles up is seen at once. */
export function UnitMatrix({ load }: { load: ActionLoad }) {
  const text = useText().actions;
  const t = text.wall;
  const { language } = usePlace();
  const [ref, room] = useRoom();
  const perPage = Math.max(1, Math.floor((room - ROW) / ROW));
  const pages = Math.max(1, Math.ceil(load.units.length / perPage));
  const at = usePage(pages);
  const shown = load.units.slice(at * perPage, (at + 1) * perPage);
  return (
    <section className={s.matrix} ref={ref} aria-label={t.byUnit}>
      <table>
        <thead>
          <tr>
            <th scope="col">
              {t.byUnit}
              {pages > 1 && <span className={s.quiet}>　{t.page(at + 1, pages)}</span>}
            </th>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column === 'closed' ? t.closed : text.head[column]}
              </th>
            ))}
            <th scope="col">{t.sum}</th>
          </tr>
        </thead>
        <tbody>
          {room > 0 &&
            shown.map((each) => (
              <tr key={each.unit}>
                <th scope="row">{unitWord(each.unit, each.name, language)}</th>
                {columns.map((column) => {
                  const marked = column === 'overdue' || column === 'behind' || column === 'due';
                  const count = each[column];
                  return (
                    <td key={column} className={count === 0 ? s.zero : marked ? `is-${column}` : undefined}>
                      {marked && count > 0 && <Mark of={column} />}
                      {count}
                    </td>
                  );
                })}
                <td className={s.sum}>{each.total}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
