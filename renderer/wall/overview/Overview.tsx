import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import type { SceneProps } from '../scenes.ts';
import { useStage } from '../stage.ts';
import { Waiting } from '../Waiting.tsx';
import { LineRow } from './LineRow.tsx';
import s from './overview.module.css';
import { Tiles } from './Tiles.tsx';

/** Six work lines, always in the plan's order, so that a place on the wall means a line; on a wide wall the tiles too. */
export function Overview({ date }: SceneProps) {
  const t = useText();
  const { wide } = useStage();
  const { value: told, error } = useQuery('overview.now', date === null ? {} : { date });
  const heads = t.overview.heads;
  if (!told) return <Waiting error={error} />;
  return (
    <div className={s.overview}>
      <section className={wide ? `${s.board} ${s.wide}` : s.board}>
        <p className={s.heads} aria-hidden="true">
          <span />
          <span className={s.right}>{heads.value}</span>
          <span>{heads.target}</span>
          <span>{heads.trend}</span>
          <span>{heads.change}</span>
          {wide && <span>{heads.state}</span>}
          <span>{heads.who}</span>
        </p>
        <ol className={s.lines}>
          {told.lines.map((line) => (
            <LineRow key={line.line} line={line} date={date} inAlert={told.alert !== null} />
          ))}
        </ol>
      </section>
      {wide && (
        <section className={s.map}>
          <h2 className={s.mapHeads}>
            <span>{date === null ? t.overview.tiles : t.overview.tilesOf}</span>
            <span>{t.overview.below}</span>
          </h2>
          <Tiles counties={told.counties} date={told.date} />
        </section>
      )}
    </div>
  );
}
