import { useText } from '../text.ts';
import { useConnected } from '../use.ts';
import s from './trouble.module.css';
import type { Acting } from './use-meeting.ts';

/** What stands in the way: the console is away, or an act was refused. */
export function Trouble({ acting }: { acting: Acting }) {
  const t = useText().chair;
  const here = useConnected();
  return (
    <>
      {!here && (
        <p role="status" className={s.gone}>
          {t.away}
        </p>
      )}
      {acting.wrong !== null && (
        <p role="alert" className={s.wrong}>
          {acting.wrong}
          <button type="button" onClick={acting.clear}>
            {t.dismiss}
          </button>
        </p>
      )}
    </>
  );
}
