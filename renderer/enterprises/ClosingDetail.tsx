import { useState } from 'react';
import { Link } from 'wouter';
import frame from '../desk/frame.module.css';
import { ActForm, Field, useReason } from '../duty/ActForm.tsx';
import { useMissing } from '../parts/fields.tsx';
import { useSign } from '../parts/Unlock.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Doubtful } from './Doubtful.tsx';
import s from './enterprises.module.css';
import { type ClosingRow, pathOf } from './place.ts';
import { useMay } from './Read.tsx';
import { ClosingState, shareText } from './State.tsx';

interface Of {
  date: string;
  row: ClosingRow;
}

/** One enterprise's day: what stands open, waiver, closing, what came after it, and its doubtful reads. */
export function ClosingDetail({ date, over, row }: Of & { over: boolean }) {
  const t = useText().gateDays;
  const when = useWhen();
  const closed = row.state === 'signed' || row.state === 'final';
  return (
    <article>
      <h2>
        <Link href={pathOf(row.enterprise)}>{row.name}</Link>
      </h2>
      <p>
        <ClosingState state={row.state} />
        {'　'}
        {shareText(row.percent)}　{t.figures(String(row.released), String(row.green))}
      </p>
      {row.openEnds.length > 0 && (
        <>
          <h3>{t.openEnds}</h3>
          <ul className={s.spans}>
            {row.openEnds.map(({ gate, declared, received }) => (
              <li key={gate}>{t.end(gate, declared, received)}</li>
            ))}
          </ul>
        </>
      )}
      {row.waiver && (
        <p className={s.ground}>
          {row.waiver.reason}
          <span className={s.sub}>{t.waived(row.waiver.by, when(row.waiver.at))}</span>
        </p>
      )}
      {row.closed && <p>{t.closedBy(row.closed.by, when(row.closed.at))}</p>}
      {over && <DayActs date={date} row={row} />}
      {closed && <Corrections row={row} />}
      <Doubtful date={date} enterprise={row.enterprise} counted={row.doubtful} />
    </article>
  );
}

function Corrections({ row }: { row: ClosingRow }) {
  const t = useText().gateDays;
  const when = useWhen();
  return (
    <>
      <h3>{t.corrections}</h3>
      {row.late > 0 && <p>{t.late(row.late)}</p>}
      {row.corrections.length === 0 && <p>{t.noCorrection}</p>}
      <ul className={s.rows}>
        {row.corrections.map((each) => (
          <li key={each.at}>
            <p>
              {t.figures(String(each.released ?? '—'), String(each.green ?? '—'))}　{each.reason}
            </p>
            <p className="quiet">
              {each.by} {when(each.at)}
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Close, waive, correct: the office's alone. */
function DayActs({ date, row }: Of) {
  const t = useText().gateDays;
  const { done } = useText().enterprises;
  const may = useMay();
  const why = useReason();
  const { sign, ask } = useSign();
  const [open, setOpen] = useState<'waive' | 'correct' | null>(null);
  const [busy, setBusy] = useState(false);
  const [said, setSaid] = useState('');
  const [wrong, setWrong] = useState('');
  const { enterprise, state } = row;
  const closed = state === 'signed' || state === 'final';
  const close = async () => {
    if (busy) return;
    setBusy(true);
    setWrong('');
    try {
      await sign('gateDay.close', { date, enterprise });
      setSaid(done(t.close));
    } catch (error) {
      setWrong(why(error));
    }
    setBusy(false);
  };
  const finish = (what: string) => {
    setOpen(null);
    setSaid(done(what));
  };
  return (
    <>
      {open === null && (
        <p className={s.keys}>
          {may('gateDay.close') && (state === 'ready' || state === 'waived') && (
            <button type="button" aria-disabled={busy} onClick={close}>
              {t.close}
            </button>
          )}
          {may('gateDay.waive') && state === 'waiver_needed' && (
            <button type="button" onClick={() => setOpen('waive')}>
              {t.waive}
            </button>
          )}
          {may('gateDay.correct') && closed && (
            <button type="button" onClick={() => setOpen('correct')}>
              {t.correct}
            </button>
          )}
        </p>
      )}
      {ask}
      {wrong && (
        <p role="alert" className={frame.refused}>
          {wrong}
        </p>
      )}
      {open === 'waive' && (
        <WaiveForm date={date} row={row} onDone={() => finish(t.waive)} onCancel={() => setOpen(null)} />
      )}
      {open === 'correct' && (
        <CorrectForm date={date} row={row} onDone={() => finish(t.correct)} onCancel={() => setOpen(null)} />
      )}
      <p role="status">{said}</p>
    </>
  );
}

interface Ends {
  onDone(): void;
  onCancel(): void;
}

function WaiveForm({ date, row, onDone, onCancel }: Of & Ends) {
  const t = useText().gateDays;
  const call = useCall();
  const missing = useMissing();
  const [reason, setReason] = useState('');
  const send = () =>
    missing([[t.reason, reason]]) ??
    call('gateDay.waive', { date, enterprise: row.enterprise, reason: reason.trim() });
  return (
    <ActForm title={t.waiveTitle(row.name)} send={send} onDone={onDone} onCancel={onCancel}>
      <Field label={t.reason} value={reason} onChange={setReason} long />
      <p className="quiet">{t.waiveHint}</p>
    </ActForm>
  );
}

function CorrectForm({ date, row, onDone, onCancel }: Of & Ends) {
  const t = useText().gateDays;
  const { notCount } = useText().enterprises.form;
  const call = useCall();
  const missing = useMissing();
  const [released, setReleased] = useState('');
  const [green, setGreen] = useState('');
  const [reason, setReason] = useState('');
  const count = (value: string) => value.trim() === '' || /^\d+$/.test(value.trim());
  const send = () => {
    const wrong = [
      [t.released, released],
      [t.green, green],
    ].find(([, value]) => !count(value!));
    if (wrong) return `${wrong[0]}：${notCount}`;
    return (
      missing([[t.reason, reason]]) ??
      call('gateDay.correct', {
        ...{ date, enterprise: row.enterprise, reason: reason.trim() },
        ...(released.trim() ? { released: Number(released) } : {}),
        ...(green.trim() ? { green: Number(green) } : {}),
      })
    );
  };
  return (
    <ActForm title={t.correctTitle(row.name)} send={send} onDone={onDone} onCancel={onCancel}>
      <div className={s.pair}>
        <Field label={t.released} value={released} onChange={setReleased} />
        <Field label={t.green} value={green} onChange={setGreen} />
      </div>
      <Field label={t.reason} value={reason} onChange={setReason} long />
      <p className="quiet">{t.correctHint}</p>
    </ActForm>
  );
}
