import s from './share-bar.module.css';

/**
 * The only green thing: a share of green plates, all in percent. Solid is the strict share, hatched the suspects,
 * hollow the unread on top. `none`: nothing came (hatched box). `empty`: no release (an empty road). `unknown`: no bar.
 */
export function ShareBar({
  share,
  strict = share,
  unread = 0,
  look = 'share',
}: {
  share: number;
  strict?: number;
  unread?: number;
  look?: 'share' | 'stale' | 'none' | 'empty' | 'unknown';
}) {
  if (look === 'unknown') return <span className={s.unknown} data-share="unknown" />;
  if (look === 'none' || look === 'empty')
    return <span className={`${s.share} ${s[look]}`} data-share={look} aria-hidden="true" />;
  const rest = Math.min(unread, 100 - share);
  return (
    <span
      className={look === 'stale' ? `${s.share} ${s.stale}` : s.share}
      style={{ '--share': share, '--strict': Math.min(strict, share), '--unread': rest }}
      data-share={look}
      aria-hidden="true"
    >
      <i className={s.solid} />
      {rest > 0 && <i className={s.unread} />}
    </span>
  );
}
