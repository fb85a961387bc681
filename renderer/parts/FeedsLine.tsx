import type { FeedsStatus } from '../../domain/contract/operations.ts';
import type { SyncStatus } from '../../domain/contract/overview.ts';
import { clockOf, parseTime } from '../../domain/day.ts';
import { type Text, useText } from '../text.ts';
import { useConnected, useNow, useQuery } from '../use.ts';
import { line } from '../wire.ts';
import s from './feeds-line.module.css';
import { Mark } from './Mark.tsx';
import { lengthText, whenText } from './when.ts';

type Feed = FeedsStatus['feeds'][number];

/** The feeds and how fresh they are, and whether we are at one with the office. `brief`: only what is not in order. */
export function FeedsLine({ brief }: { brief: boolean }) {
  const t = useText();
  const feeds = useQuery('feeds.status', {}).value?.feeds ?? [];
  const told = feeds.filter((feed) => feed.feed !== 'office');
  const shown = brief ? told.filter((feed) => !inOrder(feed)) : told;
  return (
    <section className={s.line} aria-label={t.parts.feeds.title}>
      <h2>{t.parts.feeds.title}</h2>
      <div className={s.feeds}>
        {shown.map((feed) => (
          <FeedWord key={feed.feed} feed={feed} t={t} />
        ))}
        {brief && feeds.length > 0 && shown.length === 0 && <p>{t.parts.feeds.all}</p>}
      </div>
      <Office t={t} feeds={feeds} />
    </section>
  );
}

function inOrder(feed: Feed): boolean {
  return feed.freshness === 'fresh' && (feed.reporting === null || feed.reporting === feed.due);
}

function FeedWord({ feed, t }: { feed: Feed; t: Text }) {
  const now = useNow();
  const at = feed.lastAt === null ? null : parseTime(feed.lastAt);
  const words = t.common.data;
  const unit = t.parts.feeds.unit[feed.feed];
  return (
    <p className={feed.freshness === 'fresh' ? '' : s.bad} data-feed={feed.freshness}>
      {feed.freshness === 'stale' && <Mark of="stale" />}
      {feed.freshness === 'none' && <Mark of="no-data" />}
      {feed.freshness === 'unknown' && <Mark of="unknown" />}
      {t.parts.feeds.name[feed.feed]}{' '}
      <b>
        {feed.freshness === 'stale' && `${words.stale}${at === null ? '' : ` ${lengthText(now - at, t)}`}`}
        {feed.freshness === 'none' && words.none}
        {feed.freshness === 'unknown' && words.unknown}
        {feed.freshness === 'fresh' &&
          (feed.reporting === null || feed.due === null
            ? words.fresh
            : `${feed.reporting}/${feed.due}${unit}`)}
      </b>
    </p>
  );
}

/** Offline is ordinary and has no colour; it is said in words and numbers. */
function Office({ t, feeds }: { t: Text; feeds: Feed[] }) {
  const words = t.parts.feeds;
  const here = useConnected();
  const now = useNow();
  const sync = useQuery('sync.status', {}).value;
  const latest = feeds.flatMap((feed) => (feed.lastAt === null ? [] : [parseTime(feed.lastAt) ?? 0]));
  const asOf = latest.length === 0 ? null : Math.max(...latest);
  return (
    <p className={s.office} role="status">
      {!here && <b data-line="down">{words.console(lengthText(now - line.since(), t))}</b>}
      {here && asOf !== null && <span>{words.asOf(clockOf(asOf))}</span>}
      {here && sync && <Sync sync={sync} t={t} now={now} />}
    </p>
  );
}

function Sync({ sync, t, now }: { sync: SyncStatus; t: Text; now: number }) {
  const words = t.parts.feeds;
  const last = sync.lastSync === null ? null : parseTime(sync.lastSync);
  return (
    <>
      {sync.newer > 0 && <b>{words.newer}</b>}
      {!sync.connected && <b>{words.away(last === null ? '' : whenText(last, now, t))}</b>}
      {sync.waiting > 0 && <b>{words.waiting(sync.waiting)}</b>}
      {sync.connected && sync.waiting === 0 && <span>{words.same}</span>}
    </>
  );
}
