import { useState } from 'react';
import { ALERT_LEVELS } from '../../domain/alert.ts';
import type { RoadRules } from '../../domain/contract/road.ts';
import type { Input } from '../../domain/contract.ts';
import { dayOf, isDay, nextDay } from '../../domain/day.ts';
import { ENERGIES, SIZES } from '../../domain/vehicle.ts';
import actions from '../actions/actions.module.css';
import { Choice } from '../actions/fields.tsx';
import frame from '../desk/frame.module.css';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import s from './road.module.css';

export interface Opened {
  onDone(): void;
  onCancel(): void;
}
export type Zones = RoadRules['zones'];

/** Any number of a few, as boxes beside each other. */
export function Several({
  label,
  options,
  value,
  name = (option) => option,
  onChange,
}: {
  label: string;
  options: readonly string[];
  value: readonly string[];
  name?(option: string): string;
  onChange(value: string[]): void;
}) {
  return (
    <fieldset className={actions.choice}>
      <legend>{label}</legend>
      {options.map((option) => (
        <label key={option}>
          <input
            type="checkbox"
            checked={value.includes(option)}
            onChange={(event) =>
              onChange(
                options.filter((each) => (each === option ? event.target.checked : value.includes(each))),
              )
            }
          />
          {name(option)}
        </label>
      ))}
    </fieldset>
  );
}

/** Where a rule comes from: without it nothing is stated. */
export function useBasis() {
  const t = useText().road;
  const [document, setDocument] = useState('');
  const [article, setArticle] = useState('');
  const [status, setStatus] = useState<'征求意见' | '正式'>('征求意见');
  const field = (
    <>
      <div className={s.pair}>
        <Field label={t.ruleField.document} value={document} onChange={setDocument} />
        <Field label={t.ruleField.article} value={article} onChange={setArticle} />
      </div>
      <Choice
        label={t.ruleField.status}
        value={status}
        options={[
          ['征求意见', t.status.征求意见!],
          ['正式', t.status.正式!],
        ]}
        onChange={setStatus}
      />
    </>
  );
  const wrong = document.trim() === '' ? `${t.ruleField.document}：${t.required}` : null;
  return { field, wrong, basis: { document: document.trim(), article: article.trim(), status } };
}

/** `07:00-21:00, 22:00-06:00` as an act wants it; null where it can't be read. */
function hoursIn(text: string): { from: string; to: string }[] | null {
  const parts = text.split(/[,，、]/).filter((part) => part.trim() !== '');
  const read = parts.map((part) => /^\s*(\d\d:\d\d)\s*[-–—至]\s*(\d\d:\d\d)\s*$/.exec(part));
  return read.some((each) => each === null) ? null : read.map((each) => ({ from: each![1]!, to: each![2]! }));
}

export function RuleForm({ zones, ...rest }: Opened & { zones: Zones }) {
  const t = useText().road;
  const call = useCall();
  const tomorrow = nextDay(dayOf(useNow(60_000)));
  const [rule, setRule] = useState('road.');
  const [name, setName] = useState('');
  const [inZones, setInZones] = useState<string[]>([]);
  const [from, setFrom] = useState(tomorrow);
  const [to, setTo] = useState('');
  const [hours, setHours] = useState('');
  const [sizes, setSizes] = useState<string[]>([]);
  const [energies, setEnergies] = useState<string[]>([]);
  const [alert, setAlert] = useState<string[]>([]);
  const [effect, setEffect] = useState<'forbid' | 'pass'>('forbid');
  const { field, wrong, basis } = useBasis();
  const send = () => {
    if (name.trim() === '') return `${t.ruleField.name}：${t.required}`;
    if (inZones.length === 0) return t.pickZone;
    if (!isDay(from)) return `${t.ruleField.from}：${t.required}`;
    const windows = hoursIn(hours);
    if (windows === null) return t.badHours;
    if (wrong) return wrong;
    const some = (list: readonly string[]) => (list.length ? list : null);
    return call('rule.state', {
      ...{ rule: rule.trim(), name: name.trim(), zones: inZones, from, to: to || null, effect, basis },
      ...{ hours: windows.length ? windows : null, alert: some(alert) },
      vehicles: { sizes: some(sizes), energies: some(energies) },
    } as Input<'rule.state'>);
  };
  return (
    <ActForm title={t.stateRule} send={send} {...rest}>
      <p className={frame.quiet}>{t.stateHint}</p>
      <div className={s.pair}>
        <Field label={t.ruleField.rule} value={rule} onChange={setRule} />
        <Field label={t.ruleField.name} value={name} onChange={setName} />
        <DayField label={t.ruleField.from} value={from} onChange={setFrom} />
        <DayField label={t.ruleField.to} value={to} onChange={setTo} />
      </div>
      <Several
        label={t.ruleField.zones}
        options={[...new Set(zones.map((each) => each.zone))]}
        value={inZones}
        onChange={setInZones}
      />
      <Choice
        label={t.ruleField.effect}
        value={effect}
        options={[
          ['forbid', t.effect.forbid],
          ['pass', t.effect.pass],
        ]}
        onChange={setEffect}
      />
      <Several
        label={t.ruleField.sizes}
        options={SIZES}
        value={sizes}
        name={(size) => t.size[size] ?? size}
        onChange={setSizes}
      />
      <Several
        label={t.ruleField.energies}
        options={ENERGIES}
        value={energies}
        name={(energy) => t.energy[energy] ?? energy}
        onChange={setEnergies}
      />
      <Several
        label={t.ruleField.alert}
        options={ALERT_LEVELS}
        value={alert}
        name={(level) => t.level[level] ?? level}
        onChange={setAlert}
      />
      <Field label={t.ruleField.hours} value={hours} onChange={setHours} />
      {field}
    </ActForm>
  );
}
