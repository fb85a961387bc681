import type { WorkLine } from '../../../domain/contract/overview.ts';
import { parseTime } from '../../../domain/day.ts';
import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import { Age } from '../Age.tsx';
import { Figure } from '../Figure.tsx';
import { StateWord } from '../StateWord.tsx';
import { TableTwin } from '../TableTwin.tsx';
import s from './explain.module.css';
import { Fact, Head } from './Head.tsx';

/** Percent and days are written to one decimal, counts whole. */
export function lineValue(unit: WorkLine['unit'], value: number | null): string | null {
  if (value === null) return null;
  return unit === 'percent' || unit === 'days' ? value.toFixed(1) : String(value);
}

/** A work line's key figure: what it counts, its target and days, and all who are behind. */
export function LineAnswer({ date, line }: { date: string | null; line: WorkLine['line'] }) {
  const t = useText();
  const words = t.parts.explain;
  const { value: told, error } = useQuery('overview.now', date === null ? {} : { date });
  const found = told?.lines.find((each) => each.line === line);
  if (!found) return <Head title={error ? t.common.unreadable(error.message) : t.common.loading} />;
  const unit = t.wall.units[found.unit];
  return (
    <>
      <Head title={`${t.wall.lines[line]}　${t.wall.figures[line]}`} note={told?.date}>
        <Figure value={lineValue(found.unit, found.value)} unit={unit} freshness={found.freshness} />
      </Head>
      <div className={s.columns}>
        <dl className={s.facts}>
          <Fact term={words.rule}>{t.wall.rules[line]}</Fact>
          <Fact term={words.target}>
            {found.target === null ? words.noTarget : <b>{found.target}</b>} {found.target !== null && unit}
          </Fact>
          {found.nextTarget && (
            <Fact term={words.coming}>
              <b>{found.nextTarget.value}</b> {unit}　{words.since(found.nextTarget.dueOn)}
            </Fact>
          )}
          <Fact term={words.responsible}>
            {found.responsible.unit} {found.responsible.person}
          </Fact>
          <Fact term={words.value}>
            <StateWord state={found.state} />
            {'　'}
            <Age at={found.asOf === null ? null : parseTime(found.asOf)} freshness={found.freshness} />
          </Fact>
          {found.laggards.length > 0 && (
            <Fact term={words.laggards}>
              {found.laggards.map((each) => (
                <span key={each.id} className={s.laggard}>
                  {each.name} <b>{each.value}</b>
                </span>
              ))}
            </Fact>
          )}
        </dl>
        <section className={s.records} aria-label={words.trend}>
          <h3>{words.trend}</h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
          <div className={s.scroll} tabIndex={0}>
            <TableTwin
              className={s.table}
              caption={words.trend}
              heads={[words.day, words.value, words.target]}
              rows={[...found.trend]
                .reverse()
                .map((day) => [
                  day.date,
                  day.value === null ? '—' : `${lineValue(found.unit, day.value)} ${unit}`,
                  day.target === null ? '—' : String(day.target),
                ])}
            />
          </div>
        </section>
      </div>
    </>
  );
}
