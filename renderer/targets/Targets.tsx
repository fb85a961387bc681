import { useLocation } from 'wouter';
import { dayOf } from '../../domain/day.ts';
import { Refusal } from '../../domain/rpc.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { DeskHead } from '../parts/DeskHead.tsx';
import { Mark } from '../parts/Mark.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { Draft } from './Draft.tsx';
import { LineDetail } from './LineDetail.tsx';
import { PlanDetail } from './PlanDetail.tsx';
import { RequestDetail } from './RequestDetail.tsx';
import { type Place, TargetIndex } from './TargetIndex.tsx';
import s from './targets.module.css';

/** What of the desk is open, from the address: `/targets/request/<id>`, `/targets/line/<target>`. */
function placeOf(path: string): Place {
  const [, , kind = '', id = ''] = path.split('/');
  return { kind, id: decodeURIComponent(id) };
}

/** The targets desk: dated lines, requests to change them, what they would mean, and what was decided. */
export function Targets() {
  const t = useText().targets;
  const why = useReason();
  const [path] = useLocation();
  const today = dayOf(useNow(60_000));
  const place = placeOf(path);
  const lines = useQuery('targets.inForce', { date: today });
  const proposals = useQuery('targets.proposals', {});
  const plans = useQuery('plans.now', {}).value;
  const drafts = useQuery('drafts.list', {}).value?.drafts ?? [];
  const me = useQuery('me', {}).value;
  const error = lines.error ?? proposals.error;
  const away = error instanceof Refusal && error.code === 'not_carried';
  const refused = proposals.value?.refused ?? [];
  return (
    <div className={`${frame.desk} ${s.desk}`}>
      <DeskHead />
      <main className={s.columns}>
        <h1 className="sr-only">{t.title}</h1>
        <nav className={s.index} aria-label={t.index}>
          {away && (
            <div className={s.nothing}>
              <h2>
                <Mark of="unknown" />
                {t.notCarried}
              </h2>
              <p>{t.notCarriedHint}</p>
            </div>
          )}
          {!lines.value && !away && <p className={s.quiet}>{error ? why(error) : t.loading}</p>}
          {lines.value && (
            <TargetIndex
              lines={lines.value.targets}
              requests={proposals.value?.proposals ?? []}
              due={proposals.value?.dueForReview ?? []}
              drafts={drafts}
              plans={plans}
              acts={me?.acts ?? []}
              chosen={place}
            />
          )}
          {refused.length > 0 && (
            <details className={s.refusals}>
              <summary>{t.refused(refused.length)}</summary>
              <ul>
                {refused.map((each) => (
                  <li key={`${each.id} ${each.kind}`}>{t.refusedRow(each.kind, each.reason)}</li>
                ))}
              </ul>
            </details>
          )}
        </nav>
        <div className={s.detail}>
          {lines.value && <Detail place={place} lines={lines.value.targets} proposals={proposals.value} />}
        </div>
      </main>
      <footer className={frame.foot}>
        <SyncLine />
      </footer>
    </div>
  );
}

function Detail({
  place,
  lines,
  proposals,
}: {
  place: Place;
  lines: Parameters<typeof RequestDetail>[0]['lines'];
  proposals: ReturnType<typeof useQuery<'targets.proposals'>>['value'];
}) {
  const t = useText().targets;
  const requests = proposals?.proposals ?? [];
  if (place.kind === 'line') return <LineDetail key={place.id} target={place.id} requests={requests} />;
  if (place.kind === 'plan') return <PlanDetail key={place.id} group={place.id} />;
  if (place.kind === 'write')
    return <Draft key={place.id} id={place.id === 'new' ? null : place.id} lines={lines} />;
  if (place.kind !== 'request') return <p className={s.quiet}>{t.pick}</p>;
  const request = requests.find((each) => each.id === place.id);
  if (!request) return <p className={s.quiet}>{proposals ? t.gone : t.loading}</p>;
  const due = proposals?.dueForReview.includes(request.id) ?? false;
  return <RequestDetail key={request.id} {...{ request, requests, lines, due }} />;
}
