import type { EnterpriseCard as Enterprise } from '../../domain/contract/cards.ts';
import { percentText } from '../parts/Figure.tsx';
import { Mark } from '../parts/Mark.tsx';
import { Spark } from '../parts/Spark.tsx';
import { type Text, useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { wordOf } from '../wall/enforcement/StageMatrix.tsx';
import { Part, Promised, Responsible, Waiting } from './CardParts.tsx';
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
      <Responsible of={card.responsible} />
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
      <Pledges of={card.pledges} date={card.date} t={text} />
      <Promised of={card.promised} t={text} />
    </article>
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

/** Trucks promised (一企一策): what lies behind is said so, whether it was kept nobody has written. */
function Pledges({ of, date, t }: { of: Enterprise['pledges']; date: string; t: Text }) {
  if (of.length === 0) return null;
  return (
    <Part title={t.chair.card.pledges} empty="">
      {of.map((each) => (
        <li key={`${each.carrier}${each.dueOn}${each.contract}`}>
          {t.chair.card.pledge(each.carrier, each.trucks)}
          <span className={s.due}>
            <span>{dueText(each.dueOn, t)}</span>
            {each.dueOn !== null && each.dueOn < date && <span>{t.chair.card.pledgeOver}</span>}
          </span>
        </li>
      ))}
    </Part>
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
