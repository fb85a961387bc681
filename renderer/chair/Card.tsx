import type { ReactNode } from 'react';
import type { EnterpriseCard as Enterprise, StationCard as Station } from '../../domain/contract/cards.ts';
import { percentText } from '../parts/Figure.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Spark } from '../parts/Spark.tsx';
import { type Text, useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { wordOf } from '../wall/enforcement/StageMatrix.tsx';
import s from './card.module.css';
import { dueText } from './Tasks.tsx';

/** An enterprise that was named: who answers for it, how it stands, what is short, what it promised. */
export function EnterpriseCard({ id, name }: { id: string; name: string }) {
  const text = useText();
  const t = text.chair.card;
  const { value: card, error } = useQuery('card.enterprise', { enterprise: id });
  if (!card) return <Waiting name={name} error={error} />;
  return (
    <article className={s.card} data-card={id}>
      <header>
        <h2>{card.name}</h2>
        <p className="quiet">
          {[card.countyName, t.tier[card.tier], card.industry].filter(Boolean).join('　')}
        </p>
      </header>
      <Responsible of={card.responsible} t={text} />
      <section>
        <h3>{t.share(card.date.slice(5))}</h3>
        <p className={s.figure}>
          {card.percent === null ? (
            <small>
              <Mark of={card.feed === 'none' ? 'no-data' : 'no-traffic'} />
              {card.feed === 'none' ? text.common.data.none : t.noTraffic}
            </small>
          ) : (
            <>
              {percentText(card.percent)}
              <small> %　{t.passages(card.green, card.released)}</small>
            </>
          )}
        </p>
        <div className={s.trend}>
          <Spark
            days={card.trend.map(({ date, percent, target }) => ({ date, value: percent, target }))}
            width={560}
            height={72}
            plates
          />
        </div>
        <dl className={s.targets}>
          <Target word={t.current} of={card.current} t={text} />
          <Target word={t.next} of={card.next} t={text} />
        </dl>
      </section>
      <Cases of={card.cases} t={text} />
      <Promised of={card.promised} t={text} />
    </article>
  );
}

/** A station that was named: its connectors now, what is broken, what its operator promised. */
export function StationCard({ id, name }: { id: string; name: string }) {
  const text = useText();
  const t = text.chair.card;
  const when = useWhen();
  const { value: card, error } = useQuery('card.station', { station: id });
  if (!card) return <Waiting name={name} error={error} />;
  return (
    <article className={s.card} data-card={id}>
      <header>
        <h2>{card.name}</h2>
        <p className="quiet">{[card.countyName, card.operator, card.address].filter(Boolean).join('　')}</p>
      </header>
      <Responsible of={card.responsible} t={text} />
      <section>
        <h3>{t.guns}</h3>
        <p className={s.figure}>
          {card.charging}
          <small> {t.gunsOf(card.charging, card.guns)}</small>
        </p>
        <p>{[t.fault(card.fault), t.offline(card.offline)].join('　')}</p>
      </section>
      <section>
        <h3>{t.faults}</h3>
        {card.faults.length === 0 && <p>{t.noFaults}</p>}
        {card.faults.map((fault) => (
          <p key={fault.id}>
            {fault.name}　{fault.since !== null && when(fault.since)}
          </p>
        ))}
      </section>
      <Promised of={card.promised} t={text} />
    </article>
  );
}

function Waiting({ name, error }: { name: string; error: Error | null }) {
  const t = useText().common;
  return (
    <article className={s.card}>
      <h2>{name}</h2>
      <p>{error ? t.unreadable(error.message) : t.loading}</p>
    </article>
  );
}

function Responsible({ of, t }: { of: Enterprise['responsible']; t: Text }) {
  const who = [of.unit, of.person, of.phone].filter(Boolean);
  return (
    <p className={s.who}>
      <span className="quiet">{t.chair.card.responsible}</span>
      {who.length === 0 ? t.chair.card.unknown : who.map((each) => <b key={each}>{each}</b>)}
    </p>
  );
}

function Target({ word, of, t }: { word: string; of: Enterprise['current']; t: Text }) {
  return (
    <>
      <dt>{word}</dt>
      <dd>
        {of === null
          ? t.chair.card.noTarget
          : `${of.value} %　${of.dueOn}　${t.chair.card.short(of.tripsShort)}`}
      </dd>
    </>
  );
}

function Cases({ of, t }: { of: Enterprise['cases']; t: Text }) {
  return (
    <Part title={t.chair.card.cases} empty={t.chair.card.noCases}>
      {of.map((each) => (
        <li key={each.id}>
          {[each.plate, wordOf(t.enforcement.kind, each.kind), wordOf(t.enforcement.stage, each.stage)]
            .filter(Boolean)
            .join('　')}
          {each.overdue && (
            <span className="is-overdue">
              <Mark of="overdue" />
              {t.chair.card.caseLate}
            </span>
          )}
        </li>
      ))}
    </Part>
  );
}

function Promised({ of, t }: { of: Station['promised']; t: Text }) {
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

function Part({ title, empty, children }: { title: string; empty: string; children: ReactNode[] }) {
  return (
    <section>
      <h3>{title}</h3>
      {children.length === 0 ? <p className="quiet">{empty}</p> : <ul className={s.list}>{children}</ul>}
    </section>
  );
}
