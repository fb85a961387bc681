import { useState } from 'react';
import type { PlansNow } from '../../domain/contract/targets.ts';
import { dayOf, daysBetween } from '../../domain/day.ts';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Acts, Standing, StateTag } from './Matter.tsx';
import { PlanChanges } from './PlanChanges.tsx';
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
  // What was consented to stands among the versions.
  const made = new Set(group.versions.map(({ proposal }) => proposal));
  const open = group.proposals.filter((each) => !made.has(each.id)).toReversed();
  const may = me?.acts.includes('plan.propose') && me.post === `leader:${id}`;
  return (
    <article className={s.article}>
      <p className={s.over}>{group.name}</p>
      <h2 className={s.title}>{plan?.title ?? t.none}</h2>
      {plan && (
        <>
          <p className={s.under}>
            {t.version(plan.number)}　{t.since(plan.since, plan.decidedBy)}
            {plan.paper && ` ${text.targets.paper}`}
          </p>
          <Phases phases={plan.phases} />
        </>
      )}
      {open.length > 0 && <h3>{t.proposals}</h3>}
      {open.map((each) => (
        <Proposal key={each.id} row={each} plan={plan} />
      ))}
      <Versions of={group.versions} />
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
              {plan ? t.writeNext : text.targets.writePlan}
            </button>
          )}
          <span role="status">{done}</span>
        </p>
      )}
    </article>
  );
}

function Proposal({ row, plan }: { row: Group['proposals'][number]; plan: Group['plan'] }) {
  const { targets: t, targetDesk } = useText();
  const words = targetDesk.plan;
  const undecided = row.state === 'pending' || row.state === 'signed';
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
      {plan && undecided ? (
        <>
          {plan.title !== row.title && <p>{words.renamed(plan.title)}</p>}
          {row.writtenOn !== null && row.writtenOn !== plan.number && (
            <p className={s.strong}>{words.overtaken(row.writtenOn, plan.number)}</p>
          )}
          <PlanChanges
            before={plan.phases}
            after={row.phases}
            heads={[words.versionInForce(plan.number), words.newVersion]}
          />
        </>
      ) : (
        <Phases phases={row.phases} />
      )}
      {row.amended && (
        <PlanChanges before={row.phases} after={row.amended} heads={[words.asAsked, words.asDecided]} />
      )}
      <Standing row={row} value={String} />
      <Acts noun="plan" row={row} due={false} value={String} amend={null} phases={row.phases} />
    </section>
  );
}

/** Every version that was in force, the newest first, with what it changed of the one before. */
function Versions({ of }: { of: Group['versions'] }) {
  const { targets, targetDesk } = useText();
  const t = targetDesk.plan;
  if (of.length === 0) return null;
  return (
    <>
      <h3>{t.versions}</h3>
      {of.map((each, at) => {
        const before = of[at + 1];
        return (
          <details key={each.number} className={s.version} data-version={each.number}>
            <summary>
              <b>{t.version(each.number)}</b>
              <span>{each.until === null ? t.from1(each.since) : t.fromTo(each.since, each.until)}</span>
              <span>{t.madeBy(each.by, each.decidedBy)}</span>
              {each.amended && <span>{t.amendedBy}</span>}
              {each.paper && <span>{targets.paper}</span>}
            </summary>
            <p>
              <b>{each.title}</b>
            </p>
            {each.reason !== '' && <p>{each.reason}</p>}
            {before ? (
              <PlanChanges
                before={before.phases}
                after={each.phases}
                heads={[t.version(before.number), t.version(each.number)]}
              />
            ) : (
              <Phases phases={each.phases} />
            )}
          </details>
        );
      })}
    </>
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
