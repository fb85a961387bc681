import type { ReactNode } from 'react';
import { Link } from 'wouter';
import type { PlansNow } from '../../domain/contract/targets.ts';
import type { Output } from '../../domain/contract.ts';
import { dayOf } from '../../domain/day.ts';
import { TARGET_IDS } from '../../domain/target.ts';
import { useText } from '../text.ts';
import { useNow } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Dates, dayShort } from './Dates.tsx';
import { StateTag } from './Matter.tsx';
import { type Line, type Request, textOf, titleOf } from './request.ts';
import s from './targets.module.css';

type Draft = Output<'drafts.list'>['drafts'][number];
export interface Place {
  kind: string;
  id: string;
}

/** What there is: targets with their lines of now and next, what is being written, requests, and the groups' plans. */
export function TargetIndex({
  lines,
  requests,
  due,
  drafts,
  plans,
  acts,
  chosen,
}: {
  lines: readonly Line[];
  requests: readonly Request[];
  due: readonly string[];
  drafts: readonly Draft[];
  plans: PlansNow | undefined;
  acts: readonly string[];
  chosen: Place;
}) {
  const text = useText();
  const t = text.targets;
  const when = useWhen();
  const today = dayOf(useNow(60_000));
  const open = requests.filter((each) => each.state === 'pending' || each.state === 'signed');
  const settled = requests.filter((each) => !open.includes(each)).toReversed();
  const back = requests.filter((each) => due.includes(each.id));
  const item = (kind: string, id: string, children: ReactNode) => (
    <li key={id}>
      <Link
        href={`/targets/${kind}/${encodeURIComponent(id)}`}
        className={s.item}
        aria-current={chosen.kind === kind && chosen.id === id ? 'true' : undefined}
      >
        {children}
      </Link>
    </li>
  );
  const requestItem = (request: Request) =>
    item(
      'request',
      request.id,
      <>
        <b>
          <Dates>{titleOf(request, lines, text)}</Dates>
        </b>
        <span className={s.row}>
          <StateTag row={request} />
          <span>{t.by(request.by, when(request.at))}</span>
          {request.rivals.length > 0 && <em>{t.rivals}</em>}
        </span>
      </>,
    );
  return (
    <>
      <h2>{t.lines}</h2>
      <ul>
        {TARGET_IDS.map((id) => {
          const own = lines.filter((line) => line.id === id && isWide(line));
          const now = own.find((line) => line.inForce);
          const next = own.find((line) => !line.inForce);
          const asked = open.filter((each) => each.target === id);
          return item(
            'line',
            id,
            <>
              <b>{t.target[id]}</b>
              <span className={s.row}>
                <span>
                  {now ? t.inForce(t.value(now.value, now.unit), dayShort(now.since, today)) : t.noneInForce}
                </span>
                {next && <span>{t.next(t.value(next.value, next.unit), dayShort(next.dueOn, today))}</span>}
                {asked.map((each) => (
                  <i key={each.id} className={s.asked}>
                    {t.pending(
                      t.value(each.value, textOf(each.body.unit) === 'percent' ? 'percent' : 'count'),
                    )}
                  </i>
                ))}
              </span>
            </>,
          );
        })}
      </ul>
      {back.length > 0 && (
        <>
          <h2>{t.review}</h2>
          <ul>{back.map(requestItem)}</ul>
        </>
      )}
      <h2>
        {t.requests}
        {acts.includes('target.propose') && (
          <Link href="/targets/write/new" className={s.key}>
            {t.write}
          </Link>
        )}
      </h2>
      {requests.length === 0 && <p className={s.quiet}>{t.noRequests}</p>}
      <ul>
        {drafts
          .filter((each) => each.noun === 'target')
          .map((draft) => {
            const target = textOf(draft.body.target);
            return item(
              'write',
              draft.id,
              <>
                <b>{target ? (t.target[target] ?? target) : text.targetDesk.draft.untitled}</b>
                <span className={s.row}>
                  <span>{t.drafts}</span>
                  <span>{text.targetDesk.draft.saved(when(draft.at))}</span>
                </span>
              </>,
            );
          })}
        {open.map(requestItem)}
        {settled.filter((each) => !back.includes(each)).map(requestItem)}
      </ul>
      <h2>{t.plans}</h2>
      <ul>
        {plans?.groups.map(({ group, name, plan, proposals }) => {
          const waiting = proposals.filter((each) => each.state === 'pending' || each.state === 'signed');
          const over = plan?.phases.filter((phase) => phase.stands === 'over').length ?? 0;
          return item(
            'plan',
            group,
            <>
              <b>{name}</b>
              <span className={s.row}>
                <span>{plan?.title ?? text.targetDesk.plan.none}</span>
                {over > 0 && <span>{text.targetDesk.plan.over(over)}</span>}
                {waiting.length > 0 && <i className={s.asked}>{t.state[waiting[0]!.state]}</i>}
              </span>
            </>,
          );
        })}
      </ul>
    </>
  );
}

/** A line for all of its target, not for one county or enterprise. */
const isWide = ({ scope }: Line) => scope.county === undefined && scope.enterprise === undefined;
