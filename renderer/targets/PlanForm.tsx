import { useEffect, useRef, useState } from 'react';
import type { PlansNow } from '../../domain/contract/targets.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { Day } from './acts.tsx';
import s from './targets.module.css';
import { useKept } from './use-kept.ts';

interface Phase {
  name: string;
  from: string;
  to: string;
  measure: string;
  unit: string;
}
interface Written {
  group: string;
  title: string;
  reason: string;
  phases: Phase[];
}

const EMPTY: Phase = { name: '', from: '', to: '', measure: '', unit: '' };

/** A group's plan as it is written: kept on this machine at every pause, sent once it is signed. */
export function PlanForm(props: { group: PlansNow['groups'][number]; onDone(): void; onCancel(): void }) {
  const drafts = useQuery('drafts.list', {}).value?.drafts;
  if (!drafts) return null;
  const kept = drafts.find((each) => each.noun === 'plan' && each.body.group === props.group.group);
  return <Form {...props} id={kept?.id ?? null} kept={kept?.body as Written | undefined} />;
}

function Form({
  group,
  id,
  kept,
  onDone,
  onCancel,
}: {
  group: PlansNow['groups'][number];
  id: string | null;
  kept: Written | undefined;
  onDone(): void;
  onCancel(): void;
}) {
  const text = useText();
  const t = text.targetDesk.plan;
  const call = useCall();
  const first = useRef<Written>(
    kept ?? {
      ...{ group: group.group, title: group.plan?.title ?? '', reason: '' },
      phases: group.plan?.phases.map(({ stands: _, ...phase }) => phase) ?? [EMPTY],
    },
  );
  const [plan, setPlan] = useState(first.current);
  const draft = useKept('plan', id);
  // Kept from the first change on, so that looking at a form writes nothing.
  useEffect(() => {
    if (plan !== first.current) draft.keep({ ...plan });
  }, [plan, draft.keep]);
  const change = (at: number, of: Partial<Phase>) =>
    setPlan({ ...plan, phases: plan.phases.map((phase, n) => (n === at ? { ...phase, ...of } : phase)) });
  const send = () => {
    if (plan.title.trim() === '') return text.targets.form.needed(t.title);
    if (plan.phases.some((each) => !each.name.trim() || !each.from || !each.to || each.to < each.from))
      return t.needPhase;
    const { title, reason } = plan;
    const phases = plan.phases.map((each) => ({ ...each }));
    return call('plan.propose', { title: title.trim(), reason: reason.trim(), phases }).then(draft.drop);
  };
  return (
    <ActForm title={t.writing(group.name)} send={send} onDone={onDone} onCancel={onCancel}>
      <Field label={t.title} value={plan.title} onChange={(title) => setPlan({ ...plan, title })} />
      {plan.phases.map((phase, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a phase is its place while it is written
        <fieldset key={at} className={s.phase}>
          <legend>{t.nth(at + 1)}</legend>
          <div className={s.fields}>
            <Field label={t.name} value={phase.name} onChange={(name) => change(at, { name })} />
            <Day label={t.from} value={phase.from} onChange={(from) => change(at, { from })} />
            <Day label={t.to} value={phase.to} onChange={(to) => change(at, { to })} />
          </div>
          <div className={s.fields}>
            <Field label={t.measure} value={phase.measure} onChange={(measure) => change(at, { measure })} />
            <Field label={t.unit} value={phase.unit} onChange={(unit) => change(at, { unit })} />
            {plan.phases.length > 1 && (
              <button
                type="button"
                onClick={() => setPlan({ ...plan, phases: plan.phases.filter((_, n) => n !== at) })}
              >
                {t.remove(at + 1)}
              </button>
            )}
          </div>
        </fieldset>
      ))}
      <p>
        <button type="button" onClick={() => setPlan({ ...plan, phases: [...plan.phases, EMPTY] })}>
          {t.add}
        </button>
      </p>
      <Field label={t.reason} value={plan.reason} onChange={(reason) => setPlan({ ...plan, reason })} long />
      <p className={s.quiet} role="status">
        {draft.said}
      </p>
    </ActForm>
  );
}
