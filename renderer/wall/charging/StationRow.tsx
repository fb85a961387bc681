import { Mark } from '../../parts/Mark.tsx';
import { useText } from '../../text.ts';
import type { Standing } from '../focus.ts';
import s from './charging.module.css';
import { Guns } from './Guns.tsx';
import { ems } from './pages.ts';
import { type Station, type Trouble, troubles } from './stations.ts';
import { useWhen } from './when.ts';

/** Ems that stand in the name's column, and guns that stand in one line of theirs; both follow charging.module.css. */
const NAME_EMS = 12;
const LINE_GUNS = 24;
const LINE_U = 31;
const PAD_U = 5;

/** What a company's name ends in, which a wall can do without. */
const LEGAL_FORM = /(?<=..)(?:股份|责任)?有限(?:责任)?公司$/;

/** What stands under the name: where it is, and who answers for it. */
function under(station: Station): string {
  return `${station.countyName} ${station.operator.replace(LEGAL_FORM, '')}`;
}

const linesFor = (text: string): number => Math.max(1, Math.ceil(ems(text) / NAME_EMS));

/** Lines of text that a station's row needs: nothing is cut, a long name takes as many as it is long. */
export function linesOf(station: Station): number {
  const found = troubles(station);
  const left = linesFor(station.name) + linesFor(under(station));
  const guns = Math.ceil(station.connectors.length / LINE_GUNS / 2);
  return Math.max(left, Math.min(found.length, 3), guns, 1);
}

export function heightOf(station: Station): number {
  return linesOf(station) * LINE_U + PAD_U;
}

function Wrong({ trouble }: { trouble: Trouble }) {
  const t = useText().charging;
  const when = useWhen();
  const word = t.state[trouble.state];
  return (
    <p className={trouble.state === 'fault' ? s.fault : s.wrong}>
      <TroubleMark state={trouble.state} />
      {word} {trouble.whole ? t.whole : t.gunCount(trouble.guns)}
      {trouble.since && <span className={s.since}> {t.since(when(trouble.since))}</span>}
    </p>
  );
}

function TroubleMark({ state }: { state: Trouble['state'] }) {
  if (state === 'stale') return <Mark of="stale" />;
  if (state === 'none') return <Mark of="no-data" />;
  if (state === 'unknown') return <Mark of="unknown" />;
  return (
    <i className={`${s.glyph} ${state === 'fault' ? s.glyphFault : s.glyphOffline}`} aria-hidden="true" />
  );
}

export function StationRow({ station, stands }: { station: Station; stands: Standing }) {
  const t = useText().charging;
  const found = troubles(station);
  const silent = station.freshness !== 'fresh';
  return (
    <li
      className={`${s.station} ${found.length > 0 ? s.abnormal : ''}${stands.className}`}
      data-brought={stands.mark}
      style={{ height: `calc(${heightOf(station)} * var(--u))` }}
    >
      <div className={s.name}>
        <h3>{station.name}</h3>
        <p>{under(station)}</p>
      </div>
      <Guns station={station} dense={station.connectors.length > LINE_GUNS} />
      <div>
        {found.slice(0, 3).map((trouble) => (
          <Wrong key={trouble.state} trouble={trouble} />
        ))}
        {found.length === 0 && (
          <p>
            {t.normal}
            {station.utilisation !== null && <span className={s.since}> {t.use(station.utilisation)}</span>}
          </p>
        )}
      </div>
      <p className={silent ? `${s.kwh} ${s.old}` : s.kwh}>
        {station.kwhToday === null ? (
          <Mark of="unknown" />
        ) : (
          Math.floor(station.kwhToday).toLocaleString('en')
        )}
      </p>
    </li>
  );
}
