import { useEffect, useRef, useState } from 'react';
import type { PlansNow } from '../../domain/contract/targets.ts';
import { changed, type PhaseText, phaseChanges } from '../../domain/plan-change.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { emptyPhases, PhaseFields, unreadable } from './PhaseFields.tsx';
import { PlanChanges } from './PlanChanges.tsx';
import s from './targets.module.css';
import { useKept } from './use-kept.ts';

interface Written {
  group: string;
  title: string;
  reason: string;
  phases: PhaseText[];
  /** The version in force when it was begun. */
  replaces: string | null;
}

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
  const now = group.plan;
  const first = useRef<Written>(
    kept ?? {
      ...{ group: group.group, title: group.plan?.title ?? '', reason: '' },
      replaces: group.plan?.proposal ?? null,
      phases: group.plan?.phases.map(({ stands: _, ...phase }) => phase) ?? emptyPhases(),
    },
  );
  const [plan, setPlan] = useState(first.current);
  const draft = useKept('plan', id);
  // Kept from the first change on, so that looking at a form writes nothing.
  useEffect(() => {
    if (plan !== first.current) draft.keep({ ...plan });
  }, [plan, draft.keep]);
  const send = () => {
    if (plan.title.trim() === '') return text.targets.form.needed(t.title);
    if (unreadable(plan.phases)) return t.needPhase;
    const { title, reason, replaces = null } = plan;
    if (now && title.trim() === now.title && changed(phaseChanges(now.phases, plan.phases)) === 0)
      return t.nothingChanged(now.number);
    const phases = plan.phases.map((each) => ({ ...each }));
    const given = { title: title.trim(), reason: reason.trim(), phases, ...(replaces ? { replaces } : {}) };
    return call('plan.propose', given).then(draft.drop);
  };
  return (
    <ActForm
      title={now ? t.amending(group.name, now.number) : t.writing(group.name)}
      send={send}
      onDone={onDone}
      onCancel={onCancel}
    >
      <Field label={t.title} value={plan.title} onChange={(title) => setPlan({ ...plan, title })} />
      <PhaseFields phases={plan.phases} onChange={(phases) => setPlan({ ...plan, phases })} />
      <Field label={t.reason} value={plan.reason} onChange={(reason) => setPlan({ ...plan, reason })} long />
      {now && (
        <PlanChanges
          before={now.phases}
          after={plan.phases}
          heads={[t.versionInForce(now.number), t.newVersion]}
        />
      )}
      {now && plan.replaces !== now.proposal && kept && <p className={s.strong}>{t.begunOnOlder}</p>}
      <p className={s.quiet} role="status">
        {draft.said}
      </p>
    </ActForm>
  );
}
