import type { Tier } from '../../domain/contract/shapes.ts';
import { Spark } from '../parts/Spark.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './share-trend.module.css';

/** Thirty days of a tier's share with the target in force on each, where a wide wall has the room for it. */
export function ShareTrend({
  until,
  tier,
  coming,
  width,
  height,
}: {
  until: string;
  tier: Tier;
  coming: number | null;
  width: number;
  height: number;
}) {
  const t = useText();
  const points = useQuery('gates.trend', { until, tier }).value?.points;
  if (!points) return null;
  const days = points.map(({ date, percent, target }) => ({ date, value: percent, target }));
  return (
    <div className={s.trend} data-trend={tier}>
      <p>{t.overview.heads.trend}</p>
      <Spark days={days} coming={coming} plates width={width} height={height} />
    </div>
  );
}
