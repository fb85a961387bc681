import { useState } from 'react';
import type { ActionEvent, ActionsView } from '../../domain/contract/actions.ts';
import { useReason } from '../duty/ActForm.tsx';
import { usePlace } from '../place.ts';
import { readFile } from '../targets/file.ts';
import { type Text, useText } from '../text.ts';
import { useCall } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './actions.module.css';
import { unitWord } from './units.ts';

/** What an event says beside its text: the date asked for, what was decided, how far it is. */
function says(event: ActionEvent, t: Text['actions']): string | null {
  switch (event.kind) {
    case 'extensionAsked':
      return event.on && t.askedUntil(event.on);
    case 'extended':
      return event.granted ? t.granted(event.on) : t.refused;
    case 'confirmed':
      return event.granted ? t.confirmed : t.returned;
    case 'created':
      return event.on && t.due(event.on);
    case 'reported':
      return event.percent === null ? null : t.percent(event.percent);
    default:
      return null;
  }
}

/** Everything that was said about a task, oldest first, and what of it has no effect. */
export function Timeline({ view }: { view: ActionsView }) {
  const t = useText().actions;
  return (
    <>
      <ol className={s.events}>
        {view.events.map((event) => (
          <EventLine key={event.id} event={event} />
        ))}
      </ol>
      {view.refused.length > 0 && (
        <details className={s.refusals}>
          <summary>{t.refusals(view.refused.length)}</summary>
          <ul>
            {view.refused.map((each) => (
              <li key={each.id}>{t.refusalBy(each.by, each.reason)}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function EventLine({ event }: { event: ActionEvent }) {
  const t = useText().actions;
  const { language } = usePlace();
  const when = useWhen();
  const said = says(event, t);
  const unit = event.unit && unitWord(event.unit.unit, event.unit.name, language);
  // A report of another day says which.
  const on = event.kind === 'reported' && event.on !== event.at.slice(0, 10) ? event.on : null;
  return (
    <li>
      <time>{when(event.at)}</time>
      <div>
        <p>
          <b>{t.event[event.kind]}</b>
          {said && <b className={s.says}>{said}</b>}
          <span className={s.quiet}>{[unit, event.by].filter(Boolean).join(' ')}</span>
          {on && <span className={s.quiet}>{t.asOf(on)}</span>}
          {t.saved[event.saved] && <span className={s.quiet}>{t.saved[event.saved]}</span>}
        </p>
        {event.kind !== 'created' && event.text && <p className={s.eventText}>{event.text}</p>}
        {event.kind === 'closingAsked' && event.evidence.length === 0 && (
          <p className={s.quiet}>{t.noEvidence}</p>
        )}
        {event.evidence.map((proof) => (
          <ProofLine key={proof.sha256} proof={proof} />
        ))}
      </div>
    </li>
  );
}

/** A proof opens as the file that it is; where it is neither here nor to be had, that is said. */
function ProofLine({ proof: { name, sha256 } }: { proof: ActionEvent['evidence'][number] }) {
  const t = useText().actions;
  const call = useCall();
  const why = useReason();
  const [wrong, setWrong] = useState<string | null>(null);
  const open = async () => {
    setWrong(null);
    try {
      const read = await readFile(call, sha256);
      const link = document.createElement('a');
      link.href = read.address;
      link.download = name ?? read.name;
      link.click();
      // The download has begun with the click; what it reads stays until then.
      setTimeout(() => URL.revokeObjectURL(read.address), 60_000);
    } catch (error) {
      setWrong(t.fileAway(why(error)));
    }
  };
  return (
    <p>
      <button type="button" className={s.proof} title={sha256} onClick={() => void open()}>
        {t.file(name, sha256)}
      </button>
      {wrong && (
        <span role="alert" className={s.quiet}>
          {wrong}
        </span>
      )}
    </p>
  );
}
