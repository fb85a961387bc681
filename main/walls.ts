import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { contract } from '../domain/contract.ts';
import { type Api, Refusal, serve } from '../domain/rpc.ts';
import { endWith, PAGE, type Shell, sendFile, wireKey, wireOf } from './browser.ts';
import type { Console } from './console.ts';
import { catalogue, OfficeTrouble } from './office.ts';

/** Displays of one hall, with some to spare. */
const MOST_WALLS = 64;
/** What a page asks is small; nothing is sent up. */
const LARGEST_FRAME = 64 * 1024;
/** After so long the office is asked again whether a token still stands. */
const KNOWN_MS = 60_000;
/** Tokens remembered; beyond it the wrong ones are forgotten: a guesser fills no memory. */
const MOST_KNOWN = 1000;

export interface WallsAt {
  host: string;
  port: number;
}

/**
 * Serves walls that are plain browsers on the office's network: `http://HOST:PORT/#key=<wall token>`. What they see is
 * this console's replica, which must be a wall's own, so that there is nothing in it that a wall may not read; what
 * they can do is nothing. Plain text on a network: meant to stand behind a TLS proxy.
 */
export async function serveWalls(console: Console, at: WallsAt, page = PAGE): Promise<Shell> {
  const tokens = new WallTokens(() => console.settings().server);
  const api = readOnly(console.api);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
  });
  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (request.method !== 'GET' && request.method !== 'HEAD') endWith(response, 405, { error: 'no' });
    else sendFile(page, request, response);
  });
  server.on('upgrade', async (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const refuse = (status: string) =>
      void socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    const { pathname } = new URL(request.url ?? '/', 'http://walls');
    if (pathname !== '/wire' || !ownPage(request)) return refuse('403 Forbidden');
    if (console.settings().post !== 'wall') return refuse('503 Service Unavailable');
    const token = wireKey(request) ?? '';
    const verdict = await tokens.verdict(token);
    if (verdict !== 'wall')
      return refuse(verdict === 'unknown' ? '401 Unauthorized' : '503 Service Unavailable');
    if (sockets.clients.size >= MOST_WALLS) return refuse('503 Service Unavailable');
    sockets.handleUpgrade(request, socket, head, (open) => {
      open.on('error', () => open.terminate());
      // A token that was revoked ends its walls, once the office can be asked.
      const look = setInterval(async () => {
        if ((await tokens.verdict(token)) === 'unknown') open.terminate();
      }, KNOWN_MS);
      open.on('close', () => clearInterval(look));
      serve(api, wireOf(open));
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(at.port, at.host, done);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${at.host.includes(':') ? `[${at.host}]` : at.host}:${port}/`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/** Whether a page of another origin opens the socket. */
function ownPage({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin === undefined || origin === `http://${host}` || origin === `https://${host}`;
}

/** `away`: the office can't be asked, and the token was never found right before. */
type Verdict = 'wall' | 'unknown' | 'away';

/** Whose tokens are walls', as the office says; while it is away, as it said last. */
class WallTokens {
  private readonly known = new Map<string, { wall: boolean; at: number }>();
  private readonly server: () => string;

  constructor(server: () => string) {
    this.server = server;
  }

  async verdict(token: string): Promise<Verdict> {
    const hash = createHash('sha256').update(token).digest('hex');
    const known = this.known.get(hash);
    if (known && performance.now() - known.at < KNOWN_MS) return known.wall ? 'wall' : 'unknown';
    try {
      const { you } = await catalogue({ server: this.server(), token });
      return this.learn(hash, you?.role === 'wall');
    } catch (error) {
      const { trouble } = error as OfficeTrouble;
      if (!(error instanceof OfficeTrouble)) throw error;
      if (trouble === 'unauthorised' || trouble === 'refused') return this.learn(hash, false);
      return known?.wall ? 'wall' : 'away';
    }
  }

  private learn(hash: string, wall: boolean): Verdict {
    if (this.known.size >= MOST_KNOWN)
      for (const [each, { wall: right }] of this.known) if (!right) this.known.delete(each);
    this.known.set(hash, { wall, at: performance.now() });
    return wall ? 'wall' : 'unknown';
  }
}

/** Queries alone, whatever the console behind it may do. */
function readOnly(api: Api): Api {
  return {
    call(name, input) {
      if (contract[name].kind !== 'query')
        return Promise.reject(new Refusal('read_only', 'a wall over the network only shows'));
      return api.call(name, input);
    },
    follow: (name, input, take, fail) => api.follow(name, input, take, fail),
  };
}
