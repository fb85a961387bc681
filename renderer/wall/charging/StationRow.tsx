import { Mark } from '../../parts/Mark.tsx';
import { useText } from '../../text.ts';
import type { Standing } from '../focus.ts';
import { ems, shortened } from '../pages.ts';
import { useStage } from '../stage.ts';
import s from './charging.module.css';
import { Guns } from './Guns.tsx';
import { type Station, type Trouble, troubles } from './stations.ts';
import { useWhen } from './when.ts';

/** Ems of the name's column on one panel and on two, and guns in one line of theirs; they follow charging.module.css. */
const NAME_EMS = { narrow: 12, wide: 19 };
const LINE_GUNS = 24;
const LINE_U = 31;
const PAD_U = 5;

/** What a company's name ends in, which a wall can do without. */
const LEGAL_FORM = /(?<=..)(?:股份|责任)?有限(?:责任)?公司$/;

/** What stands under the name: where it is, and who answers for it. */
function under(station: Station): string {
  return `${station.countyName} ${station.operator.replace(LEGAL_FORM, '')}`;
}

const columnOf = (wide: boolean): number => (wide ? NAME_EMS.wide : NAME_EMS.narrow);
const linesFor = (text: string, column: number): number => Math.max(1, Math.ceil(ems(text) / column));
const underIn = (station: Station, wide: boolean): string => shortened(under(station), columnOf(wide), 2);

/** Lines of text that a station's row needs: its name is not cut; what stands under it has two lines at most. */
function linesOf(station: Station, wide: boolean): number {
  const found = troubles(station);
  const column = columnOf(wide);
  const left = linesFor(station.name, column) + linesFor(underIn(station, wide), column);
  const guns = Math.ceil(station.connectors.length / LINE_GUNS / 2);
  return Math.max(left, Math.min(found.length, 3), guns, 1);
}

export function heightOf(station: Station, wide: boolean): number {
  return linesOf(station, wide) * LINE_U + PAD_U;
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

export function StationRow({
  station,
  height,
  stands,
}: {
  station: Station;
  height: number;
  stands: Standing;
}) {
  const t = useText().charging;
  const { wide } = useStage();
  const found = troubles(station);
  const silent = station.freshness !== 'fresh';
  return (
    <li
      className={`${s.station} ${found.length > 0 ? s.abnormal : ''}${stands.className}`}
      data-brought={stands.mark}
      style={{ height: `calc(${height} * var(--u))` }}
    >
      <div className={s.name}>
        <h3>{station.name}</h3>
        <p>{underIn(station, wide)}</p>
      </div>
      <Guns station={station} dense={station.connectors.length > LINE_GUNS} />
      <div>
        {found.slice(0, 3).map((trouble) => (
          <Wrong key={trouble.state} trouble={trouble} />
        ))}
        {found.length === 0 && (
          <p>
            {t.normal}
            {station.utilisation !== null && (
              <span className={s.since}> {t.use(Math.floor(station.utilisation))}</span>
            )}
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
