import { daysBetween, parseTime } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { Mark } from '../../parts/Mark.tsx';
import { StateWord } from '../../parts/StateWord.tsx';
import { TableTwin } from '../../parts/TableTwin.tsx';
import { dayText } from '../../parts/when.ts';
import { useText } from '../../text.ts';
import s from './goals.module.css';
import { type Goal, type GoalName, pace, path } from './path.ts';

/** One count of the plan: actual against its goal, the way there, and what each day must bring. */
export function GoalRow({
  name,
  goal,
  date,
  proposed,
}: {
  name: GoalName;
  goal: Goal;
  date: string;
  proposed: number | null;
}) {
  const t = useText().goals;
  const known = goal.actual !== null;
  const calm = goal.state === 'normal' || goal.state === 'none';
  return (
    <li className={calm ? s.row : `${s.row} ${s.abnormal}`}>
      <h2>{t.name[name]}</h2>
      {known ? (
        <p className={s.figure}>
          <Ask
            label={t.name[name]}
            question={{
              of: 'given',
              title: t.name[name],
              answer: {
                figure: { value: String(goal.actual), unit: t.unit[name] },
                rule: `${t.rule[name]} ${t.source(goal.source)}`,
                target: t.goal(String(goal.goal), goal.due),
                basis: goal.basis,
                records: {
                  heads: [t.twin.day, t.twin.value],
                  rows: goal.trend.map((point) => [point.date, `${point.value}`]),
                },
              },
            }}
          >
            {goal.actual}
          </Ask>
          <small>{t.unit[name]}</small>
        </p>
      ) : (
        <p className={s.unknown}>
          <Mark of="unknown" />
          {t.unknown}
        </p>
      )}
      <Against goal={goal} date={date} />
      <Way goal={goal} date={date} name={t.name[name]} proposed={proposed} />
      <Pace goal={goal} />
      <p className={s.age}>
        <Age at={goal.asOf === null ? null : parseTime(goal.asOf)} />
      </p>
      <p className={s.state}>
        <StateWord state={known ? goal.state : 'none'} />
      </p>
    </li>
  );
}

function Against({ goal, date }: { goal: Goal; date: string }) {
  const t = useText().goals;
  const target = goal.upper === null ? String(goal.goal) : `${goal.goal}–${goal.upper}`;
  const left = daysBetween(date, goal.due);
  const short = goal.actual === null ? null : goal.goal - goal.actual;
  return (
    <div>
      <p className={s.first}>{t.goal(target, dayText(goal.due, date))}</p>
      <p className={s.second}>
        {short === null
          ? t.left(left)
          : short <= 0
            ? t.reached
            : left >= 0
              ? t.short(short, left)
              : t.shortPast(short, -left)}
      </p>
    </div>
  );
}

function Pace({ goal }: { goal: Goal }) {
  const t = useText().goals;
  const of = pace(goal);
  return (
    <div>
      <p className={s.first}>
        {goal.neededPerDay === null
          ? t.neededUnknown
          : goal.neededPerDay === 0
            ? t.nothingNeeded
            : t.needed(goal.neededPerDay.toFixed(1))}
      </p>
      <p className={s.second}>
        {goal.actual === null ? t.unknownWhy : of === null ? t.paceUnknown : t.paceNow(of.toFixed(1))}
      </p>
    </div>
  );
}

/** 30 days on one scale with the goal: dashed until it is due, solid from then on; a proposed one dashed and thin. */
function Way({
  goal,
  date,
  name,
  proposed,
}: {
  goal: Goal;
  date: string;
  name: string;
  proposed: number | null;
}) {
  const t = useText().goals;
  const { runs, goalY, upperY, top } = path(goal, date);
  const due = date >= goal.due;
  const end = runs.at(-1)?.at(-1);
  return (
    <div className={s.way}>
      <svg viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
        <line className={due ? s.goalLine : s.goalNext} x1="0" x2="1" y1={goalY} y2={goalY} />
        {upperY !== null && <line className={s.goalNext} x1="0" x2="1" y1={upperY} y2={upperY} />}
        {proposed !== null && (
          <line className={s.proposed} x1="0" x2="1" y1={1 - proposed / top} y2={1 - proposed / top} />
        )}
        {runs.map((run) => (
          <polyline key={run[0]?.x} points={run.map((point) => `${point.x},${point.y}`).join(' ')} />
        ))}
      </svg>
      {end && <i style={{ left: `${end.x * 100}%`, top: `${end.y * 100}%` }} />}
      <TableTwin
        caption={name}
        heads={[t.twin.day, t.twin.value]}
        rows={goal.trend.map((point) => [point.date, `${point.value}`])}
      />
    </div>
  );
}
