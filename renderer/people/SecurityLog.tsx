import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useDecidingText } from '../parts/Deciding.tsx';
import { usePostName } from '../parts/post.ts';
import { useRefusalReason } from '../parts/reason.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { DecidingMark } from './DecidingMark.tsx';
import { Lines, Log } from './Log.tsx';
import s from './people.module.css';

type Facts = Output<'people.log'>['entries'][number]['facts'];

/** What became of posts and keys, in the office's order; and what failed a check, with the reason. */
export function SecurityLog() {
  const t = useText().people;
  const when = useWhen();
  const answer = useQuery('people.log', {});
  const log = answer.value;
  const post = usePostName();
  const textOf = ({ post: of, unit, reason, from, until }: Facts) =>
    [of && post(of), unit, from && until && t.standIns.period(from, until), reason]
      .filter(Boolean)
      .join('　');
  return (
    <Log
      words={t.log}
      count={log?.entries.length}
      error={answer.error}
      before={
        <>
          {log && log.refused.length > 0 && <Refused refused={log.refused} />}
          {log && <DecidingList />}
        </>
      }
    >
      {log?.entries.map((each) => (
        <tr key={each.id}>
          <td className={s.num}>{each.seq ?? t.log.noSeq}</td>
          <td>
            <time>{when(each.receivedAt ?? each.at)}</time>
          </td>
          <th scope="row">{t.log.kind[each.kind] ?? each.kind}</th>
          <td>{each.subject}</td>
          <td>{each.by === 'office' ? t.office : each.by}</td>
          <td>
            {textOf(each.facts)}
            <DecidingMark post={each.facts.post} />
          </td>
        </tr>
      ))}
    </Log>
  );
}

/** Each appointment to a post that decides targets, and each device for one: what audit looks at first. */
function DecidingList() {
  const t = useText().parts.deciding;
  const say = useDecidingText();
  const { seqOf } = useText().people.log;
  const given = useQuery('people.deciding', {}).value?.given;
  if (!given) return null;
  return (
    <section className={s.deciding} aria-label={t.title}>
      <h3>{t.title}</h3>
      <p className={frame.quiet}>{t.hint}</p>
      {given.length === 0 && <p>{t.none}</p>}
      <ul>
        {given.map((each) => (
          <li key={each.id}>
            <span className={s.num}>{seqOf(each.seq)}</span>
            {say(each)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Refused({ refused }: { refused: readonly { id: string; kind: string; reason: string }[] }) {
  const t = useText().people.log;
  const reason = useRefusalReason();
  return (
    <details className={s.bad} open>
      <summary>{t.refused(refused.length)}</summary>
      <Lines heads={t.refusedHeads}>
        {refused.map((each) => (
          <tr key={`${each.id} ${each.reason}`}>
            <td>{each.id}</td>
            <td>{each.kind}</td>
            <td>{reason(each.reason)}</td>
          </tr>
        ))}
      </Lines>
    </details>
  );
}
