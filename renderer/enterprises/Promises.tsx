import { useLayoutEffect, useRef, useState } from 'react';
import { isDay } from '../../domain/day.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField, useMissing } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './enterprises.module.css';
import type { View } from './place.ts';
import { useMay } from './Read.tsx';

type Promised = View['promises'][number];
type Open = { what: 'add' } | { what: 'change' | 'withdraw'; id: string } | null;

/** What an enterprise promised (一企一策): each promise is added, changed or withdrawn by itself. */
export function Promises({ view: { enterprise, promises } }: { view: View }) {
  const t = useText().enterprises;
  const may = useMay();
  const [open, setOpen] = useState<Open>(null);
  const [said, setSaid] = useState('');
  const add = useRef<HTMLButtonElement>(null);
  const left = useRef(false);
  const close = (done?: string) => {
    left.current = true;
    setOpen(null);
    setSaid(done === undefined ? '' : t.done(done));
  };
  // Who leaves a form is back at its keys.
  useLayoutEffect(() => {
    if (open !== null || !left.current) return;
    left.current = false;
    add.current?.focus();
  }, [open]);
  const able = may('promise.state') && open === null;
  return (
    <>
      <h2>{t.promises}</h2>
      {promises.length === 0 && <p>{t.noPromise}</p>}
      <ul className={s.rows}>
        {promises.map((each) => (
          <li key={each.id}>
            <Line of={each} able={able} onOpen={setOpen} />
            {open?.what === 'change' && open.id === each.id && (
              <PromiseForm
                enterprise={enterprise}
                was={each}
                onDone={() => close(t.promiseAct.change)}
                onCancel={() => close()}
              />
            )}
            {open?.what === 'withdraw' && open.id === each.id && (
              <WithdrawForm
                enterprise={enterprise}
                was={each}
                onDone={() => close(t.promiseAct.withdraw)}
                onCancel={() => close()}
              />
            )}
          </li>
        ))}
      </ul>
      {open?.what === 'add' && (
        <PromiseForm
          enterprise={enterprise}
          was={null}
          onDone={() => close(t.promiseAct.add)}
          onCancel={() => close()}
        />
      )}
      {able && (
        <p className={s.keys}>
          <button type="button" ref={add} onClick={() => setOpen({ what: 'add' })}>
            {t.promiseAct.add}
          </button>
        </p>
      )}
      <p role="status">{said}</p>
    </>
  );
}

function Line({ of, able, onOpen }: { of: Promised; able: boolean; onOpen(open: Open): void }) {
  const t = useText().enterprises;
  return (
    <>
      <p>
        <b>{of.carrier}</b>
      </p>
      <p>
        {t.trucks(of.trucks)}
        {of.dueOn && `　${t.promise.due} ${of.dueOn}`}
        {of.contract && `　${of.contract}`}
      </p>
      {able && (
        <p className={s.keys}>
          {(['change', 'withdraw'] as const).map((what) => (
            <button
              type="button"
              key={what}
              aria-label={t.promiseOf(t.promiseAct[what], of.carrier)}
              onClick={() => onOpen({ what, id: of.id })}
            >
              {t.promiseAct[what]}
            </button>
          ))}
        </p>
      )}
    </>
  );
}

interface Closing {
  onDone(): void;
  onCancel(): void;
}

function PromiseForm({ enterprise, was, ...rest }: { enterprise: string; was: Promised | null } & Closing) {
  const { form: t, promiseAct, promiseOf } = useText().enterprises;
  const { nothing } = useText().gateDays;
  const call = useCall();
  const missing = useMissing();
  const [carrier, setCarrier] = useState(was?.carrier ?? '');
  const [contract, setContract] = useState(was?.contract ?? '');
  const [trucks, setTrucks] = useState(was === null ? '' : String(was.trucks));
  const [dueOn, setDueOn] = useState(was?.dueOn ?? '');
  const send = () => {
    const empty = missing([
      [t.carrier, carrier],
      [t.trucks, trucks],
    ]);
    if (empty) return empty;
    if (!/^\d{1,5}$/.test(trucks.trim())) return `${t.trucks}：${t.notCount}`;
    if (dueOn !== '' && !isDay(dueOn)) return `${t.dueOn}：${t.notDay}`;
    const said = {
      ...{ carrier: carrier.trim(), contract: contract.trim() || null },
      ...{ trucks: Number(trucks), dueOn: dueOn || null },
    };
    if (was && Object.entries(said).every(([key, value]) => was[key as keyof Promised] === value))
      return nothing;
    return call('promise.state', { enterprise, ...(was && { promise: was.id }), ...said });
  };
  const title = was === null ? promiseAct.add : promiseOf(promiseAct.change, was.carrier);
  return (
    <ActForm title={title} send={send} {...rest}>
      <Field label={t.carrier} value={carrier} onChange={setCarrier} />
      <Field label={t.contract} value={contract} onChange={setContract} />
      <div className={s.pair}>
        <Field label={t.trucks} value={trucks} onChange={setTrucks} />
        <DayField label={t.dueOn} value={dueOn} onChange={setDueOn} />
      </div>
    </ActForm>
  );
}

function WithdrawForm({ enterprise, was, ...rest }: { enterprise: string; was: Promised } & Closing) {
  const { form: t, promiseAct, promiseOf } = useText().enterprises;
  const call = useCall();
  const missing = useMissing();
  const [reason, setReason] = useState('');
  const send = () =>
    missing([[t.why, reason]]) ??
    call('promise.withdraw', { enterprise, promise: was.id, reason: reason.trim() });
  return (
    <ActForm title={promiseOf(promiseAct.withdraw, was.carrier)} send={send} {...rest}>
      <Field label={t.why} value={reason} onChange={setReason} />
    </ActForm>
  );
}
