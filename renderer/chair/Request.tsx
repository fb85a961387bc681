import { useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Mark } from '../parts/Mark.tsx';
import { WhatIf } from '../targets/WhatIf.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import s from './chair.module.css';

type Proposal = Output<'targets.proposals'>['proposals'][number];
const decisions = ['return', 'reject', 'amend', 'approve'] as const;
type Decision = (typeof decisions)[number];

export function useProposal(id: string | undefined): Proposal | null {
  const proposals = useQuery('targets.proposals', {}).value?.proposals;
  return proposals?.find((each) => each.id === id) ?? null;
}

/** A request to change a target: who asks and why, and what it would have meant on the days that have been. */
export function Request({ proposal }: { proposal: Proposal }) {
  const trial = useQuery('targets.whatIf', { proposal: proposal.id }).value;
  return (
    <>
      <Asked proposal={proposal} />
      {trial && <WhatIf trial={trial} />}
    </>
  );
}

/** The decision of commander or deputy, at the foot of the item: four words of equal standing, one signature. */
export function Decide({ proposal }: { proposal: Proposal }) {
  const t = useText().chair;
  const me = useQuery('me', {}).value;
  const [opened, setOpened] = useState<Decision | null>(null);
  const may = me?.acts.includes('target.decide') === true;
  const close = () => setOpened(null);
  return (
    <footer className={s.decide}>
      {proposal.state !== 'pending' && <Decided proposal={proposal} />}
      {proposal.state === 'pending' && !may && <p>{t.decided.pending}</p>}
      {proposal.state === 'pending' && may && opened === null && (
        <>
          <p>{t.decideHint}</p>
          {decisions.map((decision) => (
            <button
              key={decision}
              type="button"
              className={decision === 'approve' ? s.primary : undefined}
              onClick={() => setOpened(decision)}
            >
              {t.decide[decision]}
            </button>
          ))}
        </>
      )}
      {opened && (
        <DecideForm key={opened} proposal={proposal} decision={opened} onDone={close} onCancel={close} />
      )}
    </footer>
  );
}

function Asked({ proposal }: { proposal: Proposal }) {
  const t = useText().chair;
  const text = (of: unknown): string => (typeof of === 'string' ? of : '');
  const { body } = proposal;
  const until = text(body.effectiveTo);
  return (
    <section className={s.asked}>
      <p>{t.requestBy(proposal.by)}</p>
      {text(body.reason) !== '' && (
        <p className={s.reason}>
          <b>{t.reason}</b>　{text(body.reason)}
          {until !== '' && `　${t.requestUntil(until)}`}
        </p>
      )}
    </section>
  );
}

function Decided({ proposal }: { proposal: Proposal }) {
  const t = useText().chair;
  const { decision, state } = proposal;
  return (
    <p role="status" className={s.decided} data-decided={state}>
      <b>
        {state === 'signed' && <Mark of="info" />}
        {t.decided[state]}
      </b>
      {decision && <span>{t.decidedBy(decision.by, decision.remark)}</span>}
    </p>
  );
}

function DecideForm({
  proposal,
  decision,
  onDone,
  onCancel,
}: {
  proposal: Proposal;
  decision: Decision;
  onDone(): void;
  onCancel(): void;
}) {
  const t = useText().chair;
  const call = useCall();
  const [remark, setRemark] = useState('');
  const [value, setValue] = useState(String(proposal.value));
  const send = () => {
    const said = remark.trim();
    if ((decision === 'return' || decision === 'reject') && said === '') return t.needRemark;
    if (decision === 'amend' && !(Number(value) > 0)) return t.needValue;
    return call('target.decide', {
      ...{ proposal: proposal.id, decision, remark: said },
      ...(decision === 'amend' ? { amended: { value: Number(value) } } : {}),
    });
  };
  return (
    <ActForm title={t.decide[decision]} send={send} onDone={onDone} onCancel={onCancel}>
      {decision === 'amend' && <Field label={t.amendValue} value={value} onChange={setValue} />}
      <Field label={t.remark} value={remark} onChange={setRemark} long />
    </ActForm>
  );
}
