import type { ActionLoad, ActionRow, ActionsBoard } from '../../../domain/contract/actions.ts';
import { parseTime } from '../../../domain/day.ts';
import { numberWord } from '../../actions/light.tsx';
import { unitWord } from '../../actions/units.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import { type Brought, bringsNamed, broughtFirst, standing } from '../focus.ts';
import { taskOf } from '../found.tsx';
import { Paged } from '../Paged.tsx';
import type { SceneProps } from '../scenes.ts';
import { useStage } from '../stage.ts';
import { Waiting } from '../Waiting.tsx';
import s from './actions.module.css';
import { Counties } from './Counties.tsx';
import { ROW, TaskRow } from './TaskRow.tsx';
import { UnitMatrix } from './UnitMatrix.tsx';

/** The tasks scene: how many are late, who has them, and each by name with its unit and person, the latest first. */
export function ActionsScene({ date, of }: SceneProps) {
  const { value: board, error } = useQuery('actions.board', date === null ? {} : { date });
  const { wide } = useStage();
  if (!board) return <Waiting error={error} />;
  if (!board.load) return <Unknown />;
  return (
    <div className={s.scene}>
      <Side board={board} load={board.load} />
      {wide && <UnitMatrix load={board.load} />}
      <Tasks load={board.load} of={of} />
      <Counties load={board.load} of={of} />
    </div>
  );
}

function Unknown() {
  const t = useText().actions.wall;
  return (
    <section className={s.unknown}>
      <h2>
        <Mark of="unknown" />
        {t.notCarried}
      </h2>
      <p>{t.notCarriedHint}</p>
    </section>
  );
}

function Side({ board, load }: { board: ActionsBoard; load: ActionLoad }) {
  const text = useText().actions;
  const t = text.wall;
  const { language } = usePlace();
  const { counts } = load;
  const late = counts.overdue > 0;
  return (
    <section className={s.side} aria-label={text.light.overdue}>
      <h2>
        {late && <Mark of="overdue" />}
        <span className={late ? s.late : undefined}>{text.light.overdue}</span>
      </h2>
      <p className={board.freshness === 'stale' ? `${s.figure} ${s.old}` : s.figure}>
        <Ask
          label={text.light.overdue}
          question={{
            of: 'given',
            title: text.light.overdue,
            answer: {
              figure: { value: `${counts.overdue}`, unit: t.unit },
              rule: t.rule,
              target: '0',
              records: {
                heads: [t.heads.content, t.heads.who, t.heads.due],
                rows: load.listed
                  .filter(({ light }) => light === 'overdue')
                  .map((row) => [
                    `${numberWord(row.number, text)} ${row.content}`,
                    text.unitAndPerson(unitWord(row.lead, row.leadName, language), row.person),
                    row.dueOn,
                  ]),
              },
            },
          }}
        >
          {counts.overdue}
        </Ask>
        <small>{t.unit}</small>
      </p>
      <p>{t.target0}</p>
      {(['behind', 'due'] as const).map((light) => (
        <p key={light} className={counts[light] > 0 ? `is-${light} ${s.strong}` : undefined}>
          {counts[light] > 0 && <Mark of={light} />}
          {text.light[light]} {counts[light]}
        </p>
      ))}
      <p>
        {text.light.normal} <b>{counts.normal}</b>
      </p>
      <p>
        {t.dueThisWeek} <b>{load.dueThisWeek}</b>
      </p>
      <p className={s.pair}>
        <span>
          {t.open} <b>{counts.total - counts.closed}</b>
        </span>
        <span>
          {t.closed} <b>{counts.closed}</b>
        </span>
      </p>
      <p className={`${s.pair} ${s.quiet}`}>
        <Age at={board.asOf === null ? null : parseTime(board.asOf)} freshness={board.freshness} />
        <span>{board.source === 'none' ? '' : t.source[board.source]}</span>
      </p>
    </section>
  );
}

/** Every late, lagging and near one by name, page by page, the worst on the first. */
function Tasks({ load, of }: { load: ActionLoad; of: Brought | null }) {
  const t = useText().actions.wall;
  const brings = (row: ActionRow) => bringsNamed(of, taskOf(row));
  const beyond = load.listedTotal - load.listed.length;
  return (
    <Paged
      label={t.subtitle}
      className={s.tasks}
      columns={s.columns}
      heads={[t.heads.state, t.heads.content, t.heads.who, t.heads.due]}
      items={broughtFirst(load.listed, brings)}
      heightOf={() => ROW}
      stays={brings}
      row={(row) => <TaskRow key={row.id} row={row} stands={standing(of, brings(row))} />}
      words={t}
      beside={beyond > 0 ? t.beyond(beyond) : ''}
      empty={
        <li className={s.empty}>
          <h3>{t.empty}</h3>
          <p>{t.emptyHint(load.counts.total - load.counts.closed)}</p>
        </li>
      }
    />
  );
}
