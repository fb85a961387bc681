import { useText } from '../text.ts';
import { useConnected, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './sync-line.module.css';

/** Saved here, stored at the office, waiting since when: in plain words and numbers. Being offline has no colour. */
export function SyncLine() {
  const t = useText().desk.sync;
  const when = useWhen();
  const here = useConnected();
  const sync = useQuery('sync.status', {}).value;
  if (!here) return <p className={s.sync}>{t.console}</p>;
  if (!sync) return <p className={s.sync} />;
  const last = sync.lastSync === null ? t.never : t.since(when(sync.lastSync));
  return (
    <p className={s.sync} role="status">
      {sync.connected ? (
        <b>{sync.waiting > 0 ? t.linked : sync.lastSync === null ? t.same : t.sameAt(when(sync.lastSync))}</b>
      ) : (
        <>
          <b>{(sync.trouble && t.away[sync.trouble]) ?? t.awayElse}</b>
          <span>{last}</span>
          <span>{t.local}</span>
        </>
      )}
      <span>
        {sync.waiting > 0 && sync.waitingSince !== null
          ? t.waiting(sync.waiting, when(sync.waitingSince))
          : t.nothingWaits}
      </span>
      {sync.newer > 0 && <b>{t.newer(sync.newer)}</b>}
      {sync.quarantined > 0 && <b>{t.quarantined(sync.quarantined)}</b>}
    </p>
  );
}

/** The same in two words, for a head; the whole line is its title. */
export function SyncShort() {
  const t = useText().desk.sync;
  const here = useConnected();
  const sync = useQuery('sync.status', {}).value;
  if (!here) return <b>{t.short.gone}</b>;
  if (!sync) return null;
  const waits = sync.waiting > 0 ? t.short.waiting(sync.waiting) : '';
  if (!sync.connected)
    return (
      <>
        <b>{t.short.away}</b> {waits}
      </>
    );
  return waits || t.short.same;
}
