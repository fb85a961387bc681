import { useEffect, useState } from 'react';
import type { DecisionRow, MatterRow } from '../../domain/contract/targets.ts';
import type { PhaseText } from '../../domain/plan-change.ts';
import frame from '../desk/frame.module.css';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import {
  type Act,
  type Amendment,
  actsFor,
  ConfirmForm,
  callOf,
  DECIDE,
  FormOf,
  type Noun,
} from './acts.tsx';
import { textOf } from './request.ts';
import { Scan } from './Scan.tsx';
import s from './targets.module.css';

/** How a proposal stands, of a target or a group's plan: a word in its own frame, dashed while it is open. */
export function StateTag({ row: { state, papers } }: { row: Pick<MatterRow, 'state' | 'papers'> }) {
  const t = useText().targets;
  return (
    <span className={s.tag} data-state={state}>
      {state === 'signed' && papers.length > 0 ? t.paperState : t.state[state]}
    </span>
  );
}

/** Who asked, who checked and co-signed, what was decided and whether it binds. */
export function Standing({ row, value }: { row: MatterRow; value(amended: number): string }) {
  const t = useText().targets;
  const when = useWhen();
  const asked = Array.isArray(row.body.cosign) ? row.body.cosign.map(String) : [];
  const missing = asked.filter((unit) => !row.notes.some((note) => note.unit === unit));
  const checked = row.notes.some((note) => note.kind === 'checked');
  return (
    <dl className={s.facts}>
      <dt>{t.notes}</dt>
      <dd>
        {!checked && row.state === 'pending' && <p className={s.quiet}>{t.noCheck}</p>}
        {row.notes.map((note) => (
          <p key={note.id} className={s.row}>
            <span>{t.noteKind[note.kind]}</span>
            {note.unit !== null && <span>{note.unit}</span>}
            <span>{t.decidedBy(note.by, when(note.at))}</span>
            <b>{t.outcome[note.outcome]}</b>
            <span>{note.remark}</span>
          </p>
        ))}
        {missing.length > 0 && <p>{t.waitsFor(missing.join('、'))}</p>}
      </dd>
      {row.decision && !row.papers.some((paper) => paper.id === row.decision?.id) && (
        <>
          <dt>{t.decision}</dt>
          <dd>
            <Decided decision={row.decision} value={value} />
          </dd>
        </>
      )}
      {row.superseded.length > 0 && (
        <>
          <dt>{t.superseded}</dt>
          <dd>
            {row.superseded.map((each) => (
              <p key={each.id} className={s.quiet}>
                {each.id}：{each.reason}
              </p>
            ))}
          </dd>
        </>
      )}
    </dl>
  );
}

function Decided({ decision, value }: { decision: DecisionRow; value(amended: number): string }) {
  const t = useText().targets;
  const when = useWhen();
  const amended = decision.amended?.value;
  return (
    <>
      <p className={s.row}>
        <b>
          {t.decisionWord[decision.decision] ?? decision.decision}
          {typeof amended === 'number' && `，${t.amendedTo(value(amended))}`}
        </b>
        <span>{t.decidedBy(decision.by, when(decision.at))}</span>
        {decision.remark !== '' && <span>“{decision.remark}”</span>}
      </p>
      {decision.paper && decision.record && (
        <p className={s.row}>
          <span className={s.tag} data-state="paper">
            {t.paper}
          </span>
          <span>
            {t.paperLine(decision.record.writer, decision.record.channel ?? '—', decision.record.decidedOn)}
          </span>
          <span>
            {decision.record.confirmedBy === null
              ? t.paperWaits
              : t.paperConfirmed(decision.record.confirmedBy)}
          </span>
        </p>
      )}
      <p className={s.quiet}>{decision.receivedOn === null ? t.bindsNot : t.binds(decision.receivedOn)}</p>
    </>
  );
}

/** Decisions that were written down from paper and wait for another person to compare them. */
export function Papers({
  noun,
  row,
  value,
  onDone,
}: {
  noun: Noun;
  row: MatterRow;
  value(amended: number): string;
  onDone(said: string): void;
}) {
  const t = useText().targets;
  const me = useQuery('me', {}).value;
  const [open, setOpen] = useState<string | null>(null);
  const may = me?.acts.includes(`${noun}.confirm`) ?? false;
  return row.papers.map((paper) => (
    <section key={paper.id} className={s.paper} aria-label={t.paper}>
      <Decided decision={paper} value={value} />
      {may && !paper.mayConfirm && <p className={s.quiet}>{t.paperMine}</p>}
      {open === paper.id ? (
        <ConfirmForm
          noun={noun}
          recorded={paper.id}
          onDone={(said) => {
            setOpen(null);
            onDone(said);
          }}
          onCancel={() => setOpen(null)}
        >
          <Scan sha256={paper.record?.scan ?? null} />
        </ConfirmForm>
      ) : (
        may &&
        paper.mayConfirm && (
          <button type="button" onClick={() => setOpen(paper.id)}>
            {t.act.confirm}
          </button>
        )
      )}
    </section>
  ));
}

/** The keys at the foot of a proposal, and the form of the one that was pressed. */
export function Acts({
  noun,
  row,
  due,
  value,
  amend,
  phases,
  onTry,
}: {
  noun: Noun;
  row: MatterRow;
  value(amended: number): string;
  due: boolean;
  amend: { value: number; dueOn: string; effectiveFrom: string } | null;
  /** The phases of a group's plan, which a decision may change instead. */
  phases?: readonly PhaseText[] | undefined;
  /** What an amendment would change, as it is typed; null while none is. */
  onTry?: ((amended: Amendment | null) => void) | undefined;
}) {
  const t = useText().targets;
  const me = useQuery('me', {}).value;
  const [opened, setOpened] = useState<Act | null>(null);
  const [done, setDone] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was said belongs to the proposal that was shown
  useEffect(() => setDone(''), [row.id]);
  const may = actsFor(row, due).filter(
    (act) =>
      me?.acts.includes(callOf(noun, act)) && (act !== 'amend' || amend !== null || phases !== undefined),
  );
  const close = (said: string) => {
    setOpened(null);
    setDone(said);
  };
  const decides = DECIDE.some((act) => may.includes(act));
  const open = opened !== null && opened !== 'confirm' && may.includes(opened) ? opened : null;
  return (
    <>
      <Papers noun={noun} row={row} value={value} onDone={setDone} />
      {open && (
        <FormOf
          key={open}
          {...{ act: open, noun, row, amend, phases, onTry }}
          onDone={close}
          onCancel={() => setOpened(null)}
        />
      )}
      {!open && (
        <footer className={s.acts}>
          <p role="status">
            {done || (decides ? t.signHint : row.state === 'pending' && me ? t.mayNot : '')}
          </p>
          {may.map((act) => (
            <button
              key={act}
              type="button"
              className={act === 'approve' ? frame.primary : undefined}
              onClick={() => setOpened(act)}
            >
              {t.act[act]}
            </button>
          ))}
        </footer>
      )}
    </>
  );
}

/** Until when an approval would hold: a day, an alert, or without end. */
export function untilText(
  body: Record<string, unknown>,
  t: { to(day: string): string; toAlert: string },
): string {
  const to = textOf(body.effectiveTo);
  const parts = [textOf(body.untilAlert) === null ? '' : t.toAlert, to === null ? '' : t.to(to)];
  return parts.filter(Boolean).join('，');
}
