import { useState } from 'react';
import type { PassRow, RoadRules } from '../../domain/contract/road.ts';
import { addDays, dayOf, isDay } from '../../domain/day.ts';
import frame from '../desk/frame.module.css';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField } from '../parts/fields.tsx';
import { Plate } from '../parts/Plate.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import type { Rights } from './Road.tsx';
import s from './road.module.css';
import { Several } from './rule-forms.tsx';

type Open = { what: 'grant' } | { what: 'withdraw'; pass: PassRow } | null;

/** Pass codes (货车通行码): which hold, granted and withdrawn. */
export function Passes({ rules, rights }: { rules: RoadRules | null; rights: Rights }) {
  const t = useText().road;
  const [open, setOpen] = useState<Open>(null);
  const [said, setSaid] = useState('');
  if (!rules) return null;
  const { valid, all, list } = rules.passes;
  const close = (what?: string) => {
    setOpen(null);
    setSaid(what === undefined ? '' : t.done(what));
  };
  return (
    <section className={s.passes} aria-label={t.passes}>
      <h2>
        {t.passes} <small>{t.passCount(valid, all)}</small>
      </h2>
      <p role="status" className={frame.done}>
        {said}
      </p>
      {open?.what === 'grant' ? (
        <GrantForm zones={rules.zones} onDone={() => close(t.grant)} onCancel={() => close()} />
      ) : (
        rights.may('pass.grant') && (
          <p>
            <button type="button" onClick={() => setOpen({ what: 'grant' })}>
              {t.grant}
            </button>
          </p>
        )
      )}
      {list.length === 0 && <p className={frame.quiet}>{t.passNone}</p>}
      <ul className={s.lines}>
        {list.map((pass) => (
          <li key={pass.id}>
            {open?.what === 'withdraw' && open.pass.id === pass.id ? (
              <WithdrawForm pass={pass} onDone={() => close(t.withdraw)} onCancel={() => close()} />
            ) : (
              <p className={s.pass}>
                <span>
                  <Plate plate={pass.plate} /> <b>{pass.code}</b>
                  <br />
                  {pass.zones.join(t.comma)}　{pass.from} {t.until(pass.to)}
                  {!pass.valid && `　${t.passState.ahead}`}
                </span>
                {rights.may('pass.withdraw') && (
                  <button
                    type="button"
                    aria-label={t.withdrawTitle(pass.code)}
                    onClick={() => setOpen({ what: 'withdraw', pass })}
                  >
                    {t.withdraw}
                  </button>
                )}
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function GrantForm({
  zones,
  onDone,
  onCancel,
}: {
  zones: RoadRules['zones'];
  onDone(): void;
  onCancel(): void;
}) {
  const t = useText().road;
  const call = useCall();
  const today = dayOf(useNow(60_000));
  const [plate, setPlate] = useState('');
  const [code, setCode] = useState('');
  const [chosen, setChosen] = useState<string[]>([]);
  const [from, setFrom] = useState(today);
  const [to, setTo] = useState(addDays(today, 30));
  const send = () => {
    if (plate.trim() === '') return `${t.passField.plate}：${t.required}`;
    if (code.trim() === '') return `${t.passField.code}：${t.required}`;
    if (chosen.length === 0) return t.pickZone;
    if (!isDay(from) || !isDay(to)) return `${t.passField.to}：${t.required}`;
    return call('pass.grant', { plate: plate.trim(), code: code.trim(), zones: chosen, from, to });
  };
  return (
    <ActForm title={t.grant} send={send} onDone={onDone} onCancel={onCancel}>
      <div className={s.pair}>
        <Field label={t.passField.plate} value={plate} onChange={setPlate} />
        <Field label={t.passField.code} value={code} onChange={setCode} />
        <DayField label={t.passField.from} value={from} onChange={setFrom} />
        <DayField label={t.passField.to} value={to} onChange={setTo} />
      </div>
      <Several
        label={t.ruleField.zones}
        options={[...new Set(zones.map((each) => each.zone))]}
        value={chosen}
        onChange={setChosen}
      />
    </ActForm>
  );
}

function WithdrawForm({ pass, onDone, onCancel }: { pass: PassRow; onDone(): void; onCancel(): void }) {
  const t = useText().road;
  const call = useCall();
  return (
    <ActForm
      title={t.withdrawTitle(pass.code)}
      send={() => call('pass.withdraw', { pass: pass.id })}
      onDone={onDone}
      onCancel={onCancel}
    >
      <p>
        <Plate plate={pass.plate} />　{t.withdrawHint}
      </p>
    </ActForm>
  );
}
