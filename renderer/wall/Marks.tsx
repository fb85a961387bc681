import type { WallNow } from '../../domain/contract/overview.ts';
import { DemoMark } from '../parts/DemoMark.tsx';
import type { Place } from '../place.ts';
import { useText } from '../text.ts';
import s from './wall.module.css';

/** What a viewer must know of the screen itself: demonstration, visitors, held, driven from the desk. */
export function Marks({ place, held, sent }: { place: Place; held: boolean; sent: WallNow | undefined }) {
  const t = useText().wall;
  return (
    <span className={s.marks}>
      <DemoMark />
      {place.visitor && <span data-visitor="">{t.visitor}</span>}
      {sent && (
        <span data-sent={sent.mode}>{sent.mode === 'meeting' ? t.meeting : t.sent(sent.by ?? '')}</span>
      )}
      {held && <span data-held="">{t.held}</span>}
    </span>
  );
}
