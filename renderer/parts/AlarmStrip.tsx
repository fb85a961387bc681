import type { AlarmRow } from '../../domain/contract/operations.ts';
import { clockOf, parseTime } from '../../domain/day.ts';
import { usePlace } from '../place.ts';
import { type Text, useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './alarm-strip.module.css';
import { Mark } from './Mark.tsx';
import { aroundName } from './sentence.ts';

const order = ['unacknowledged', 'acknowledged', 'returned'] as const;
const weight = { high: 0, medium: 1, low: 2 };

/** Unacknowledged before acknowledged before returned; the weightier, then the newer first. Shelved ones are counted. */
export function inStrip(alarms: readonly AlarmRow[]): AlarmRow[] {
  const at = (alarm: AlarmRow) => order.indexOf(alarm.state as (typeof order)[number]);
  return alarms
    .filter((alarm) => at(alarm) >= 0)
    .sort(
      (a, b) =>
        at(a) - at(b) ||
        weight[a.priority] - weight[b.priority] ||
        (parseTime(b.raisedAt) ?? 0) - (parseTime(a.raisedAt) ?? 0),
    );
}

/** On every screen: acknowledged, taken and shelved are three facts. `room`: how many alarms are written out. */
export function AlarmStrip({ room }: { room: number }) {
  const t = useText();
  const words = t.parts.alarms;
  const { date } = usePlace();
  // Beside a past day stand the alarms of this moment, and say so.
  const title = date === null ? words.title : words.titleNow;
  const now = useQuery('alarms.now', {}).value;
  if (!now) return <section className={s.strip} aria-label={title} />;
  const shown = inStrip(now.alarms).slice(0, room);
  return (
    <section className={s.strip} aria-label={title}>
      <h2>{title}</h2>
      {now.flood && <p className={s.flood}>{words.flood}</p>}
      {now.source === 'none' && (
        <p>
          <Mark of="unknown" />
          {words.unknown}
        </p>
      )}
      {now.source !== 'none' && shown.length === 0 && <p>{words.none}</p>}
      {shown.map((alarm) => (
        <AlarmTag key={alarm.id} alarm={alarm} t={t} />
      ))}
      <p className={s.rest}>
        {now.quiet && <span>{words.quiet}</span>}
        <Rest alarms={now.alarms} shown={shown} t={t} />
      </p>
    </section>
  );
}

function AlarmTag({ alarm, t }: { alarm: AlarmRow; t: Text }) {
  const words = t.parts.alarms;
  const { visitor } = usePlace();
  // Who is below target today is provisional: visitors are not told the name.
  const told = visitor && alarm.kind === 'below_target' ? { ...alarm, name: t.wall.masked } : alarm;
  const raised = parseTime(alarm.raisedAt);
  const [before, after] = aroundName(told, t);
  const urgent = alarm.state === 'unacknowledged' && alarm.priority === 'high';
  return (
    <p className={`${s.tag} ${s[alarm.state]} ${urgent ? s.urgent : ''}`} data-alarm={alarm.state}>
      {alarm.state !== 'returned' && <Mark of="alarm" />}
      <span className={s.said}>
        {raised === null ? '' : `${clockOf(raised)} `}
        {before}
        <span className={s.name}>{told.name}</span>
        {after}
      </span>
      <span>
        {alarm.state === 'unacknowledged' && words.unacknowledged}
        {alarm.state === 'returned' && words.returned}
        {alarm.state === 'acknowledged' && alarm.acknowledged && words.acknowledged(alarm.acknowledged.by)}
      </span>
      {alarm.assigned && <span>{words.assigned(alarm.assigned.to)}</span>}
    </p>
  );
}

/** Counts of what isn't written out; a shelved one says when the soonest ends. */
function Rest({ alarms, shown, t }: { alarms: AlarmRow[]; shown: AlarmRow[]; t: Text }) {
  const words = t.parts.alarms;
  const hidden = alarms.filter((alarm) => !shown.includes(alarm));
  const count = (state: AlarmRow['state']) => hidden.filter((alarm) => alarm.state === state).length;
  const ends = hidden
    .flatMap((alarm) => (alarm.state === 'shelved' && alarm.shelved ? [alarm.shelved.until] : []))
    .sort()[0];
  const end = ends === undefined ? null : parseTime(ends);
  const told = [
    ...order.flatMap((state) => (count(state) > 0 ? [words.counts[state](count(state))] : [])),
    ...(count('shelved') > 0
      ? [words.counts.shelved(count('shelved'), end === null ? '' : clockOf(end))]
      : []),
  ];
  if (told.length === 0) return null;
  return (
    <>
      {words.rest}
      {told.map((each) => (
        <span key={each}>{each}</span>
      ))}
    </>
  );
}
