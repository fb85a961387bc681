import { useId, useState } from 'react';
import type { RowReport } from '../../domain/contract/road.ts';
import { type ResultRow, type ResultTable, resultsIn } from '../../domain/handover.ts';
import { tableOf } from '../../domain/table.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { keepRows } from '../parts/keep.ts';
import { readTable, TABLES } from '../parts/table.ts';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import type { Rights } from './Road.tsx';
import s from './road.module.css';

/** A table that was copied from a spreadsheet has tabs between its cells. */
const rowsIn = (text: string) => text.split(/\r?\n/).map((line) => line.split('\t'));

const pasted = (text: string) => (text.trim() === '' ? null : resultsIn(tableOf(rowsIn(text))));

/** Results of the lists that went out, from a file or pasted, taken in row by row; what is refused can be kept. */
export function Results({ rights }: { rights: Rights }) {
  const t = useText().road;
  const call = useCall();
  const why = useReason();
  const id = useId();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [taken, setTaken] = useState<{ table: ResultTable; report: RowReport } | null>(null);
  const [filed, setFiled] = useState<ResultTable | null>(null);
  const table = filed ?? pasted(text);
  const change = (next: string) => {
    setText(next);
    setFiled(null);
    setTaken(null);
    setWrong(null);
  };
  const read = async (file: File) => {
    change('');
    try {
      const results = resultsIn(await readTable(call, file));
      if (results) setFiled(results);
      else setWrong(t.takeNoHead);
    } catch (error) {
      setWrong(why(error));
    }
  };
  if (!rights.may('handover.results'))
    return (
      <>
        <h2>{t.take}</h2>
        <p className={s.shut}>{rights.readOnly ? t.readOnly : t.mayNot(t.take)}</p>
      </>
    );
  const send = async (rows: ResultTable) => {
    if (busy) return;
    setBusy(true);
    setWrong(null);
    try {
      const report = await call('handover.results', { rows: rows.rows });
      setTaken({ table: rows, report });
    } catch (error) {
      setWrong(why(error));
    }
    setBusy(false);
  };
  return (
    <>
      <h2>{t.take}</h2>
      <p className={frame.quiet}>{t.takeHint}</p>
      <div className={s.take}>
        <p className={form.field}>
          <label htmlFor={`${id}f`}>{t.takeFile}</label>
          <input
            id={`${id}f`}
            type="file"
            accept={TABLES}
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file, mended, may come again.
              event.target.value = '';
              if (file) void read(file);
            }}
          />
        </p>
        <p className={form.field}>
          <label htmlFor={`${id}t`}>{t.takePaste}</label>
          <textarea
            id={`${id}t`}
            rows={6}
            value={text}
            spellCheck={false}
            onChange={(event) => change(event.target.value)}
          />
        </p>
      </div>
      {text.trim() !== '' && !table && (
        <p role="alert" className={frame.refused}>
          {t.takeNoHead}
        </p>
      )}
      {table && !taken && (
        <p role="status">
          {table.rows.length === 0 ? t.takeNothing : t.takeRead(table.rows.length, table.open)}
          {table.bad.length > 0 && `　${t.takeBad(table.bad.length)}`}
        </p>
      )}
      {table && !taken && table.rows.length > 0 && (
        <div className={frame.acts}>
          <button
            type="button"
            className={frame.primary}
            aria-disabled={busy}
            onClick={() => void send(table)}
          >
            {t.takeSend(table.rows.length)}
          </button>
        </div>
      )}
      {wrong && (
        <p role="alert" className={frame.refused}>
          {wrong}
        </p>
      )}
      {taken && <Report {...taken} />}
    </>
  );
}

/** Why a row was refused, in the language of the screen; the console says it in English. */
function useRowReason(): (reason: string) => string {
  const t = useText().road.takeWhy;
  return (reason) => {
    if (/no such case here$/.test(reason)) return t.unknown;
    if (/not a stage$/.test(reason)) return t.stage;
    if (/cannot follow$/.test(reason)) return t.follow;
    return /was not handed out/.test(reason) ? t.home : t.other(reason);
  };
}

function Report({ table, report }: { table: ResultTable; report: RowReport }) {
  const t = useText().road;
  const why = useRowReason();
  const { accepted, duplicates, refused } = report;
  const line = (row: number, of: ResultRow | undefined, reason: string) =>
    [row, of?.case ?? '', of?.result ?? '', of?.number ?? '', of?.note ?? '', reason] as const;
  const rows = [
    ...table.bad.map(({ row, of, flaw }) => line(row, of, t.takeFlaw[flaw])),
    ...refused.map(({ index, reason }) => line(table.at[index] ?? index + 1, table.rows[index], why(reason))),
  ];
  return (
    <div className={s.report}>
      <p role="status">
        <b>{t.takeDone(accepted, duplicates, rows.length)}</b>
      </p>
      {rows.length > 0 && (
        <>
          <div className={s.partHead}>
            <h3>{t.takeRefused}</h3>
            <button type="button" onClick={() => keepRows(t.takeKeepName, t.takeHeads, rows)}>
              {t.takeKeep}
            </button>
          </div>
          <ul className={s.lines}>
            {rows.map(([row, id, result, , , reason]) => (
              <li key={row} className={s.tags}>
                <b>{id}</b>
                <span>{result}</span>
                <span>{reason}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
