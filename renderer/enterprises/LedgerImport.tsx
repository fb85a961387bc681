import { useId, useState } from 'react';
import { csvRows } from '../../domain/csv.ts';
import { type LedgerRows, ledgerRows } from '../../domain/enterprise-rows.ts';
import { ActForm, useReason } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { decode } from '../parts/decode.ts';
import { keepRows } from '../parts/keep.ts';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './enterprises.module.css';

interface Refused {
  row: number;
  enterprise: string;
  why: string;
}
type Said = { taken: number; refused: Refused[] };

/** What is written, act by act, with the rows of the file that each stands for. */
function actsOf(read: LedgerRows) {
  if (read.kind === 'calendar')
    return read.spans.map(({ row, enterprise, plan, from, to }) => ({
      ...{ name: 'calendar.state' as const, rows: [row] },
      input: { enterprise, plan, from, ...(to === null ? {} : { to }) },
    }));
  return read.enterprises.map(({ rows, enterprise, promises }) => ({
    ...{ name: 'enterprise.state' as const, rows, input: { enterprise, promises } },
  }));
}

/** An enterprise's ledger from a file: good rows are written though others are refused, and those can be saved. */
export function LedgerImport({ onCancel }: { onCancel(): void }) {
  const t = useText().enterprises.ledger;
  const call = useCall();
  const why = useReason();
  const id = useId();
  // A file is one round of the form: a new one begins empty.
  const [round, setRound] = useState(0);
  const [file, setFile] = useState<File | null>(null);
  const [busy, setBusy] = useState('');
  const [said, setSaid] = useState<Said | null>(null);

  const write = async (read: LedgerRows) => {
    const refused: Refused[] = read.refused.map(({ row, enterprise, field }) => ({
      ...{ row, enterprise, why: t.wrong(t.field[field] ?? field) },
    }));
    const acts = actsOf(read);
    let taken = 0;
    for (const [index, { name, input, rows }] of acts.entries()) {
      setBusy(t.busy(index + 1, acts.length));
      try {
        await call(name, input);
        taken += rows.length;
      } catch (error) {
        refused.push(...rows.map((row) => ({ row, enterprise: input.enterprise, why: why(error) })));
      }
    }
    setBusy('');
    setSaid({ taken, refused: refused.sort((a, b) => a.row - b.row) });
  };
  const take = async (of: File) => {
    const read = ledgerRows(csvRows(decode(await of.arrayBuffer())));
    if (!read) throw new Error(t.none);
    await write(read);
  };
  return (
    <div className={s.narrow}>
      <ActForm
        key={round}
        title={t.title}
        level="h2"
        send={() => (file ? take(file) : t.noFile)}
        onDone={() => {
          setFile(null);
          setRound(round + 1);
        }}
        onCancel={onCancel}
      >
        <p className={form.field}>
          <label htmlFor={id}>{t.file}</label>
          <input
            id={id}
            type="file"
            accept=".csv,text/csv"
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </p>
        <p className="quiet">{t.hint}</p>
        <p role="status">{busy || (said && t.done(said.taken, said.refused.length))}</p>
      </ActForm>
      {said && said.refused.length > 0 && <RefusedRows of={said.refused} />}
    </div>
  );
}

function RefusedRows({ of }: { of: readonly Refused[] }) {
  const t = useText().enterprises.ledger;
  const save = () =>
    keepRows(
      t.refused,
      [t.rowHead, t.field.enterprise ?? '', t.whyHead],
      of.map(({ row, enterprise, why }) => [row, enterprise, why]),
    );
  return (
    <>
      <h2>{t.refused}</h2>
      <ul className={s.spans}>
        {of.map(({ row, enterprise, why }) => (
          <li key={row}>
            {t.row(row)}　{enterprise}　{why}
          </li>
        ))}
      </ul>
      <p className={s.keys}>
        <button type="button" onClick={save}>
          {t.save}
        </button>
      </p>
    </>
  );
}
