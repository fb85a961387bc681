import { useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import { plateEntry } from '../../domain/plate-entry.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Choose, useMissing } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './enterprises.module.css';
import { Read, useMay } from './Read.tsx';

type Queue = Output<'gates.doubtful'>;
type ReadOf = Queue['reads'][number];

/** Colours that a settlement may name (domain/settle.ts). */
const COLOURS = [
  'YELLOW_GREEN',
  'GRADIENT_GREEN',
  'GREEN',
  'YELLOW',
  'BLUE',
  'BLACK',
  'WHITE',
  'OTHER',
] as const;
/** GA/T 16.4: a small passenger car, which is not counted. */
const CAR = 'K33';

/** Reads that are doubtful, each settled by a person who looked at the picture. */
export function Doubtful({
  date,
  enterprise,
  counted,
}: {
  date: string;
  enterprise: string;
  /** Unread or suspect in the day's figures, as the table of the day has them. */
  counted: number;
}) {
  const t = useText().gateDays;
  const answer = useQuery('gates.doubtful', { date, enterprise });
  return (
    <>
      <h3>{t.doubtful}</h3>
      <Read answer={answer}>{(queue) => <Reads queue={queue} counted={counted} />}</Read>
    </>
  );
}

/** What waits here, beside what the table of the day counts: the one is not the other. */
function Counts({ queue: { reads, closed }, counted }: { queue: Queue; counted: number }) {
  const t = useText().gateDays;
  const noClass = reads.filter(({ doubt }) => doubt === 'no_class').length;
  const waiting = reads.length - noClass;
  return (
    <>
      <p>{reads.length === 0 ? t.noDoubt : t.waiting(waiting, noClass)}</p>
      {(counted !== waiting || noClass > 0) && <p className="quiet">{t.counted(counted, closed)}</p>}
    </>
  );
}

function Reads({ queue, counted }: { queue: Queue; counted: number }) {
  const t = useText().gateDays;
  const { done } = useText().enterprises;
  const may = useMay();
  const [open, setOpen] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  if (queue.expired) return <p>{t.expired(queue.expired)}</p>;
  if (queue.notDownloaded) return <p>{t.notDownloaded}</p>;
  const able = may('gateDay.settle') && !queue.closed;
  return (
    <>
      <Counts queue={queue} counted={counted} />
      <ul className={s.rows}>
        {queue.reads.map((read) => (
          <li key={read.passage}>
            <ReadLine read={read}>
              {able && open !== read.passage && (
                <button type="button" onClick={() => setOpen(read.passage)}>
                  {t.settle}
                </button>
              )}
            </ReadLine>
            {open === read.passage && (
              <SettleForm
                queue={queue}
                read={read}
                onDone={() => {
                  setOpen(null);
                  setSaid(done(t.settle));
                }}
                onCancel={() => setOpen(null)}
              />
            )}
          </li>
        ))}
      </ul>
      <p role="status">{said}</p>
      {queue.settled.length > 0 && <Settled of={queue.settled} />}
    </>
  );
}

function ReadLine({ read, children }: { read: ReadOf; children: React.ReactNode }) {
  const t = useText().gateDays;
  return (
    <div className={s.between}>
      <p>
        <b>{t.doubt[read.doubt]}</b>　{read.at.slice(11, 19)}
        <span className={s.sub}>
          {t.read(read.gate, read.plate ?? t.unread, t.colours[read.colour] ?? read.colour)}
          {read.vehicleType !== null && `　${t.type(read.vehicleType)}`}
        </span>
      </p>
      {children}
    </div>
  );
}

function Settled({ of }: { of: Queue['settled'] }) {
  const t = useText().gateDays;
  const when = useWhen();
  return (
    <>
      <h3>{t.settled(of.length)}</h3>
      <ul className={s.spans}>
        {of.map((each) => {
          const colour = each.colour === null ? null : (t.colours[each.colour] ?? each.colour);
          const what = [each.plate, colour, each.vehicleType].filter(Boolean).join(' ');
          return <li key={each.passage}>{t.settledAs(`${what} ${each.reason}`, each.by, when(each.at))}</li>;
        })}
      </ul>
    </>
  );
}

function SettleForm({
  queue,
  read,
  onDone,
  onCancel,
}: {
  queue: Queue;
  read: ReadOf;
  onDone(): void;
  onCancel(): void;
}) {
  const t = useText().gateDays;
  const call = useCall();
  const missing = useMissing();
  const [plate, setPlate] = useState('');
  const [colour, setColour] = useState('');
  const [notTruck, setNotTruck] = useState(false);
  const [reason, setReason] = useState('');
  const send = () => {
    const { signs, state } = plateEntry(plate);
    if (plate.trim() !== '' && state !== 'whole' && state !== 'open') return t.plateBad;
    if (plate.trim() === '' && colour === '' && !notTruck) return t.nothing;
    const { date, enterprise } = queue;
    return (
      missing([[t.reason, reason]]) ??
      call('gateDay.settle', {
        ...{ date, enterprise, passage: read.passage, revision: read.revision, reason: reason.trim() },
        ...(plate.trim() ? { plate: signs.join('') } : {}),
        ...(colour ? { colour } : {}),
        ...(notTruck ? { vehicleType: CAR } : {}),
      })
    );
  };
  return (
    <ActForm
      title={t.settleTitle(read.at.slice(11, 19), read.gate)}
      send={send}
      onDone={onDone}
      onCancel={onCancel}
    >
      <div className={s.pair}>
        <Field label={t.plate} value={plate} onChange={setPlate} />
        <Choose
          label={t.colour}
          value={colour}
          onChange={setColour}
          options={COLOURS.map((each) => [each, t.colours[each] ?? each] as const)}
        />
      </div>
      <label className={s.check}>
        <input type="checkbox" checked={notTruck} onChange={() => setNotTruck(!notTruck)} />
        {t.notTruck}
      </label>
      <Field label={t.reason} value={reason} onChange={setReason} />
      <p className="quiet">{t.settleHint}</p>
    </ActForm>
  );
}
