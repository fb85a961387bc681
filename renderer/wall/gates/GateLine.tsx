import type { GateRow } from '../../../domain/contract/gates.ts';
import { parseTime } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { percentText } from '../../parts/Figure.tsx';
import { Hours } from '../../parts/Hours.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { ShareBar } from '../../parts/ShareBar.tsx';
import { StateWord } from '../../parts/StateWord.tsx';
import { whenText } from '../../parts/when.ts';
import { type Text, useText } from '../../text.ts';
import { useNow } from '../../use.ts';
import type { Standing } from '../focus.ts';
import { useNameOf } from '../visitor.ts';
import s from './gates.module.css';
import { isLong, isWideWho, type RowLook, rowLook, whoText } from './ranking.ts';

/** One enterprise: rank, name, who answers for it, share, strict share, state, trips short of both targets, hours, gates. */
export function GateLine({
  row,
  date,
  upTo,
  stands,
}: {
  row: GateRow;
  date: string;
  upTo: number;
  stands: Standing;
}) {
  const t = useText();
  const nameOf = useNameOf();
  const look = rowLook(row);
  const marked = row.state === 'overdue' || row.state === 'behind';
  const name = nameOf(row.shortName, marked && row.day !== 'final');
  // Who answers for a plant would name it too.
  const who = name === row.shortName ? whoText(row) : row.countyName;
  const unread = row.released === 0 ? 0 : (row.unread * 100) / row.released;
  const partial = row.gates.reporting < row.gates.due;
  return (
    <li
      className={`${s.row} ${isLong(row, name) ? s.long : ''} ${marked ? s.abnormal : ''}${stands.className}`}
      data-brought={stands.mark}
      data-row={row.enterprise}
      data-look={look}
    >
      <span className={s.rank}>{look === 'share' || look === 'stale' ? row.rank : ''}</span>
      <span className={s.name}>{name}</span>
      <span className={isWideWho(who) ? `${s.who} ${s.wideWho}` : s.who}>{who}</span>
      <span>
        <ShareBar
          share={row.percent ?? 0}
          strict={row.strictPercent ?? row.percent ?? 0}
          unread={unread}
          look={look}
        />
      </span>
      {look === 'share' || look === 'stale' ? (
        <>
          <span className={look === 'stale' ? `${s.figure} ${s.stale}` : s.figure}>
            <Ask question={{ of: 'enterprise', date, enterprise: row.enterprise }} label={name}>
              {percentText(row.percent)}
            </Ask>
          </span>
          <span className={s.strict}>
            {row.strictPercent !== row.percent && percentText(row.strictPercent)}
          </span>
        </>
      ) : (
        <Words row={row} look={look} t={t} />
      )}
      {look === 'share' && <Judged row={row} t={t} />}
      {look === 'stale' && (
        <span className={s.wide}>
          <Age at={row.asOf} freshness="stale" />
        </span>
      )}
      <span className={s.hours}>
        <Hours
          hours={row.hours}
          upTo={upTo}
          whole={row.feed === 'complete' && look !== 'stale'}
          none={look === 'none'}
          width={68}
          height={32}
        />
      </span>
      <span className={partial ? `${s.cover} ${s.partial}` : s.cover}>
        {row.gates.reporting}/{row.gates.due}
      </span>
    </li>
  );
}

function gapText(trips: number | null, t: Text): string {
  if (trips === null) return '';
  return trips > 0 ? String(trips) : t.gates.reached;
}

function Judged({ row, t }: { row: GateRow; t: Text }) {
  return (
    <>
      <span className={s.state}>
        <StateWord state={row.state} />
        {row.streak > 0 && <i className={s.streak}>{t.gates.streak(row.streak)}</i>}
      </span>
      <b className={`${s.gap} ${row.state === 'overdue' || row.state === 'behind' ? `is-${row.state}` : ''}`}>
        {gapText(row.tripsShort, t)}
      </b>
      <span className={s.gapNext}>{gapText(row.next?.tripsShort ?? null, t)}</span>
    </>
  );
}

/** No figure, but why there is none. */
function Words({ row, look, t }: { row: GateRow; look: RowLook; t: Text }) {
  const now = useNow(10_000);
  const last = row.lastAt === null ? null : parseTime(row.lastAt);
  if (look === 'empty')
    return (
      <span className={s.words}>
        <Mark of="no-traffic" />
        {t.common.data.noTraffic} <i>{t.gates.plan[row.plan]}</i>
      </span>
    );
  return (
    <span className={s.words}>
      <Mark of={look === 'none' ? 'no-data' : 'unknown'} />
      {look === 'none' ? t.common.data.none : t.common.data.unknown}{' '}
      <i>{last === null ? t.gates.never : t.gates.since(whenText(last, now, t))}</i>
    </span>
  );
}
