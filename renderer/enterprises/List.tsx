import { useId, useState } from 'react';
import { Link } from 'wouter';
import type { Tier } from '../../domain/contract/shapes.ts';
import { COUNTIES, countyName } from '../../domain/county.ts';
import frame from '../desk/frame.module.css';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './enterprises.module.css';
import { LedgerImport } from './LedgerImport.tsx';
import { type Listed, pathOf, worstFirst } from './place.ts';
import { Read, useMay } from './Read.tsx';
import { Standing, shareText } from './State.tsx';

/** Every enterprise with gates as it stands today, worst first. */
export function List() {
  const t = useText().enterprises;
  const answer = useQuery('enterprises.list', {});
  const may = useMay();
  const [importing, setImporting] = useState(false);
  const [county, setCounty] = useState('');
  const [tier, setTier] = useState<Tier | ''>('');
  const rows = worstFirst(answer.value?.enterprises ?? []).filter(
    (row) => (county === '' || row.county === county) && (tier === '' || row.tier === tier),
  );
  return (
    <main className={s.page}>
      <div className={s.head}>
        <h1>{t.title}</h1>
        <Filters county={county} tier={tier} onCounty={setCounty} onTier={setTier} />
        {answer.value && (
          <p role="status">
            {t.counts(rows.length, rows.filter((row) => row.status === 'below').length)}
            {'　'}
            {t.date(answer.value.date)}
          </p>
        )}
        <span className={s.push} />
        {(may('enterprise.register') || may('calendar.state')) && !importing && (
          <button type="button" onClick={() => setImporting(true)}>
            {t.ledger.open}
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.scroll} aria-label={t.parts.list} tabIndex={0}>
        {importing && <LedgerImport onCancel={() => setImporting(false)} />}
        <Read answer={answer}>
          {({ enterprises }) =>
            enterprises.length === 0 ? (
              <>
                <h2>{t.empty}</h2>
                <p className={frame.quiet}>{t.emptyHint}</p>
              </>
            ) : rows.length === 0 ? (
              <p>{t.noneSo}</p>
            ) : (
              <Table rows={rows} />
            )
          }
        </Read>
      </section>
    </main>
  );
}

function Filters({
  county,
  tier,
  onCounty,
  onTier,
}: {
  county: string;
  tier: Tier | '';
  onCounty(county: string): void;
  onTier(tier: Tier | ''): void;
}) {
  const t = useText().enterprises;
  const { language } = usePlace();
  const id = useId();
  return (
    <>
      <label htmlFor={`${id}-county`}>{t.county}</label>
      <select id={`${id}-county`} value={county} onChange={(event) => onCounty(event.target.value)}>
        <option value="">{t.all}</option>
        {COUNTIES.map(({ code }) => (
          <option key={code} value={code}>
            {countyName(code, language)}
          </option>
        ))}
      </select>
      <label htmlFor={`${id}-tier`}>{t.tier}</label>
      <select id={`${id}-tier`} value={tier} onChange={(event) => onTier(event.target.value as Tier | '')}>
        <option value="">{t.all}</option>
        <option value="key_dual_high">{t.tierName.key_dual_high}</option>
        <option value="other_gated">{t.tierName.other_gated}</option>
      </select>
    </>
  );
}

function Table({ rows }: { rows: readonly Listed[] }) {
  const t = useText().enterprises;
  const { language } = usePlace();
  const { heads } = t;
  return (
    <table className={s.table}>
      <thead>
        <tr>
          <th scope="col">{heads.name}</th>
          <th scope="col">{heads.county}</th>
          <th scope="col">{heads.tier}</th>
          <th scope="col">{heads.state}</th>
          {[heads.share, heads.target, heads.streak, heads.short, heads.lifts].map((head) => (
            <th scope="col" key={head} className={s.number}>
              {head}
            </th>
          ))}
          <th scope="col">{heads.plan}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.enterprise}>
            <th scope="row">
              <Link href={pathOf(row.enterprise)}>{row.name}</Link>
            </th>
            <td className="nowrap">{countyName(row.county, language)}</td>
            <td className="nowrap">{t.tierName[row.tier]}</td>
            <td>
              <Standing row={row} />
              {row.feed === 'partial' && <small className="nowrap">　{t.feed.partial}</small>}
            </td>
            <td className={s.number}>{row.feed === 'none' ? '—' : shareText(row.percent)}</td>
            <td className={s.number}>{row.target === null ? t.noTarget : `${row.target}%`}</td>
            <td className={s.number}>{row.streak > 0 ? t.days(row.streak) : '—'}</td>
            <td className={s.number}>{row.tripsShort ? row.tripsShort : '—'}</td>
            <td className={s.number}>{row.feed === 'none' ? '—' : row.manualLifts}</td>
            <td className="nowrap">{t.plan[row.plan]}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
