import { type ReactNode, useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import s from './chair.module.css';

type Proposal = Output<'targets.proposals'>['proposals'][number];
const decisions = ['return', 'reject', 'amend', 'approve'] as const;
type Decision = (typeof decisions)[number];

/** A request to change a target: what it asks, what it would do, and its decision by commander or deputy. */
export function Request({ proposal: id, children }: { proposal: string; children: ReactNode }) {
  const t = useText().chair;
  const me = useQuery('me', {}).value;
  const proposal = useQuery('targets.proposals', {}).value?.proposals.find((each) => each.id === id);
  const [opened, setOpened] = useState<Decision | null>(null);
  if (!proposal) return children;
  const may = me?.acts.includes('target.decide') === true;
  return (
    <>
      <Asked proposal={proposal} />
      {children}
      <footer className={s.decide}>
        {proposal.state !== 'pending' && <Decided proposal={proposal} />}
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
        {proposal.state === 'pending' && !may && <p>{t.decided.pending}</p>}
        {opened && (
          <DecideForm
            key={opened}
            proposal={proposal}
            decision={opened}
            onDone={() => setOpened(null)}
            onCancel={() => setOpened(null)}
          />
        )}
      </footer>
    </>
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
