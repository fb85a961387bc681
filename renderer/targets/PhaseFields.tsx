import type { PhaseText } from '../../domain/plan-change.ts';
import { Field } from '../duty/ActForm.tsx';
import { DayField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import s from './targets.module.css';

const EMPTY: PhaseText = { name: '', from: '', to: '', measure: '', unit: '' };

/** Phases without a name or with days in the wrong order. */
export const unreadable = (phases: readonly PhaseText[]): boolean =>
  phases.some((each) => !each.name.trim() || !each.from || !each.to || each.to < each.from);

/** The phases of a plan as they are written, by the group's leader or by whoever amends them in consenting. */
export function PhaseFields({
  phases,
  onChange,
}: {
  phases: readonly PhaseText[];
  onChange(phases: PhaseText[]): void;
}) {
  const t = useText().targetDesk.plan;
  const change = (at: number, of: Partial<PhaseText>) =>
    onChange(phases.map((phase, n) => (n === at ? { ...phase, ...of } : phase)));
  return (
    <>
      {phases.map((phase, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a phase is its place while it is written
        <fieldset key={at} className={s.phase}>
          <legend>{t.nth(at + 1)}</legend>
          <div className={s.fields}>
            <Field label={t.name} value={phase.name} onChange={(name) => change(at, { name })} />
            <DayField label={t.from} value={phase.from} onChange={(from) => change(at, { from })} />
            <DayField label={t.to} value={phase.to} onChange={(to) => change(at, { to })} />
          </div>
          <div className={s.fields}>
            <Field label={t.measure} value={phase.measure} onChange={(measure) => change(at, { measure })} />
            <Field label={t.unit} value={phase.unit} onChange={(unit) => change(at, { unit })} />
            {phases.length > 1 && (
              <button type="button" onClick={() => onChange(phases.filter((_, n) => n !== at))}>
                {t.remove(at + 1)}
              </button>
            )}
          </div>
        </fieldset>
      ))}
      <p>
        <button type="button" onClick={() => onChange([...phases, EMPTY])}>
          {t.add}
        </button>
      </p>
    </>
  );
}

export const emptyPhases = (): PhaseText[] => [EMPTY];
