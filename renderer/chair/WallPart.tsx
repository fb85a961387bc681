import type { MeetingView } from '../../domain/contract/meetings.ts';
import type { Output } from '../../domain/contract.ts';
import { clockOf, parseTime } from '../../domain/day.ts';
import { boundTo } from '../../domain/focus.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { Picture } from '../wall/Picture.tsx';
import { scenes } from '../wall/scenes.ts';
import { type Acting, aroundItem, mayDo } from './use-meeting.ts';
import s from './wall-part.module.css';

/** What hangs on the wall, small and live, and the keys that change it. `preview`: the next item's picture instead. */
export function WallPart({
  view,
  acting,
  preview,
  onPreview,
  others,
}: {
  view: MeetingView;
  acting: Acting;
  preview: boolean;
  onPreview(on: boolean): void;
  /** Scenes offered by name beside the item's own. */
  others: readonly string[];
}) {
  const text = useText();
  const t = text.chair;
  const now = useQuery('wall.now', {}).value;
  const { next } = aroundItem(view);
  const coming = next ? boundTo(next.scene, next.links) : null;
  const shown = preview ? (coming?.scene ?? null) : (now?.scene ?? null);
  const params = (preview ? coming?.params : now?.params) ?? {};
  const title = (id: string) => scenes.find((scene) => scene.id === id)?.title(text) ?? id;
  const may = mayDo(view, 'meeting.show');
  return (
    <section className={s.wall} aria-label={t.wall}>
      <h2>
        {t.wall} <small>{modeText(view, now, t.wallMode)}</small>
      </h2>
      {shown === null ? (
        <p className={s.blank}>{preview ? t.noScene : t.rotating}</p>
      ) : (
        <Picture scene={shown} params={params} />
      )}
      <p className={s.caption} role="status">
        {preview && shown !== null ? t.previewing(title(shown)) : <Caption now={now} title={title} />}
      </p>
      {may && (
        <div className={s.keys}>
          <WallButtons view={view} acting={acting} />
          {others.map((scene) => (
            <button
              key={scene}
              type="button"
              onClick={() => void acting.act('meeting.show', t.wall, { meeting: view.id, scene })}
            >
              {title(scene)}
            </button>
          ))}
          {coming && (
            <button type="button" aria-pressed={preview} onClick={() => onPreview(!preview)}>
              {preview ? t.previewOff : t.preview}
            </button>
          )}
        </div>
      )}
    </section>
  );
}

function modeText(
  view: MeetingView,
  now: Output<'wall.now'> | undefined,
  words: ReturnType<typeof useText>['chair']['wallMode'],
): string {
  if (!now) return '';
  if (now.mode !== 'meeting') return view.state === 'running' ? words.released : words.rotate;
  if (now.hold) return words.held;
  return view.wall?.follows ? words.follows : words.shown;
}

function Caption({ now, title }: { now: Output<'wall.now'> | undefined; title(id: string): string }) {
  const t = useText().chair;
  if (!now || now.scene === null) return null;
  const at = now.at === null ? null : parseTime(now.at);
  return (
    <>
      {t.onWall(title(now.scene))}
      {at !== null && `　${t.since(clockOf(at))}`}
      {now.hold && `　${t.held}`}
    </>
  );
}

/** Hold and release, or back to the item's own where the wall shows something else. */
function WallButtons({ view, acting }: { view: MeetingView; acting: Acting }) {
  const t = useText().chair;
  const { wall } = view;
  const { current } = aroundItem(view);
  const shows = wall !== null && wall.scene !== null;
  const own = current ? boundTo(current.scene, current.links) : null;
  return (
    <>
      {shows && (
        <button
          type="button"
          className={s.on}
          onClick={() => void acting.act('meeting.release', t.release, { meeting: view.id })}
        >
          {t.release}
        </button>
      )}
      {shows && (
        <button
          type="button"
          aria-pressed={wall.hold}
          onClick={() => void acting.act('meeting.hold', t.hold, { meeting: view.id, hold: !wall.hold })}
        >
          {t.hold}
        </button>
      )}
      {own && !(wall?.follows && shows) && (
        <button
          type="button"
          onClick={() =>
            void acting.act('meeting.show', t.back, {
              meeting: view.id,
              scene: own.scene,
              params: own.params,
            })
          }
        >
          {t.back}
        </button>
      )}
    </>
  );
}
