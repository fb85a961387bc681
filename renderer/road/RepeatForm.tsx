import { useState } from 'react';
import type { RoadRules } from '../../domain/contract/road.ts';
import type { Input } from '../../domain/contract.ts';
import { dayOf, isDay, nextDay } from '../../domain/day.ts';
import { POLLUTANTS, type Pollutant } from '../../domain/repeat.ts';
import actions from '../actions/actions.module.css';
import { Choice } from '../actions/fields.tsx';
import frame from '../desk/frame.module.css';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import s from './road.module.css';
import { type Opened, useBasis } from './rule-forms.tsx';

type Limits = Record<Pollutant, string>;
type Use = Record<Pollutant, 'punish' | 'screen'>;

function each<T>(of: (pollutant: Pollutant) => T): Record<Pollutant, T> {
  return Object.fromEntries(POLLUTANTS.map((pollutant) => [pollutant, of(pollutant)])) as Record<
    Pollutant,
    T
  >;
}

/** How often within how many months, above which limits, and which pollutants only screen: from the rule in force on. */
export function RepeatForm({ now, ...rest }: Opened & { now: RoadRules['repeat'] }) {
  const t = useText().road;
  const call = useCall();
  const tomorrow = nextDay(dayOf(useNow(60_000)));
  const [times, setTimes] = useState(String(now.times));
  const [months, setMonths] = useState(String(now.months));
  const [resets, setResets] = useState<'yes' | 'no'>(now.passResets ? 'yes' : 'no');
  const [limits, setLimits] = useState<Limits>(each((of) => String(now.limits[of] ?? '')));
  const [use, setUse] = useState<Use>(each((of) => (now.screening.includes(of) ? 'screen' : 'punish')));
  const [from, setFrom] = useState(tomorrow);
  const { field, wrong, basis } = useBasis();
  const send = () => {
    if (!/^\d+$/.test(times.trim()) || !/^\d+$/.test(months.trim())) return t.badNumber;
    const bad = POLLUTANTS.find((of) => limits[of].trim() !== '' && !(Number(limits[of]) > 0));
    if (bad) return `${t.limitOf[bad]}：${t.badLimit}`;
    if (!isDay(from)) return `${t.ruleField.from}：${t.required}`;
    if (wrong) return wrong;
    const given = POLLUTANTS.filter((of) => limits[of].trim() !== '');
    return call('rule.state', {
      ...{ rule: 'emission.repeat', from, times: Number(times), months: Number(months), basis },
      ...{ passResets: resets === 'yes', screening: POLLUTANTS.filter((of) => use[of] === 'screen') },
      limits: Object.fromEntries(given.map((of) => [of, Number(limits[of])])),
    } as Input<'rule.state'>);
  };
  return (
    <ActForm title={t.stateRepeat} send={send} {...rest}>
      <p className={frame.quiet}>{t.stateHint}</p>
      <div className={s.pair}>
        <Field label={t.ruleField.times} value={times} onChange={setTimes} />
        <Field label={t.ruleField.months} value={months} onChange={setMonths} />
        <DayField label={t.ruleField.from} value={from} onChange={setFrom} />
      </div>
      <Choice
        label={t.ruleField.passResets}
        value={resets}
        options={[
          ['no', t.no],
          ['yes', t.yes],
        ]}
        onChange={setResets}
      />
      <p className={frame.quiet}>{t.limitHint}</p>
      {POLLUTANTS.map((of) => (
        <div key={of} className={s.pair}>
          <Field
            label={t.limitOf[of]}
            value={limits[of]}
            onChange={(value) => setLimits({ ...limits, [of]: value })}
          />
          <fieldset className={actions.choice}>
            <legend>{t.overLimit(t.pollutant[of])}</legend>
            {(['punish', 'screen'] as const).map((kind) => (
              <label key={kind}>
                <input
                  type="radio"
                  name={`use-${of}`}
                  checked={use[of] === kind}
                  onChange={() => setUse({ ...use, [of]: kind })}
                />
                {t.useAs[kind]}
              </label>
            ))}
          </fieldset>
        </div>
      ))}
      {field}
    </ActForm>
  );
}
