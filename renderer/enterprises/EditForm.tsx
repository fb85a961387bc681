import { useState } from 'react';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { DayField, useMissing } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './enterprises.module.css';
import type { View } from './place.ts';

const STEPS = ['county', 'city', 'province'] as const;
type Step = (typeof STEPS)[number];
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

/** The parts of a registration as the form has them. Only what differs is sent: what others changed meanwhile stays. */
function bodyOf(head: Head, grade: Grade, path: Path, vendors: readonly Vendor[]) {
  const { name, shortName, industry, unit, person, phone } = head;
  const steps = STEPS.filter((step) => path[step].state.trim() !== '');
  return {
    ...{ name: name.trim(), shortName: shortName.trim(), industry: filled(industry) },
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
  const [start] = useState(() => bodyOf(head, grade, path, vendors));

  const send = () => {
    const empty = missing([[t.name, head.name]]);
    if (empty) return empty;
    const rate = vendors.find(({ expected }) => expected.trim() !== '' && !(Number(expected) >= 0));
    if (rate) return `${t.expected(rate.gate)}：${t.notRate}`;
    const changed = Object.entries(bodyOf(head, grade, path, vendors)).filter(
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
