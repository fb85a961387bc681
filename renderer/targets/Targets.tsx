import { useLocation } from 'wouter';
import { dayOf } from '../../domain/day.ts';
import { useReason } from '../duty/ActForm.tsx';
import duty from '../duty/duty.module.css';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { type Line, type Request, titleOf } from './request.ts';
import { TargetIndex } from './TargetIndex.tsx';
import s from './targets.module.css';
import { WhatIf } from './WhatIf.tsx';

/** What of the desk is open, from the address: `/targets/request/<id>`, `/targets/line/<target>`. */
function placeOf(path: string): { kind: string; id: string } {
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
  const requests = proposals.value?.proposals ?? [];
  const request = place.kind === 'request' ? requests.find((each) => each.id === place.id) : undefined;
  const error = lines.error ?? proposals.error;
  return (
    <div className={`${duty.desk} ${s.desk}`}>
      <DeskHead />
      <main className={s.columns}>
        <nav className={s.index} aria-label={t.index}>
          {!lines.value && <p className={duty.quiet}>{error ? why(error) : t.loading}</p>}
          {lines.value && <TargetIndex lines={lines.value.targets} requests={requests} chosen={place} />}
          {(proposals.value?.refused.length ?? 0) > 0 && (
            <details className={s.refusals}>
              <summary>{t.refused(proposals.value!.refused.length)}</summary>
              <ul>
                {proposals.value!.refused.map((each) => (
                  <li key={each.id}>{t.refusedRow(each.kind, each.reason)}</li>
                ))}
              </ul>
            </details>
          )}
        </nav>
        <div className={s.detail}>
          {request ? (
            <RequestDetail key={request.id} request={request} lines={lines.value?.targets ?? []} />
          ) : (
            <p className={duty.quiet}>{t.pick}</p>
          )}
        </div>
      </main>
      <footer className={duty.foot}>
        <SyncLine />
      </footer>
    </div>
  );
}

function RequestDetail({ request, lines }: { request: Request; lines: readonly Line[] }) {
  const text = useText();
  const why = useReason();
  const trial = useQuery('targets.whatIf', { proposal: request.id });
  return (
    <article>
      <h2 className={s.title}>{titleOf(request, lines, text)}</h2>
      {trial.value ? (
        <WhatIf trial={trial.value} />
      ) : (
        <p className={duty.quiet}>{trial.error ? why(trial.error) : text.targets.whatIf.loading}</p>
      )}
    </article>
  );
}
