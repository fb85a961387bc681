/** The simulated city: gates, charging operators and cameras, over the same HTTP interfaces as real ones. */
import { setTimeout as sleep } from 'node:timers/promises';
import { command, defaultData, numeric, onStop, required } from '../command/command.ts';
import { addDays, dayOf, isoShanghai, monthOf, nextDay, startOfDay } from '../domain/day.ts';
import { install, KeyFile, type Keys } from './admin.ts';
import { BOOKS, BookKeeper } from './books.ts';
import { ChargerClient, type ChargerCounts } from './chargers.ts';
import { type Clock, clock } from './clock.ts';
import { type Feed, run, type Source } from './feed.ts';
import type { Line } from './http.ts';
import { PATROL, Patrol } from './patrol.ts';
import { type Plan, plan } from './plan.ts';
import { noCounts, type RecordCounts, RecordSource } from './records.ts';
import { CLERK, DESK, TaskDesk } from './tasks.ts';

const usage = `npm run city -- --server URL --data DIR [--seed N] [--enterprises N] [--stations N] [--speed X] [--days N] [--tasks] [--books]

A simulated city that posts to an office server through the operators' interfaces. Everybody in it is invented.

  --server URL       the office server, such as http://127.0.0.1:7411
  --data DIR         the office server's data folder, where it registers itself by the admin command and keeps
                     what it was given in city.json
  --seed N           same seed, same traffic (1)
  --enterprises N    how many enterprises with gates (60)
  --stations N       how many charging stations (8)
  --days N           first sends the N days before today, as fast as they are taken (0)
  --speed X          how many times as fast as real time it lives (1). With --days it starts at today's 00:00 and
                     goes on in real time once that is reached; without, it starts now and runs ahead of real time
  --tasks            an office desk too: tasks of each week's scheduling meeting, and what becomes of them
  --books            the office's books too: new-energy trucks of the past months, applications for subsidies,
                     difficulties of enterprises, a pollution alert and production calendars

Without --days it sends today from 00:00 until now, or what is missing since it last ran, and lives on from there.
Prints JSON lines: when it starts, when it has sent all that was past, and each minute what it sent since the last. SIGTERM ends it; start it again and it goes on.`;

const options = {
  server: { type: 'string' },
  data: { type: 'string' },
  seed: { type: 'string' },
  enterprises: { type: 'string' },
  stations: { type: 'string' },
  speed: { type: 'string' },
  days: { type: 'string' },
  tasks: { type: 'boolean', default: false },
  books: { type: 'boolean', default: false },
} as const;

interface Counts {
  records: RecordCounts;
  chargers: ChargerCounts;
  patrol: { checks: number; advances: number };
  retries: number;
  lastRetry: string | null;
}

const noChargers = (): ChargerCounts => ({ stations: 0, statuses: 0, orders: 0, refused: 0 });
const noPatrol = () => ({ checks: 0, advances: 0 });
const none = (): Counts => ({
  records: noCounts(),
  chargers: noChargers(),
  patrol: noPatrol(),
  retries: 0,
  lastRetry: null,
});

/** A run that was interrupted for longer than this starts at today's 00:00 again. */
const RESUME_MS = 7 * 86_400_000;
/** Feeds look every few seconds at what is due. */
const CAUGHT_UP_MS = 15_000;

command({ usage, options }, async (args) => {
  const server = required(args, 'server');
  const directory = args.values.data ?? defaultData('office');
  const whole = (name: string, otherwise: number, max: number, min = 0) =>
    numeric(args, name, { min, max, otherwise });
  const seed = whole('seed', 1, 2 ** 31);
  const city = plan(seed, whole('enterprises', 60, 20_000, 1), whole('stations', 8, 200));
  const days = whole('days', 0, 3660);
  const speed = numeric(args, 'speed', { min: 0.1, max: 100_000, otherwise: 1, whole: false });

  const { tasks, books } = args.values;

  const stopping = new AbortController();
  const { signal } = stopping;
  const file = new KeyFile(directory);
  const work = async () => {
    try {
      await install(city, directory, file, signal, { tasks, books });
      await live(city, file, server, { days, speed, tasks, books }, signal);
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  };
  const working = work();
  onStop(() => {
    stopping.abort();
    // How far it came is written down before the process ends; a failure is reported by the command itself.
    return working.catch(() => {});
  });
  await working;
});

/** When the city starts to send, and by which clock. */
function schedule(days: number, speed: number, through: number | undefined): Beginning {
  const now = Date.now();
  const today = dayOf(now);
  if (days > 0) {
    const begins = speed > 1 ? startOfDay(today) : now;
    return { from: startOfDay(addDays(today, -days)), resume: false, time: clock(speed, begins, now) };
  }
  const resume = through !== undefined && through <= now && through > now - RESUME_MS;
  return { from: resume ? through : startOfDay(today), resume, time: clock(speed, now, now) };
}

async function live(
  city: Plan,
  file: KeyFile,
  server: string,
  { days, speed, tasks, books }: { days: number; speed: number; tasks: boolean; books: boolean },
  signal: AbortSignal,
): Promise<void> {
  const { keys } = file;
  const name = `${city.seed}/${city.enterprises.length}/${city.chargers.flatMap((each) => each.stations).length}`;
  const { from, resume, time } = schedule(days, speed, keys.through[name]);
  const counts = none();
  const line: Line = {
    server,
    signal,
    onRetry(reason) {
      counts.retries++;
      counts.lastRetry = reason;
    },
  };
  const feeds: Feed[] = [];
  const running = send(city, keys, line, counts, feeds, { from, resume, time });
  if (tasks) running.push(lookAfterTasks(city.seed, keys, line, time));
  if (books) running.push(keepBooks(city, keys, line, time));
  const through = () => Math.min(...feeds.map((feed) => feed.through));
  const save = () => {
    keys.through[name] = through();
    file.save();
  };
  const timer = setInterval(() => {
    report('sent', counts, feeds, through(), time);
    save();
  }, 60_000);
  const watch = setInterval(() => {
    if (through() < Math.min(time.now(), Date.now()) - CAUGHT_UP_MS) return;
    clearInterval(watch);
    report('caught_up', counts, feeds, through(), time);
  }, 500);
  print({ event: 'started', from: isoShanghai(from), enterprises: city.enterprises.length });
  try {
    await Promise.all(running);
  } finally {
    clearInterval(timer);
    clearInterval(watch);
    save();
  }
}

interface Beginning {
  from: number;
  /** Whether what was sent before `from` need not be sent again. */
  resume: boolean;
  time: Clock;
}

/** Starts everybody in the city who sends; adds a feed for each whose progress is kept. */
function send(
  city: Plan,
  keys: Keys,
  line: Line,
  counts: Counts,
  feeds: Feed[],
  { from, resume, time }: Beginning,
): Promise<never>[] {
  const { signal } = line;
  const start = <T extends { at: number }>(source: Source<T>) => {
    const feed = { through: from, waiting: 0 };
    feeds.push(feed);
    return run(feed, source, time, from, resume, signal);
  };
  const records = [...city.vendors, null].map((vendor) => {
    const { token } = keys.tokens[vendor?.name ?? city.cameras]!;
    return start(new RecordSource(city.seed, vendor?.enterprises ?? null, token, line, counts.records));
  });
  const chargers = city.chargers.map((operator) => {
    const secrets = keys.chargers[operator.id]!;
    return start(new ChargerClient(city.seed, operator, secrets, line, counts.chargers, time.now));
  });
  // A stock client is not told what was stored, so the patrol looks through the whole day again.
  const patrol = new Patrol(city.seed, keys.tokens[PATROL]!.token, line, counts.patrol);
  const whole = startOfDay(dayOf(from));
  const checks = run({ through: whole, waiting: 0 }, patrol, time, whole, false, signal);
  return [...records, ...chargers, checks, moveCases(patrol, from, time, signal)];
}

const CASES_MS = 5000;

/** Every few seconds, cases of the months since `from` that are due move on. */
async function moveCases(patrol: Patrol, from: number, time: Clock, signal: AbortSignal): Promise<never> {
  for (;;) {
    const now = time.now();
    const months = new Set([monthOf(dayOf(now))]);
    for (let day = dayOf(from); day < dayOf(now); day = nextDay(day)) months.add(monthOf(day));
    for (const month of months) await patrol.moveCases(month, now);
    await sleep(CASES_MS, undefined, { signal });
  }
}

/** The office's desk writes what is due as the cases move on. */
async function lookAfterTasks(seed: number, { tokens }: Keys, line: Line, time: Clock): Promise<never> {
  const desk = new TaskDesk(seed, { desk: tokens[DESK]!.token, clerk: tokens[CLERK]!.token }, line);
  for (;;) {
    await desk.write(time.now());
    await sleep(CASES_MS, undefined, { signal: line.signal });
  }
}

const BOOKS_MS = 60_000;

/** Once a minute the office's books are brought up to the city's time. */
async function keepBooks(city: Plan, { tokens }: Keys, line: Line, time: Clock): Promise<never> {
  const keeper = new BookKeeper(city.seed, city.enterprises, tokens[BOOKS]!.token, line);
  for (;;) {
    await keeper.write(time.now());
    await sleep(BOOKS_MS, undefined, { signal: line.signal });
  }
}

const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);

/** One line of what was sent since the last one; the counts start over. */
function report(event: string, counts: Counts, feeds: Feed[], through: number, time: Clock): void {
  const { records, chargers, patrol, retries, lastRetry } = counts;
  print({
    event,
    at: isoShanghai(Date.now()),
    city: isoShanghai(Math.floor(time.now())),
    through: isoShanghai(Math.floor(through)),
    ...records,
    chargers: { ...chargers },
    patrol: { ...patrol },
    retries,
    ...(lastRetry === null ? {} : { lastRetry }),
    waiting: feeds.reduce((sum, feed) => sum + feed.waiting, 0),
  });
  Object.assign(records, noCounts());
  Object.assign(chargers, noChargers());
  Object.assign(patrol, noPatrol());
  Object.assign(counts, { retries: 0, lastRetry: null });
}
