import type { CountySum } from '../../../domain/contract/gates.ts';
import { Ask } from '../../parts/Ask.tsx';
import { percentText } from '../../parts/Figure.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { ShareBar } from '../../parts/ShareBar.tsx';
import { useText } from '../../text.ts';
import { type Brought, bringsCounty, type Standing, standing } from '../focus.ts';
import { lookOf } from '../overview/Tiles.tsx';
import s from './counties.module.css';

/** Counties ranked, last place first, because the last one speaks. */
export function Counties({
  counties,
  date,
  of,
}: {
  counties: readonly CountySum[];
  date: string;
  of: Brought | null;
}) {
  const t = useText();
  return (
    <section className={s.counties}>
      <h2>
        {t.gates.counties}
        <br />
        <span className="quiet">{t.gates.lastFirst}</span>
      </h2>
      <ol>
        {counties.map((county) => (
          <County
            key={county.county}
            county={county}
            date={date}
            stands={standing(of, bringsCounty(of, county.county))}
          />
        ))}
      </ol>
    </section>
  );
}

function County({ county, date, stands }: { county: CountySum; date: string; stands: Standing }) {
  const t = useText();
  const look = lookOf({ ...county, stations: 0, events: 0 });
  const judged = county.state === 'overdue' || county.state === 'behind';
  return (
    <li className={stands.className} data-county={county.county} data-brought={stands.mark}>
      <h3>
        {county.name}
        {look === 'stale' && judged && <Mark of="stale" />}
      </h3>
      {look === 'share' || look === 'stale' ? (
        <p className={look === 'stale' ? `${s.figure} ${s.stale}` : s.figure}>
          <Ask question={{ of: 'county', date, county: county.county }} label={county.name}>
            {percentText(county.percent)}
          </Ask>
          {judged && <Mark of={county.state === 'overdue' ? 'overdue' : 'behind'} />}
          {look === 'stale' && !judged && <Mark of="stale" />}
        </p>
      ) : (
        <p className={s.words}>{look === 'none' ? t.common.data.none : t.common.data.noTraffic}</p>
      )}
      <span className={s.bar}>
        <ShareBar share={county.percent ?? 0} look={look} />
      </span>
    </li>
  );
}
