import type { MeetingView } from '../../domain/contract/meetings.ts';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './chair.module.css';
import { LateOutcomes, LateRemark, LateRest } from './LateEdits.tsx';
import { Outcomes } from './Outcomes.tsx';
import { Scroll } from './Scroll.tsx';

/** A meeting that is over: whether its facts are sealed, by whom, and what came of each item. */
export function Closed({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const { sealed } = view;
  return (
    <Scroll label={t.closed} className={s.itemBody}>
      <header className={s.closedHead}>
        <h1>{sealed ? t.sealed : t.closed}</h1>
        <p>{t.closedHint(sealed !== null)}</p>
      </header>
      {sealed && <SealLines view={view} />}
      <SealedItems view={view} />
    </Scroll>
  );
}

/** What came of each item, and what was written or changed too late for the seal. */
export function SealedItems({ view }: { view: MeetingView }) {
  return (
    <>
      {view.items.map((item) => (
        <article key={item.id}>
          <h2>
            <span className="quiet">{item.number}</span> {item.title}
          </h2>
          <Outcomes item={item} title={false} />
          <LateOutcomes view={view} item={item.id} />
          {item.late.map((late) => (
            <LateRemark key={`${late.by} ${late.text}`} by={late.by} at={late.at}>
              <p>{late.text}</p>
            </LateRemark>
          ))}
        </article>
      ))}
      <LateRest view={view} />
    </>
  );
}

/** The seal that counts, with its state and fingerprint, and what was re-opened before it. */
export function SealLines({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const when = useWhen();
  const { sealed } = view;
  if (!sealed) return null;
  return (
    <div className={s.seal}>
      <p>
        <b>{t.sealBy(sealed.by, when(sealed.at))}</b>
      </p>
      <p data-seal={sealed.state}>
        {sealed.state === 'signed' && <Mark of="info" />}
        {t.sealState[sealed.state]}
      </p>
      {view.minutes === 'missing' && <p>{t.minutesMissing}</p>}
      <p className={s.hash}>
        {t.sealHash} <code>{sealed.hash}</code>
      </p>
      {view.reopened.map(({ at, by, reason }) => (
        <p key={at}>
          {t.reopened(by, when(at))}：{reason}
        </p>
      ))}
    </div>
  );
}
