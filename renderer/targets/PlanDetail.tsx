import { useState } from 'react';
import type { PlansNow } from '../../domain/contract/targets.ts';
import { dayOf, daysBetween } from '../../domain/day.ts';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Acts, Standing, StateTag } from './Matter.tsx';
import { PlanForm } from './PlanForm.tsx';
import s from './targets.module.css';

type Group = PlansNow['groups'][number];

/** A group's plan: the one consented to with its phases, and those that are proposed. */
export function PlanDetail({ group: id }: { group: string }) {
  const text = useText();
  const t = text.targetDesk.plan;
  const plans = useQuery('plans.now', {}).value;
  const me = useQuery('me', {}).value;
  const [writing, setWriting] = useState(false);
  const [done, setDone] = useState('');
  const group = plans?.groups.find((each) => each.group === id);
  if (!group) return <p className={s.quiet}>{plans ? text.targets.gone : text.targets.loading}</p>;
  const { plan } = group;
  const may = me?.acts.includes('plan.propose') && me.post === `leader:${id}`;
  return (
    <article className={s.article}>
      <p className={s.over}>{group.name}</p>
      <h2 className={s.title}>{plan?.title ?? t.none}</h2>
      {plan && (
        <>
          <p className={s.under}>
            {t.since(plan.since, plan.decidedBy)}
            {plan.paper && ` ${text.targets.paper}`}
          </p>
          <Phases phases={plan.phases} />
        </>
      )}
      {group.proposals.length > 0 && <h3>{t.proposals}</h3>}
      {group.proposals
        .filter((each) => each.id !== plan?.proposal)
        .toReversed()
        .map((each) => (
          <Proposal key={each.id} row={each} />
        ))}
      {writing ? (
        <PlanForm
          group={group}
          onDone={() => {
            setWriting(false);
            setDone(text.targets.done(text.targets.writePlan));
          }}
          onCancel={() => setWriting(false)}
        />
      ) : (
        <p className={s.more}>
          {may && (
            <button type="button" onClick={() => setWriting(true)}>
              {text.targets.writePlan}
            </button>
          )}
          <span role="status">{done}</span>
        </p>
      )}
    </article>
  );
}

function Proposal({ row }: { row: Group['proposals'][number] }) {
  const t = useText().targets;
  const when = useWhen();
  return (
    <section className={s.proposal} aria-label={row.title}>
      <p className={s.over}>
        <StateTag row={row} />
        <span>{t.asked(row.by, when(row.at))}</span>
        <span>{row.receipted ? t.receipted : t.notReceipted}</span>
      </p>
      <h4>{row.title}</h4>
      {typeof row.body.reason === 'string' && row.body.reason !== '' && <p>{row.body.reason}</p>}
      <Phases phases={row.phases} />
      <Standing row={row} value={String} />
      <Acts noun="plan" row={row} due={false} value={String} amend={null} />
    </section>
  );
}

/** Phases on one axis of time, each with its dates in words. Whether one is done its dates don't say. */
function Phases({ phases }: { phases: Group['proposals'][number]['phases'] }) {
  const t = useText().targetDesk.plan;
  const today = dayOf(useNow(60_000));
  const first = phases.reduce((a, { from }) => (from < a ? from : a), phases[0]?.from ?? today);
  const last = phases.reduce((a, { to }) => (to > a ? to : a), first);
  const long = Math.max(1, daysBetween(first, last) + 1);
  const place = (day: string) => (daysBetween(first, day) / long) * 100;
  return (
    <table className={s.table}>
      <caption className="sr-only">{t.phases}</caption>
      <thead>
        <tr>
          <th scope="col">{t.phases}</th>
          <th scope="col">
            {t.from}–{t.to}
          </th>
          <td className={s.time}>
            {today >= first && today <= last && (
              <i className={s.todayMark} style={{ left: `${place(today)}%` }} />
            )}
          </td>
          <th scope="col">{t.measure}</th>
          <th scope="col">{t.unit}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {phases.map((phase) => (
          <tr key={`${phase.name} ${phase.from}`} data-stands={phase.stands}>
            <th scope="row">{phase.name}</th>
            <td className={s.day}>{t.span(phase.from, phase.to)}</td>
            <td className={s.time}>
              <i
                className={s.bar}
                style={{
                  left: `${place(phase.from)}%`,
                  width: `${place(phase.to) + 100 / long - place(phase.from)}%`,
                }}
              />
              {today >= first && today <= last && (
                <i className={s.todayMark} style={{ left: `${place(today)}%` }} />
              )}
            </td>
            <td>{phase.measure}</td>
            <td>{phase.unit}</td>
            <td className={s.day}>{t.stands[phase.stands]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
