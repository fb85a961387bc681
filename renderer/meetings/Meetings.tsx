import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import type { MeetingHead } from '../../domain/contract/meetings.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import { useMeetingAnswer } from '../chair/use-meeting.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { DeskHead } from '../parts/DeskHead.tsx';
import { Mark } from '../parts/Mark.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { Archive } from './Archive.tsx';
import { HeadForm } from './HeadForm.tsx';
import s from './meetings.module.css';
import { Prepare } from './Prepare.tsx';

/** The meetings' desk: what is being prepared, what was held, and the way of each 纪要. */
export function Meetings() {
  const t = useText().meetings;
  const { meeting } = useParams<{ meeting?: string }>();
  const [, go] = useLocation();
  const [creating, setCreating] = useState(false);
  const me = useQuery('me', {}).value;
  const may = me?.acts.includes('meeting.create') === true && !me.readOnly;
  const list = useQuery('meetings.list', {});
  const chosen = meeting ?? list.value?.running ?? list.value?.meetings[0]?.id;
  const made = (id: string) => {
    setCreating(false);
    go(`/meetings/${id}`);
  };
  return (
    <div className={`${frame.desk} ${s.desk}`}>
      <DeskHead />
      <div className={s.columns}>
        <nav className={s.index} aria-label={t.list}>
          {may && (
            <p>
              <button type="button" onClick={() => setCreating(true)}>
                {t.create}
              </button>
            </p>
          )}
          <Index list={list.value?.meetings ?? []} running={list.value?.running ?? null} chosen={chosen} />
        </nav>
        <main className={s.main}>
          {creating ? (
            <HeadForm
              number={list.value?.nextNumber ?? 1}
              onDone={made}
              onCancel={() => setCreating(false)}
            />
          ) : chosen === undefined ? (
            <Nothing known={list.value !== undefined} error={list.error} />
          ) : (
            <Chosen key={chosen} meeting={chosen} />
          )}
        </main>
      </div>
      <footer className={frame.foot}>
        <SyncLine />
        <p>{t.agendaKeys}</p>
      </footer>
    </div>
  );
}

function Nothing({ known, error }: { known: boolean; error: Error | null }) {
  const text = useText();
  const reason = useReason();
  if (!known) return <p>{error ? text.common.unreadable(reason(error)) : text.common.loading}</p>;
  return (
    <div className={s.nothing}>
      <h1>{text.meetings.none}</h1>
      <p>{text.meetings.noneHint}</p>
    </div>
  );
}

function Index({
  list,
  running,
  chosen,
}: {
  list: readonly MeetingHead[];
  running: string | null;
  chosen: string | undefined;
}) {
  const text = useText();
  const t = text.meetings;
  return (
    <ul>
      {list.map((each) => {
        const at = parseTime(each.at);
        return (
          <li key={each.id}>
            <Link
              href={`/meetings/${each.id}`}
              className={s.entry}
              aria-current={each.id === chosen ? 'page' : undefined}
            >
              <b>{each.number === null ? each.title : text.chair.meetingNo(each.number)}</b>
              <span>{at !== null && `${dayOf(at)} ${clockOf(at)}`}</span>
              <span>
                {each.id === running && <Mark of="info" />}
                {each.id === running ? t.running : text.chair.state[each.state]}
                {each.state === 'closed' && `　${t.sealed[each.sealed?.state ?? 'none']}`}
                {each.summaryStep !== null && `　${t.stepDone(t.step[each.summaryStep])}`}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function Chosen({ meeting }: { meeting: string }) {
  const t = useText().chair;
  const { view, none, said } = useMeetingAnswer(meeting);
  if (!view?.carried)
    return (
      <div className={s.nothing}>
        <h1>{none ? t.none : view ? t.notCarried : said}</h1>
        {view && <p>{t.notCarriedHint}</p>}
      </div>
    );
  return view.state === 'closed' ? <Archive view={view} /> : <Prepare view={view} />;
}
