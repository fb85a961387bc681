import type { GatesDay } from '../../../domain/contract/gates.ts';
import { dayOf, hourOf } from '../../../domain/day.ts';
import { useText } from '../../text.ts';
import { useNow, useQuery } from '../../use.ts';
import type { Brought } from '../focus.ts';
import { useRoom } from '../pages.ts';
import type { SceneProps } from '../scenes.ts';
import { useStage } from '../stage.ts';
import { useToday } from '../today.ts';
import { Waiting } from '../Waiting.tsx';
import { Counties } from './Counties.tsx';
import s from './gates.module.css';
import { inRanking, shareRoom } from './ranking.ts';
import { TierPart } from './TierPart.tsx';

const GAP = 12;

/** Enterprises ranked in each tier, last place first, page by page; then the counties. */
export function Gates({ date, of }: SceneProps) {
  const t = useText();
  const { value: day, error } = useQuery('gates.day', { date: useToday(date) });
  if (!day) return <Waiting error={error} />;
  return (
    <div className={s.gates}>
      {day.rows.length === 0 ? (
        <section className={s.nothing}>
          <h2>{t.gates.empty}</h2>
          <p>{t.gates.emptyHint}</p>
        </section>
      ) : (
        <Tiers day={day} of={of} />
      )}
      {day.counties.length > 0 && <Counties counties={day.counties} date={day.date} of={of} />}
    </div>
  );
}

function Tiers({ day, of }: { day: GatesDay; of: Brought | null }) {
  const { wide } = useStage();
  const [ref, room] = useRoom();
  const now = useNow(10_000);
  const upTo = day.date === dayOf(now) ? hourOf(now) + 1 : 24;
  const key = inRanking(day.rows, 'key_dual_high');
  const other = inRanking(day.rows, 'other_gated');
  const [first, second] = wide ? [room, room] : shareRoom(room - GAP, key, other);
  return (
    <div ref={ref} className={wide ? s.beside : s.stacked}>
      {room > 0 && (
        <>
          <TierPart tier="key_dual_high" rows={key} day={day} of={of} upTo={upTo} height={first} />
          <TierPart tier="other_gated" rows={other} day={day} of={of} upTo={upTo} height={second} />
        </>
      )}
    </div>
  );
}
