import { lazy, Suspense } from 'react';
import type { Input } from '../../../domain/contract.ts';
import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import { usePending } from '../use-pending.ts';

// The chart library comes only when somebody opens an explanation: the wall itself doesn't carry it.
const ShareChart = lazy(async () => ({ default: (await import('../ShareChart.tsx')).ShareChart }));

/** Thirty days of a share against the target in force on each, and what open requests ask for. */
export function Trend(of: Input<'gates.trend'>) {
  const pending = usePending(`gate.${of.tier ?? ''}.share`);
  const t = useText();
  const points = useQuery('gates.trend', of).value?.points;
  if (!points) return <span className="quiet">{t.common.loading}</span>;
  return (
    <Suspense fallback={null}>
      <ShareChart points={points} pending={pending} />
    </Suspense>
  );
}
