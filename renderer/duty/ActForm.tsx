import {
  type FormEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { isLocked, PinAsk } from '../parts/Unlock.tsx';
import { useText } from '../text.ts';
import s from './act-form.module.css';

/**
 * A form that opens in place, takes the focus, and says in place what came of it. `send` resolves when the console
 * has written the act and rejects with its reason; what was typed stays, so that it can be mended. An act that needs a
 * signature asks for the PIN in place and goes on by itself.
 */
export function ActForm({
  title,
  level: Title = 'h3',
  children,
  send,
  onDone,
  onCancel,
}: {
  title: string;
  /** Which heading it is where it stands. */
  level?: 'h2' | 'h3';
  children: ReactNode;
  send(): Promise<unknown> | string;
  onDone(): void;
  onCancel(): void;
}) {
  const t = useText().duty;
  const form = useRef<HTMLFormElement>(null);
  const heading = useId();
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const [locked, setLocked] = useState(false);
  const reason = useReason();

  useLayoutEffect(() => {
    const first = form.current?.querySelector<HTMLElement>('input, select, textarea, button');
    first?.focus();
  }, []);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const sent = send();
    if (typeof sent === 'string') return setWrong(sent);
    setBusy(true);
    setWrong(null);
    try {
      await sent;
      onDone();
    } catch (error) {
      setBusy(false);
      if (isLocked(error)) return setLocked(true);
      setWrong(`${t.failed(title, reason(error))}。${t.nothingWritten}`);
    }
  };
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onCancel();
  };

  return (
    <form
      ref={form}
      className={s.form}
      aria-labelledby={heading}
      onSubmit={submit}
      onKeyDown={press}
      noValidate
    >
      <Title id={heading}>{title}</Title>
      {children}
      {wrong && (
        <p role="alert" className={s.refused}>
          {wrong}
        </p>
      )}
      {locked && (
        <PinAsk
          onOpen={() => {
            setLocked(false);
            form.current?.requestSubmit();
          }}
          onCancel={() => setLocked(false)}
        />
      )}
      <p className={s.keys}>
        <button type="submit" className={s.primary} aria-disabled={busy}>
          {busy ? t.form.busy : t.form.submit}
        </button>
        <button type="button" onClick={onCancel}>
          {t.form.cancel}
        </button>
      </p>
    </form>
  );
}

/** A refusal in words: the catalogue's for a code that it knows, and always what the console itself said. */
export function useReason(): (error: unknown) => string {
  const { duty, people, enterprises, road } = useText();
  return (error) => {
    const message = error instanceof Error ? error.message : String(error);
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const known = duty.why[code] ?? people.why[code] ?? enterprises.why[code] ?? road.refusal[code];
    return known === undefined ? message : `${known}（${message}）`;
  };
}

export function Field({
  label,
  value,
  onChange,
  long = false,
}: {
  label: string;
  value: string;
  onChange(value: string): void;
  long?: boolean;
}) {
  const id = useId();
  return (
    <p className={s.field}>
      <label htmlFor={id}>{label}</label>
      {long ? (
        <textarea
          id={id}
          rows={2}
          value={value}
          maxLength={2000}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <input id={id} value={value} maxLength={500} onChange={(event) => onChange(event.target.value)} />
      )}
    </p>
  );
}
