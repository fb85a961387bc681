import { Link } from 'wouter';
import { TARGET_IDS } from '../../domain/target.ts';
import { useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import { type Line, type Request, titleOf } from './request.ts';
import s from './targets.module.css';

/** What there is: each target with its line of now and its next one, then the requests. */
export function TargetIndex({
  lines,
  requests,
  chosen,
}: {
  lines: readonly Line[];
  requests: readonly Request[];
  chosen: { kind: string; id: string };
}) {
  const text = useText();
  const t = text.targets;
  const when = useWhen();
  const current = (kind: string, id: string) =>
    chosen.kind === kind && chosen.id === id ? { 'aria-current': true as const } : {};
  return (
    <>
      <h2>{t.lines}</h2>
      <ul>
        {TARGET_IDS.map((id) => {
          const own = lines.filter((line) => line.id === id);
          const now = own.find((line) => line.inForce);
          const next = own.find((line) => !line.inForce);
          return (
            <li key={id}>
              <Link href={`/targets/line/${id}`} className={s.item} {...current('line', id)}>
                <b>{t.target[id]}</b>
                <span>
                  {now ? t.inForce(t.value(now.value, now.unit), now.since) : t.noneInForce}
                  {next && `　${t.next(t.value(next.value, next.unit), next.dueOn)}`}
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <h2>{t.requests}</h2>
      {requests.length === 0 && <p className={s.quiet}>{t.noRequests}</p>}
      <ul>
        {requests.map((request) => (
          <li key={request.id}>
            <Link
              href={`/targets/request/${encodeURIComponent(request.id)}`}
              className={s.item}
              {...current('request', request.id)}
            >
              <b>{titleOf(request, lines, text)}</b>
              <span>
                {t.state[request.state]}　{t.by(request.by, when(request.at))}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
