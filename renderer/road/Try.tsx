import { type FormEvent, useId, useState } from 'react';
import type { RoadRules } from '../../domain/contract/road.ts';
import type { Output } from '../../domain/contract.ts';
import { dayOf, isoShanghai, parseTime } from '../../domain/day.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import { Select } from './case-forms.tsx';
import s from './road.module.css';
import { Verdict } from './Verdict.tsx';

/** The codes of freight platforms (JT/T), and what each is. */
const COLOURS: Record<string, string> = {
  ...{ '2': 'YELLOW', '1': 'BLUE', '93': 'YELLOW_GREEN', '94': 'GRADIENT_GREEN', '3': 'BLACK', '4': 'WHITE' },
};

/** Asks the rules about a vehicle that somebody names: nothing is written. */
export function Try({ zones }: { zones: RoadRules['zones'] }) {
  const t = useText().road;
  const { colours } = useText().gateDays;
  const call = useCall();
  const why = useReason();
  const id = useId();
  const now = useNow(60_000);
  const [plate, setPlate] = useState('');
  const [colour, setColour] = useState('');
  const [type, setType] = useState('');
  const [zone, setZone] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const [judged, setJudged] = useState<Output<'road.judge'> | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const instant = at ?? `${dayOf(now)}T${isoShanghai(now).slice(11, 16)}`;
  const ask = async (event: FormEvent) => {
    event.preventDefault();
    const time = parseTime(`${instant}:00+08:00`);
    if (time === null) return setWrong(`${t.tryField.at}：${t.required}`);
    setWrong(null);
    try {
      setJudged(
        await call('road.judge', {
          ...{ plate: plate.trim() || null, vehicleType: type.trim() || null, at: isoShanghai(time) },
          ...(colour !== '' && { plateColor: { system: 'JTT', code: colour } }),
          place: { zone: zone || null },
        }),
      );
    } catch (error) {
      setJudged(null);
      setWrong(why(error));
    }
  };
  const field = (label: string, value: string, onChange: (value: string) => void, kind = 'text') => (
    <p className={form.field}>
      <label htmlFor={`${id}${label}`}>{label}</label>
      <input
        id={`${id}${label}`}
        type={kind}
        value={value}
        maxLength={64}
        onChange={(event) => onChange(event.target.value)}
      />
    </p>
  );
  return (
    <form className={s.try} onSubmit={ask} aria-label={t.try} noValidate>
      <h2>
        {t.try} <small>{t.tryHint}</small>
      </h2>
      <div className={s.pair}>
        {field(t.tryField.plate, plate, setPlate)}
        <Select
          label={t.tryField.colour}
          value={colour}
          options={['', ...Object.keys(COLOURS)]}
          name={(option) => (option === '' ? t.tryColourUnknown : colours[COLOURS[option]!]!)}
          onChange={setColour}
        />
        {field(t.tryField.vehicleType, type, setType)}
        <Select
          label={t.tryField.zone}
          value={zone}
          options={['', ...new Set(zones.map((each) => each.zone))]}
          name={(option) => option || t.zoneUnknown}
          onChange={setZone}
        />
        {field(t.tryField.at, instant, setAt, 'datetime-local')}
      </div>
      <p>
        <button type="submit" className={frame.primary}>
          {t.tryNow}
        </button>
      </p>
      {wrong && (
        <p role="alert" className={frame.refused}>
          {wrong}
        </p>
      )}
      <div role="status">
        {judged && judged.colours.length > 0 && (
          <p className={s.ask}>
            <b>{t.tryAskColour}</b>
            {judged.colours.map((each) => (
              <span key={each.colour}>
                {colours[each.colour]} {t.verdict[each.verdict]}
              </span>
            ))}
          </p>
        )}
        {judged && <Verdict judged={judged} />}
      </div>
    </form>
  );
}
