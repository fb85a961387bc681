import { dayOf, parseTime, startOfDay } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { useText } from '../../text.ts';
import { useNow, useQuery } from '../../use.ts';
import { type Brought, bringsStation, broughtFirst, standing } from '../focus.ts';
import type { SceneProps } from '../scenes.ts';
import { usePage } from '../stage.ts';
import s from './charging.module.css';
import { GunStrip } from './Guns.tsx';
import { Load } from './Load.tsx';
import { pinned, useRoom } from './pages.ts';
import { heightOf, StationRow } from './StationRow.tsx';
import {
  type Chargers,
  countGuns,
  gunStates,
  inOrder,
  type Station,
  troubles,
  utilisation,
} from './stations.ts';
import { Waiting } from './Waiting.tsx';

/** The charging scene: guns by status, stations with faults and silent ones first, the load over the day. */
export function Charging({ date, of }: SceneProps) {
  const now = useNow(12_000);
  const day = date ?? dayOf(now);
  const { value: chargers, error } = useQuery('chargers.now', date === null ? {} : { date });
  const load = useQuery('chargers.load', { date: day }).value;
  const upTo = Math.min(96, Math.max(0, Math.ceil((now - startOfDay(day)) / 900_000)));
  if (!chargers) return <Waiting error={error} />;
  const counts = countGuns(chargers.stations);
  return (
    <div className={s.scene}>
      <Side chargers={chargers} />
      {chargers.stations.length === 0 ? (
        <Empty />
      ) : (
        <>
          <div className={s.strip}>
            <GunStrip counts={counts} />
          </div>
          <Stations stations={inOrder(chargers.stations)} of={of} />
        </>
      )}
      <div className={s.load}>{load && <Load load={load} upTo={upTo} />}</div>
    </div>
  );
}

function Side({ chargers }: { chargers: Chargers }) {
  const t = useText().charging;
  const use = utilisation(countGuns(chargers.stations));
  return (
    <section className={s.side} aria-label={t.utilisation}>
      <h2>{t.utilisation}</h2>
      {use.percent === null ? (
        <p className={s.unknown}>
          <Mark of="unknown" />
          {t.state.unknown}
        </p>
      ) : (
        <p className={s.figure}>
          <Ask
            label={t.utilisation}
            question={{
              of: 'given',
              title: t.utilisation,
              answer: {
                figure: { value: `${use.percent}`, unit: '%' },
                rule: t.rule,
                target: t.noTarget,
                records: {
                  heads: [t.stations, ...gunStates.map((state) => t.state[state])],
                  rows: inOrder(chargers.stations).map((station) => {
                    const counts = countGuns([station]);
                    return [station.name, ...gunStates.map((state) => `${counts[state]}`)];
                  }),
                },
              },
            }}
          >
            {use.percent}
          </Ask>
          <small>%</small>
        </p>
      )}
      {use.usable > 0 && (
        <p>
          {t.inUse} <b>{use.charging}</b>
          {t.ofUsable(use.usable)}
        </p>
      )}
      {use.uncertain > 0 && <p className={s.quiet}>{t.uncertain(use.uncertain)}</p>}
      <p className={s.pair}>
        <span>{t.noTarget}</span>
        <Age at={chargers.asOf === null ? null : parseTime(chargers.asOf)} />
      </p>
      <p className={s.sums}>
        {(['stations', 'piles', 'guns'] as const).map((each) => (
          <span key={each}>
            {t[each]} {chargers.asOf === null ? <Mark of="unknown" /> : <b>{chargers.totals[each]}</b>}
          </span>
        ))}
      </p>
    </section>
  );
}

function Stations({ stations, of }: { stations: Station[]; of: Brought | null }) {
  const t = useText().charging;
  const [ref, room] = useRoom();
  const brings = (station: Station) => bringsStation(of, station);
  const { pinned: top, parts } = pinned(broughtFirst(stations, brings), brings, heightOf, Math.max(room, 1));
  const at = usePage(parts.length);
  const shown = [...top, ...(parts[at] ?? [])];
  const rest = stations.length - shown.length;
  const calm = stations.filter((station) => troubles(station).length === 0).length;
  return (
    <section className={s.stations} aria-label={t.stations}>
      <p className={s.heads} aria-hidden="true">
        <span>{t.heads.station}</span>
        <span>{t.heads.guns}</span>
        <span>{t.heads.state}</span>
        <span>{t.heads.kwh}</span>
      </p>
      <ol className={s.rows} ref={ref}>
        {room > 0 &&
          shown.map((station) => (
            <StationRow key={station.station} station={station} stands={standing(of, brings(station))} />
          ))}
      </ol>
      <p className={s.more}>
        <span>
          {t.allShown(stations.length)}　{t.calm(calm)}
        </span>
        {rest > 0 && (
          <span>
            <b>{t.more(rest)}</b>　{t.page(at + 1, parts.length)}
          </span>
        )}
      </p>
    </section>
  );
}

function Empty() {
  const t = useText().charging;
  return (
    <section className={s.empty}>
      <h2>{t.empty}</h2>
      <p>{t.emptyHint}</p>
    </section>
  );
}
