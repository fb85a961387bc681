import { useState } from 'react';
import type { StationCard as Station } from '../../domain/contract/cards.ts';
import { PROJECT_STAGES } from '../../domain/project.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Spark } from '../parts/Spark.tsx';
import { usePlace } from '../place.ts';
import { type Text, useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Part, Promised, Responsible, Waiting } from './CardParts.tsx';
import s from './card.module.css';
import { dueText } from './Tasks.tsx';

const STATES = ['idle', 'plugged', 'reserved', 'fault', 'offline', 'unknown', 'stale'] as const;

/** A station that was named: who answers for it, its connectors now and before, what is broken, what was promised. */
export function StationCard({ id, name }: { id: string; name: string }) {
  const t = useText();
  const { value: card, error } = useQuery('card.station', { station: id });
  if (!card) return <Waiting name={name} error={error} />;
  return (
    <article className={s.card} data-card={id}>
      <header>
        <h2>{card.name}</h2>
        <p className="quiet">{[card.countyName, card.operator, card.address].filter(Boolean).join('　')}</p>
      </header>
      <Responsible of={card.responsible}>
        <Phones card={card} />
      </Responsible>
      <Entrust card={card} />
      <Guns card={card} t={t} />
      <Trend of={card.trend} t={t} />
      <Faults of={card.faults} t={t} />
      <Milestones of={card.project} t={t} />
      <Promised of={card.promised} t={t} />
    </article>
  );
}

/** What the operator sent with the station (StationTel, ServiceTel): its word, not the office's. */
function Phones({ card: { phones, operator } }: { card: Station }) {
  const t = useText().chair.card;
  const when = useWhen();
  const sent = (['station', 'service'] as const).filter((of) => phones[of] !== null);
  return (
    <>
      <dt>{t.phone}</dt>
      <dd>
        {sent.length === 0 && t.noPhone}
        {sent.map((of) => (
          <span key={of}>
            {t.phones[of]}　<b>{phones[of]}</b>
          </span>
        ))}
        {sent.length > 0 && <small>{t.sentBy(operator, when(phones.at))}</small>}
      </dd>
    </>
  );
}

/** The office writes down who answers for it, from the card itself: the question comes up in the room. */
function Entrust({ card }: { card: Station }) {
  const t = useText().chair.card;
  const call = useCall();
  const may = useQuery('me', {}).value?.acts.includes('station.entrust') === true;
  const [opened, setOpened] = useState(false);
  const { unit, person, phone } = card.responsible;
  const [typed, setTyped] = useState({ unit: unit ?? '', person: person ?? '', phone: phone ?? '' });
  if (!may) return null;
  if (!opened)
    return (
      <p className={s.keys}>
        <button type="button" onClick={() => setOpened(true)}>
          {t.entrust}
        </button>
      </p>
    );
  const close = () => setOpened(false);
  const send = () => {
    const given = Object.entries(typed).map(([key, value]) => [key, value.trim() || null] as const);
    if (!typed.unit.trim() && !typed.person.trim()) return t.entrustNobody;
    return call('station.entrust', { station: card.id, ...Object.fromEntries(given) });
  };
  return (
    <ActForm title={t.entrust} send={send} onDone={close} onCancel={close}>
      {(['unit', 'person', 'phone'] as const).map((key) => (
        <Field
          key={key}
          label={t.entrusted[key]}
          value={typed[key]}
          onChange={(value) => setTyped({ ...typed, [key]: value })}
        />
      ))}
    </ActForm>
  );
}

function Guns({ card, t }: { card: Station; t: Text }) {
  const when = useWhen();
  const words = t.charging.state;
  return (
    <section>
      <h3>{t.chair.card.guns}</h3>
      <p className={s.figure}>
        {card.freshness === 'none' ? (
          <small>
            <Mark of="no-data" />
            {words.none}
          </small>
        ) : (
          <>
            {card.counts.charging}
            <small> {t.chair.card.gunsOf(card.guns)}</small>
          </>
        )}
      </p>
      <p className={s.states}>
        {STATES.filter((state) => card.counts[state] > 0).map((state) => (
          <span key={state}>
            {state === 'stale' && <Mark of="stale" />}
            {state === 'unknown' && <Mark of="unknown" />}
            {words[state]} <b>{card.counts[state]}</b>
          </span>
        ))}
      </p>
      {card.freshness === 'stale' && card.reportedAt !== null && (
        <p>
          <Mark of="stale" />
          {t.chair.card.silent(when(card.reportedAt))}
        </p>
      )}
    </section>
  );
}

/** Load and availability of thirty days; days whose figures are no longer here are gaps, and counted. */
function Trend({ of, t }: { of: Station['trend']; t: Text }) {
  const words = t.chair.card;
  const known = of.filter((day) => day.available !== null).length;
  return (
    <section>
      <h3>{words.trendOf(known, of.length)}</h3>
      {known === 0 ? (
        <p>{words.noTrend}</p>
      ) : (
        <dl className={s.trends}>
          {(['load', 'available'] as const).map((kind) => (
            <Line key={kind} kind={kind} of={of} t={t} />
          ))}
        </dl>
      )}
    </section>
  );
}

function Line({ kind, of, t }: { kind: 'load' | 'available'; of: Station['trend']; t: Text }) {
  const words = t.chair.card;
  const now = of.at(-1)?.[kind] ?? null;
  return (
    <>
      <dt>{words.trends[kind]}</dt>
      <dd>
        <Spark
          days={of.map((day) => ({ date: day.date, value: day[kind], target: null }))}
          width={330}
          height={40}
        />
      </dd>
      <dd>{now === null ? t.charging.state.unknown : words.today(now)}</dd>
    </>
  );
}

function Faults({ of, t }: { of: Station['faults']; t: Text }) {
  const when = useWhen();
  return (
    <Part title={t.chair.card.faults} empty={t.chair.card.noFaults}>
      {of.map((each) => (
        <li key={each.id}>
          {each.name}
          <span className={s.due}>
            <span>
              {each.stale && <Mark of="stale" />}
              {each.stale ? t.charging.state.stale : stateWord(each.status, t)}
            </span>
            {each.since !== null && <span>{t.charging.since(when(each.since))}</span>}
          </span>
        </li>
      ))}
    </Part>
  );
}

function stateWord(status: string, t: Text): string {
  const words: Record<string, string> = t.charging.state;
  return words[status] ?? status;
}

/** Its project's way: each stage that it reached and when; the one it stands at, with its date. */
function Milestones({ of, t }: { of: Station['project']; t: Text }) {
  const { language } = usePlace();
  const words = t.chair.card;
  const name = (stage: number) => PROJECT_STAGES[stage]?.[language] ?? `${stage}`;
  return (
    <Part title={words.milestones} empty={words.noProject}>
      {(of?.reached ?? []).map(({ stage, on }) => (
        <li key={stage} aria-current={stage === of?.stage ? 'step' : undefined}>
          {name(stage)}
          <span className={s.due}>
            <span>{on}</span>
            {stage === of?.stage && of.dueOn !== null && (
              <span className={of.late ? 'is-overdue' : undefined}>
                {of.late && <Mark of="overdue" />}
                {of.late && `${t.common.state.overdue} `}
                {dueText(of.dueOn, t)}
              </span>
            )}
          </span>
        </li>
      ))}
    </Part>
  );
}
