import { useLayoutEffect, useRef, useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useText } from '../text.ts';
import s from './duty.module.css';
import { HandoverForm } from './forms.tsx';
import { LogLines } from './ShiftLog.tsx';

/** The shift: its log, and handing it over. The focus comes back to the button, so that the keyboard goes on. */
export function Shift({
  entries,
  open,
  may,
  reason,
  handing,
  onHand,
}: {
  entries: Output<'duty.log'>['entries'];
  open: { unacknowledged: number; acknowledged: number; shelved: number };
  may: boolean;
  reason: string;
  handing: boolean;
  onHand(handing: boolean): void;
}) {
  const t = useText().duty;
  const button = useRef<HTMLButtonElement>(null);
  const was = useRef(handing);
  const [done, setDone] = useState('');
  useLayoutEffect(() => {
    if (was.current && !handing) button.current?.focus();
    was.current = handing;
  }, [handing]);
  return (
    <section aria-label={t.log} className={s.logPart}>
      <h2>
        {t.log}
        {may && !handing && (
          <button type="button" ref={button} onClick={() => onHand(true)}>
            {t.act.handover}
            <kbd>{t.key.handover}</kbd>
          </button>
        )}
      </h2>
      {!may && <p className={frame.quiet}>{reason}</p>}
      {handing && (
        <HandoverForm
          open={open}
          onDone={() => {
            onHand(false);
            setDone(t.done(t.act.handover));
          }}
          onCancel={() => onHand(false)}
        />
      )}
      <p role="status" className={frame.done}>
        {done}
      </p>
      <LogLines entries={entries} empty={t.logEmpty} />
    </section>
  );
}
