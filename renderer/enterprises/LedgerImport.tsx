import { useId, useState } from 'react';
import {
  LEDGER_HEADS,
  LEDGER_KINDS,
  type LedgerKind,
  type LedgerRows,
  type LedgerWrite,
  ledgerRows,
  type RefusedRow,
} from '../../domain/enterprise-rows.ts';
import { ActForm, useReason } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { keepRows } from '../parts/keep.ts';
import { readTable, TABLES } from '../parts/table.ts';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './enterprises.module.css';

type Refused = Pick<RefusedRow, 'kind' | 'sheet' | 'row' | 'enterprise' | 'cells'> & { why: string };
interface Said {
  taken: number;
  refused: Refused[];
  unread: string[];
}

/** Writes what stands for some rows; rejects with the console's reason. */
function writeOne(call: ReturnType<typeof useCall>, write: LedgerWrite): Promise<unknown> {
  switch (write.kind) {
    case 'enterprises':
      return call('enterprise.register', { ...write.input });
    case 'calendar':
      return call('calendar.state', { ...write.input });
    case 'promises':
      return call('promise.list', { ...write.input });
  }
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

  const write = async ({ writes, refused: bad, unread }: LedgerRows) => {
    const refused: Refused[] = bad.map((row) => ({
      ...row,
      why: t.wrong(t.field[row.field] ?? '', row.flaw),
    }));
    let taken = 0;
    for (const [index, each] of writes.entries()) {
      setBusy(t.busy(index + 1, writes.length));
      try {
        await writeOne(call, each);
        taken += each.at.length;
      } catch (error) {
        const { enterprise } = each.input;
        refused.push(...each.at.map((at) => ({ ...at, kind: each.kind, enterprise, why: why(error) })));
      }
    }
    setSaid({ taken, refused, unread });
  };
  const take = async (of: File) => {
    setSaid(null);
    setBusy(t.reading);
    try {
      const read = ledgerRows(await readTable(call, of));
      if (read.kinds.length === 0) throw new Error(t.none);
      await write(read);
    } finally {
      setBusy('');
    }
  };
  return (
    <div className={s.narrow}>
      {said && <Result of={said} />}
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
            accept={TABLES}
            onChange={(event) => setFile(event.target.files?.[0] ?? null)}
          />
        </p>
        <Heads />
        <p role="status">{busy}</p>
      </ActForm>
    </div>
  );
}

/** Above the form that is ready for the next file: what came of the last one is not to be looked for. */
function Result({ of: { taken, refused, unread } }: { of: Said }) {
  const t = useText().enterprises.ledger;
  return (
    <div className={s.result}>
      <p role="status">
        <b>{t.done(taken, refused.length)}</b>
      </p>
      {unread.length > 0 && <p>{t.unread(unread)}</p>}
      {refused.length > 0 && <RefusedRows of={refused} />}
    </div>
  );
}

/** By its heads a table says of which kind it is; an empty one can be taken along. */
function Heads() {
  const t = useText().enterprises.ledger;
  return (
    <>
      <dl className={s.ledgerHeads}>
        {LEDGER_KINDS.map((kind) => (
          <div key={kind}>
            <dt>{t.kind[kind]}</dt>
            <dd>{LEDGER_HEADS[kind].join('、')}</dd>
            <dd>
              <button
                type="button"
                aria-label={t.emptyOf(t.kind[kind])}
                onClick={() => keepRows(t.kind[kind], LEDGER_HEADS[kind], [])}
              >
                {t.emptyTable}
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet">{t.hint}</p>
    </>
  );
}

function RefusedRows({ of }: { of: readonly Refused[] }) {
  const t = useText().enterprises.ledger;
  const save = (kind: LedgerKind) =>
    keepRows(
      t.refusedOf(t.kind[kind]),
      [...LEDGER_HEADS[kind], t.sheetHead, t.rowHead, t.whyHead],
      of.filter((row) => row.kind === kind).map(({ cells, sheet, row, why }) => [...cells, sheet, row, why]),
    );
  const kinds = LEDGER_KINDS.filter((kind) => of.some((row) => row.kind === kind));
  return (
    <>
      <h2 className={s.refused}>{t.refused}</h2>
      <ul className={s.spans}>
        {of.map(({ kind, sheet, row, enterprise, why }) => (
          <li key={`${kind} ${sheet} ${row}`}>
            {sheet && `${sheet}　`}
            {t.row(row)}　{enterprise}　{why}
          </li>
        ))}
      </ul>
      <p className={s.keys}>
        {kinds.map((kind) => (
          <button type="button" key={kind} onClick={() => save(kind)}>
            {kinds.length === 1 ? t.save : t.saveOf(t.kind[kind])}
          </button>
        ))}
      </p>
    </>
  );
}
