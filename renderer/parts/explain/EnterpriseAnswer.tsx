import { usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import { Figure, percentText } from '../Figure.tsx';
import s from './explain.module.css';
import { Fact, Head } from './Head.tsx';
import { Passages } from './Passages.tsx';
import { TargetFact } from './TargetFact.tsx';

/** One enterprise's share of a day: counts, target, rule, and each passage with the reason for it. */
export function EnterpriseAnswer({ date, enterprise }: { date: string; enterprise: string }) {
  const t = useText();
  const words = t.parts.explain;
  const { language } = usePlace();
  const { value: told, error } = useQuery('gates.explain', { date, enterprise });
  if (!told) return <Head title={error ? t.common.unreadable(error.message) : t.common.loading} />;
  const row = told.row;
  return (
    <>
      <Head title={told.name} note={`${told.date}　${row ? words.dayState[row.day] : ''}`}>
        <Figure value={percentText(row?.percent ?? null)} unit="%" freshness={row?.freshness ?? 'unknown'} />
      </Head>
      <div className={s.columns}>
        <dl className={s.facts}>
          {row && (
            <Fact term={words.counted}>
              {words.green} <b>{row.green}</b> / {words.released} <b>{row.released}</b>
              <br />
              {words.strict} {percentText(row.strictPercent) ?? '—'}%　{words.suspect} {row.suspect}
              {'　'}
              {words.unread} {row.unread}
              <br />
              {words.declared} {row.declared ?? t.common.data.unknown}　{words.received} {row.received}
              <br />
              {words.refused} {row.refused}　{words.lifts} {row.manualLifts}　{words.corrections}{' '}
              {row.corrections}
            </Fact>
          )}
          <TargetFact target={told.target} />
          {row?.next && (
            <Fact term={words.coming}>{words.next(row.next.value, row.next.dueOn, row.next.tripsShort)}</Fact>
          )}
          <Fact term={words.rule}>
            {told.rule.version}　{language === 'en' ? told.rule.en : told.rule.zh}
            <br />
            <span className="quiet">{told.rule.basis}</span>
          </Fact>
        </dl>
        <Passages
          passages={told.passages}
          left={told.left}
          missing={told.notDownloaded === true}
          expired={told.expired ?? null}
        />
      </div>
    </>
  );
}
