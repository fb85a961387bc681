import { useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { ActForm } from '../duty/ActForm.tsx';
import { Secret } from '../parts/fields.tsx';
import { PinAsk } from '../parts/Unlock.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './people.module.css';
import { inFours, type List } from './place.ts';

/** The key of this device and the office key that it trusts: fingerprints to compare, unlock, another PIN. */
export function OwnKey({ office }: { office: List['office'] }) {
  const t = useText().people;
  const key = useQuery('key.state', {}).value;
  return (
    <main className={s.page}>
      <div className={s.narrow}>
        <div className={s.title}>
          <h2>{key?.state === 'none' ? t.own.none : t.own.title}</h2>
        </div>
        {key?.state === 'none' && <p>{t.own.noneHint}</p>}
        {key && key.key !== null && <Own of={key} print={key.key} />}
        <dl className={`${frame.facts} ${s.facts}`}>
          <dt>{t.own.office}</dt>
          <dd>
            <span className={s.print}>{inFours(office.keys.at(-1)?.key ?? office.root)}</span>
            {office.keys.length > 1 && `　${t.own.rolled(office.keys.length - 1)}`}
            <span className={s.sub}>{t.own.officeHint}</span>
          </dd>
          <dt>{t.own.recovery}</dt>
          <dd>{office.recovery ? t.own.recoveryYes : t.own.recoveryNo}</dd>
          <dt>{t.own.head}</dt>
          <dd>
            {office.head.seq}　<span className={s.print}>{inFours(office.head.hash.slice(0, 16))}</span>
            <span className={s.sub}>{t.own.headHint}</span>
          </dd>
        </dl>
      </div>
    </main>
  );
}

function Own({ of: key, print }: { of: Output<'key.state'>; print: string }) {
  const t = useText().people;
  const when = useWhen();
  const call = useCall();
  const [open, setOpen] = useState<'unlock' | 'pin' | null>(null);
  const [said, setSaid] = useState('');
  const { desk } = useText();
  const trouble = desk.key.standing[key.standing ?? ''];
  const unlocked = key.state === 'unlocked';
  return (
    <>
      <p className={frame.quiet}>{t.own.fingerprint}</p>
      <p className={s.big}>{inFours(print)}</p>
      <p className={frame.quiet}>{t.own.fingerprintHint}</p>
      <dl className={`${frame.facts} ${s.facts}`}>
        <dt>{t.own.state}</dt>
        <dd>
          {unlocked ? t.own.unlocked : t.own.locked}
          {key.standing && `　${t.standing[key.standing]}`}
          {trouble !== undefined && <span className={s.sub}>{trouble}</span>}
          <span className={s.sub}>{t.own.idle(key.idleMinutes)}</span>
        </dd>
        <dt>{t.own.tries}</dt>
        <dd>{key.waitUntil === null ? t.own.triesLeft(key.triesLeft) : when(key.waitUntil)}</dd>
      </dl>
      {open === null && (
        <p className={s.acts}>
          {unlocked ? (
            <button type="button" onClick={() => void call('key.lock', {})}>
              {t.own.lock}
            </button>
          ) : (
            <button type="button" onClick={() => setOpen('unlock')}>
              {desk.pin.open}
            </button>
          )}
          <button type="button" onClick={() => setOpen('pin')}>
            {t.own.changePin}
          </button>
        </p>
      )}
      <p role="status" className={frame.done}>
        {said}
      </p>
      {open === 'unlock' && <PinAsk onOpen={() => setOpen(null)} onCancel={() => setOpen(null)} />}
      {open === 'pin' && (
        <ChangePin
          onDone={() => {
            setOpen(null);
            setSaid(t.own.changed);
          }}
          onCancel={() => setOpen(null)}
        />
      )}
    </>
  );
}

function ChangePin({ onDone, onCancel }: { onDone(): void; onCancel(): void }) {
  const t = useText().people.own;
  const call = useCall();
  const [pin, setPin] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const send = () => (next !== again ? t.differ : call('key.changePin', { pin, next }));
  return (
    <ActForm title={t.changePin} send={send} onDone={onDone} onCancel={onCancel}>
      <Secret label={t.old} value={pin} onChange={setPin} />
      <Secret label={t.next} value={next} onChange={setNext} />
      <Secret label={t.again} value={again} onChange={setAgain} />
      <p className={frame.quiet}>{t.changeHint}</p>
    </ActForm>
  );
}
