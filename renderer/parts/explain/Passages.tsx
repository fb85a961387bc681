import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef, useState } from 'react';
import type { ExplainedPassage } from '../../../domain/contract/gates.ts';
import { useText } from '../../text.ts';
import { Mark } from '../Mark.tsx';
import { Plate } from '../Plate.tsx';
import s from './explain.module.css';

const picks = {
  all: () => true,
  green: (each: ExplainedPassage) => each.outcome === 'released' && each.green,
  released: (each: ExplainedPassage) => each.outcome === 'released',
  suspect: (each: ExplainedPassage) => each.suspect,
  unread: (each: ExplainedPassage) => each.outcome === 'released' && each.unread,
  leftOut: (each: ExplainedPassage) => each.outcome === 'left_out',
};
type Pick = keyof typeof picks;

/** Every passage of the day, counted or left out, with the reason; a day may hold thousands, so rows are virtual. */
export function Passages({
  passages,
  left,
  missing,
  expired,
}: {
  passages: ExplainedPassage[];
  left: Record<string, number>;
  missing: boolean;
  /** Last day on which they were kept, where they are deleted. */
  expired: string | null;
}) {
  const t = useText().parts.explain;
  const [pick, setPick] = useState<Pick>('all');
  const shown = passages.filter(picks[pick]);
  const leftOut = Object.values(left).reduce((sum, count) => sum + count, 0);
  if (missing || expired !== null)
    return (
      <section className={s.records}>
        <h3>
          {expired === null && <Mark of="unknown" />}
          {expired === null ? t.notDownloaded : t.expired}
        </h3>
        <p>{expired === null ? t.notDownloadedHint : t.expiredHint(expired)}</p>
        {leftOut > 0 && (
          <p>
            {t.leftOut} {leftOut}
          </p>
        )}
      </section>
    );
  return (
    <section className={s.records} aria-label={t.records}>
      <div className={s.picks}>
        {(Object.keys(picks) as Pick[]).map((each) => (
          <button key={each} type="button" aria-pressed={each === pick} onClick={() => setPick(each)}>
            {t[each]} <b>{passages.filter(picks[each]).length}</b>
          </button>
        ))}
      </div>
      <p className={s.heads} aria-hidden="true">
        <span>{t.heads.at}</span>
        <span>{t.heads.gate}</span>
        <span>{t.heads.plate}</span>
        <span>{t.heads.type}</span>
        <span>{t.heads.outcome}</span>
        <span>{t.heads.why}</span>
      </p>
      {shown.length === 0 ? <p className="quiet">{t.empty}</p> : <Rows passages={shown} />}
    </section>
  );
}

function Rows({ passages }: { passages: ExplainedPassage[] }) {
  const frame = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: passages.length,
    getScrollElement: () => frame.current,
    estimateSize: () => 48,
    overscan: 8,
  });
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
    <div className={s.scroll} ref={frame} tabIndex={0}>
      <ol style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {virtual.getVirtualItems().map((item) => {
          const each = passages[item.index];
          return each ? (
            <li
              key={each.id}
              ref={virtual.measureElement}
              data-index={item.index}
              className={s.record}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <PassageRow passage={each} />
            </li>
          ) : null;
        })}
      </ol>
    </div>
  );
}

function PassageRow({ passage }: { passage: ExplainedPassage }) {
  const t = useText().parts.explain;
  return (
    <>
      <time>{passage.at.slice(11, 19)}</time>
      <span>{passage.gate}</span>
      <span>
        {passage.plate === null ? (
          <i className="quiet">{t.noPlate}</i>
        ) : (
          <Plate plate={passage.plate} doubtful={passage.suspect} />
        )}
      </span>
      <span>{passage.vehicleType ?? '—'}</span>
      <span className={passage.outcome === 'released' ? s.counted : 'quiet'}>
        {t.outcome[passage.outcome]}
      </span>
      <span>{passage.why}</span>
    </>
  );
}
