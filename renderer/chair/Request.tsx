import { useMemo, useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import { Mark } from '../parts/Mark.tsx';
import { type Amendment, DECIDE, type Decide as Decision, FormOf } from '../targets/acts.tsx';
import { untilText } from '../targets/Matter.tsx';
import { scopeOf, textOf } from '../targets/request.ts';
import { WhatIfOf } from '../targets/WhatIf.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './chair.module.css';

type Proposal = Output<'targets.proposals'>['proposals'][number];

export function useProposal(id: string | undefined): Proposal | null {
  const proposals = useQuery('targets.proposals', {}).value?.proposals;
  return proposals?.find((each) => each.id === id) ?? null;
}

/** A request to change a target: who asks and why, and what it would have meant on the days that have been. */
export function Request({ proposal, tried }: { proposal: Proposal; tried: Amendment | null }) {
  return (
    <>
      <Asked proposal={proposal} />
      <WhatIfOf brief input={{ proposal: proposal.id, ...(tried ? { amended: tried } : {}) }} />
    </>
  );
}

function Asked({ proposal }: { proposal: Proposal }) {
  const text = useText();
  const t = text.chair;
  const { body } = proposal;
  const from = textOf(body.effectiveFrom);
  const reason = textOf(body.reason);
  return (
    <section className={s.asked}>
      <p>
        {[
          t.requestBy(proposal.by),
          scopeOf(body.scope, text),
          from === null ? '' : text.targets.from(from),
          untilText(body, text.targets),
        ]
          .filter(Boolean)
          .join('　')}
      </p>
      {reason !== null && (
        <p className={s.reason}>
          <b>{t.reason}</b>　{reason}
        </p>
      )}
    </section>
  );
}

/** The decision of commander or deputy, at the foot of the item: four words of equal standing, one signature. */
export function Decide({
  proposal,
  onTry,
}: {
  proposal: Proposal;
  /** What is typed as an amendment, so that the trial above follows it. */
  onTry(amended: Amendment | null): void;
}) {
  const t = useText().chair;
  const me = useQuery('me', {}).value;
  const [opened, setOpened] = useState<Decision | null>(null);
  const may = me?.acts.includes('target.decide') === true;
  const open = proposal.state === 'pending';
  const { value } = proposal;
  const [dueOn, from] = [textOf(proposal.body.dueOn) ?? '', textOf(proposal.body.effectiveFrom) ?? ''];
  const amend = useMemo(() => ({ value, dueOn, effectiveFrom: from }), [value, dueOn, from]);
  const close = () => setOpened(null);
  return (
    <footer className={s.decide}>
      {!open && <Decided proposal={proposal} />}
      {open && !may && <p>{t.decided.pending}</p>}
      {open && may && opened === null && (
        <>
          <p>{t.decideHint}</p>
          {DECIDE.map((decision) => (
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
        <FormOf
          key={opened}
          act={opened}
          noun="target"
          row={proposal}
          amend={amend}
          onTry={onTry}
          onDone={close}
          onCancel={close}
        />
      )}
    </footer>
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
