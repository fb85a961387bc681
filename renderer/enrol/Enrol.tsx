import { type FormEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import { codeTyped, isCode, isPin, officeOf } from '../../domain/enrolment.ts';
import { Refusal } from '../../domain/rpc.ts';
import frame from '../desk/frame.module.css';
import form from '../duty/act-form.module.css';
import { Labelled, Secret, useMissing } from '../parts/fields.tsx';
import { usePostName } from '../parts/post.ts';
import { inFours } from '../people/place.ts';
import { changePlace, usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './enrol.module.css';

type State = Output<'enrol.state'>;

/** A console that is nobody's yet: the office's address, the code, a PIN. Then who it is, and on to the desk. */
export function Enrol({ state, onLeave }: { state: State; onLeave(): void }) {
  const t = useText();
  const english = usePlace().language === 'en';
  return (
    <div className={frame.desk}>
      <header className={s.head}>
        <p>{t.enrol.system}</p>
        <button
          type="button"
          lang={english ? 'zh-CN' : 'en'}
          onClick={() => changePlace({ lang: english ? null : 'en' })}
        >
          {t.desk.language}
        </button>
      </header>
      <main className={s.page}>
        {state.state === 'nobody' && <Begin state={state} />}
        {state.state === 'asking' && <Asking state={state} />}
        {state.state === 'done' && <Done state={state} onLeave={onLeave} />}
      </main>
    </div>
  );
}

/** A refusal in the catalogue's words, and what the console itself said where it knows none. */
function useWhy(): (trouble: { code: string; message: string; record: string | null }) => string {
  const t = useText().enrol;
  return ({ code, message, record }) =>
    code === 'clock' ? t.clock(Number(record ?? 0)) : (t.why[code] ?? message);
}

const troubleOf = (error: unknown): NonNullable<State['trouble']> => ({
  code: error instanceof Refusal ? error.code : '',
  message: error instanceof Error ? error.message : String(error),
  record: error instanceof Refusal ? (error.record ?? null) : null,
});

/** Sends one of the errands once at a time; what came of it is said in place. */
function useSend() {
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  const why = useWhy();
  const send = async (what: () => Promise<unknown>) => {
    if (busy) return;
    setBusy(true);
    setWrong(null);
    try {
      await what();
    } catch (error) {
      setWrong(why(troubleOf(error)));
    }
    setBusy(false);
  };
  return { busy, wrong, setWrong, send };
}

function Begin({ state }: { state: State }) {
  const t = useText().enrol;
  const call = useCall();
  const why = useWhy();
  const missing = useMissing();
  const fields = useRef<HTMLFormElement>(null);
  const { busy, wrong, setWrong, send } = useSend();
  const [server, setServer] = useState(state.server ?? '');
  const [code, setCode] = useState('');
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  // The first that is still empty: an address that was given once stands there already.
  useLayoutEffect(() => {
    const inputs = [...(fields.current?.querySelectorAll('input') ?? [])];
    (inputs.find(({ value }) => value === '') ?? inputs[0])?.focus();
  }, []);
  const slip = () =>
    missing([
      [t.server, server],
      [t.code, code],
      [t.pin, pin],
    ]) ??
    (isCode(codeTyped(code)) ? null : t.why.code!) ??
    (isPin(pin) ? null : t.short(state.pinLeast)) ??
    (pin === again ? null : t.differ);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const found = slip();
    if (found !== null) return setWrong(found);
    void send(() => call('enrol.begin', { server, code: codeTyped(code), pin }));
  };
  const said = wrong ?? (state.trouble && !busy ? why(state.trouble) : null);
  return (
    <form ref={fields} className={s.form} aria-label={t.form} onSubmit={submit} noValidate>
      <h1>{t.title}</h1>
      <p className={s.hint}>{t.hint}</p>
      <Address label={t.server} hint={t.serverHint} value={server} onChange={setServer} />
      <Labelled label={t.code}>
        {(id) => (
          <>
            <input
              id={id}
              className={s.code}
              autoComplete="off"
              spellCheck={false}
              maxLength={300}
              aria-describedby={`${id}-hint`}
              value={code}
              onChange={(event) => setCode(event.target.value)}
            />
            <span id={`${id}-hint`} className={s.under}>
              {isCode(codeTyped(code)) ? t.office(inFours(officeOf(codeTyped(code)))) : t.codeHint}
            </span>
          </>
        )}
      </Labelled>
      <div className={s.pair}>
        <Secret label={t.pin} value={pin} onChange={setPin} />
        <Secret label={t.again} value={again} onChange={setAgain} />
      </div>
      <p className={s.under}>{t.pinRule(state.pinLeast)}</p>
      <Said text={said}>{t.nothingKept}</Said>
      <p className={form.keys}>
        <button type="submit" className={frame.primary} aria-disabled={busy}>
          {busy ? t.busy : t.submit}
        </button>
      </p>
    </form>
  );
}

function Address({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint: string;
  value: string;
  onChange(value: string): void;
}) {
  return (
    <Labelled label={label}>
      {(id) => (
        <>
          <input
            id={id}
            inputMode="url"
            autoComplete="off"
            spellCheck={false}
            maxLength={300}
            aria-describedby={`${id}-hint`}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <span id={`${id}-hint`} className={s.under}>
            {hint}
          </span>
        </>
      )}
    </Labelled>
  );
}

function Said({ text, children }: { text: string | null; children?: ReactNode }) {
  if (text === null) return null;
  return (
    <p role="alert" className={form.refused}>
      {text}
      {children && <span className={s.under}>{children}</span>}
    </p>
  );
}

/** Key and code are here, and no office has answered: what is wrong, another address, or giving up. */
function Asking({ state }: { state: State }) {
  const t = useText().enrol;
  const call = useCall();
  const why = useWhy();
  const { busy, wrong, send } = useSend();
  const [server, setServer] = useState(state.server ?? '');
  const first = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void send(() => call('enrol.again', { server }));
  };
  return (
    <form className={s.form} aria-label={t.form} onSubmit={submit} noValidate>
      <h1>{t.asking.title}</h1>
      <Said text={wrong ?? (state.trouble ? why(state.trouble) : t.busy)}>{state.server}</Said>
      <p className={s.hint}>{t.asking.kept}</p>
      <Address label={t.server} hint={t.asking.server} value={server} onChange={setServer} />
      <p className={form.keys}>
        <button ref={first} type="submit" className={frame.primary} aria-disabled={busy}>
          {busy ? t.asking.busy : t.asking.again}
        </button>
        <button type="button" aria-disabled={busy} onClick={() => void send(() => call('enrol.drop', {}))}>
          {t.asking.drop}
        </button>
      </p>
      <p className={s.under}>{t.asking.dropHint}</p>
    </form>
  );
}

function Done({ state: { name, unit, post, key }, onLeave }: { state: State; onLeave(): void }) {
  const t = useText().enrol.done;
  const postName = usePostName();
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => button.current?.focus(), []);
  return (
    <section className={s.form} aria-live="polite">
      <h1>{t.title(name ?? '')}</h1>
      <dl className={`${frame.facts} ${s.facts}`}>
        <dt>{t.post}</dt>
        <dd>{postName(post ?? '')}</dd>
        <dt>{t.unit}</dt>
        <dd>{unit}</dd>
        <dt>{t.key}</dt>
        <dd>
          <span className={s.print}>{inFours(key ?? '')}</span>
          <span className={s.under}>{t.keyHint}</span>
        </dd>
      </dl>
      <p className={s.hint}>{t.next}</p>
      <p className={form.keys}>
        <button ref={button} type="button" className={frame.primary} onClick={onLeave}>
          {t.go}
        </button>
      </p>
    </section>
  );
}
