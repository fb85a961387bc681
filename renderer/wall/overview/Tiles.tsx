import type { Overview } from '../../../domain/contract/overview.ts';
import { COUNTIES, type County } from '../../../domain/county.ts';
import { Ask } from '../../parts/Ask.tsx';
import { deltaText, percentText } from '../../parts/Figure.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { ShareBar } from '../../parts/ShareBar.tsx';
import { type Text, useText } from '../../text.ts';
import s from './tiles.module.css';

export type CountyTile = Overview['counties'][number];

/** How a county's share looks: a share without feed is no zero, and a day without release no share. */
export function lookOf(county: CountyTile): 'share' | 'stale' | 'none' | 'empty' {
  if (county.enterprises > 0 && county.feed === 'none') return 'none';
  if (county.percent === null) return county.freshness === 'none' ? 'none' : 'empty';
  return county.freshness === 'stale' ? 'stale' : 'share';
}

/** Eleven tiles laid out as the places lie; no borders are drawn. */
export function Tiles({ counties, date }: { counties: readonly CountyTile[]; date: string }) {
  const t = useText();
  return (
    <div className={s.map}>
      <ol>
        {COUNTIES.map((place) => (
          <Tile
            key={place.code}
            place={place}
            county={counties.find((each) => each.county === place.code)}
            date={date}
          />
        ))}
      </ol>
      <p className={s.north} aria-hidden="true">
        {t.overview.north[0]}
        <br />
        {t.overview.north[1]}
      </p>
      <p className={s.south} aria-hidden="true">
        {t.overview.south[0]}
        <br />
        {t.overview.south[1]}
      </p>
    </div>
  );
}

function Tile({ place, county, date }: { place: County; county: CountyTile | undefined; date: string }) {
  const t = useText();
  const judged = county !== undefined && (county.state === 'overdue' || county.state === 'behind');
  return (
    <li
      className={judged ? `${s.tile} ${s.abnormal}` : s.tile}
      style={{ '--x': place.x, '--y': place.y }}
      data-county={place.code}
    >
      <h3>{place.short}</h3>
      {county && judged && (
        <p className={s.miss}>
          <Mark of={county.state === 'overdue' ? 'overdue' : 'behind'} />
          {t.overview.belowCount(county.below)}
        </p>
      )}
      {county ? (
        <Share county={county} date={date} t={t} />
      ) : (
        <Words mark="unknown" text={t.common.data.unknown} />
      )}
    </li>
  );
}

function Words({ mark, text }: { mark: 'unknown' | 'no-data' | 'no-traffic'; text: string }) {
  return (
    <p className={s.words}>
      <Mark of={mark} />
      <br />
      {text}
    </p>
  );
}

function Share({ county, date, t }: { county: CountyTile; date: string; t: Text }) {
  const look = lookOf(county);
  if (look === 'none' || look === 'empty')
    return (
      <>
        <Words
          mark={look === 'none' ? 'no-data' : 'no-traffic'}
          text={look === 'none' ? t.common.data.none : t.common.data.noTraffic}
        />
        <span className={s.bar}>
          <ShareBar share={0} look={look} />
        </span>
      </>
    );
  const percent = county.percent ?? 0;
  return (
    <>
      <p className={look === 'stale' ? `${s.figure} ${s.stale}` : s.figure}>
        <Ask question={{ of: 'county', date, county: county.county }} label={county.name}>
          {percentText(percent)}
        </Ask>
      </p>
      <p className={s.delta}>
        {look === 'stale' ? (
          <>
            <Mark of="stale" />
            {t.common.data.stale}
          </>
        ) : (
          county.yesterday !== null && deltaText(percent - county.yesterday)
        )}
      </p>
      <span className={s.bar}>
        <ShareBar share={percent} look={look} />
      </span>
    </>
  );
}
