import { Link } from 'wouter';
import type { DeskCase } from '../../domain/contract/road.ts';
import { useReason } from '../duty/ActForm.tsx';
import { type Area, AreaLine } from '../parts/AreaLine.tsx';
import { pathTo } from '../road/place.ts';
import { DueTag, PlateTag, useCaseWords } from '../road/tags.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './cases.module.css';

const SHOWN = 6;
const LINES = ['road', 'emission'] as const;

/** Running cases of the area, of both lines, the most urgent first; each opens at its desk. */
export function Cases({ area }: { area: Area }) {
  const t = useText().field;
  const why = useReason();
  const words = useCaseWords();
  const road = useQuery('cases.desk', { line: 'road', counties: area.counties });
  const emission = useQuery('cases.desk', { line: 'emission', counties: area.counties });
  const desks = { road: road.value, emission: emission.value };
  const rows = LINES.flatMap((line) => (desks[line]?.cases ?? []).map((row) => ({ line, row }))).sort(
    (a, b) => urgency(a.row) - urgency(b.row),
  );
  const sum = (of: 'outside' | 'unplaced') =>
    LINES.reduce((total, line) => total + (desks[line]?.area[of] ?? 0), 0);
  const running = LINES.reduce((total, line) => total + (desks[line]?.counts.running ?? 0), 0);
  const error = road.error ?? emission.error;
  return (
    <section>
      <h2>
        {t.cases}
        {!error && <small>{running}</small>}
      </h2>
      {error && rows.length === 0 ? (
        <p>{why(error)}</p>
      ) : (
        <>
          <AreaLine area={area} left={{ outside: sum('outside'), unplaced: sum('unplaced') }} />
          {rows.length === 0 && <p>{t.noCases}</p>}
          <ul className={s.cases}>
            {rows.slice(0, SHOWN).map(({ line, row }) => (
              <li key={row.id}>
                <Link href={pathTo(line, 'cases', row.id)}>
                  <PlateTag plate={row.plate} />
                  <span>
                    {words.kind(row.kind)}　{row.place ?? t.noPlace}
                  </span>
                  <span>{words.stage(row.stage)}</span>
                  <DueTag of={row} />
                </Link>
              </li>
            ))}
          </ul>
          {running > SHOWN && <p>{t.moreCases(running - Math.min(SHOWN, rows.length))}</p>}
        </>
      )}
    </section>
  );
}

const urgency = ({ dueAt }: DeskCase) => (dueAt === null ? Number.POSITIVE_INFINITY : Date.parse(dueAt));
