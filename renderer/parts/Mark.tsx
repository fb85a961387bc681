import s from './mark.module.css';

/** Work: overdue, behind, due, info. Alarm. Data: stale, no-data, no-traffic, unknown. */
export type MarkName =
  | 'overdue'
  | 'behind'
  | 'due'
  | 'info'
  | 'alarm'
  | 'stale'
  | 'no-data'
  | 'no-traffic'
  | 'unknown';

/** The shape of a state; its word stands beside it, so it says nothing to a screen reader. Normal has none. */
export function Mark({ of }: { of: MarkName }) {
  return <i className={`${s.mark} ${s[of]}`} aria-hidden="true" data-mark={of} />;
}
