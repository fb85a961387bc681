import type { ActionEvent, ActionsView } from '../../domain/contract/actions.ts';
import { usePlace } from '../place.ts';
import { type Text, useText } from '../text.ts';
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
        {event.evidence.map(({ name, sha256 }) => (
          <p key={sha256} className={s.quiet} title={sha256}>
            {t.file(name, sha256)}
          </p>
        ))}
      </div>
    </li>
  );
}
