import { useState } from 'react';
import { isDay } from '../../domain/day.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField, useMissing } from '../parts/fields.tsx';
import { type Text, useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './enterprises.module.css';
import type { View } from './place.ts';

const STEPS = ['county', 'city', 'province'] as const;
type Step = (typeof STEPS)[number];
type Promised = { carrier: string; contract: string; trucks: string; dueOn: string };
type Grade = Record<'grade' | 'aim' | 'organised' | 'unorganised' | 'transport', string>;
type Head = Record<'name' | 'shortName' | 'industry' | 'unit' | 'person' | 'phone', string>;
type Vendor = { gate: string; vendor: string; expected: string };
type Path = Record<Step, { state: string; on: string }>;

const filled = (value: string) => value.trim() || null;

function pathOf(view: View): Path {
  const of = (step: Step) => {
    const at = view.performance?.path.findLast((each) => each.step === step);
    return { state: at?.state ?? '', on: at?.on ?? '' };
  };
  return { county: of('county'), city: of('city'), province: of('province') };
}

/** Promises as the entry holds them, or what is wrong with one. */
function promisesOf(promises: readonly Promised[], t: Text['enterprises']['form']) {
  const kept = promises.filter(({ carrier }) => carrier.trim() !== '');
  const wrong = kept.find(
    ({ trucks, dueOn }) => !/^\d+$/.test(trucks.trim()) || (dueOn !== '' && !isDay(dueOn)),
  );
  if (wrong) return `${wrong.carrier}：${t.trucks} ${t.notCount}`;
  return kept.map(({ carrier, contract, trucks, dueOn }) => ({
    ...{ carrier: carrier.trim(), contract: filled(contract) },
    ...{ trucks: Number(trucks), dueOn: filled(dueOn) },
  }));
}

/** The parts of a registration as the form has them. Only what differs is sent: what others changed meanwhile stays. */
function bodyOf(
  head: Head,
  grade: Grade,
  path: Path,
  vendors: readonly Vendor[],
  promises: View['promises'],
) {
  const { name, shortName, industry, unit, person, phone } = head;
  const steps = STEPS.filter((step) => path[step].state.trim() !== '');
  return {
    ...{ name: name.trim(), shortName: shortName.trim(), industry: filled(industry), promises },
    responsible: { unit: filled(unit), person: filled(person), phone: filled(phone) },
    performance: {
      ...Object.fromEntries(Object.entries(grade).map(([key, value]) => [key, filled(value)])),
      path: steps.map((step) => ({ step, state: path[step].state.trim(), on: filled(path[step].on) })),
    },
    vendors: Object.fromEntries(
      vendors.flatMap(({ gate, vendor }) => (vendor.trim() ? [[gate, vendor.trim()]] : [])),
    ),
    expected: Object.fromEntries(
      vendors.flatMap(({ gate, expected }) => (expected.trim() ? [[gate, Number(expected)]] : [])),
    ),
  };
}

/** Everything of an enterprise that the group keeps up to date; the rest of its registration stays as it is. */
export function EditForm({ view, onDone, onCancel }: { view: View; onDone(): void; onCancel(): void }) {
  const t = useText().enterprises.form;
  const { nothing } = useText().gateDays;
  const call = useCall();
  const missing = useMissing();
  const [head, setHead] = useState<Head>({
    ...{ name: view.name, shortName: view.shortName, industry: view.industry ?? '' },
    ...{ unit: view.responsible?.unit ?? '', person: view.responsible?.person ?? '' },
    phone: view.responsible?.phone ?? '',
  });
  const [grade, setGrade] = useState<Grade>({
    ...{ grade: view.performance?.grade ?? '', aim: view.performance?.aim ?? '' },
    organised: view.performance?.organised ?? '',
    unorganised: view.performance?.unorganised ?? '',
    transport: view.performance?.transport ?? '',
  });
  const [path, setPath] = useState(() => pathOf(view));
  const [vendors, setVendors] = useState(() =>
    view.gates.map(({ gate, vendor, expected }) => ({
      ...{ gate, vendor: vendor ?? '', expected: expected === null ? '' : String(expected) },
    })),
  );
  const [promises, setPromises] = useState<Promised[]>(() =>
    view.promises.map(({ carrier, contract, trucks, dueOn }) => ({
      ...{ carrier, contract: contract ?? '', trucks: String(trucks), dueOn: dueOn ?? '' },
    })),
  );

  const [start] = useState(() => bodyOf(head, grade, path, vendors, view.promises));

  const send = () => {
    const empty = missing([[t.name, head.name]]);
    if (empty) return empty;
    const rate = vendors.find(({ expected }) => expected.trim() !== '' && !(Number(expected) >= 0));
    if (rate) return `${t.expected(rate.gate)}：${t.notRate}`;
    const promised = promisesOf(promises, t);
    if (typeof promised === 'string') return promised;
    const changed = Object.entries(bodyOf(head, grade, path, vendors, promised)).filter(
      ([part, value]) => JSON.stringify(value) !== JSON.stringify(start[part as keyof typeof start]),
    );
    if (changed.length === 0) return nothing;
    return call('enterprise.state', { enterprise: view.enterprise, ...Object.fromEntries(changed) });
  };
  return (
    <ActForm title={t.edit(view.shortName)} level="h2" send={send} onDone={onDone} onCancel={onCancel}>
      {(['name', 'shortName', 'industry', 'unit', 'person', 'phone'] as const).map((key) => (
        <Field
          key={key}
          label={t[key]}
          value={head[key]}
          onChange={(value) => setHead({ ...head, [key]: value })}
        />
      ))}
      {(['grade', 'aim', 'organised', 'unorganised', 'transport'] as const).map((key) => (
        <Field
          key={key}
          label={t[key]}
          value={grade[key]}
          onChange={(value) => setGrade({ ...grade, [key]: value })}
        />
      ))}
      <PathFields path={path} onChange={setPath} />
      {vendors.map((each) => {
        const change = (part: object) =>
          setVendors(vendors.map((one) => (one.gate === each.gate ? { ...one, ...part } : one)));
        return (
          <div key={each.gate} className={s.pair}>
            <Field
              label={t.vendor(each.gate)}
              value={each.vendor}
              onChange={(vendor) => change({ vendor })}
            />
            <Field
              label={t.expected(each.gate)}
              value={each.expected}
              onChange={(expected) => change({ expected })}
            />
          </div>
        );
      })}
      <PromiseFields promises={promises} onChange={setPromises} />
    </ActForm>
  );
}

function PathFields({ path, onChange }: { path: Path; onChange(path: Path): void }) {
  const { form: t, steps } = useText().enterprises;
  return STEPS.map((step) => {
    const change = (part: object) => onChange({ ...path, [step]: { ...path[step], ...part } });
    return (
      <div key={step} className={s.pair}>
        <Field
          label={t.state(steps[step])}
          value={path[step].state}
          onChange={(state) => change({ state })}
        />
        <DayField label={t.on(steps[step])} value={path[step].on} onChange={(on) => change({ on })} />
      </div>
    );
  });
}

function PromiseFields({
  promises,
  onChange,
}: {
  promises: readonly Promised[];
  onChange(promises: Promised[]): void;
}) {
  const t = useText().enterprises.form;
  return (
    <>
      {promises.map((each, index) => {
        const change = (part: object) =>
          onChange(promises.map((one, at) => (at === index ? { ...one, ...part } : one)));
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a promise has no name but its place
          <fieldset key={index} className={s.group}>
            <legend>{t.promise(index + 1)}</legend>
            <Field label={t.carrier} value={each.carrier} onChange={(carrier) => change({ carrier })} />
            <Field label={t.contract} value={each.contract} onChange={(contract) => change({ contract })} />
            <div className={s.pair}>
              <Field label={t.trucks} value={each.trucks} onChange={(trucks) => change({ trucks })} />
              <DayField label={t.dueOn} value={each.dueOn} onChange={(dueOn) => change({ dueOn })} />
            </div>
          </fieldset>
        );
      })}
      <p className={s.keys}>
        <button
          type="button"
          onClick={() => onChange([...promises, { carrier: '', contract: '', trucks: '', dueOn: '' }])}
        >
          {t.morePromise}
        </button>
      </p>
    </>
  );
}
