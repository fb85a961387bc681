import { type KeyboardEvent, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { MeetingItem, MeetingView } from '../../domain/contract/meetings.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import { boundTo, focusOf } from '../../domain/focus.ts';
import { Trouble } from '../chair/Trouble.tsx';
import { type Acting, mayDo, useActing } from '../chair/use-meeting.ts';
import frame from '../desk/frame.module.css';
import { ActForm } from '../duty/ActForm.tsx';
import { Mark } from '../parts/Mark.tsx';
import { dayText } from '../parts/Masthead.tsx';
import { PaperButton } from '../parts/PaperButton.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { scenes } from '../wall/scenes.ts';
import { namesOf, useFocusNames } from './FocusField.tsx';
import { HeadForm } from './HeadForm.tsx';
import { ItemFigures } from './ItemFigures.tsx';
import { ItemForm } from './ItemForm.tsx';
import s from './meetings.module.css';
import { Proposals } from './Proposals.tsx';

type Opened = 'head' | 'call' | 'item' | { change: string } | { drop: string } | null;

/** A meeting that is being prepared: its facts, the agenda in its order, what the console proposes, its papers. */
export function Prepare({ view }: { view: MeetingView }) {
  const text = useText();
  const t = text.meetings;
  const acting = useActing();
  const [opened, setOpened] = useState<Opened>(null);
  const [done, setDone] = useState('');
  const close = (said = '') => {
    setOpened(null);
    setDone(said);
  };
  return (
    <div className={s.prepare}>
      <section className={s.middle} aria-label={t.agenda}>
        <PrepareHead view={view} onOpen={setOpened} />
        <Trouble acting={acting} />
        <p role="status" className={s.done}>
          {done}
        </p>
        <Form view={view} opened={opened} close={close} />
        <AgendaTable view={view} acting={acting} onOpen={setOpened} />
      </section>
      <aside className={s.side}>
        {mayDo(view, 'meeting.proposeAgenda') && <Proposals view={view} acting={acting} />}
        <Documents
          view={view}
          papers={['meeting-notice', 'meeting-agenda', 'meeting-signin', 'meeting-brief']}
        />
      </aside>
    </div>
  );
}

function Form({ view, opened, close }: { view: MeetingView; opened: Opened; close(said?: string): void }) {
  const t = useText().meetings;
  const call = useCall();
  if (opened === null) return null;
  const cancel = () => close();
  if (opened === 'head')
    return (
      <HeadForm
        view={view}
        number={view.number ?? 1}
        onDone={() => close(t.done(t.change))}
        onCancel={cancel}
      />
    );
  if (opened === 'call')
    return (
      <ActForm
        level="h2"
        title={t.callTitle}
        send={() => call('meeting.call', { meeting: view.id })}
        onDone={() => close(t.done(t.callTitle))}
        onCancel={cancel}
      >
        <p>{t.callHint}</p>
      </ActForm>
    );
  if (opened === 'item') return <ItemForm view={view} onDone={close} onCancel={cancel} />;
  const id = 'change' in opened ? opened.change : opened.drop;
  const item = view.items.find((each) => each.id === id);
  if (!item) return null;
  if ('change' in opened)
    return (
      <>
        <ItemForm key={id} view={view} item={item} onDone={close} onCancel={cancel} />
        <ItemFigures view={view} item={item} />
      </>
    );
  return (
    <ActForm
      level="h2"
      key={id}
      title={t.dropTitle}
      send={() => call('meeting.drop', { meeting: view.id, item: id })}
      onDone={() => close(t.done(t.dropTitle))}
      onCancel={cancel}
    >
      <p>
        <b>{item.title}</b>　{t.dropHint}
      </p>
    </ActForm>
  );
}

function PrepareHead({ view, onOpen }: { view: MeetingView; onOpen(opened: Opened): void }) {
  const text = useText();
  const t = text.meetings;
  const at = parseTime(view.at);
  return (
    <header className={s.head}>
      <div>
        <h1>{view.number === null ? view.title : text.chair.meetingNo(view.number)}</h1>
        <p>
          {at !== null && <span>{text.chair.when(dayText(dayOf(at), text), clockOf(at))}</span>}
          {view.place && <span>{view.place}</span>}
          {view.chair && <span>{text.chair.chairs(view.chair)}</span>}
          <b>{text.chair.state[view.state]}</b>
        </p>
      </div>
      <p className={s.keys}>
        {mayDo(view, 'meeting.state') && (
          <button type="button" onClick={() => onOpen('head')}>
            {t.change}
          </button>
        )}
        {mayDo(view, 'meeting.call') && (
          <button type="button" className={frame.primary} onClick={() => onOpen('call')}>
            {t.call}
          </button>
        )}
        <Link href={`/chair/${view.id}`}>{t.chairView}</Link>
        <Link href={`/clerk/${view.id}`}>{t.clerkView}</Link>
      </p>
    </header>
  );
}

/** The agenda in its order: a row each, moved, changed and dropped by key or button. */
function AgendaTable({
  view,
  acting,
  onOpen,
}: {
  view: MeetingView;
  acting: Acting;
  onOpen(opened: Opened): void;
}) {
  const t = useText().meetings;
  const table = useRef<HTMLTableElement>(null);
  const may = mayDo(view, 'meeting.item');
  const ids = view.items.map((item) => item.id);
  const move = async (id: string, by: 1 | -1) => {
    const from = ids.indexOf(id);
    const to = from + by;
    if (!mayDo(view, 'meeting.order') || to < 0 || to >= ids.length) return;
    const order = ids.toSpliced(from, 1).toSpliced(to, 0, id);
    await acting.act('meeting.order', t.agenda, { meeting: view.id, items: order });
  };
  const focus = (id: string | undefined) =>
    id !== undefined && table.current?.querySelector<HTMLElement>(`[data-open="${CSS.escape(id)}"]`)?.focus();
  const press = (event: KeyboardEvent, id: string) => {
    const by = { ArrowUp: -1 as const, ArrowDown: 1 as const }[event.key];
    if (by !== undefined && event.altKey) void move(id, by).then(() => focus(id));
    else if (by !== undefined) focus(ids[ids.indexOf(id) + by]);
    else if (event.key === 'Delete' && mayDo(view, 'meeting.drop')) onOpen({ drop: id });
    else return;
    event.preventDefault();
  };
  const minutes = view.items.reduce((sum, item) => sum + item.minutes, 0);
  const end = parseTime(view.plannedEnd);
  return (
    <>
      <h2 className={s.agendaHead}>
        {t.agenda}
        <small>
          {view.items.length > 0 && end !== null && t.agendaSum(view.items.length, minutes, clockOf(end))}
        </small>
        {may && (
          <button type="button" onClick={() => onOpen('item')}>
            {t.addItem}
          </button>
        )}
      </h2>
      {view.items.length === 0 ? (
        <p className="quiet">{t.agendaEmpty}</p>
      ) : (
        <table className={s.agenda} ref={table}>
          <thead>
            <tr>
              {(['at', 'title', 'ask', 'minutes', 'who', 'scene', 'paper'] as const).map((col) => (
                <th key={col} scope="col">
                  {t.cols[col]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {view.items.map((item) => (
              <AgendaRow
                key={item.id}
                item={item}
                onOpen={may ? () => onOpen({ change: item.id }) : undefined}
                onKey={(event) => press(event, item.id)}
              />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function AgendaRow({
  item,
  onOpen,
  onKey,
}: {
  item: MeetingItem;
  onOpen: (() => void) | undefined;
  onKey(event: KeyboardEvent): void;
}) {
  const text = useText();
  const t = text.meetings;
  const at = parseTime(item.plannedAt);
  const scene = scenes.find((each) => each.id === item.scene?.scene);
  const focus = focusOf(boundTo(item.scene, item.links)?.params ?? {});
  const names = useFocusNames();
  const { due, sent } = item.paper;
  return (
    <tr data-item={item.id}>
      <td>{at !== null && clockOf(at)}</td>
      <th scope="row">
        {onOpen ? (
          <button type="button" className={s.open} data-open={item.id} onClick={onOpen} onKeyDown={onKey}>
            {item.title}
          </button>
        ) : (
          item.title
        )}
        {item.figures.length > 0 && <small>{t.figures(item.figures.length)}</small>}
      </th>
      <td>{text.chair.ask[item.ask]}</td>
      <td>{item.minutes}</td>
      <td>
        {item.unit} {item.person}
      </td>
      <td>
        {scene ? scene.title(text) : (item.scene?.scene ?? t.noScene)}
        {focus && <small>{namesOf(focus, names)}</small>}
      </td>
      <td>
        {due && !sent ? (
          <span className="is-behind nowrap">
            <Mark of="behind" />
            {t.paper.due}
          </span>
        ) : due ? (
          t.paper.sent
        ) : (
          <span className="quiet">{t.paper.none}</span>
        )}
      </td>
    </tr>
  );
}

type Document = keyof ReturnType<typeof useText>['meetings']['document'];

/** Papers of the meeting, made as files from the office's templates. */
export function Documents({ view, papers }: { view: MeetingView; papers: readonly Document[] }) {
  const t = useText().meetings;
  return (
    <section className={s.documents} aria-label={t.documents}>
      <h2>{t.documents}</h2>
      <p className="quiet">{t.documentsHint}</p>
      <div>
        {papers.map((paper) => (
          <PaperButton key={paper} paper={paper} params={{ meeting: view.id }} label={t.document[paper]} />
        ))}
      </div>
    </section>
  );
}
