import { setTimeout as sleep } from 'node:timers/promises';
import * as Y from 'yjs';
import { connect, counter, entry, updatesOf } from './client.ts';
import { type Contestant, compete, installPeers, type Name, names } from './contestants.ts';
import { quantile, type Report } from './report.ts';

const DOCUMENT = 'cases/2024-11';

type Figures = Record<string, Record<string, number>>;

/**
 * Rounds in turn, so that what else the machine does falls on all alike; the median of each figure counts. `work`
 * makes a contestant's rounds.
 */
async function inTurns(
  rounds: number,
  work: (name: Name, round: number) => Promise<Record<string, number>>,
): Promise<Figures> {
  const seen: Record<string, Record<string, number[]>> = {};
  for (let round = 0; round < rounds; round++)
    for (const name of names)
      for (const [what, value] of Object.entries(await work(name, round))) {
        seen[what] ??= {};
        seen[what][name] = [...(seen[what][name] ?? []), value];
      }
  const medians = (of: Record<string, number[]>) =>
    Object.fromEntries(Object.entries(of).map(([name, values]) => [name, quantile(values, 0.5)]));
  return Object.fromEntries(Object.entries(seen).map(([what, of]) => [what, medians(of)]));
}

/**
 * One writer at 50 updates a second; from the writer's set to each reader's document, for seconds on end. The first two
 * seconds are not counted: in them each server's own code is compiled, which a long day does not know.
 */
export async function fanout(report: Report, seconds = 4, warming = 2): Promise<void> {
  installPeers();
  for (const readers of [5, 20, 50]) {
    const figures = await inTurns(5, async (name) => {
      const server = await compete(name);
      const delays: number[] = [];
      const sent = new Map<string, number>();
      const clients = Array.from({ length: readers }, () => connect(server, DOCUMENT));
      const writer = connect(server, DOCUMENT);
      await Promise.all([writer, ...clients].map((client) => client.synced));
      for (const client of clients)
        client.entries.observe((event) => {
          const now = performance.now();
          for (const key of event.keysChanged) {
            const at = sent.get(key);
            if (at !== undefined) delays.push(now - at);
          }
        });
      for (let i = 0; i < (warming + seconds) * 50; i++) {
        const one = entry();
        if (i >= warming * 50) sent.set(one.id, performance.now());
        writer.entries.set(one.id, one);
        await sleep(20);
      }
      await sleep(300);
      await server.end();
      return { p50: quantile(delays, 0.5), p99: quantile(delays, 0.99) };
    });
    for (const [what, row] of Object.entries(figures))
      report.add({
        what: `fan-out to ${readers} readers, ${what}`,
        unit: 'ms',
        better: 'less',
        figures: row,
      });
  }
}

/**
 * Eight writers, 10,000 updates as fast as they go, made beforehand; until every writer has heard all of the others'.
 * The writers read frames and count, so that the servers are what is busy.
 */
export async function throughput(report: Report, total = 10_000): Promise<void> {
  installPeers();
  const figures = await inTurns(5, async (name) => {
    const server = await compete(name);
    const counters = Array.from({ length: 8 }, () => counter());
    const writers = counters.map((each) => connect(server, DOCUMENT, { apply: false, onUpdate: each.take }));
    await Promise.all(writers.map((writer) => writer.synced));
    const updates = writers.map(() => updatesOf(total / 8));
    const start = performance.now();
    for (let i = 0; i < total / 8; i++) {
      for (const [w, writer] of writers.entries()) writer.send(updates[w]![i]!);
      if (i % 25 === 24) await sleep(0);
    }
    await heard(counters, total - total / 8, 60_000);
    const rate = (total * 1000) / (performance.now() - start);
    for (const writer of writers) writer.close();
    await server.end();
    return { rate };
  });
  report.add({
    what: `throughput, 8 writers, ${total} updates`,
    unit: 'updates/s',
    better: 'more',
    figures: figures.rate!,
  });
}

async function heard(counters: { count(): number }[], atLeast: number, timeout: number): Promise<void> {
  const end = performance.now() + timeout;
  while (!counters.every((each) => each.count() >= atLeast)) {
    if (performance.now() > end)
      throw new Error(`only ${counters.map((each) => each.count())} of ${atLeast} came`);
    await sleep(2);
  }
}

async function fill(server: Contestant, total: number): Promise<void> {
  const writer = connect(server, DOCUMENT);
  await writer.synced;
  const reader = connect(server, DOCUMENT, { apply: false });
  await reader.synced;
  for (let i = 0; i < total; i++) {
    const one = entry();
    writer.entries.set(one.id, one);
    if (i % 100 === 99) await sleep(0);
    if (i % 5000 === 4999) await sleep(200);
  }
  // Settled when nothing more comes to a reader; Hocuspocus stores ten seconds later at the latest.
  for (let last = -1; last !== reader.received(); await sleep(500)) last = reader.received();
  await server.settled();
  writer.close();
  reader.close();
  await sleep(500);
}

/**
 * Opens the document by so many clients at once, until each has heard `size` entries: a server may call itself synced
 * before it has read its store. NaN where they never come.
 */
async function load(server: Contestant, clients: number, apply: boolean, size: number): Promise<number> {
  const start = performance.now();
  const counters = Array.from({ length: clients }, () => counter());
  const all = counters.map((each) =>
    connect(server, DOCUMENT, apply ? {} : { apply: false, onUpdate: each.take }),
  );
  const complete = () =>
    apply
      ? all.every((client) => client.entries.size >= size)
      : counters.every((each) => each.count() >= size);
  const end = start + 60_000;
  while (!complete() && performance.now() < end) await sleep(2);
  const took = complete() ? performance.now() - start : Number.NaN;
  for (const client of all) client.close();
  await sleep(300);
  return took;
}

/** A client that holds nothing opens the document: applied to a Yjs document, and until its bytes are all there. */
export async function cold(report: Report, sizes = [20_000, 100_000]): Promise<void> {
  installPeers();
  for (const size of sizes) {
    const figures = await inTurns(1, async (name) => {
      const server = await compete(name);
      await fill(server, size);
      await server.kill('SIGTERM');
      await server.restart();
      const restarted = await load(server, 1, true, size);
      const one = await load(server, 1, true, size);
      const oneBytes = await load(server, 1, false, size);
      const five = await load(server, 5, true, size);
      const fiveBytes = await load(server, 5, false, size);
      await server.kill('SIGKILL');
      await server.restart();
      const restartedBytes = await load(server, 1, false, size);
      await load(server, 5, false, size);
      const memory = server.peakMemory() / 1e6;
      await server.end();
      return { restarted, restartedBytes, one, oneBytes, five, fiveBytes, memory };
    });
    const say: Record<string, string> = {
      restarted: 'one client, just restarted, in its document',
      restartedBytes: 'one client, just restarted, bytes there',
      one: 'one client, in its document',
      oneBytes: 'one client, bytes there',
      five: 'five at once, in their documents',
      fiveBytes: 'five at once, bytes there',
      memory: 'server peak memory',
    };
    for (const [what, row] of Object.entries(figures))
      report.add({
        what: `cold load of ${size} entries, ${say[what]}`,
        unit: what === 'memory' ? 'MB' : 'ms',
        better: 'less',
        figures: row,
      });
  }
}

/**
 * A laptop comes home with 5,000 entries in its document: until another client has heard them all. On a server that
 * has been running: one laptop came before and is not counted.
 */
export async function home(report: Report, total = 5_000): Promise<void> {
  installPeers();
  const servers = new Map<Name, Contestant>();
  for (const name of names) servers.set(name, await compete(name));
  const figures = await inTurns(6, async (name, round) => {
    const server = servers.get(name)!;
    const document = `cases/2024-0${round + 1}`;
    const count = counter();
    const reader = connect(server, document, { apply: false, onUpdate: count.take });
    await reader.synced;
    const doc = new Y.Doc();
    for (const update of updatesOf(total)) Y.applyUpdate(doc, update);
    const start = performance.now();
    const laptop = connect(server, document, { doc });
    await heard([count], total, 60_000);
    const took = performance.now() - start;
    laptop.close();
    reader.close();
    return round === 0 ? {} : { took };
  });
  for (const server of servers.values()) await server.end();
  report.add({
    what: `${total} offline entries coming home`,
    unit: 'ms',
    better: 'less',
    figures: figures.took!,
  });
}

/** Entries that a reader had seen and a server killed by SIGKILL no longer has, over rounds. */
export async function killed(report: Report, rounds = 100): Promise<void> {
  installPeers();
  for (const rate of [50, 2000]) {
    const figures = await inTurns(1, async (name) => {
      let seen = 0;
      let lost = 0;
      // The peers lose plenty: ten rounds say it. Ours runs all.
      for (let round = 0; round < (name === 'ours' ? rounds : Math.min(10, rounds)); round++) {
        const result = await killOnce(name, rate);
        seen += result.seen;
        lost += result.lost;
      }
      return { lost: (100 * lost) / seen };
    });
    report.add({
      what: `seen by another and lost to SIGKILL, ${rate} updates/s, ${rounds} rounds (peers 10)`,
      unit: '%',
      better: 'less',
      figures: figures.lost!,
    });
  }
}

/** One round: write at a rate, kill without warning, start again, ask what is there. */
export async function killOnce(name: Name, rate: number): Promise<{ seen: number; lost: number }> {
  const server = await compete(name);
  try {
    const seen = new Set<string>();
    const reader = connect(server, DOCUMENT);
    const writer = connect(server, DOCUMENT);
    await Promise.all([reader.synced, writer.synced]);
    reader.entries.observe((event) => {
      for (const key of event.keysChanged) seen.add(key);
    });
    const until = performance.now() + 500 + Math.random() * 500;
    for (
      let sent = 0, start = performance.now();
      performance.now() < until;
      await sleep(rate > 200 ? 1 : 1000 / rate)
    ) {
      const due = Math.max(1, Math.floor(((performance.now() - start) / 1000) * rate) - sent);
      for (let i = 0; i < due; i++, sent++) {
        const one = entry();
        writer.entries.set(one.id, one);
      }
    }
    await server.kill('SIGKILL');
    await Promise.all([reader.closed, writer.closed]);
    await server.restart();
    const after = connect(server, DOCUMENT);
    await after.synced;
    await sleep(50);
    const lost = [...seen].filter((id) => !after.entries.has(id)).length;
    after.close();
    return { seen: seen.size, lost };
  } finally {
    await server.end();
  }
}
