import { COUNTIES, type County } from '../../../domain/county.ts';
import { Ask } from '../../parts/Ask.tsx';
import { deltaText, percentText } from '../../parts/Figure.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { ShareBar } from '../../parts/ShareBar.tsx';
import { StateWord } from '../../parts/StateWord.tsx';
import { usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import { bringsCounty, type Standing, standing } from '../focus.ts';
import { type CountyTile, lookOf } from '../overview/Tiles.tsx';
import type { SceneProps } from '../scenes.ts';
import { Waiting } from '../Waiting.tsx';
import s from './map.module.css';

/** The eleven counties as tiles where they lie: share, enterprises below, charging stations, running cases. */
export function MapScene({ date, of }: SceneProps) {
  const t = useText();
  const { value: told, error } = useQuery('overview.now', date === null ? {} : { date });
  if (!told) return <Waiting error={error} />;
  return (
    <section className={s.scene}>
      <p className={s.subtitle}>
        <span>{t.map.subtitle}</span>
        <span>
          {told.unplaced !== null && told.unplaced > 0 && <b>{t.map.unplaced(told.unplaced)}　</b>}
          {t.map.legend}
        </span>
      </p>
      <ol className={s.map}>
        {COUNTIES.map((place) => (
          <Place
            key={place.code}
            place={place}
            county={told.counties.find((each) => each.county === place.code)}
            date={told.date}
            stands={standing(of, bringsCounty(of, place.code))}
          />
        ))}
      </ol>
      <p className={s.north} aria-hidden="true">
        {t.overview.north.join('　')}
      </p>
      <p className={s.south} aria-hidden="true">
        {t.overview.south.join('　')}
      </p>
    </section>
  );
}

function Place({
  place,
  county,
  date,
  stands,
}: {
  place: County;
  county: CountyTile | undefined;
  date: string;
  stands: Standing;
}) {
  const t = useText();
  const english = usePlace().language === 'en';
  const judged = county && county.state !== 'normal' && county.state !== 'none';
  return (
    <li
      className={`${s.tile} ${judged ? s.abnormal : ''}${stands.className}`}
      data-brought={stands.mark}
      style={{ '--x': place.x, '--y': place.y }}
      data-county={place.code}
    >
      <h2>
        {english ? place.en.replace('Demonstration Zone', 'Demo zone') : place.short}
        {county && lookOf(county) === 'stale' && (
          <span className={s.old}>
            <Mark of="stale" />
            <span className={english ? 'sr-only' : undefined}>{t.common.data.stale}</span>
          </span>
        )}
      </h2>
      {county ? (
        <Told county={county} date={date} />
      ) : (
        <p>
          <Mark of="unknown" />
          {t.common.data.unknown}
        </p>
      )}
    </li>
  );
}

function Told({ county, date }: { county: CountyTile; date: string }) {
  const t = useText();
  const look = lookOf(county);
  const hasShare = look === 'share' || look === 'stale';
  const percent = county.percent ?? 0;
  return (
    <>
      <p className={s.share}>
        {hasShare ? (
          <Ask
            question={{ of: 'county', date, county: county.county }}
            label={county.name}
            className={look === 'stale' ? `${s.figure} ${s.stale}` : s.figure}
          >
            {percentText(percent)}
          </Ask>
        ) : (
          <span className={s.words}>
            <Mark of={look === 'none' ? 'no-data' : 'no-traffic'} />
            {look === 'none' ? t.common.data.none : t.common.data.noTraffic}
          </span>
        )}
        {(county.state === 'overdue' || county.state === 'behind') && <StateWord state={county.state} />}
      </p>
      <p className={s.counts}>
        <span>{county.enterprises === 0 ? t.map.none : t.map.plants(county.below, county.enterprises)}</span>
        {look === 'share' && county.yesterday !== null && (
          <span className="quiet">{deltaText(percent - county.yesterday)}</span>
        )}
      </p>
      <p className={s.counts}>
        <span>{t.map.stations(county.stations)}</span>
        <span>{t.map.events(county.events)}</span>
      </p>
      <span className={s.bar}>
        <ShareBar share={percent} look={look} />
      </span>
    </>
  );
}
