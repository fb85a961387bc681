import {
  changed,
  type PhaseChange,
  type PhasePart,
  type PhaseText,
  phaseChanges,
} from '../../domain/plan-change.ts';
import { useText } from '../text.ts';
import s from './plan-changes.module.css';

/** Two versions of a plan beside each other, line by line: each in its own column, what differs marked and in words. */
export function PlanChanges({
  before,
  after,
  heads,
}: {
  before: readonly PhaseText[];
  after: readonly PhaseText[];
  /** What the two columns are. */
  heads: readonly [before: string, after: string];
}) {
  const t = useText().targetDesk.plan;
  const lines = phaseChanges(before, after);
  const count = changed(lines);
  return (
    <table className={s.changes} data-changes={count}>
      <caption>{t.changes(heads[0], count)}</caption>
      <thead>
        <tr>
          <th scope="col">{t.change}</th>
          <th scope="col">{heads[0]}</th>
          <th scope="col">{heads[1]}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.before?.name} ${line.after?.name} ${line.after?.from}`} data-change={line.kind}>
            <th scope="row">{t.changeKind[line.kind]}</th>
            <td>{line.before && <Side line={line} of={line.before} marks="del" />}</td>
            <td>{line.after && <Side line={line} of={line.after} marks="ins" />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A phase on one side: name, days, measure and unit; `del` and `ins` where the other side says otherwise. */
function Side({ line, of, marks: Mark }: { line: PhaseChange; of: PhaseText; marks: 'del' | 'ins' }) {
  const t = useText().targetDesk.plan;
  const whole = line.kind === 'added' || line.kind === 'removed';
  const part = (name: PhasePart) => {
    const text = of[name].trim() || t.blank;
    const differs = whole || (line.parts as readonly PhasePart[]).includes(name);
    return differs ? <Mark>{text}</Mark> : <span>{text}</span>;
  };
  return (
    <>
      <p>
        <b>{part('name')}</b>
      </p>
      <p className={s.day}>
        {part('from')} {t.until} {part('to')}
      </p>
      <p>
        {t.measure}：{part('measure')}　{t.unit}：{part('unit')}
      </p>
    </>
  );
}
