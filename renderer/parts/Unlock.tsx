import {
  type KeyboardEvent,
  type ReactNode,
  useCallback,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import type { ActName, Input, Output } from '../../domain/contract.ts';
import { parseTime } from '../../domain/day.ts';
import { Refusal } from '../../domain/rpc.ts';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import s from './unlock.module.css';

const codeOf = (error: unknown) => (error instanceof Refusal ? error.code : '');

/** Whether an act was refused because the signing key is locked. */
export function isLocked(error: unknown): boolean {
  return codeOf(error) === 'locked';
}

/**
 * Asks for the PIN in place and opens the signing key; works offline. It is a group and no form, so that it can stand
 * inside the form whose act needs the signature; Enter opens, Escape leaves.
 */
export function PinAsk({
  onOpen,
  onCancel,
  why,
}: {
  onOpen(): void;
  onCancel?: (() => void) | undefined;
  why?: string | undefined;
}) {
  const t = useText().desk.pin;
  const call = useCall();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const key = useQuery('key.state', {}).value;
  const wait = useWait(key?.waitUntil ?? null);

  // Before the paint: a digit typed the moment the question shows must not end in the field behind it.
  useLayoutEffect(() => input.current?.focus(), []);

  const open = async () => {
    if (busy || wait !== null) return;
    if (pin === '') return setWrong(t.empty);
    setBusy(true);
    setWrong(null);
    try {
      await call('key.unlock', { pin });
      onOpen();
    } catch (error) {
      setPin('');
      setBusy(false);
      input.current?.focus();
      const code = codeOf(error);
      if (code === 'pin') setWrong(t.wrong(Math.max(1, (key?.triesLeft ?? 2) - 1)));
      else if (code === 'closed') setWrong(t.gone);
      else if (code !== 'pin_wait') setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.target === input.current) {
      event.preventDefault();
      event.stopPropagation();
      void open();
    }
    if (event.key !== 'Escape' || !onCancel) return;
    event.stopPropagation();
    onCancel();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset's legend can't stand beside its field
    <div className={s.ask} role="group" aria-labelledby={`${id}-why`} onKeyDown={press}>
      <p id={`${id}-why`} className={s.why}>
        {why ?? t.why}
      </p>
      <p className={s.row}>
        <label htmlFor={id}>{t.label}</label>
        <input
          id={id}
          ref={input}
          type="password"
          autoComplete="off"
          maxLength={128}
          value={pin}
          onChange={(event) => setPin(event.target.value)}
        />
        <button type="button" className={s.open} aria-disabled={busy || wait !== null} onClick={open}>
          {busy ? t.busy : t.open}
        </button>
        {onCancel && (
          <button type="button" onClick={onCancel}>
            {t.cancel}
          </button>
        )}
      </p>
      {(wait ?? wrong) !== null && (
        <p role="alert" className={s.wrong}>
          {wait ?? wrong}
        </p>
      )}
    </div>
  );
}

/** How long no PIN is looked at, in words; null when one may be tried. */
function useWait(until: string | null): string | null {
  const t = useText().desk.pin;
  const now = useNow(1000);
  const end = until === null ? null : parseTime(until);
  const seconds = end === null ? 0 : Math.ceil((end - now) / 1000);
  if (seconds <= 0) return null;
  return seconds > 120 ? t.waitMinutes(Math.ceil(seconds / 60)) : t.wait(seconds);
}

/**
 * Calls acts that need a signature. Where the key is locked, `ask` is the PIN's question to be shown in place; the act
 * goes on by itself once the key is open, and fails with `locked` where the person leaves the question.
 */
export function useSign(): {
  sign: <N extends ActName>(name: N, input: Input<N>) => Promise<Output<N>>;
  ask: ReactNode;
} {
  const call = useCall();
  const [waiting, setWaiting] = useState<{ go(): void; leave(): void } | null>(null);
  const sign = useCallback(
    async <N extends ActName>(name: N, input: Input<N>): Promise<Output<N>> => {
      try {
        return await call(name, input);
      } catch (error) {
        if (!isLocked(error)) throw error;
        await new Promise<void>((go, fail) => setWaiting({ go, leave: () => fail(error) })).finally(() =>
          setWaiting(null),
        );
        return await call(name, input);
      }
    },
    [call],
  );
  return { sign, ask: waiting && <PinAsk onOpen={waiting.go} onCancel={waiting.leave} /> };
}
