import { type ReactNode, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import { OutcomeForm } from '../clerk/OutcomeForm.tsx';
import { DemoMark } from '../parts/DemoMark.tsx';
import { useTouch } from '../parts/DeskHead.tsx';
import { dayText } from '../parts/Masthead.tsx';
import { useModal } from '../parts/modal.ts';
import { FindButton } from '../search/FindDialog.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useKeys } from '../wall/keys.ts';
import { Agenda, isTelling } from './Agenda.tsx';
import { Closed } from './Closed.tsx';
import s from './chair.module.css';
import { Find } from './Find.tsx';
import { Item } from './Item.tsx';
import { KeyHints } from './KeyHints.tsx';
import { LastTasks } from './LastTasks.tsx';
import { Scroll } from './Scroll.tsx';
import { Tasks } from './Tasks.tsx';
import { Trouble } from './Trouble.tsx';
import { type Acting, aroundItem, mayDo, useActing, useMeetingAnswer, useTasks } from './use-meeting.ts';
import { WallPart } from './WallPart.tsx';

/** The chair's prompt: where the meeting is, what is asked now, what hangs on the wall and what follows from it. */
export function Chair() {
  const { meeting } = useParams<{ meeting?: string }>();
  const t = useText().chair;
  const { view, none, said } = useMeetingAnswer(meeting);
  if (none) return <Empty title={t.none} hint={t.noneHint} link />;
  if (!view) return <Empty title={said} hint="" />;
  if (!view.carried) return <Empty title={t.notCarried} hint={t.notCarriedHint} link />;
  return <Room view={view} />;
}

function Empty({ title, hint, link = false }: { title: string; hint: string; link?: boolean }) {
  const t = useText().chair;
  return (
    <main className={s.empty}>
      <h1>{title}</h1>
      <p>{hint}</p>
      {link && <Link href="/meetings">{t.toMeetings}</Link>}
    </main>
  );
}

function Room({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const acting = useActing();
  useTouch();
  const [preview, setPreview] = useState(false);
  const [finding, setFinding] = useState(false);
  const figures = useQuery('meeting.figures', { meeting: view.id }).value?.figures;
  const { current } = aroundItem(view);
  useMeetingKeys(view, acting, {
    preview: () => setPreview(!preview),
    find: () => setFinding(true),
  });
  const { tasks, out } = useTasks(view);
  return (
    <div className={s.chair} data-stage={view.state}>
      <nav className={s.rail} aria-label={t.agenda}>
        <Head view={view} />
        <Scroll label={t.agenda} className={s.agenda}>
          <Agenda items={view.items} stage={view.state} />
        </Scroll>
        <Foot view={view} />
      </nav>
      <main className={s.item}>
        <Trouble acting={acting} />
        {view.state === 'closed' ? (
          <Closed view={view} />
        ) : current ? (
          <Item
            key={current.id}
            item={current}
            asOf={view.asOf}
            figures={figures?.filter((each) => each.item === current.id)}
          />
        ) : (
          <Before view={view} acting={acting} />
        )}
      </main>
      <aside className={s.aside}>
        <WallPart
          view={view}
          acting={acting}
          preview={preview}
          onPreview={setPreview}
          others={view.state === 'running' ? ['overview'] : []}
        />
        <Scroll label={t.tasks} className={s.follows}>
          <Tasks title={t.tasks} count={t.tasksCount(tasks.length)} tasks={tasks} empty={t.tasksNone} />
          <LastTasks but={out} />
        </Scroll>
        <AddTask view={view} />
      </aside>
      {finding && <Find onClose={() => setFinding(false)} />}
    </div>
  );
}

function Head({ view }: { view: MeetingView }) {
  const text = useText();
  const t = text.chair;
  const at = parseTime(view.at);
  return (
    <header className={s.head}>
      <h1>
        <Link href={`/meetings/${view.id}`}>
          {view.number === null ? view.title : t.meetingNo(view.number)}
        </Link>
      </h1>
      <p>
        {at !== null && <span>{t.when(dayText(dayOf(at), text), clockOf(at))}</span>}
        {view.chair && <span>{t.chairs(view.chair)}</span>}
        {view.state !== 'running' && <b>{t.state[view.state]}</b>}
        <DemoMark />
        <FindButton className={s.search!} slash={false} />
      </p>
    </header>
  );
}

function Foot({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const sync = useQuery('sync.status', {}).value;
  const { present, standIn, leave, absent, expected } = view.present;
  const writers = new Set(view.writing.map((each) => each.by)).size;
  return (
    <footer className={s.foot}>
      <End view={view} />
      <p>
        {t.attended(present + standIn, expected)}
        <span className="quiet">{t.attendedMore(standIn, leave, absent)}</span>
      </p>
      <p>
        {t.writing(writers)}
        <span className="quiet">{view.saved === 'office' ? t.savedOffice : t.savedHere}</span>
      </p>
      {sync && !sync.connected && (
        <p className={s.away} role="status">
          {t.officeAway}
        </p>
      )}
      {view.state === 'running' && <KeyHints />}
    </footer>
  );
}

function End({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const closed = view.closedAt === null ? null : parseTime(view.closedAt);
  const planned = parseTime(view.plannedEnd);
  const expected = parseTime(view.expectedEnd);
  if (planned === null || expected === null) return null;
  const minutes = Math.trunc(((closed ?? expected) - planned) / 60_000) || 0;
  const late = isTelling(minutes) ? t.lateBy(minutes) : '';
  if (closed !== null) return <EndLine text={t.endedAt(clockOf(closed))} late={late} />;
  if (view.state !== 'running') return <EndLine text={t.plannedEnd(clockOf(planned))} late="" />;
  return <EndLine text={t.expectedEnd(clockOf(expected))} late={late} />;
}

const EndLine = ({ text, late }: { text: string; late: string }) => (
  <p className={s.end}>
    {text}
    <span>{late}</span>
  </p>
);

/** Before the first item: how to begin, or that the meeting stands at none. */
function Before({ view, acting }: { view: MeetingView; acting: Acting }) {
  const t = useText().chair;
  if (view.state === 'running')
    return (
      <div className={s.before}>
        <h1>{t.waitsForItem}</h1>
        <KeyHints />
      </div>
    );
  return (
    <div className={s.before}>
      <h1>{t.notStarted(t.state[view.state])}</h1>
      {mayDo(view, 'meeting.start') && (
        <>
          <p>{t.startHint}</p>
          <button
            type="button"
            className={s.primary}
            // biome-ignore lint/a11y/noAutofocus: Enter starts the meeting, as the line above says
            autoFocus
            onClick={() => void acting.act('meeting.start', t.start, { meeting: view.id })}
          >
            {t.start}
          </button>
        </>
      )}
    </div>
  );
}

/** The one thing that the chair may write: a task that is being given out loud. */
function AddTask({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const [open, setOpen] = useState(false);
  const may = view.state === 'running' && view.item !== null && mayDo(view, 'meeting.outcome');
  useKeys(may && !open ? { t: () => setOpen(true) } : {});
  if (!may || view.item === null) return null;
  const close = () => setOpen(false);
  if (!open)
    return (
      <button type="button" className={s.add} onClick={() => setOpen(true)}>
        {t.addTask}
      </button>
    );
  return (
    <TaskDialog onClose={close}>
      <OutcomeForm meeting={view.id} item={view.item} kind="task" onDone={close} onCancel={close} />
    </TaskDialog>
  );
}

function TaskDialog({ children, onClose }: { children: ReactNode; onClose(): void }) {
  const t = useText().chair;
  return (
    <dialog ref={useModal()} className={s.dialog} aria-label={t.addTask} onClose={onClose}>
      {children}
    </dialog>
  );
}

/** Keys of chair and clerk: to the items, and what the wall does. They rest while something is typed. */
export function useMeetingKeys(
  view: MeetingView,
  acting: Acting,
  screen: { preview(): void; find(): void },
): void {
  const t = useText().chair;
  const runs = view.state === 'running';
  const { next, previous } = aroundItem(view);
  const go = (item: string | undefined) => {
    if (!runs || item === undefined || item === view.item || !mayDo(view, 'meeting.go')) return;
    void acting.act('meeting.go', t.agenda, { meeting: view.id, item });
  };
  const numbers = Object.fromEntries(
    view.items.slice(0, 9).map((item) => [String(item.number), () => go(item.id)]),
  );
  const { wall } = view;
  useKeys({
    ...numbers,
    arrowright: () => go(next?.id),
    arrowleft: () => go(previous?.id),
    h: () => {
      if (runs && wall?.scene && mayDo(view, 'meeting.hold'))
        void acting.act('meeting.hold', t.hold, { meeting: view.id, hold: !wall.hold });
    },
    r: () => {
      if (runs && wall?.scene && mayDo(view, 'meeting.release'))
        void acting.act('meeting.release', t.release, { meeting: view.id });
    },
    p: screen.preview,
    '/': screen.find,
  });
}
