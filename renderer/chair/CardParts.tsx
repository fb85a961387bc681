import type { ReactNode } from 'react';
import type { StationCard as Station } from '../../domain/contract/cards.ts';
import { Mark } from '../parts/Mark.tsx';
import { type Text, useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './card.module.css';
import { dueText } from './Tasks.tsx';

/** What the cards of an enterprise and of a station share. */

export function Waiting({ name, error }: { name: string; error: Error | null }) {
  const t = useText().common;
  return (
    <article className={s.card}>
      <h2>{name}</h2>
      <p>{error ? t.unreadable(error.message) : t.loading}</p>
    </article>
  );
}

/** Who answers for it, and whose word that is. */
export function Responsible({ of, children }: { of: Station['responsible']; children?: ReactNode }) {
  const t = useText().chair.card;
  const when = useWhen();
  const who = [of.unit, of.person, of.phone].filter(Boolean);
  return (
    <dl className={s.who}>
      <dt>{t.responsible}</dt>
      <dd>
        {who.length === 0 ? t.unknown : who.map((each) => <b key={each}>{each}</b>)}
        {of.said && <small>{t.registeredBy(of.said.by, when(of.said.at))}</small>}
      </dd>
      {children}
    </dl>
  );
}

export function Promised({ of, t }: { of: Station['promised']; t: Text }) {
  return (
    <Part title={t.chair.card.promised} empty={t.chair.card.noPromised}>
      {of.map((each) => (
        <li key={each.id}>
          {each.text}
          <span className={s.due}>
            <span>{dueText(each.dueOn, t)}</span>
            {each.done ? <span>{t.chair.card.done}</span> : <Light state={each.state} t={t} />}
          </span>
        </li>
      ))}
    </Part>
  );
}

function Light({ state, t }: { state: Station['promised'][number]['state']; t: Text }) {
  if (state !== 'overdue' && state !== 'behind' && state !== 'due') return null;
  return (
    <span className={`is-${state}`}>
      <Mark of={state} />
      {t.common.state[state]}
    </span>
  );
}

export function Part({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {children.length === 0 ? <p className="quiet">{empty}</p> : <ul className={s.list}>{children}</ul>}
    </section>
  );
}
