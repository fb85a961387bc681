import { dayOf } from '../../../domain/day.ts';
import { type Pending, pendingOf } from '../../parts/pending.ts';
import { useText } from '../../text.ts';
import { useNow, useQuery } from '../../use.ts';
import { useStage } from '../stage.ts';
import { Waiting } from '../Waiting.tsx';
import { GoalRow } from './GoalRow.tsx';
import s from './goals.module.css';
import { type Goals, goalNames } from './path.ts';
import { ShareRow } from './ShareRow.tsx';

/** The goals scene: the plan's counts and shares, how far, how fast, and what is proposed to change. */
export function GoalsScene({ date }: { date: string | null }) {
  const t = useText().goals;
  const now = useNow(60_000);
  const day = date ?? dayOf(now);
  const { value: goals, error } = useQuery('goals.progress', date === null ? {} : { date });
  const gates = useQuery('gates.day', { date: day }).value;
  const lines = useQuery('targets.inForce', { date: day }).value?.targets ?? [];
  const proposals = useQuery('targets.proposals', {}).value;
  const pending = pendingOf(proposals?.proposals ?? [], lines);
  if (!goals) return <Waiting error={error} />;
  const proposedFor = (target: string) =>
    pending.find((each) => each.wide && each.target === target)?.value ?? null;
  return (
    <div className={s.room}>
      <div className={s.scene}>
        <section>
          <p className={s.heads} aria-hidden="true">
            <span />
            <span>{t.heads.actual}</span>
            <span>{t.heads.goal}</span>
            <span>{t.heads.trend}</span>
            <span>{t.heads.pace}</span>
            <span>{t.heads.age}</span>
            <span>{t.heads.state}</span>
          </p>
          <ol>
            {goalNames.map((name) => (
              <GoalRow
                key={name}
                name={name}
                goal={goals[name]}
                date={goals.date}
                proposed={proposedFor(name)}
              />
            ))}
          </ol>
        </section>
        <section className={s.shares}>
          <p className={s.heads} aria-hidden="true">
            <span className={s.wide}>{t.gate}</span>
          </p>
          <ol>
            {gates &&
              (['key_dual_high', 'other_gated'] as const).map((tier) => (
                <ShareRow key={tier} tier={tier} gates={gates} proposed={proposedFor(`gate.${tier}.share`)} />
              ))}
          </ol>
          <Proposals pending={pending} refused={proposals?.refused.length ?? 0} />
          <Basis goals={goals} />
        </section>
      </div>
    </div>
  );
}

function Proposals({ pending, refused }: { pending: Pending[]; refused: number }) {
  const t = useText().goals;
  // One line beside the others where the wall is narrow; the rest are a count.
  const room = useStage().wide ? 6 : 1;
  const names: Record<string, string> = { ...t.name, ...t.target };
  return (
    <div className={s.proposals}>
      <h3>{t.proposals}</h3>
      <ul>
        {pending.slice(0, room).map((each) => {
          const unit = each.percent ? '%' : '';
          return (
            <li key={each.id}>
              <i className={s.dashKey} aria-hidden="true" />
              <b>
                {t.proposalLine(
                  names[each.target] ?? each.target,
                  each.was === null ? '' : `${each.was}${unit}`,
                  `${each.value}${unit}`,
                )}
              </b>
              {each.from && <span>{t.from(each.from.slice(5))}</span>}
              <span>{t.by(each.by)}</span>
              <span>{t.proposalState[each.state]}</span>
            </li>
          );
        })}
        {pending.length === 0 && <li>{t.noProposals}</li>}
        {pending.length > room && <li>{t.moreProposals(pending.length - room)}</li>}
        {refused > 0 && <li>{t.refused(refused)}</li>}
      </ul>
    </div>
  );
}

/** What the goals rest on: each document once, with its status, so that a draft is never read as law. */
function Basis({ goals }: { goals: Goals }) {
  const t = useText().goals;
  const later = goalNames.filter((name) => goals[name].next !== null);
  const seen = new Map(goalNames.map((name) => [goals[name].basis.document, goals[name].basis] as const));
  return (
    <div className={s.foot}>
      {later.length > 0 && (
        <div className={s.basis}>
          <h3>{t.later}</h3>
          <div>
            {later.map((name) => (
              <span key={name}>
                {t.name[name]} {goals[name].next && t.next(goals[name].next.goal, goals[name].next.due)}
              </span>
            ))}
          </div>
        </div>
      )}
      <div className={s.basis}>
        <h3>{t.basis}</h3>
        <div>
          {[...seen.values()].map((basis) => (
            <span key={basis.document}>
              {basis.document} {basis.article} <b>{basis.status}</b>
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}
