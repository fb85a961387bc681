import { type KeyboardEvent, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { Output } from '../../domain/contract.ts';
import { parseTime } from '../../domain/day.ts';
import { Refusal } from '../../domain/rpc.ts';
import frame from '../desk/frame.module.css';
import { Nothing } from '../desk/Nothing.tsx';
import { useReason } from '../duty/ActForm.tsx';
import { Age } from '../parts/Age.tsx';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { ActionList } from './ActionList.tsx';
import s from './actions.module.css';
import { CreateForm } from './CreateForm.tsx';
import { Detail } from './Detail.tsx';
import { type Act, type Chosen, inputOf, keys } from './filter.ts';
import { LightTabs } from './LightTabs.tsx';
import { UnitBoard } from './UnitBoard.tsx';
import { Weekly } from './Weekly.tsx';

/** What of the desk is open, from the address: `/actions/<id>`, `/actions/week`. */
function placeOf(path: string): string {
  return decodeURIComponent(path.split('/')[2] ?? '');
}

/** The tasks desk: who has what until when, what is late, one task with its history, and what may be done about it. */
export function Actions() {
  const t = useText().actions;
  const why = useReason();
  const [path, go] = useLocation();
  const [chosen, setChosen] = useState<Chosen>({ place: 'all' });
  const [opened, setOpened] = useState<Act | null>(null);
  const [creating, setCreating] = useState(false);
  const [said, setSaid] = useState<string | null>(null);
  const board = useQuery('actions.board', {});
  const list = useQuery('actions.list', inputOf(chosen));
  const me = useQuery('me', {}).value;
  const id = placeOf(path);
  const mayCreate = (me?.acts.includes('action.create') ?? false) && !me?.readOnly;
  const notCarried = list.error instanceof Refusal && list.error.code === 'not_carried';

  const open = (action: string) => {
    if (action !== id) {
      setOpened(null);
      setSaid(null);
    }
    setCreating(false);
    go(action === '' ? '/actions' : `/actions/${encodeURIComponent(action)}`, { replace: true });
  };
  const focusRow = (action: string) => {
    const row = document.querySelector<HTMLElement>(`[data-action="${CSS.escape(action)}"]`);
    (row ?? document.querySelector<HTMLElement>('[data-action]'))?.focus();
  };
  const created = (action: string) => {
    setChosen({ place: 'all' });
    open(action);
    setSaid(t.done(t.create));
  };

  // Letters work only while the focus is in no field (WCAG 2.1.4).
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target instanceof HTMLElement && event.target.closest('input, textarea, select, form')) return;
    const key = event.key.toLowerCase();
    const act = keys[key];
    if (key === 'n' && mayCreate) setCreating(true);
    else if (act && id !== '') setOpened(act);
    else return;
    event.preventDefault();
  };

  return (
    <div className={`${frame.desk} ${s.desk}`}>
      <DeskHead />
      <section className={frame.head} aria-label={t.title}>
        <h1>{t.title}</h1>
        <LightTabs load={board.value?.load ?? null} chosen={chosen} onChoose={setChosen} />
        <p className={s.headActs}>
          <Link href="/actions/week" aria-current={id === 'week' ? 'page' : undefined}>
            {t.week}
          </Link>
          {mayCreate && (
            <button type="button" className={frame.primary} onClick={() => setCreating(true)}>
              {t.create}
              <kbd>{t.key.create}</kbd>
            </button>
          )}
        </p>
      </section>
      <main className={s.columns} onKeyDown={press}>
        <nav className={s.units} aria-label={t.filter}>
          {board.value?.load && <UnitBoard load={board.value.load} chosen={chosen} onChoose={setChosen} />}
          <p className={frame.quiet}>{board.value && <Stand board={board.value} />}</p>
          {board.value && <Rules rules={board.value.rules} />}
        </nav>
        <div className={s.list}>
          {!list.value && !notCarried && (
            <p className={frame.quiet}>{list.error ? t.failedRead(why(list.error)) : t.loading}</p>
          )}
          {notCarried && <Nothing title={t.notCarried} hint={t.notCarriedHint} unknown />}
          {list.value?.actions.length === 0 && <Nothing {...nothing(t, board.value)} />}
          <ActionList actions={notCarried ? [] : (list.value?.actions ?? [])} chosen={id} onChoose={open} />
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a bulletin has nothing to press, and must scroll by keyboard */}
        <section className={s.detail} aria-label={t.one} tabIndex={0}>
          <p role="status" className={frame.done}>
            {said}
          </p>
          {creating ? (
            <CreateForm onMade={created} onCancel={() => setCreating(false)} />
          ) : id === 'week' ? (
            <Weekly />
          ) : id === '' ? (
            <p className={frame.quiet}>{mayCreate ? t.pick : t.pickOnly}</p>
          ) : (
            <Detail
              key={id}
              id={id}
              me={me}
              opened={opened}
              onOpen={setOpened}
              onDone={(what) => {
                setSaid(what);
                focusRow(id);
              }}
            />
          )}
        </section>
      </main>
      <footer className={frame.foot}>
        <SyncLine />
        <p className={frame.keys}>
          <span>{t.move}</span>
          {mayCreate && (
            <span>
              {t.key.create} {t.create}
            </span>
          )}
          <span>{t.leave}</span>
        </p>
      </footer>
    </div>
  );
}

function nothing(t: ReturnType<typeof useText>['actions'], board: Output<'actions.board'> | undefined) {
  const never = board?.source === 'none' || board?.load?.counts.total === 0;
  return never ? { title: t.empty, hint: t.emptyHint } : { title: t.noneHere, hint: '' };
}

/** What a light means here; nothing of it is law. */
function Rules({ rules }: { rules: Output<'actions.board'>['rules'] }) {
  const t = useText().actions;
  const { near, receive, silent, behind, escalate } = rules;
  const lines = [
    t.rule.overdue,
    t.rule.behind(receive, silent, behind),
    t.rule.due(near),
    t.rule.escalate(escalate),
    t.rule.basis,
  ];
  return (
    <details className={s.rules}>
      <summary>{t.rules}</summary>
      {lines.map((line) => line && <p key={line}>{line}</p>)}
    </details>
  );
}

/** How old the numbers are. */
function Stand({ board: { asOf, freshness } }: { board: Output<'actions.board'> }) {
  return <Age at={asOf === null ? null : parseTime(asOf)} freshness={freshness} />;
}
