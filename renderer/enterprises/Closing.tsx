import { useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '../../domain/contract.ts';
import { addDays, dayOf, isDay } from '../../domain/day.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { keepRows } from '../parts/keep.ts';
import { PaperButton } from '../parts/PaperButton.tsx';
import { useSign } from '../parts/Unlock.tsx';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { ClosingDetail } from './ClosingDetail.tsx';
import s from './enterprises.module.css';
import { type ClosingDay, type ClosingRow, pathOfDay } from './place.ts';
import { Column, Read, useMay } from './Read.tsx';
import { ClosingState, shareText } from './State.tsx';

/** A day as the office closes it (定数): who is in order, what stands open of the others, and one enterprise's day. */
export function Closing({ day, chosen }: { day: string | null; chosen: string | null }) {
  const t = useText().gateDays;
  const today = dayOf(useNow(60_000));
  const date = day ?? addDays(today, -1);
  const answer = useQuery('gateDays.closing', { date });
  const [, go] = useLocation();
  const id = useId();
  const table = answer.value;
  const row = table?.date === date ? table.rows.find((each) => each.enterprise === chosen) : undefined;
  return (
    <main className={s.page}>
      <div className={s.head}>
        <h1 className="sr-only">{useText().enterprises.parts.day}</h1>
        <label htmlFor={id}>{t.day}</label>
        <input
          id={id}
          type="date"
          value={date}
          max={today}
          onChange={(event) => {
            if (isDay(event.target.value)) go(pathOfDay(event.target.value));
          }}
        />
        {table && <p>{table.over ? countsOf(table, t.counts) : t.notOver}</p>}
        {table && table.rows.length > 0 && table.date === date && <CloseAll key={date} table={table} />}
        <span className={s.push} />
        <PaperButton paper="daily" params={{ date }} label={t.dailyWord} />
        <PaperButton paper="daily-table" params={{ date }} label={t.dailyTable} />
      </div>
      <div className={s.two}>
        <Column label={useText().enterprises.parts.day}>
          <Read answer={answer}>
            {({ rows }) =>
              rows.length === 0 ? (
                <>
                  <h2>{t.empty}</h2>
                  <p className={frame.quiet}>{t.emptyHint}</p>
                </>
              ) : (
                <Rows date={table?.date ?? date} rows={rows} chosen={chosen} />
              )
            }
          </Read>
        </Column>
        <Column label={t.heads.name}>
          {row && table ? (
            <ClosingDetail key={`${date} ${row.enterprise}`} date={date} over={table.over} row={row} />
          ) : (
            table && table.rows.length > 0 && <p className={frame.quiet}>{t.pick}</p>
          )}
        </Column>
      </div>
    </main>
  );
}

const countsOf = (
  { counts: { final, ready, open } }: ClosingDay,
  words: (final: number, ready: number, open: number) => string,
) => words(final, ready, open);

type Report = Output<'gateDay.closeAll'>;

/** All that are in order, with one signature asked; the others are named with what stands open. */
function CloseAll({ table }: { table: ClosingDay }) {
  const t = useText().gateDays;
  const may = useMay();
  const why = useReason();
  const { sign, ask } = useSign();
  const [busy, setBusy] = useState(false);
  const [report, setReport] = useState<Report | null>(null);
  const [wrong, setWrong] = useState('');
  if (!may('gateDay.closeAll') || !table.over) return null;
  const names = new Map(table.rows.map((row) => [row.enterprise, row.name]));
  const close = async () => {
    if (busy || table.counts.ready === 0) return;
    setBusy(true);
    setWrong('');
    try {
      setReport(await sign('gateDay.closeAll', { date: table.date }));
    } catch (error) {
      setWrong(why(error));
    }
    setBusy(false);
  };
  return (
    <>
      <button type="button" aria-disabled={busy || table.counts.ready === 0} onClick={close}>
        {t.closeAll}
      </button>
      <span role="status">
        {report ? t.report(report.accepted, report.refused.length) : table.counts.ready === 0 && t.noneReady}
      </span>
      {(ask || wrong || report) && (
        <div className={s.band}>
          {ask}
          {wrong && (
            <p role="alert" className={frame.refused}>
              {wrong}
            </p>
          )}
          {report && report.refused.length > 0 && <Refused date={table.date} report={report} names={names} />}
        </div>
      )}
    </>
  );
}

/** Those that could not be closed, each with its two numbers; also as a table to send on. */
function Refused({
  date,
  report: { refused },
  names,
}: {
  date: string;
  report: Report;
  names: ReadonlyMap<string, string>;
}) {
  const t = useText().gateDays;
  const heads = [t.heads.name, `${t.heads.declared} ≠ ${t.heads.received}`];
  const rows = refused.map((each) => [names.get(each.id ?? '') ?? each.id, each.reason] as const);
  return (
    <>
      <p>
        {t.reportRows}
        {'　'}
        <button type="button" onClick={() => keepRows(`${date} ${t.reportRows}`, heads, rows)}>
          {t.reportSave}
        </button>
      </p>
      <ul className={s.report}>
        {rows.map(([name, reason]) => (
          <li key={name}>
            <b>{name}</b> {reason}
          </li>
        ))}
      </ul>
    </>
  );
}

function Rows({ date, rows, chosen }: { date: string; rows: readonly ClosingRow[]; chosen: string | null }) {
  const { heads, undeclared } = useText().gateDays;
  return (
    <table className={s.table}>
      <thead>
        <tr>
          <th scope="col">{heads.name}</th>
          <th scope="col">{heads.state}</th>
          {[heads.share, heads.declared, heads.received, heads.doubtful].map((head) => (
            <th scope="col" key={head} className={s.number}>
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.enterprise} aria-current={row.enterprise === chosen ? 'true' : undefined}>
            <th scope="row">
              <Link href={pathOfDay(date, row.enterprise)}>{row.name}</Link>
            </th>
            <td>
              <ClosingState state={row.state} />
            </td>
            <td className={s.number}>{shareText(row.percent)}</td>
            <td className={s.number}>{row.declared ?? undeclared}</td>
            <td className={s.number}>{row.received}</td>
            <td className={s.number}>{row.doubtful || '—'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
