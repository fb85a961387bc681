import { Link } from 'wouter';
import { dayOf } from '../../domain/day.ts';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { Breakdown } from './Breakdown.tsx';
import { LineSteps } from './LineSteps.tsx';
import { type Request, scopeOf, unitOf } from './request.ts';
import s from './targets.module.css';

/** One target: its lines over time with who set each and on what basis, and how it is broken down. */
export function LineDetail({ target, requests }: { target: string; requests: readonly Request[] }) {
  const text = useText();
  const t = text.targetDesk.line;
  const today = dayOf(useNow(60_000));
  const history = useQuery('targets.history', { target }).value;
  const unit = unitOf(target);
  const open = requests.filter(
    (each) => each.target === target && (each.state === 'pending' || each.state === 'signed'),
  );
  return (
    <article className={s.article}>
      <h2 className={s.title}>{text.targets.target[target] ?? target}</h2>
      {history && (
        <section aria-label={t.steps}>
          <LineSteps steps={history.steps} asked={open} unit={unit} today={today} />
          <table className={s.table}>
            <caption>{t.steps}</caption>
            <thead>
              <tr>
                {(['value', 'since', 'until', 'scope', 'who', 'basis', 'why'] as const).map((head) => (
                  <th key={head} scope="col">
                    {t[head]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {history.lines.map((line) => (
                <tr key={`${line.since} ${line.value} ${line.proposal ?? ''}`}>
                  <th scope="row">{text.targets.value(line.value, line.unit)}</th>
                  <td className={s.day}>{line.since}</td>
                  <td className={s.day}>{line.until ?? t.endless}</td>
                  <td>{scopeOf(line.scope, text) || text.targetDesk.draft.all}</td>
                  <td>
                    {line.decidedBy ?? t.planned}
                    {line.paper && ` ${text.targets.paper}`}
                  </td>
                  <td>
                    <span className={s.row}>
                      <b>{line.basis.status}</b>
                      {line.proposal === null && (
                        <span className={s.quiet}>
                          {line.basis.document}，{line.basis.article}
                        </span>
                      )}
                    </span>
                  </td>
                  <td>
                    {line.proposal === null ? (
                      ''
                    ) : (
                      <Link href={`/targets/request/${encodeURIComponent(line.proposal)}`}>
                        {line.reason || text.targets.requests}
                      </Link>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <Breakdown target={target} unit={unit} />
    </article>
  );
}
