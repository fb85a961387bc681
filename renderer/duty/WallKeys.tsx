import { useState } from 'react';
import frame from '../desk/frame.module.css';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { scenes } from '../wall/scenes.ts';
import { useReason } from './ActForm.tsx';
import s from './duty.module.css';

/** Drives the wall: choose a scene, hold it, give it back to rotation. Says what is up and who put it there. */
export function WallKeys({ may, reason }: { may: boolean; reason: string }) {
  const all = useText();
  const t = all.duty;
  const call = useCall();
  const when = useWhen();
  const why = useReason();
  const now = useQuery('wall.now', {}).value;
  const [hold, setHold] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const send = async (scene: string | null) => {
    setWrong(null);
    try {
      await call('wall.send', { scene, hold: scene === null ? false : hold });
    } catch (error) {
      setWrong(t.failed(t.act.send, why(error)));
    }
  };
  const titleOf = (id: string) => {
    const scene = scenes.find((each) => each.id === id);
    return scene ? scene.title(all) : id;
  };
  return (
    <section aria-label={t.wall}>
      <h2>
        {t.wall} <small>{now && t.wallMode[now.mode]}</small>
      </h2>
      {now?.scene && (
        <p>
          {t.wallNow(titleOf(now.scene))}
          {now.by && now.at && `　${t.wallBy(now.by, when(now.at))}`}
          {now.hold && `　${t.held}`}
        </p>
      )}
      {may ? (
        <>
          <fieldset className={s.sceneKeys}>
            <legend className="sr-only">{t.choose}</legend>
            {scenes.map((scene) => (
              <button
                key={scene.id}
                type="button"
                aria-pressed={now?.scene === scene.id && now.mode !== 'rotate'}
                onClick={() => void send(scene.id)}
              >
                {scene.title(all)}
              </button>
            ))}
          </fieldset>
          <p className={s.holdLine}>
            <label>
              <input type="checkbox" checked={hold} onChange={(event) => setHold(event.target.checked)} />
              {t.hold}
            </label>
            <button type="button" onClick={() => void send(null)}>
              {t.release}
            </button>
          </p>
        </>
      ) : (
        <p className={frame.quiet}>{reason}</p>
      )}
      {wrong && (
        <p role="alert" className={frame.refused}>
          {wrong}
        </p>
      )}
    </section>
  );
}
