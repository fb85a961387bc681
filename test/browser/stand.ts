import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, type Page, chromium as playwright } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { contract, type ErrandName, type Name, type Output, type QueryName } from '../../domain/contract.ts';
import { type Api, Refusal, serve, type Wire } from '../../domain/rpc.ts';
import * as tasks from './actions.fixtures.ts';
import * as usual from './scenes.fixtures.ts';

/** Queries, errands with what they bring back, and acts that say more than the id of what they made. */
export type Answers = { [N in Name]?: Output<N> };

const usualAnswers: Answers = {
  'actions.board': tasks.board,
  'chargers.now': usual.chargers,
  'chargers.load': usual.load,
  'enforcement.board': usual.board,
  'goals.progress': usual.goals,
  'gates.day': usual.gates,
  'targets.inForce': usual.targets,
  'targets.proposals': usual.proposals,
  'alarms.now': usual.alarms,
  'duty.log': usual.log,
  'wall.now': usual.wall,
  'sync.status': usual.sync,
  'key.state': usual.key,
  'key.unlock': usual.key,
  'key.lock': { ...usual.key, state: 'locked' },
  'key.changePin': usual.key,
  'key.touch': usual.key,
  me: usual.me,
};

interface Options {
  size?: [number, number];
  answers?: Answers;
  /** What stands before the hash, `?visitor=1`. */
  search?: string;
  /** Refused from the start, by name: code and message. */
  refused?: { [N in Name]?: [code: string, message: string] };
  /** Run in the page before anything of it. */
  init?: () => void;
}

export interface Opened {
  page: Page;
  /** Acts that the page did, in order. */
  acts: { name: string; input: unknown }[];
  /** The console no longer refuses it. */
  allow(name: Name): void;
  /** Changes an answer, as a live query does. */
  answer<N extends QueryName | ErrandName>(name: N, value: Output<N>): void;
  /** From now on the console refuses this; a query that is followed is refused when it is asked next. */
  refuse(name: Name, code: string, message: string): void;
  /** Cuts the wire and keeps it cut until it is mended. */
  cut(): void;
  mend(): void;
}

export interface Stand {
  open(route: string, options?: Options): Promise<Opened>;
  close(): Promise<void>;
}

/** A console that answers from fixtures; every answer is checked against the contract, so that no fixture lies. */
function standIn(
  answers: Answers,
  refused: Options['refused'] = {},
): Omit<Opened, 'page' | 'cut' | 'mend'> & { api: Api } {
  const acts: Opened['acts'] = [];
  const refusals = new Map<string, Refusal>(
    Object.entries(refused).map(([name, [code, message]]) => [name, new Refusal(code, message)]),
  );
  const takers = new Map<string, Set<(value: never) => void>>();
  const look = (name: Name) => {
    const refusal = refusals.get(name);
    if (refusal) throw refusal;
    if (answers[name] === undefined) throw new Refusal('not_carried', `${name}: not in the stand-in`);
    return contract[name].output.parse(answers[name]);
  };
  return {
    acts,
    answer(name, value) {
      Object.assign(answers, { [name]: value });
      for (const take of takers.get(name) ?? []) take(look(name) as never);
    },
    refuse: (name, code, message) => void refusals.set(name, new Refusal(code, message)),
    allow: (name) => void refusals.delete(name),
    api: {
      async call(name, input) {
        const refusal = refusals.get(name);
        if (refusal) throw refusal;
        if (contract[name].kind === 'query') return look(name as QueryName) as never;
        // That somebody is at the desk is no deed of theirs.
        if (name !== 'key.touch') acts.push({ name, input });
        if (contract[name].kind === 'errand' || answers[name] !== undefined) return look(name) as never;
        return { id: `made-${acts.length}` } as never;
      },
      follow(name, _input, take, fail) {
        const of = takers.get(name) ?? new Set();
        takers.set(name, of.add(take as (value: never) => void));
        try {
          take(look(name) as never);
        } catch (error) {
          fail(error as Error);
        }
        return () => of.delete(take as (value: never) => void);
      },
    },
  };
}

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
};
const built = join(import.meta.dirname, '../../out/renderer');

async function serveFor(api: Api): Promise<{ url: string; cut(): void; mend(): void; close(): void }> {
  let severed = false;
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://stand').pathname;
    try {
      const body = await readFile(join(built, path === '/' ? 'index.html' : path));
      response.setHeader('content-type', types[extname(path === '/' ? '.html' : path)] ?? types['.html']!);
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  const sockets = new WebSocketServer({ server, path: '/wire' });
  sockets.on('connection', (socket) => {
    if (severed) return socket.terminate();
    const wire: Wire = {
      send: (frame) => socket.send(frame),
      onFrame: (take) => socket.on('message', (data) => take(String(data))),
      onClose: (done) => socket.on('close', done),
    };
    serve(api, wire);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut() {
      severed = true;
      for (const socket of sockets.clients) socket.terminate();
    },
    mend() {
      severed = false;
    },
    close() {
      for (const socket of sockets.clients) socket.terminate();
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The browser that comes as a package, without a screen. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    // One process for all would end the browser with its first page.
    args: [
      ...chromium.args.filter((arg) => !/^--(single-process|no-zygote)$/.test(arg)),
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** One browser; each page has a console of its own, and the clock of the fixtures. */
export async function startStand(): Promise<Stand> {
  const browser = await launchBrowser();
  const servers: { close(): void }[] = [];
  return {
    async open(
      route,
      { size: [width, height] = [1920, 1080], answers = {}, search = '', refused, init } = {},
    ) {
      const { api, ...rest } = standIn({ ...usualAnswers, ...answers }, refused);
      const server = await serveFor(api);
      servers.push(server);
      const page = await browser.newPage({ viewport: { width, height } });
      page.setDefaultTimeout(30_000);
      await page.clock.setFixedTime(usual.NOW);
      if (init) await page.addInitScript(init);
      await page.goto(`${server.url}/${search}#${route}`);
      await page.evaluate(() => document.fonts.ready);
      return { page, ...rest, cut: server.cut, mend: server.mend };
    },
    async close() {
      await browser.close();
      for (const server of servers) server.close();
    },
  };
}
