import type { WallNow } from '../../domain/contract/overview.ts';
import { DemoMark } from '../parts/DemoMark.tsx';
import type { Place } from '../place.ts';
import { useUnit } from '../profile.ts';
import { useText } from '../text.ts';
import s from './wall.module.css';

/** What a viewer must know of the screen itself: demonstration, visitors, held, driven from the desk. */
export function Marks({ place, held, sent }: { place: Place; held: boolean; sent: WallNow | undefined }) {
  const t = useText().wall;
  const { unit, wanted } = useUnit(place.display);
  return (
    <span className={s.marks}>
      <DemoMark />
      {place.visitor && <span data-visitor="">{t.visitor}</span>}
      {sent && (
        <span data-sent={sent.mode}>{sent.mode === 'meeting' ? t.meeting : t.sent(sent.by ?? '')}</span>
      )}
      {unit < wanted && <span data-small="">{t.small}</span>}
      {held && <span data-held="">{t.held}</span>}
    </span>
  );
}
