import type { MeetingItem } from '../../domain/contract/meetings.ts';
import { parseTime } from '../../domain/day.ts';
import { useText } from '../text.ts';
import { useNow } from '../use.ts';
import { countdown } from './countdown.ts';
import s from './timer.module.css';

/** What is left of the item's minutes; past them it counts up, in words as well as in amber. `asOf`: when it was told. */
export function Timer({ item, asOf }: { item: MeetingItem; asOf: string }) {
  const t = useText().chair;
  const now = useNow();
  const runs = item.state === 'current';
  const used = item.spentMs + (runs ? Math.max(0, now - (parseTime(asOf) ?? now)) : 0);
  const left = item.minutes * 60_000 - used;
  const over = left < 0;
  const part = item.minutes === 0 ? 100 : Math.min(100, (used / (item.minutes * 60_000)) * 100);
  return (
    <div className={s.timer} role="timer" data-over={over || undefined}>
      <p>{over ? t.over : t.left}</p>
      <time>
        {over && '+'}
        {countdown(left)}
      </time>
      <p className={s.of}>{t.used(countdown(used), item.minutes)}</p>
      <span className={s.spent} style={{ '--part': part } as React.CSSProperties} />
    </div>
  );
}
