import { useEffect } from 'react';
import type { ActionsView } from '../../domain/contract/actions.ts';
import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { Mark } from '../parts/Mark.tsx';
import { PaperButton } from '../parts/PaperButton.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './actions.module.css';
import type { Act } from './filter.ts';
import {
  CloseForm,
  ConfirmForm,
  DecideForm,
  DropForm,
  ExtendForm,
  ReceiveForm,
  ReportForm,
} from './forms.tsx';
import { LightWord, numberWord } from './light.tsx';
import { Timeline } from './Timeline.tsx';
import { unitWord } from './units.ts';

type Shown = NonNullable<ActionsView['action']>;

const forms = {
  receive: ReceiveForm,
  report: ReportForm,
  extend: ExtendForm,
  decide: DecideForm,
  close: CloseForm,
  confirm: ConfirmForm,
  drop: DropForm,
};

/** One task: what is to be done, until when, who, how it went, and what may be done here now. */
export function Detail({
  id,
  me,
  opened,
  onOpen,
  onDone,
}: {
  id: string;
  me: Output<'me'> | undefined;
  opened: Act | null;
  onOpen(act: Act | null): void;
  onDone(said: string | null): void;
}) {
  const text = useText();
  const t = text.actions;
  const why = useReason();
  const answer = useQuery('actions.view', { action: id });
  const may = answer.value?.may ?? [];
  const act = opened && may.includes(opened) ? opened : null;
  // A key for what is not to be done here opens nothing, now or when the task changes.
  useEffect(() => {
    if (opened && answer.value && !act) onOpen(null);
  }, [opened, act, answer.value, onOpen]);
  if (!answer.value)
    return <p className={frame.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>;
  const view = answer.value;
  if (!view.action)
    return (
      <div className={frame.nothing}>
        <h2>{t.gone}</h2>
        <p>{t.goneHint}</p>
      </div>
    );
  const Form = act ? forms[act] : null;
  const close = (said: string | null) => {
    onOpen(null);
    onDone(said);
  };
  return (
    <article className={s.task} aria-label={view.action.content}>
      <p className={s.tags}>
        <LightWord of={view.action} />
        <Reasons of={view.action} />
        <span>{t.stage[view.action.stage]}</span>
        <span className={frame.quiet}>{numberWord(view.action.number, t)}</span>
      </p>
      <h2>{view.action.content}</h2>
      {view.conflicts.length > 0 && <Conflicts view={view} />}
      {Form && act ? (
        <Form
          key={act}
          view={view}
          action={view.action}
          county={me?.post.startsWith('county:') ?? false}
          onDone={() => close(t.done(t.act[act]))}
          onCancel={() => close(null)}
        />
      ) : (
        may.length > 0 && (
          <div className={frame.acts}>
            {may.map((each, at) => (
              <button
                key={each}
                type="button"
                className={at === 0 ? frame.primary : undefined}
                onClick={() => onOpen(each)}
              >
                {t.act[each]}
                <kbd>{t.key[each]}</kbd>
              </button>
            ))}
          </div>
        )
      )}
      {view.shut.map(({ act: shut }) => (
        <p key={shut} className={s.shut}>
          {t.shut[shut]}
        </p>
      ))}
      {me && may.length === 0 && view.shut.length === 0 && !ended(view.action) && (
        <p className={s.shut}>{me.readOnly ? t.readOnly : t.mayNothing}</p>
      )}
      <Facts action={view.action} />
      <Papers action={view.action} />
      <h3>{t.history}</h3>
      <Timeline view={view} />
    </article>
  );
}

const ended = ({ stage }: Shown) => stage === 'closed' || stage === 'ended';

/** Why it is lit so, beyond what the light's word says already. */
function Reasons({ of: { light, reasons } }: { of: Shown }) {
  const t = useText().actions;
  if (light !== 'behind' && !reasons.includes('escalated')) return null;
  const more = reasons.filter((reason) => reason !== 'overdue' && reason !== 'escalated');
  return <span>{more.map((reason) => t.reason[reason]).join('　')}</span>;
}

function Facts({ action }: { action: Shown }) {
  const t = useText().actions;
  const { language } = usePlace();
  const when = useWhen();
  const source = t.sourceLine(
    action.meeting === null
      ? t.source[action.source]
      : `${t.source.meeting}　${action.meetingTitle ?? action.meeting}`,
    action.sourceBy,
    action.sourceOn,
    action.sourceNote,
  );
  const supporting = action.supporting.map(({ unit, name }) => unitWord(unit, name, language));
  const moved = action.dueOn !== action.givenOn;
  return (
    <dl className={frame.facts}>
      <dt>{t.facts.due}</dt>
      <dd>{moved ? t.dueMoved(action.dueOn, action.givenOn) : t.dueGiven(action.dueOn, action.workdays)}</dd>
      <dt>{t.facts.measure}</dt>
      <dd>{action.measure ?? <span className={frame.quiet}>{t.noMeasure}</span>}</dd>
      <dt>{t.facts.lead}</dt>
      <dd>{t.unitAndPerson(unitWord(action.lead, action.leadName, language), action.personName)}</dd>
      {supporting.length > 0 && (
        <>
          <dt>{t.facts.supporting}</dt>
          <dd>{supporting.join('、')}</dd>
        </>
      )}
      {action.county !== null && !action.lead.startsWith('county:') && (
        <>
          <dt>{t.facts.county}</dt>
          <dd>{unitWord(`county:${action.county}`, action.county, language)}</dd>
        </>
      )}
      <dt>{t.facts.source}</dt>
      <dd>{source}</dd>
      <dt>{t.facts.issued}</dt>
      <dd>{t.issuedBy(action.createdBy, when(action.createdAt))}</dd>
      {action.percent !== null && (
        <>
          <dt>{t.facts.percent}</dt>
          <dd>{action.percent}%</dd>
        </>
      )}
    </dl>
  );
}

/** 交办单 of any task; 督办单 and 提醒函 of one that is lit. */
function Papers({ action }: { action: Shown }) {
  const t = useText().actions.papers;
  const lit = action.light === 'overdue' || action.light === 'behind' || action.light === 'due';
  const papers = lit
    ? (['task-order', 'task-supervision', 'task-reminder'] as const)
    : (['task-order'] as const);
  return (
    <section className={s.papers} aria-label={t.title}>
      {papers.map((paper) => (
        <PaperButton key={paper} paper={paper} params={{ action: action.id }} label={t[paper]} />
      ))}
    </section>
  );
}

/** Where people said different things apart from each other: what holds, until somebody settles it. */
function Conflicts({ view }: { view: ActionsView }) {
  const t = useText().actions;
  return (
    <section className={s.conflicts}>
      <h3>
        <Mark of="info" />
        {t.conflicts}
      </h3>
      {view.conflicts.map((each) => (
        <p key={each.holds}>{t.conflictOf[each.about]}</p>
      ))}
    </section>
  );
}
