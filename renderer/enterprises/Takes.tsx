import { useState } from 'react';
import { Link } from 'wouter';
import type { Output } from '../../domain/contract.ts';
import { countyName } from '../../domain/county.ts';
import frame from '../desk/frame.module.css';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './enterprises.module.css';
import { pathOf } from './place.ts';
import { Read } from './Read.tsx';
import { shareText } from './State.tsx';

type Takes = Output<'gates.takes'>;
type Line = Pick<Takes['city'], 'released' | 'percent' | 'now' | 'next'>;

const VIEWS = ['byTier', 'byCounty', 'byEnterprise'] as const;

/** Trips and trucks short of the target in force and of the next one: city, tiers, counties, enterprises. */
export function TakesBoard() {
  const t = useText().enterprises;
  const answer = useQuery('gates.takes', {});
  const [view, setView] = useState<(typeof VIEWS)[number]>('byTier');
  return (
    <main className={s.page}>
      <div className={s.head}>
        <h1>{t.takes}</h1>
        {VIEWS.map((each) => (
          <button type="button" key={each} aria-pressed={each === view} onClick={() => setView(each)}>
            {t[each]}
          </button>
        ))}
        {answer.value && <p>{t.date(answer.value.date)}</p>}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.scroll} aria-label={t.takes} tabIndex={0}>
        <Read answer={answer}>
          {(value) => (
            <>
              <Board value={value} view={view} />
              <p>
                {t.fleet(
                  value.fleet.inService === null ? t.fleetAway : t.trucks(value.fleet.inService),
                  value.fleet.promised,
                )}
              </p>
              <p className={frame.quiet}>
                {t.sumHint}
                {t.perTruck(value.tripsPerTruck)}
              </p>
            </>
          )}
        </Read>
      </section>
    </main>
  );
}

function Board({ value, view }: { value: Takes; view: (typeof VIEWS)[number] }) {
  const t = useText().enterprises;
  const { language } = usePlace();
  const heads = t.takesHeads;
  const lacks = (line: Line) => line.next.trips ?? -1;
  const enterprises = [...value.enterprises].sort(
    (a, b) => lacks(b) - lacks(a) || (a.name < b.name ? -1 : 1),
  );
  return (
    <table className={`${s.table} ${s.takes}`}>
      <thead>
        <tr>
          <th scope="col">{heads.name}</th>
          {[heads.share, heads.now, heads.trucks, heads.next, heads.trucks].map((head, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a head is its column
            <th scope="col" key={index} className={s.number}>
              {head}
            </th>
          ))}
          {view === 'byEnterprise' && (
            <th scope="col" className={s.number}>
              {heads.promised}
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {view === 'byTier' &&
          value.tiers.map((each) => <TakesRow key={each.tier} name={t.tierName[each.tier]} of={each} />)}
        {view === 'byCounty' &&
          value.counties
            .filter(({ released }) => released > 0)
            .sort((a, b) => lacks(b) - lacks(a))
            .map((each) => <TakesRow key={each.county} name={countyName(each.county, language)} of={each} />)}
        {view === 'byEnterprise' &&
          enterprises.map((each) => (
            <TakesRow
              key={each.enterprise}
              name={<Link href={pathOf(each.enterprise)}>{each.name}</Link>}
              of={each}
              promised={t.trucks(each.promised)}
            />
          ))}
        <TakesRow
          name={<b>{t.city}</b>}
          of={value.city}
          {...(view === 'byEnterprise' ? { promised: t.trucks(value.fleet.promised) } : {})}
        />
      </tbody>
    </table>
  );
}

function TakesRow({ name, of, promised }: { name: React.ReactNode; of: Line; promised?: string }) {
  const t = useText().enterprises;
  const { trips: tripsText, trucks: trucksText } = t;
  const trips = (count: number | null) => (count === null ? '—' : count === 0 ? t.enough : tripsText(count));
  const trucks = (count: number | null) => (count ? trucksText(count) : '—');
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className={s.number}>{shareText(of.percent)}</td>
      <td className={s.number}>{trips(of.now.trips)}</td>
      <td className={s.number}>{trucks(of.now.trucks)}</td>
      <td className={s.number}>
        {trips(of.next.trips)}
        {of.next.value !== null && of.next.dueOn !== null && (
          <small className={s.sub}>{t.nextTarget(of.next.value, of.next.dueOn)}</small>
        )}
      </td>
      <td className={s.number}>{trucks(of.next.trucks)}</td>
      {promised !== undefined && <td className={s.number}>{promised}</td>}
    </tr>
  );
}
