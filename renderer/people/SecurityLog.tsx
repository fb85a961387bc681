import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { usePostName } from '../parts/post.ts';
import { useRefusalReason } from '../parts/reason.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './people.module.css';

type Facts = Output<'people.log'>['entries'][number]['facts'];

/** What became of posts and keys, in the office's order; and what failed a check, with the reason. */
export function SecurityLog() {
  const t = useText().people;
  const why = useReason();
  const when = useWhen();
  const answer = useQuery('people.log', {});
  const log = answer.value;
  const post = usePostName();
  const textOf = ({ post: of, unit, reason, from, until }: Facts) =>
    [of && post(of), unit, from && until && t.standIns.period(from, until), reason]
      .filter(Boolean)
      .join('　');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must get there
    <main className={s.page} tabIndex={0}>
      <div className={s.title}>
        <h2>{t.log.title}</h2>
        <span className={frame.quiet}>{t.log.hint}</span>
      </div>
      {!log && <p className={frame.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>}
      {log && log.refused.length > 0 && <Refused refused={log.refused} />}
      {log?.entries.length === 0 && (
        <div className={frame.nothing}>
          <h2>{t.log.none}</h2>
        </div>
      )}
      {log && log.entries.length > 0 && (
        <table className={s.list}>
          <thead>
            <tr>
              {Object.values(t.log.heads).map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {log.entries.map((each) => (
              <tr key={each.id}>
                <td className={s.num}>{each.seq ?? t.log.noSeq}</td>
                <td>
                  <time>{when(each.receivedAt ?? each.at)}</time>
                </td>
                <th scope="row">{t.log.kind[each.kind] ?? each.kind}</th>
                <td>{each.subject}</td>
                <td>{each.by === 'office' ? t.office : each.by}</td>
                <td>{textOf(each.facts)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </main>
  );
}

function Refused({ refused }: { refused: readonly { id: string; kind: string; reason: string }[] }) {
  const t = useText().people.log;
  const reason = useRefusalReason();
  return (
    <details className={s.bad} open>
      <summary>{t.refused(refused.length)}</summary>
      <table className={s.list}>
        <thead>
          <tr>
            {Object.values(t.refusedHeads).map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {refused.map((each) => (
            <tr key={`${each.id} ${each.reason}`}>
              <td>{each.id}</td>
              <td>{each.kind}</td>
              <td>{reason(each.reason)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
