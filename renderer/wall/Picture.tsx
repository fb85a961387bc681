import { useEffect, useRef, useState } from 'react';
import { focusOf } from '../../domain/focus.ts';
import { AlarmStrip } from '../parts/AlarmStrip.tsx';
import { Masthead } from '../parts/Masthead.tsx';
import { useText } from '../text.ts';
import { useNow } from '../use.ts';
import { Bringing, FocusLine } from './Focus.tsx';
import { Guard } from './Guard.tsx';
import s from './picture.module.css';
import { scenes } from './scenes.ts';
import { StageContext } from './stage.ts';
import { Title } from './Title.tsx';

/** The usual display: what a panel of 1920 × 1080 shows at 1.25 pixels to the arc minute. */
const WIDTH = 1920;
const STAGE = { width: 1536, height: 864, wide: false };

/** A scene as the wall shows it, live and small: a picture to look at, out of the keyboard's and the reader's way. */
export function Picture({
  scene,
  params = {},
}: {
  scene: string;
  params?: Readonly<Record<string, string>>;
}) {
  const t = useText();
  const frame = useRef<HTMLDivElement>(null);
  const [scale, setScale] = useState(0);
  const [failed, setFailed] = useState<string | null>(null);
  const [since] = useState(useNow());
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setScale((entry?.contentRect.width ?? 0) / WIDTH));
    if (frame.current) watch.observe(frame.current);
    return () => watch.disconnect();
  }, []);
  const shown = scenes.find((each) => each.id === scene);
  return (
    <div className={s.frame} ref={frame} data-picture={scene}>
      {shown && failed !== scene ? (
        <div className={s.wall} data-theme="wall" style={{ scale: String(scale) }} aria-hidden="true" inert>
          <StageContext value={{ ...STAGE, since }}>
            <Masthead date={null}>
              {shown.head ? <shown.head date={null} /> : <Title scene={shown} />}
            </Masthead>
            <Bringing focus={focusOf(params)} date={null}>
              {(of) => (
                <>
                  {of && <FocusLine of={of} scene={shown} date={null} />}
                  <div className={s.room}>
                    <Guard key={scene} scene={scene} onFail={setFailed}>
                      <shown.component date={null} of={of} />
                    </Guard>
                  </div>
                </>
              )}
            </Bringing>
            <AlarmStrip room={1} />
          </StageContext>
        </div>
      ) : (
        <p className={s.none}>{t.wall.nothing}</p>
      )}
    </div>
  );
}
