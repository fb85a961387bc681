import type { FeedsStatus } from '../../domain/contract/operations.ts';
import type { SyncStatus } from '../../domain/contract/overview.ts';
import { clockOf, parseTime } from '../../domain/day.ts';
import { usePlace } from '../place.ts';
import { type Text, useText } from '../text.ts';
import { useConnected, useNow, useQuery } from '../use.ts';
import { ems } from '../wall/pages.ts';
import { useStage } from '../wall/stage.ts';
import { line } from '../wire.ts';
import s from './feeds-line.module.css';
import { Mark } from './Mark.tsx';
import { lengthText, whenText } from './when.ts';

type Feed = FeedsStatus['feeds'][number];

/** Arc minutes of the margins, the line's head and the gap after it; of an em of the smallest size. */
const FRAME_U = 160;
const EM_U = 27;
/** Between feeds; before those that are not fresh stands a mark. */
const GAP_EMS = 1.05;
const MARK_EMS = 1.05;

/** The feeds and how fresh they are, and whether we are at one with the office. `brief`: only what is not in order. */
export function FeedsLine({ brief }: { brief: boolean }) {
  const t = useText();
  const { date } = usePlace();
  const title = date === null ? t.parts.feeds.title : t.parts.feeds.titleNow;
  const now = useNow();
  const feeds = useQuery('feeds.status', {}).value?.feeds ?? [];
  const office = useOffice(feeds);
  const told = feeds.filter((feed) => feed.feed !== 'office');
  const wrong = told.filter((feed) => !inOrder(feed)).sort((a, b) => weight(a) - weight(b));
  const room = (useStage().width - FRAME_U) / EM_U - ems(office.map(({ text }) => text).join('　'));
  const shown = brief
    ? fitting(wrong, room, (feed) => `${t.parts.feeds.name[feed.feed]} ${stateText(feed, now, t)}`)
    : told;
  const hidden = brief ? wrong.length - shown.length : 0;
  return (
    <section className={s.line} aria-label={title}>
      <h2>{title}</h2>
      <div className={s.feeds}>
        {shown.map((feed) => (
          <FeedWord key={feed.feed} feed={feed} t={t} now={now} />
        ))}
        {hidden > 0 && <p className={s.bad}>{t.parts.feeds.more(hidden)}</p>}
        {brief && feeds.length > 0 && wrong.length === 0 && <p>{t.parts.feeds.all}</p>}
      </div>
      <p className={s.office} role="status">
        {office.map(({ text, strong, down }) =>
          strong ? (
            <b key={text} data-line={down ? 'down' : undefined}>
              {text}
            </b>
          ) : (
            <span key={text}>{text}</span>
          ),
        )}
      </p>
    </section>
  );
}

/** What must not be hidden goes first where there is no room for all: silent, then old, then unknown, then in part. */
function weight(feed: Feed): number {
  return ['none', 'stale', 'unknown', 'fresh'].indexOf(feed.freshness);
}

/** As many feeds as the line holds; where one is left out, room is kept to say how many. */
function fitting(feeds: readonly Feed[], room: number, textOf: (feed: Feed) => string): Feed[] {
  const width = (feed: Feed) => ems(textOf(feed)) + GAP_EMS + (feed.freshness === 'fresh' ? 0 : MARK_EMS);
  const whole = feeds.reduce((sum, feed) => sum + width(feed), 0) <= room;
  let left = whole ? room : room - 4;
  const shown: Feed[] = [];
  for (const feed of feeds) {
    left -= width(feed);
    if (left < 0) break;
    shown.push(feed);
  }
  return shown;
}

function inOrder(feed: Feed): boolean {
  return feed.freshness === 'fresh' && (feed.reporting === null || feed.reporting === feed.due);
}

function stateText(feed: Feed, now: number, t: Text): string {
  const words = t.common.data;
  const at = feed.lastAt === null ? null : parseTime(feed.lastAt);
  if (feed.freshness === 'stale')
    return at === null ? words.stale : `${words.stale} ${lengthText(now - at, t)}`;
  if (feed.freshness !== 'fresh') return words[feed.freshness];
  const known = feed.reporting !== null && feed.due !== null;
  return known ? `${feed.reporting}/${feed.due}${t.parts.feeds.unit[feed.feed]}` : words.fresh;
}

function FeedWord({ feed, t, now }: { feed: Feed; t: Text; now: number }) {
  return (
    <p className={feed.freshness === 'fresh' ? '' : s.bad} data-feed={feed.freshness}>
      {feed.freshness === 'stale' && <Mark of="stale" />}
      {feed.freshness === 'none' && <Mark of="no-data" />}
      {feed.freshness === 'unknown' && <Mark of="unknown" />}
      {t.parts.feeds.name[feed.feed]} <b>{stateText(feed, now, t)}</b>
    </p>
  );
}

interface Said {
  text: string;
  strong: boolean;
  /** The line to this machine's own console is down. */
  down?: boolean;
}

/** Offline is ordinary and has no colour; it is said in words and numbers. */
function useOffice(feeds: readonly Feed[]): Said[] {
  const t = useText();
  const words = t.parts.feeds;
  const here = useConnected();
  const now = useNow();
  const sync = useQuery('sync.status', {}).value;
  if (!here) return [{ text: words.console(lengthText(now - line.since(), t)), strong: true, down: true }];
  const latest = feeds.flatMap((feed) => (feed.lastAt === null ? [] : [parseTime(feed.lastAt) ?? 0]));
  const asOf = latest.length === 0 ? [] : [{ text: words.asOf(clockOf(Math.max(...latest))), strong: false }];
  return [...asOf, ...(sync ? syncSaid(sync, t, now) : [])];
}

function syncSaid(sync: SyncStatus, t: Text, now: number): Said[] {
  const words = t.parts.feeds;
  const last = sync.lastSync === null ? null : parseTime(sync.lastSync);
  return [
    ...(sync.newer > 0 ? [{ text: words.newer, strong: true }] : []),
    ...(sync.connected
      ? []
      : [{ text: words.away(last === null ? '' : whenText(last, now, t)), strong: true }]),
    ...(sync.waiting > 0 ? [{ text: words.waiting(sync.waiting), strong: true }] : []),
    ...(sync.connected && sync.waiting === 0 ? [{ text: words.same, strong: false }] : []),
  ];
}
