import { dayOf, parseTime, startOfDay } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { useText } from '../../text.ts';
import { useNow, useQuery } from '../../use.ts';
import { type Brought, bringsStation, broughtFirst, standing } from '../focus.ts';
import { Paged } from '../Paged.tsx';
import type { SceneProps } from '../scenes.ts';
import { useStage } from '../stage.ts';
import { Waiting } from '../Waiting.tsx';
import s from './charging.module.css';
import { GunStrip } from './Guns.tsx';
import { Load } from './Load.tsx';
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
          <Stations stations={inOrder(chargers.stations)} of={of} past={date !== null} />
        </>
      )}
      <div className={s.load}>{load && <Load load={load} upTo={upTo} past={date !== null} />}</div>
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

function Stations({ stations, of, past }: { stations: Station[]; of: Brought | null; past: boolean }) {
  const t = useText().charging;
  const { wide } = useStage();
  const brings = (station: Station) => bringsStation(of, station);
  const tall = (station: Station) => heightOf(station, wide);
  const calm = stations.filter((station) => troubles(station).length === 0).length;
  return (
    <Paged
      label={t.stations}
      className={s.stations}
      columns={s.columns}
      heads={[t.heads.station, t.heads.guns, t.heads.state, past ? t.heads.kwhOf : t.heads.kwh]}
      items={broughtFirst(stations, brings)}
      heightOf={tall}
      stays={brings}
      row={(station) => (
        <StationRow
          key={station.station}
          station={station}
          height={tall(station)}
          stands={standing(of, brings(station))}
        />
      )}
      words={t}
      beside={`${t.allShown(stations.length)}　${t.calm(calm)}`}
    />
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
