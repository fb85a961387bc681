import type { Output } from '../../../domain/contract.ts';
import { parseTime } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { percentText } from '../../parts/Figure.tsx';
import { StateWord } from '../../parts/StateWord.tsx';
import { dayText } from '../../parts/when.ts';
import { useText } from '../../text.ts';
import { LookWord } from '../gates/LookWord.tsx';
import { tierLook } from '../gates/ranking.ts';
import { ShareTrend } from '../ShareTrend.tsx';
import { useStage } from '../stage.ts';
import s from './goals.module.css';

type Tier = 'key_dual_high' | 'other_gated';
/** The trend's box on a wide wall; follows goals.module.css. */
const TREND = { width: 480, height: 96 };

/** The green-plate share of a tier today against the target in force and the next one. Green: it counts plates. */
export function ShareRow({
  tier,
  gates,
  proposed,
}: {
  tier: Tier;
  gates: Output<'gates.day'>;
  proposed: number | null;
}) {
  const t = useText().goals;
  const { wide } = useStage();
  const sum = gates.tiers[tier];
  const look = tierLook(gates, tier);
  const calm = sum.state === 'normal' || sum.state === 'none';
  return (
    <li className={calm ? `${s.row} ${s.shareRow}` : `${s.row} ${s.shareRow} ${s.abnormal}`}>
      <h2>{t.tier[tier]}</h2>
      {look === 'none' || look === 'empty' || look === 'unknown' ? (
        <p className={s.unknown}>
          <LookWord look={look} />
        </p>
      ) : (
        <p className={look === 'stale' ? `${s.figure} ${s.old}` : s.figure}>
          <Ask label={t.tier[tier]} question={{ of: 'tier', date: gates.date, tier }}>
            {percentText(sum.percent)}
          </Ask>
          <small>%</small>
        </p>
      )}
      <div>
        <p className={s.first}>
          {sum.target === null
            ? t.noneInForce
            : t.inForce(sum.target, sum.targetRef === null ? '' : dayText(sum.targetRef.since, gates.date))}
        </p>
        <p className={s.second}>
          {sum.tripsShort === null ? '' : sum.tripsShort <= 0 ? t.met : t.gap(sum.tripsShort)}
        </p>
      </div>
      <ShareAxis
        old={look === 'stale'}
        percent={sum.percent}
        now={sum.target}
        next={sum.next?.value ?? null}
        proposed={proposed}
      />
      <div>
        <p className={s.first}>
          {sum.next ? t.nextLine(sum.next.value, dayText(sum.next.dueOn, gates.date)) : ''}
        </p>
        <p className={s.second}>
          {sum.next && sum.next.tripsShort > 0 ? t.gapNext(sum.next.tripsShort) : ''}
        </p>
      </div>
      <p className={s.age}>
        <Age
          at={gates.asOf === null ? null : parseTime(gates.asOf)}
          freshness={look === 'stale' || look === 'none' || look === 'unknown' ? look : 'fresh'}
        />
      </p>
      <p className={s.state}>
        <StateWord state={sum.state} />
      </p>
      {wide && (
        <ShareTrend
          until={gates.date}
          tier={tier}
          coming={sum.next?.value ?? null}
          width={TREND.width}
          height={TREND.height}
        />
      )}
    </li>
  );
}

function ShareAxis({
  old,
  percent,
  now,
  next,
  proposed,
}: {
  old: boolean;
  percent: number | null;
  now: number | null;
  next: number | null;
  proposed: number | null;
}) {
  return (
    <div className={s.axis} aria-hidden="true">
      <span className={percent === null ? s.axisEmpty : s.axisTrack}>
        {percent !== null && (
          <i className={old ? `${s.share} ${s.faded}` : s.share} style={{ width: `${percent}%` }} />
        )}
      </span>
      {now !== null && <i className={s.tickNow} style={{ left: `${now}%` }} />}
      {next !== null && <i className={s.tickNext} style={{ left: `${next}%` }} />}
      {proposed !== null && <i className={s.tickProposed} style={{ left: `${proposed}%` }} />}
    </div>
  );
}
