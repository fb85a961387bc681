import type { GateRow } from '../../../domain/contract/gates.ts';
import type { Tier } from '../../../domain/contract/shapes.ts';
import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import { Ask } from '../Ask.tsx';
import { Figure, percentText } from '../Figure.tsx';
import { StateWord } from '../StateWord.tsx';
import s from './explain.module.css';
import { Fact, Head } from './Head.tsx';
import { TargetFact } from './TargetFact.tsx';
import { Trend } from './Trend.tsx';

export type Group = { of: 'tier'; tier: Tier } | { of: 'county'; county: string };

/** The share of a tier or a county: the sums, the target, thirty days, and the enterprises that make it. */
export function GroupAnswer({ date, group }: { date: string; group: Group }) {
  const t = useText();
  const words = t.parts.explain;
  const { value: day, error } = useQuery('gates.day', { date });
  if (!day) return <Head title={error ? t.common.unreadable(error.message) : t.common.loading} />;
  const sum = group.of === 'tier' ? day.tiers[group.tier] : null;
  const county = group.of === 'county' ? day.counties.find((each) => each.county === group.county) : null;
  const part = sum ?? county;
  const rows = day.rows.filter((row) =>
    group.of === 'tier' ? row.tier === group.tier : row.county === group.county,
  );
  const title = group.of === 'tier' ? t.wall.tiers[group.tier] : (county?.name ?? group.county);
  return (
    <>
      <Head title={title} note={day.date}>
        <Figure value={percentText(part?.percent ?? null)} unit="%" />
      </Head>
      <div className={s.columns}>
        <dl className={s.facts}>
          {part && (
            <Fact term={words.counted}>
              {words.green} <b>{part.green}</b> / {words.released} <b>{part.released}</b>
            </Fact>
          )}
          {sum && <TargetFact target={sum.targetRef} />}
          {sum?.next && (
            <Fact term={words.coming}>{words.next(sum.next.value, sum.next.dueOn, sum.next.tripsShort)}</Fact>
          )}
          <Fact term={words.trend}>
            <Trend
              until={day.date}
              {...(group.of === 'tier' ? { tier: group.tier } : { county: group.county })}
            />
          </Fact>
        </dl>
        <Members rows={rows} date={day.date} />
      </div>
    </>
  );
}

function Members({ rows, date }: { rows: GateRow[]; date: string }) {
  const t = useText().parts.explain;
  const sorted = [...rows].sort((a, b) => (b.rank ?? -1) - (a.rank ?? -1));
  return (
    <section className={s.records} aria-label={t.enterprises}>
      <h3>{t.enterprises}</h3>
      <ol className={s.members}>
        {sorted.map((row) => (
          <li key={row.enterprise}>
            <Ask question={{ of: 'enterprise', date, enterprise: row.enterprise }} label={row.shortName}>
              {row.name}
            </Ask>
            <span>
              {row.green}/{row.released}
            </span>
            <Figure value={percentText(row.percent)} unit="%" freshness={row.freshness} />
            {row.feed === 'none' ? <span /> : <StateWord state={row.state} />}
          </li>
        ))}
      </ol>
    </section>
  );
}
