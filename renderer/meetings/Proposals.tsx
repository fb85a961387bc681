import type { MeetingView, ProposedItem } from '../../domain/contract/meetings.ts';
import type { Acting } from '../chair/use-meeting.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { StateWord } from '../parts/StateWord.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './meetings.module.css';

/** Lines under a proposal that are written out; the rest is on the item itself. */
const LINES = 4;

/** What the console proposes for the agenda, with why; taken up one by one or all, figures frozen then. */
export function Proposals({ view, acting }: { view: MeetingView; acting: Acting }) {
  const text = useText();
  const t = text.meetings;
  const reason = useReason();
  const { value, error } = useQuery('meetings.proposed', {});
  const items = value?.items ?? [];
  const taken = (item: ProposedItem) => view.items.some((each) => isSame(each, item));
  const open = items.filter((item) => !taken(item));
  const take = (keys: string[]) =>
    void acting.act('meeting.proposeAgenda', t.proposed, { meeting: view.id, keys });
  return (
    <section className={s.proposals} aria-label={t.proposed}>
      <h2>{t.proposed}</h2>
      <p className="quiet">{t.proposedHint}</p>
      {!value && <p>{error ? text.common.unreadable(reason(error)) : text.common.loading}</p>}
      {value && items.length === 0 && <p>{t.proposedNone}</p>}
      {open.length > 1 && (
        <p>
          <button type="button" className={frame.primary} onClick={() => take(open.map((item) => item.key))}>
            {t.takeAll(open.length)}
          </button>
        </p>
      )}
      <ul>
        {items.map((item) => (
          <li key={item.key} data-proposed={item.key}>
            <p className={s.proposedHead}>
              <b>{item.title}</b>
              {item.state !== 'none' && item.state !== 'normal' && <StateWord state={item.state} />}
            </p>
            <p className="quiet">
              {[text.chair.ask[item.ask], text.chair.minutes(item.minutes), item.unit, item.person]
                .filter(Boolean)
                .join('　')}
            </p>
            {item.lines.slice(0, LINES).map((line) => (
              <p key={line}>{line}</p>
            ))}
            {taken(item) ? (
              <p className="quiet">{t.taken}</p>
            ) : (
              <button type="button" onClick={() => take([item.key])}>
                {t.take}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** On the agenda already: the same matter by its links, or the same title where it links nothing. */
function isSame(item: MeetingView['items'][number], proposed: ProposedItem): boolean {
  const [link] = proposed.links;
  if (!link) return item.title === proposed.title;
  return (
    item.section === proposed.section &&
    item.links.some((each) => each.kind === link.kind && each.id === link.id)
  );
}
