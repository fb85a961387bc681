import { endOfDay, parseTime } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { usePlace } from '../../place.ts';
import { type Text, useText } from '../../text.ts';
import { useNow, useQuery } from '../../use.ts';
import { type Brought, bringsNamed, broughtFirst, standing } from '../focus.ts';
import { Paged } from '../Paged.tsx';
import type { SceneProps } from '../scenes.ts';
import { useStage } from '../stage.ts';
import { Waiting } from '../Waiting.tsx';
import { type Board, type Case, inOrder } from './board.ts';
import { CaseRow, heightOf } from './CaseRow.tsx';
import { Checks } from './Checks.tsx';
import s from './enforcement.module.css';
import { StageMatrix, wordOf } from './StageMatrix.tsx';
import { Trend } from './Trend.tsx';

/** The enforcement scene: cases as they come, by kind and stage, overdue first. */
export function Enforcement({ date, of }: SceneProps) {
  const { value: board, error } = useQuery('enforcement.board', date === null ? {} : { date });
  if (!board) return <Waiting error={error} />;
  if (board.source === 'none') return <NotCarried />;
  return (
    <div className={s.scene}>
      <Side board={board} past={date !== null} />
      <div className={s.matrix}>
        <StageMatrix byKindStage={board.byKindStage} />
      </div>
      <Cases board={board} date={date} of={of} />
      <div className={s.foot}>
        <Trend board={board} />
        <Checks checks={board.checks} />
      </div>
    </div>
  );
}

function NotCarried() {
  const t = useText().enforcement;
  return (
    <section className={s.notCarried}>
      <h2>
        <Mark of="unknown" />
        {t.notCarried}
      </h2>
      <p>{t.notCarriedHint}</p>
    </section>
  );
}

function Side({ board, past }: { board: Board; past: boolean }) {
  const t = useText().enforcement;
  const late = board.overdue > 0;
  const stale = board.freshness === 'stale';
  return (
    <section className={s.side} aria-label={t.overdue}>
      <h2>
        {late && <Mark of="overdue" />}
        <span className={late ? s.late : undefined}>{t.overdue}</span>
      </h2>
      <p className={stale ? `${s.figure} ${s.old}` : s.figure}>
        <Ask
          label={t.overdue}
          question={{
            of: 'given',
            title: t.overdue,
            answer: {
              figure: { value: `${board.overdue}`, unit: t.unit },
              rule: t.rule,
              target: t.target,
              records: { heads: [t.heads.what, t.heads.where, t.heads.state], rows: overdueRows(board, t) },
            },
          }}
        >
          {board.overdue}
        </Ask>
        <small>{t.unit}</small>
      </p>
      <p className={s.pair}>
        <span>{t.target0}</span>
        <span>
          {t.running} <b>{board.running}</b>
        </span>
      </p>
      <p className={board.dueSoon > 0 ? s.due : undefined}>
        {board.dueSoon > 0 && <Mark of="due" />}
        {t.dueSoon} {board.dueSoon}
      </p>
      <p>
        {past ? t.todayOf : t.today} <b>{board.today}</b>
      </p>
      <p className={`${s.pair} ${s.quiet}`}>
        <Age at={board.asOf === null ? null : parseTime(board.asOf)} freshness={board.freshness} />
        <span>{board.source === 'none' ? '' : t.source[board.source]}</span>
      </p>
    </section>
  );
}

function overdueRows(board: Board, t: Text['enforcement']): string[][] {
  return inOrder(board.cases)
    .filter((each) => each.overdue)
    .map((each) => [
      `${wordOf(t.kind, each.kind)} ${wordOf(t.stage, each.stage)}`,
      each.place ?? t.placeUnknown,
      t.overdueDays(each.overdueDays),
    ]);
}

function Cases({ board, date, of }: { board: Board; date: string | null; of: Brought | null }) {
  const t = useText().enforcement;
  const now = useNow(12_000);
  // Looking back, a case is judged as of that day's end.
  const seen = date === null ? now : Math.min(now, endOfDay(date));
  const { wide } = useStage();
  const { language } = usePlace();
  const brings = (each: Case) => bringsNamed(of, { counties: [each.county], text: each.place ?? '' });
  const tall = (each: Case) => heightOf(each, language, wide);
  const beyond = board.running - board.cases.length;
  return (
    <Paged
      label={t.running}
      className={s.cases}
      columns={s.columns}
      heads={[t.heads.state, t.heads.plate, t.heads.what, t.heads.where, t.heads.age]}
      items={broughtFirst(inOrder(board.cases), brings)}
      heightOf={tall}
      stays={of === null ? (each) => each.overdue : brings}
      row={(each) => (
        <CaseRow
          key={each.id}
          each={each}
          now={seen}
          height={tall(each)}
          stands={standing(of, brings(each))}
        />
      )}
      words={t}
      beside={beyond > 0 ? t.beyond(beyond) : ''}
      empty={
        <li className={s.empty}>
          <h3>{t.empty}</h3>
          <p>{t.emptyHint}</p>
        </li>
      }
    />
  );
}
