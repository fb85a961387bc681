import s from './hours.module.css';

/**
 * The day's 24 hours, [released, green, unread] each: grey all, green on it, a tick at noon. `upTo` hours are over or running; one of
 * them with nothing in it is hollow where the feed was not whole, else it is simply quiet.
 */
export function Hours({
  hours,
  upTo,
  whole,
  none = false,
  width = 115,
  height = 34,
}: {
  hours: readonly (readonly [number, number, number])[];
  upTo: number;
  whole: boolean;
  none?: boolean;
  width?: number;
  height?: number;
}) {
  const size = { width: `calc(${width} * var(--u))`, height: `calc(${height} * var(--u))` };
  if (none) return <span className={s.none} style={size} data-hours="none" />;
  const most = Math.max(1, ...hours.map(([released]) => released));
  const cell = width / 24;
  const tall = (count: number) => (count / most) * (height - 2);
  const bars = (pick: 0 | 1) =>
    hours
      .map((hour, index) => {
        const high = tall(hour[pick]);
        if (high === 0) return '';
        return `M${(index * cell).toFixed(1)} ${height}v-${high.toFixed(1)}h${(cell * 0.76).toFixed(1)}V${height}z`;
      })
      .join('');
  return (
    <svg
      className={s.hours}
      style={size}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      data-hours="bars"
    >
      <path className={s.base} d={`M0 ${height - 0.8}H${width}M${width / 2} ${height}v-5`} />
      <path className={s.all} d={bars(0)} />
      <path className={s.green} d={bars(1)} />
      {!whole &&
        hours.map(([released], index) =>
          released === 0 && index < upTo ? (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: an hour is its index
              key={index}
              className={s.gap}
              x={index * cell + 0.4}
              y={height - 8}
              width={cell * 0.7}
              height={8}
            />
          ) : null,
        )}
    </svg>
  );
}
