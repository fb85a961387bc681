import { useId, useState } from 'react';
import type { Input } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { dayOf, isoShanghai, parseTime } from '../../domain/day.ts';
import { Choice } from '../actions/fields.tsx';
import { ActForm, Field } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import { Select } from './case-forms.tsx';
import type { Line } from './place.ts';
import s from './road.module.css';
import { useCaseWords } from './tags.tsx';

type Kind = Input<'case.open'>['kind'];
const KINDS: Record<Line, readonly Kind[]> = {
  road: ['restricted_road'],
  emission: ['emission_over_limit', 'black_smoke'],
};

/** A case that a person opens: what, which vehicle, where and when. */
export function OpenForm({
  line,
  onMade,
  onCancel,
}: {
  line: Line;
  onMade(id: string): void;
  onCancel(): void;
}) {
  const t = useText().road;
  const call = useCall();
  const words = useCaseWords();
  const { language } = usePlace();
  const id = useId();
  const now = useNow(60_000);
  const zones = useQuery('road.rules', {}).value?.zones ?? [];
  const [kind, setKind] = useState<Kind>(KINDS[line][0]!);
  const [plate, setPlate] = useState('');
  const [name, setName] = useState('');
  const [county, setCounty] = useState('');
  const [zone, setZone] = useState('');
  const [type, setType] = useState('');
  const [at, setAt] = useState<string | null>(null);
  const instant = at ?? `${dayOf(now)}T${isoShanghai(now).slice(11, 16)}`;
  const send = () => {
    const time = parseTime(`${instant}:00+08:00`);
    if (time === null) return `${t.field.capturedAt}：${t.required}`;
    if (time > now + 60_000) return t.openFuture;
    if (name.trim() === '') return `${t.field.place}：${t.required}`;
    const place = { name: name.trim(), ...(county ? { county } : {}), ...(zone ? { zone } : {}) };
    return call('case.open', {
      ...{ kind, plate: plate.trim() || null, capturedAt: isoShanghai(time), place },
      ...(type.trim() ? { vehicleType: type.trim() } : {}),
    }).then(({ id: made }) => onMade(made));
  };
  return (
    <ActForm title={t.open} level="h2" send={send} onDone={() => {}} onCancel={onCancel}>
      {KINDS[line].length > 1 && (
        <Choice
          label={t.openKind}
          value={kind}
          options={KINDS[line].map((each) => [each, words.kind(each)] as const)}
          onChange={setKind}
        />
      )}
      <div className={s.pair}>
        <Field label={t.openPlate} value={plate} onChange={setPlate} />
        <Field label={t.tryField.vehicleType} value={type} onChange={setType} />
        <Field label={t.field.place!} value={name} onChange={setName} />
        <p className={form.field}>
          <label htmlFor={id}>{t.field.capturedAt}</label>
          <input
            id={id}
            type="datetime-local"
            value={instant}
            onChange={(event) => setAt(event.target.value)}
          />
        </p>
        <Select
          label={t.field.county!}
          value={county}
          options={['', ...COUNTIES.map(({ code }) => code)]}
          name={(code) => COUNTIES.find((each) => each.code === code)?.[language] ?? t.zoneUnknown}
          onChange={setCounty}
        />
        {line === 'road' && (
          <Select
            label={t.tryField.zone}
            value={zone}
            options={['', ...new Set(zones.map((each) => each.zone))]}
            name={(option) => option || t.zoneUnknown}
            onChange={setZone}
          />
        )}
      </div>
    </ActForm>
  );
}
