import { useEffect, useState } from 'react';
import { Link, useParams } from 'wouter';
import type { MeetingItem, MeetingView, OutcomeKind } from '../../domain/contract/meetings.ts';
import { Agenda } from '../chair/Agenda.tsx';
import { useMeetingKeys } from '../chair/Chair.tsx';
import { SealLines } from '../chair/Closed.tsx';
import { Find } from '../chair/Find.tsx';
import { FrozenTable } from '../chair/FrozenTable.tsx';
import { KeyHints } from '../chair/KeyHints.tsx';
import { Outcomes } from '../chair/Outcomes.tsx';
import { Timer } from '../chair/Timer.tsx';
import { type Acting, aroundItem, mayDo, useActing, useMeetingAnswer } from '../chair/use-meeting.ts';
import frame from '../desk/frame.module.css';
import { ActForm } from '../duty/ActForm.tsx';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { useKeys } from '../wall/keys.ts';
import { ClerkBar } from './ClerkBar.tsx';
import s from './clerk.module.css';
import { Minutes } from './Minutes.tsx';
import { OutcomeForm } from './OutcomeForm.tsx';
import { Side } from './Side.tsx';

/** The clerk's desk: drives the agenda, writes the minutes, puts outcomes down, keeps attendance, watches the wall. */
export function Clerk() {
  const { meeting } = useParams<{ meeting?: string }>();
  const t = useText().chair;
  const { view, none, said } = useMeetingAnswer(meeting);
  return (
    <div className={`${frame.desk} ${s.desk}`}>
      <DeskHead />
      {view?.carried ? (
        <Desk view={view} />
      ) : (
        <main className={s.nothing}>
          <h1>{none ? t.none : view ? t.notCarried : said}</h1>
          <p>{none ? t.noneHint : view ? t.notCarriedHint : ''}</p>
          {(none || view) && <Link href="/meetings">{t.toMeetings}</Link>}
        </main>
      )}
      <footer className={frame.foot}>
        <SyncLine />
        <KeyHints />
      </footer>
    </div>
  );
}

function Desk({ view }: { view: MeetingView }) {
  const t = useText().chair;
  const acting = useActing();
  const [looked, setLooked] = useState<string | null>(null);
  const [preview, setPreview] = useState(false);
  const [finding, setFinding] = useState(false);
  const [ending, setEnding] = useState(false);
  const { current } = aroundItem(view);
  // Where the meeting goes the desk goes along; a row can be looked at until then.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new item ends the look at another
  useEffect(() => setLooked(null), [view.item]);
  const item = view.items.find((each) => each.id === looked) ?? current ?? view.items[0] ?? null;
  useMeetingKeys(view, acting, {
    preview: () => setPreview(!preview),
    find: () => setFinding(true),
  });
  return (
    <>
      <ClerkBar view={view} acting={acting} onEnd={() => setEnding(true)} />
      <div className={s.columns}>
        <nav className={s.left} aria-label={t.agenda}>
          <Agenda items={view.items} stage={view.state} onPick={setLooked} chosen={item?.id ?? null} />
        </nav>
        <main className={s.middle}>
          {ending && <EndForm view={view} onDone={() => setEnding(false)} />}
          {view.state === 'closed' && <SealLines view={view} />}
          {item ? <ItemDesk key={item.id} view={view} item={item} acting={acting} /> : <NoItems />}
        </main>
        <aside className={s.right}>
          <Side view={view} acting={acting} preview={preview} onPreview={setPreview} />
        </aside>
      </div>
      {finding && <Find onClose={() => setFinding(false)} />}
    </>
  );
}

function NoItems() {
  const t = useText().clerk;
  return (
    <div className={s.noItems}>
      <p>{t.noItems}</p>
      <Link href="/meetings">{t.toPrepare}</Link>
    </div>
  );
}

function ItemDesk({ view, item, acting }: { view: MeetingView; item: MeetingItem; acting: Acting }) {
  const text = useText();
  const t = text.clerk;
  const [opened, setOpened] = useState<{ kind: OutcomeKind; outcome: string | null } | null>(null);
  const [done, setDone] = useState('');
  const figures = useQuery('meeting.figures', { meeting: view.id }).value?.figures;
  const mayAdd = mayDo(view, 'meeting.outcome');
  useKeys(
    mayAdd && !opened
      ? {
          i: () => setOpened({ kind: 'information', outcome: null }),
          d: () => setOpened({ kind: 'decision', outcome: null }),
          t: () => setOpened({ kind: 'task', outcome: null }),
        }
      : {},
  );
  const outcome = item.outcomes.find((each) => each.id === opened?.outcome);
  const looked = view.state === 'running' && item.id !== view.item;
  return (
    <>
      <header className={s.itemHead}>
        <div>
          <p className="quiet">
            {[
              text.chair.itemNumber(item.number),
              text.chair.asked(text.chair.ask[item.ask]),
              item.unit,
              item.person,
            ]
              .filter(Boolean)
              .join('　')}
          </p>
          <h2>{item.title}</h2>
          {looked && (
            <p className={s.looking}>
              {t.looking}
              {mayDo(view, 'meeting.go') && (
                <button
                  type="button"
                  onClick={() => void acting.act('meeting.go', t.goTo, { meeting: view.id, item: item.id })}
                >
                  {t.goTo}
                </button>
              )}
            </p>
          )}
        </div>
        {view.state === 'running' && <Timer item={item} asOf={view.asOf} />}
      </header>
      {opened ? (
        <OutcomeForm
          key={`${opened.kind} ${opened.outcome}`}
          meeting={view.id}
          item={item.id}
          kind={opened.kind}
          outcome={outcome}
          onDone={(said) => {
            setOpened(null);
            setDone(said);
          }}
          onCancel={() => setOpened(null)}
        />
      ) : (
        mayAdd && (
          <p className={s.acts}>
            {(['information', 'decision', 'task'] as const).map((kind) => (
              <button key={kind} type="button" onClick={() => setOpened({ kind, outcome: null })}>
                {t.add[kind]}
                <kbd>{t.addKeys[kind]}</kbd>
              </button>
            ))}
          </p>
        )
      )}
      <p role="status" className={s.done}>
        {done}
      </p>
      <Outcomes
        item={item}
        onPick={
          mayAdd
            ? (id) => {
                const kind = item.outcomes.find((each) => each.id === id)?.kind;
                if (kind) setOpened({ kind, outcome: id });
              }
            : undefined
        }
      />
      <Minutes
        view={view}
        item={item.id}
        text={item.text}
        label={t.minutes}
        readOnly={!mayDo(view, 'meeting.write')}
      />
      {item.figures.length > 0 && (
        <FrozenTable figures={item.figures} now={figures?.filter((each) => each.item === item.id)} />
      )}
    </>
  );
}

/** Ending asks once, says what is left open, and seals with the signature. */
function EndForm({ view, onDone }: { view: MeetingView; onDone(): void }) {
  const t = useText().clerk;
  const call = useCall();
  const closed = view.state === 'closed';
  const open = view.items
    .flatMap((item) => item.outcomes)
    .filter(
      ({ task, action }) => task && action === null && !(task.lead && task.dueOn && task.measure),
    ).length;
  const send = () => call(closed ? 'meeting.seal' : 'meeting.close', { meeting: view.id });
  return (
    <ActForm title={closed ? t.seal : t.closeTitle} send={send} onDone={onDone} onCancel={onDone}>
      <p>{t.closeHint(open)}</p>
      <p className="quiet">{t.sealHint}</p>
    </ActForm>
  );
}
