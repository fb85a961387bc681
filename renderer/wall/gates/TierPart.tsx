import type { GateRow, GatesDay, TierSum } from '../../../domain/contract/gates.ts';
import type { Tier } from '../../../domain/contract/shapes.ts';
import { parseTime } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { deltaText, percentText } from '../../parts/Figure.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { usePending } from '../../parts/use-pending.ts';
import { useText } from '../../text.ts';
import { type Brought, bringsEnterprise, standing } from '../focus.ts';
import { ShareTrend } from '../ShareTrend.tsx';
import { usePage, useStage } from '../stage.ts';
import { GateLine } from './GateLine.tsx';
import s from './gates.module.css';
import { LookWord } from './LookWord.tsx';
import { LEAST, rankingPages, tierLook } from './ranking.ts';

/** A tier: its sum, then the page of its ranking that is on. Both tiers share one axis, so a target is one line. */
export function TierPart({
  tier,
  rows,
  day,
  of,
  upTo,
  height,
}: {
  tier: Tier;
  rows: GateRow[];
  day: GatesDay;
  of: Brought | null;
  upTo: number;
  height: number;
}) {
  const sum = day.tiers[tier];
  const pending = usePending(`gate.${tier}.share`);
  const brings = (row: GateRow) => bringsEnterprise(of, row);
  const { pinned: top, parts } = rankingPages(rows, height, brings);
  const page = usePage(parts.length);
  const shown = [...top, ...(parts[page] ?? [])];
  return (
    <section
      className={height < LEAST ? `${s.tier} ${s.tight}` : s.tier}
      style={{ height: `calc(${height} * var(--u))` }}
      data-tier={tier}
    >
      <TierSide tier={tier} sum={sum} day={day} pending={pending} />
      <div className={s.ranking}>
        <Heads sum={sum} rest={rows.length - shown.length} page={page + 1} of={parts.length} />
        <ol className={s.rows}>
          {shown.map((row) => (
            <GateLine
              key={row.enterprise}
              row={row}
              date={day.date}
              upTo={upTo}
              stands={standing(of, brings(row))}
            />
          ))}
          <Goals sum={sum} pending={pending} />
        </ol>
      </div>
    </section>
  );
}

function TierSide({
  tier,
  sum,
  day,
  pending,
}: {
  tier: Tier;
  sum: TierSum;
  day: GatesDay;
  pending: readonly number[];
}) {
  const t = useText();
  const { wide } = useStage();
  const words = t.gates;
  const [before, met, after] = words.met(sum.met, sum.enterprises);
  const look = tierLook(day, tier);
  const stale = look === 'stale';
  const below = sum.tripsShort !== null && sum.tripsShort > 0;
  const at = day.asOf === null ? null : parseTime(day.asOf);
  const marked = sum.state === 'overdue' || sum.state === 'behind' || sum.state === 'due';
  return (
    <header className={s.side}>
      <h2>{t.wall.tiers[tier]}</h2>
      {look === 'none' || look === 'empty' || look === 'unknown' ? (
        <p className={s.sideWords}>
          <LookWord look={look} />
        </p>
      ) : (
        <p className={stale ? `${s.sideFigure} ${s.sideStale}` : s.sideFigure}>
          <Ask question={{ of: 'tier', date: day.date, tier }} label={t.wall.tiers[tier]}>
            {percentText(sum.percent)}
          </Ask>
        </p>
      )}
      {below ? (
        <p>
          <b className={marked ? `is-${sum.state}` : ''}>
            {marked && <Mark of={sum.state as 'overdue' | 'behind' | 'due'} />}
            {words.short(sum.tripsShort ?? 0)}
          </b>
        </p>
      ) : (
        <p>
          {t.common.state[sum.state]}
          {sum.next && sum.next.tripsShort > 0 && `　${words.toNext(sum.next.value, sum.next.tripsShort)}`}
        </p>
      )}
      <p>
        {before}
        <b>{met}</b>
        {after}
      </p>
      <p className={s.last}>
        {stale ? (
          <Age at={at} freshness="stale" />
        ) : (
          sum.percent !== null &&
          sum.yesterday !== null &&
          words.yesterday(deltaText(sum.percent - sum.yesterday))
        )}
        {!stale && pending.length > 0 && (
          <span className={s.asked}>
            <i aria-hidden="true" />
            {pending.length === 1 ? words.asked(pending[0]!) : words.askedOf(pending.length)}
          </span>
        )}
      </p>
      {wide && (
        <ShareTrend until={day.date} tier={tier} coming={sum.next?.value ?? null} width={210} height={96} />
      )}
    </header>
  );
}

/** Column heads; beside the plants, how many more there are and which page is on. */
function Heads({ sum, rest, page, of }: { sum: TierSum; rest: number; page: number; of: number }) {
  const t = useText().gates;
  const heads = t.heads;
  return (
    <p className={`${s.row} ${s.heads}`} aria-hidden="true">
      <span className={s.plants}>
        {heads.name}
        {rest > 0 && <b>{t.more(rest)}</b>}
      </span>
      <span data-page={`${page}/${of}`}>
        {heads.who}
        {of > 1 && <i className={s.page}>{t.page(page, of)}</i>}
      </span>
      <span className={s.axis}>
        {sum.target !== null && <b style={{ right: `${100 - sum.target}%` }}>{t.goal(sum.target)}</b>}
        {sum.next && <i style={{ left: `${sum.next.value}%` }}>{sum.next.value}</i>}
      </span>
      <span className={s.right}>%</span>
      <span className={s.right}>{heads.strict}</span>
      <span>{heads.state}</span>
      <span className={s.right}>{sum.target !== null && heads.gap(sum.target)}</span>
      <span className={s.right}>{sum.next && heads.gap(sum.next.value)}</span>
      <span className={s.scale}>
        <i>0</i>
        <i>24</i>
      </span>
      <span className={s.right}>{heads.cover}</span>
    </p>
  );
}

/** A target is one line through the tier: solid now, dashed next, dashed and blue what a request asks for. */
function Goals({ sum, pending }: { sum: TierSum; pending: readonly number[] }) {
  return (
    <li className={s.goals} aria-hidden="true">
      {sum.target !== null && <i className={s.now} style={{ left: `${sum.target}%` }} />}
      {sum.next && <i className={s.next} style={{ left: `${sum.next.value}%` }} />}
      {pending.map((value) => (
        <i key={value} className={s.pending} data-pending={value} style={{ left: `${value}%` }} />
      ))}
    </li>
  );
}
