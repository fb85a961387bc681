import { useText } from '../../text.ts';
import s from './guns.module.css';
import { type GunState, gunState, gunStates, type Station } from './stations.ts';

/** A station's guns as small marks, worst first; the words stand on the strip above, and are read out here. */
export function Guns({ station, dense }: { station: Station; dense: boolean }) {
  const t = useText().charging;
  const states = station.connectors.map(gunState).sort((a, b) => gunStates.indexOf(a) - gunStates.indexOf(b));
  const said = gunStates
    .map((state) => [state, states.filter((each) => each === state).length] as const)
    .filter(([, count]) => count > 0)
    .map(([state, count]) => `${t.state[state]} ${count}`)
    .join('，');
  return (
    <span className={dense ? `${s.marks} ${s.dense}` : s.marks} role="img" aria-label={said}>
      {states.map((state, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks of one state are alike, their place is their identity
        <i key={index} className={`${s.gun} ${s[state]}`} />
      ))}
    </span>
  );
}

/** All guns as one strip with words and counts: also the legend of every mark below it. */
export function GunStrip({ counts }: { counts: Record<GunState, number> }) {
  const t = useText().charging;
  return (
    <section aria-label={t.guns}>
      <div className={s.strip} aria-hidden="true">
        {gunStates
          .filter((state) => counts[state] > 0)
          .map((state) => (
            <i key={state} className={`${s.gun} ${s[state]}`} style={{ '--n': counts[state] }} />
          ))}
      </div>
      <p className={`${s.words} ${s.word}`}>
        {gunStates.map((state) => (
          <span key={state} className={counts[state] === 0 ? s.none : state === 'fault' ? s.bad : undefined}>
            <i className={`${s.gun} ${s[state]}`} aria-hidden="true" />
            {t.state[state]} <b>{counts[state]}</b>
          </span>
        ))}
      </p>
    </section>
  );
}
