import { type KeyboardEvent, useRef, useState } from 'react';
import type { MeetingView } from '../../domain/contract/meetings.ts';
import { Tasks } from '../chair/Tasks.tsx';
import { type Acting, mayDo, useTasks } from '../chair/use-meeting.ts';
import { WallPart } from '../chair/WallPart.tsx';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { scenes } from '../wall/scenes.ts';
import { Attendance } from './Attendance.tsx';
import s from './clerk.module.css';

const tabs = ['attendance', 'tasks', 'papers'] as const;
type Tab = (typeof tabs)[number];

/** Beside the minutes: the wall, and one of attendance, tasks and papers. */
export function Side({
  view,
  acting,
  preview,
  onPreview,
}: {
  view: MeetingView;
  acting: Acting;
  preview: boolean;
  onPreview(on: boolean): void;
}) {
  const text = useText();
  const t = text.clerk;
  const [tab, setTab] = useState<Tab>('attendance');
  const list = useRef<HTMLDivElement>(null);
  const { tasks } = useTasks(view);
  const { present, standIn, expected } = view.present;
  const due = view.items.filter((item) => item.paper.due);
  const counts = {
    attendance: `${present + standIn}/${expected}`,
    tasks: String(tasks.length),
    papers: `${due.filter((item) => item.paper.sent).length}/${due.length}`,
  };
  const turn = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(tabs.indexOf(tab) + by + tabs.length) % tabs.length]!;
    setTab(next);
    list.current?.querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <>
      <WallPart
        view={view}
        acting={acting}
        preview={preview}
        onPreview={onPreview}
        others={view.state === 'running' ? scenes.map((scene) => scene.id) : []}
      />
      <div role="tablist" className={s.tabs} ref={list} onKeyDown={turn}>
        {tabs.map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            data-tab={each}
            id={`tab-${each}`}
            aria-selected={tab === each}
            aria-controls={`panel-${each}`}
            tabIndex={tab === each ? 0 : -1}
            onClick={() => setTab(each)}
          >
            {t.tabs[each]} <b>{counts[each]}</b>
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`panel-${tab}`} aria-labelledby={`tab-${tab}`} className={s.panel}>
        {tab === 'attendance' && <Attendance view={view} acting={acting} />}
        {tab === 'tasks' && (
          <Tasks
            title={text.chair.tasks}
            count={text.chair.tasksCount(tasks.length)}
            tasks={tasks}
            empty={text.chair.tasksNone}
          />
        )}
        {tab === 'papers' && <Papers view={view} acting={acting} />}
      </div>
    </>
  );
}

/** Which items' papers have come, and a press to say that one did. */
function Papers({ view, acting }: { view: MeetingView; acting: Acting }) {
  const t = useText().clerk;
  const may = mayDo(view, 'meeting.paper');
  return (
    <ul className={s.papers}>
      {view.items.map((item) => (
        <li key={item.id}>
          <p>
            <span className="quiet">{item.number}</span> {item.title}
          </p>
          <p>
            {item.paper.due && !item.paper.sent ? (
              <span className="is-behind">
                <Mark of="behind" />
                {t.paperDue}
              </span>
            ) : (
              <span>{item.paper.due ? t.paperSent : t.paperNone}</span>
            )}
            {may && item.paper.due && (
              <button
                type="button"
                onClick={() =>
                  void acting.act('meeting.paper', t.tabs.papers, {
                    ...{ meeting: view.id, item: item.id, sent: !item.paper.sent },
                  })
                }
              >
                {item.paper.sent ? t.markDue : t.markSent}
              </button>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}
