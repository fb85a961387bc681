import { type ReactNode, useEffect, useState } from 'react';
import type { MatterRow } from '../../domain/contract/targets.ts';
import { changed, type PhaseText, phaseChanges } from '../../domain/plan-change.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { ChoiceField, DayField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { PhaseFields, unreadable } from './PhaseFields.tsx';
import { ScanField } from './Scan.tsx';
import s from './targets.module.css';

/** What may be done about a proposal, of a target or of a group's plan: the same forms for both. */
export const DECIDE = ['return', 'reject', 'amend', 'approve'] as const;
export type Decide = (typeof DECIDE)[number];
export type Act = Decide | 'withdraw' | 'check' | 'cosign' | 'record' | 'confirm' | 'review';
export type Noun = 'target' | 'plan';

/** The act of the console behind each key. */
export const callOf = (noun: Noun, act: Act) =>
  `${noun}.${(DECIDE as readonly string[]).includes(act) ? 'decide' : act}` as
    | `${Noun}.decide`
    | `${Noun}.${Exclude<Act, Decide>}`;

interface Opened {
  noun: Noun;
  row: MatterRow;
  /** What of it a decision may change; the values are those asked for. */
  amend: { value: number; dueOn: string; effectiveFrom: string } | null;
  /** The phases of a group's plan, which a decision may change instead. */
  phases?: readonly PhaseText[] | undefined;
  onTry?: ((amended: Amendment | null) => void) | undefined;
  onDone(said: string): void;
  onCancel(): void;
}

export interface Amendment {
  value?: number;
  dueOn?: string;
  effectiveFrom?: string;
}

interface Amended {
  value: string;
  dueOn: string;
  effectiveFrom: string;
}

/** The parts of an amendment that differ from what was asked; a sentence where one of them can't be read. */
function amendedOf(
  given: Amended,
  asked: NonNullable<Opened['amend']>,
  notNumber: string,
): Amendment | string {
  const value = Number(given.value);
  if (given.value.trim() === '' || !Number.isFinite(value)) return notNumber;
  return {
    ...(value === asked.value ? {} : { value }),
    ...(given.dueOn === asked.dueOn ? {} : { dueOn: given.dueOn }),
    ...(given.effectiveFrom === asked.effectiveFrom ? {} : { effectiveFrom: given.effectiveFrom }),
  };
}

/** What a decision changes, as its form says it; a sentence where it can't be read or changes nothing. */
function useAmended({ amend, phases: asked }: Pick<Opened, 'amend' | 'phases'>) {
  const text = useText();
  const [given, setGiven] = useState(amendedFrom(amend));
  const [phases, setPhases] = useState<PhaseText[]>(() => asked?.map((each) => textOf(each)) ?? []);
  const read = (): Amendment | { phases: PhaseText[] } | string | undefined => {
    if (amend) {
      const amended = amendedOf(given, amend, text.targets.form.notNumber);
      return typeof amended === 'string' ? `${text.targets.form.value}：${amended}` : amended;
    }
    if (!asked) return undefined;
    if (unreadable(phases)) return text.targetDesk.plan.needPhase;
    return changed(phaseChanges(asked, phases)) === 0 ? text.targetDesk.plan.amendsNothing : { phases };
  };
  const fields = asked ? (
    <PhaseFields phases={phases} onChange={setPhases} />
  ) : (
    <AmendFields given={given} onChange={setGiven} />
  );
  return { given, read, fields };
}

/** A phase without what a query adds to it. */
const textOf = ({ name, from, to, measure, unit }: PhaseText): PhaseText => ({
  ...{ name, from, to, measure, unit },
});

function AmendFields({ given, onChange }: { given: Amended; onChange(given: Amended): void }) {
  const t = useText().targets.form;
  return (
    <div className={s.fields}>
      <Field label={t.value} value={given.value} onChange={(value) => onChange({ ...given, value })} />
      <DayField label={t.dueOn} value={given.dueOn} onChange={(dueOn) => onChange({ ...given, dueOn })} />
      <DayField
        label={t.effectiveFrom}
        value={given.effectiveFrom}
        onChange={(effectiveFrom) => onChange({ ...given, effectiveFrom })}
      />
    </div>
  );
}

const amendedFrom = (amend: Opened['amend']): Amended => ({
  value: String(amend?.value ?? ''),
  dueOn: amend?.dueOn ?? '',
  effectiveFrom: amend?.effectiveFrom ?? '',
});

function DecideForm({ act, noun, row, amend, phases, onTry, onDone, onCancel }: Opened & { act: Decide }) {
  const t = useText().targets;
  const call = useCall();
  const [remark, setRemark] = useState('');
  const [reviewOn, setReviewOn] = useState('');
  const { given, read, fields } = useAmended({ amend, phases });
  // The trial above follows what is typed here, and goes back to the request as it stands when this is left.
  useEffect(() => {
    if (act !== 'amend' || !amend || !onTry) return;
    const amended = amendedOf(given, amend, '');
    if (typeof amended !== 'string') onTry(amended);
    return () => onTry(null);
  }, [act, amend, given, onTry]);
  const send = () => {
    const said = remark.trim();
    if ((act === 'return' || act === 'reject') && said === '') return t.form.remarkNeeded;
    const amended = act === 'amend' ? read() : undefined;
    if (typeof amended === 'string') return amended;
    return call(callOf(noun, act) as `${Noun}.decide`, {
      ...{ proposal: row.id, decision: act, remark: said },
      ...(amended ? { amended } : {}),
      ...(reviewOn ? { reviewOn } : {}),
    });
  };
  return (
    <ActForm title={t.act[act]} send={send} onDone={() => onDone(t.done(t.act[act]))} onCancel={onCancel}>
      {act === 'amend' && fields}
      <Field label={t.form.remark} value={remark} onChange={setRemark} long />
      {(act === 'approve' || act === 'amend') && (
        <DayField label={t.form.reviewOn} value={reviewOn} onChange={setReviewOn} />
      )}
      <p className={s.quiet}>{t.signHint}</p>
    </ActForm>
  );
}

function WithdrawForm({ noun, row, onDone, onCancel }: Opened) {
  const t = useText().targets;
  const call = useCall();
  return (
    <ActForm
      title={t.act.withdraw}
      send={() => call(`${noun}.withdraw`, { proposal: row.id })}
      onDone={() => onDone(t.done(t.act.withdraw))}
      onCancel={onCancel}
    >
      <p className={s.quiet}>{t.form.withdrawHint}</p>
    </ActForm>
  );
}

function NoteForm({ act, noun, row, onDone, onCancel }: Opened & { act: 'check' | 'cosign' }) {
  const t = useText().targets;
  const call = useCall();
  const me = useQuery('me', {}).value;
  const [outcome, setOutcome] = useState<'agreed' | 'objected'>('agreed');
  const [remark, setRemark] = useState('');
  const [unit, setUnit] = useState(me?.unit ?? '');
  const send = () => {
    if (outcome === 'objected' && remark.trim() === '') return t.form.opinionNeeded;
    const noted = { proposal: row.id, outcome, remark: remark.trim() };
    if (act === 'check') return call(`${noun}.check`, noted);
    if (unit.trim() === '') return t.form.needed(t.form.unit);
    return call(`${noun}.cosign`, { ...noted, unit: unit.trim() });
  };
  return (
    <ActForm title={t.act[act]} send={send} onDone={() => onDone(t.done(t.act[act]))} onCancel={onCancel}>
      {act === 'cosign' && <Field label={t.form.unit} value={unit} onChange={setUnit} />}
      <ChoiceField
        label={t.form.outcome}
        value={outcome}
        options={(['agreed', 'objected'] as const).map((each) => [each, t.outcome[each]])}
        onChange={(value) => setOutcome(value as typeof outcome)}
      />
      <Field label={t.form.opinion} value={remark} onChange={setRemark} long />
    </ActForm>
  );
}

function RecordForm({ noun, row, amend, phases, onDone, onCancel }: Opened) {
  const t = useText().targets;
  const call = useCall();
  const [approver, setApprover] = useState('');
  const [decision, setDecision] = useState<Decide>('approve');
  const [decidedOn, setDecidedOn] = useState('');
  const [channel, setChannel] = useState('批示');
  const [remark, setRemark] = useState('');
  const [scan, setScan] = useState<string | null>(null);
  const { read, fields } = useAmended({ amend, phases });
  const leaders = useQuery('targets.leaders', {}).value?.leaders ?? [];
  const send = () => {
    if (approver === '') return t.form.needed(t.form.approver);
    if (decidedOn === '') return t.form.needed(t.form.decidedOn);
    if (scan === null && channel !== '电话') return t.form.needed(t.scan);
    const amended = decision === 'amend' ? read() : undefined;
    if (typeof amended === 'string') return amended;
    return call(`${noun}.record`, {
      ...{ proposal: row.id, approver, decision, decidedOn, channel, remark: remark.trim() },
      ...(amended ? { amended } : {}),
      ...(scan === null ? {} : { scan }),
    });
  };
  return (
    <ActForm title={t.act.record} send={send} onDone={() => onDone(t.done(t.act.record))} onCancel={onCancel}>
      <ChoiceField
        label={t.form.approver}
        value={approver}
        options={[['', '—'], ...leaders.map((each) => [each.id, each.name] as const)]}
        onChange={setApprover}
      />
      <div className={s.fields}>
        <ChoiceField
          label={t.form.decision}
          value={decision}
          options={DECIDE.toReversed().map((each) => [each, t.decisionWord[each]!])}
          onChange={(value) => setDecision(value as Decide)}
        />
        <DayField label={t.form.decidedOn} value={decidedOn} onChange={setDecidedOn} />
        <ChoiceField
          label={t.form.channel}
          value={channel}
          options={Object.entries(t.form.channels)}
          onChange={setChannel}
        />
      </div>
      {decision === 'amend' && fields}
      <Field label={t.form.remark} value={remark} onChange={setRemark} long />
      <ScanField onKept={setScan} />
    </ActForm>
  );
}

function ReviewForm({ noun, row, onDone, onCancel }: Opened) {
  const t = useText().targets;
  const call = useCall();
  const [reviewOn, setReviewOn] = useState('');
  const [remark, setRemark] = useState('');
  const send = () =>
    call(`${noun}.review`, {
      ...{ proposal: row.id, remark: remark.trim() },
      ...(reviewOn ? { reviewOn } : {}),
    });
  return (
    <ActForm title={t.act.review} send={send} onDone={() => onDone(t.done(t.act.review))} onCancel={onCancel}>
      <DayField label={t.form.reviewOn} value={reviewOn} onChange={setReviewOn} />
      <Field label={t.form.opinion} value={remark} onChange={setRemark} long />
      <p className={s.quiet}>{t.form.reviewHint}</p>
    </ActForm>
  );
}

/** Another person compares a record with its paper. */
export function ConfirmForm({
  noun,
  recorded,
  children,
  onDone,
  onCancel,
}: {
  noun: Noun;
  recorded: string;
  children: ReactNode;
  onDone(said: string): void;
  onCancel(): void;
}) {
  const t = useText().targets;
  const call = useCall();
  return (
    <ActForm
      title={t.act.confirm}
      send={() => call(`${noun}.confirm`, { recorded })}
      onDone={() => onDone(t.done(t.act.confirm))}
      onCancel={onCancel}
    >
      {children}
      <p className={s.quiet}>{t.form.confirmHint}</p>
    </ActForm>
  );
}

export function FormOf({ act, ...rest }: Opened & { act: Exclude<Act, 'confirm'> }) {
  if (act === 'withdraw') return <WithdrawForm {...rest} />;
  if (act === 'check' || act === 'cosign') return <NoteForm act={act} {...rest} />;
  if (act === 'record') return <RecordForm {...rest} />;
  if (act === 'review') return <ReviewForm {...rest} />;
  return <DecideForm act={act} {...rest} />;
}

/** Which acts the state of a proposal leaves open; what a person may do of them is asked of `me`. */
export function actsFor(row: MatterRow, due: boolean): Exclude<Act, 'confirm'>[] {
  if (row.state === 'pending') return ['withdraw', 'check', 'cosign', 'record', ...DECIDE];
  if (row.state === 'signed') return ['withdraw', 'record', ...DECIDE];
  if (row.state === 'approved' && due) return ['review'];
  return [];
}
