import { useText } from '../../text.ts';
import { type Board, matrix } from './board.ts';
import s from './enforcement.module.css';

/** A code of the catalogue in words; one that it does not know stands as it came. */
export function wordOf(words: Record<string, string>, code: string): string {
  return words[code] ?? code;
}

/** Running cases, a row a kind and a column a stage: where they pile up is seen at once. */
export function StageMatrix({ byKindStage }: { byKindStage: Board['byKindStage'] }) {
  const t = useText().enforcement;
  const grid = matrix(byKindStage);
  const most = Math.max(1, ...grid.kinds.flatMap((kind) => grid.stages.map((stage) => grid.at(kind, stage))));
  return (
    <table className={s.stages}>
      <caption className="sr-only">{t.byStage}</caption>
      <thead>
        <tr>
          <th scope="col">{t.byStage}</th>
          {grid.stages.map((stage) => (
            <th scope="col" key={stage}>
              {wordOf(t.stage, stage)}
            </th>
          ))}
          <th scope="col">{t.sum}</th>
        </tr>
      </thead>
      <tbody>
        {grid.kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row">{wordOf(t.kind, kind)}</th>
            {grid.stages.map((stage) => {
              const count = grid.at(kind, stage);
              return (
                <td key={stage} className={count === 0 ? s.zero : undefined}>
                  {count}
                  <i aria-hidden="true" style={{ width: `${(count * 100) / most}%` }} />
                </td>
              );
            })}
            <td className={grid.ofKind(kind) === 0 ? s.zero : s.sum}>{grid.ofKind(kind)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
