import { timingSafeEqual } from 'node:crypto';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, resolve } from 'node:path';
import { type WebSocket, WebSocketServer } from 'ws';
import type { z } from 'zod';
import { contract, isName } from '../domain/contract.ts';
import { callByName, Refusal, serve, type Wire } from '../domain/rpc.ts';
import type { Console } from './console.ts';
import { Call } from './handover.ts';

/** The page as the build leaves it. */
export const PAGE = resolve(import.meta.dirname, '../out/renderer');

const LARGEST_CALL = 4 * 1024 * 1024;
/** A page that leaves this much unread is cut off; it comes back and follows anew. */
const SLOW_PAGE_BYTES = 16 * 1024 * 1024;

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
};

/**
 * Whether a request may speak to the console on this port. The Host must be loopback by name, so that a foreign name
 * that resolves to it (DNS rebinding) is turned away; an Origin, where there is one, must be the console's own page.
 */
export function mayEnter(port: number, host: string | undefined, origin: string | undefined): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`];
  if (host === undefined || !own.includes(host.toLowerCase())) return false;
  return origin === undefined || own.some((each) => origin.toLowerCase() === `http://${each}`);
}

export function sameKey(given: string | null | undefined, key: string): boolean {
  const [a, b] = [Buffer.from(given ?? ''), Buffer.from(key)];
  return a.length === b.length && timingSafeEqual(a, b);
}

/** What a page gives as its key: the protocol that it asks for, or a part of the address. */
export function wireKey(request: IncomingMessage): string | null {
  const asked = request.headers['sec-websocket-protocol']?.split(',')[0]?.trim();
  return asked || new URL(request.url ?? '/', 'http://console').searchParams.get('key');
}

/** A socket as the contract's wire. */
export function wireOf(socket: WebSocket): Wire {
  return {
    send(frame) {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(frame);
      if (socket.bufferedAmount > SLOW_PAGE_BYTES) socket.terminate();
    },
    onFrame(take) {
      socket.on('message', (data, isBinary) => {
        if (!isBinary) take(data.toString());
      });
    },
    onClose(done) {
      socket.on('close', done);
    },
  };
}

export interface Shell {
  /** With the key, for a browser: `http://127.0.0.1:PORT/#key=…` */
  url: string;
  close(): Promise<void>;
}

/** The same console on loopback: its page, its wire, and the hand-over of `act` and `query`. */
export async function serveBrowser(console: Console, port: number, page = PAGE): Promise<Shell> {
  let key = '';
  let bound = port;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: LARGEST_CALL, perMessageDeflate: false });
  const server = createServer((request, response) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    response.setHeader('X-Frame-Options', 'DENY');
    response.setHeader('Referrer-Policy', 'no-referrer');
    if (!mayEnter(bound, request.headers.host, request.headers.origin))
      return endWith(response, 403, { error: 'not from here' });
    if (request.method === 'POST' && request.url === '/call') {
      if (!sameKey(String(request.headers['x-console-key'] ?? ''), key))
        return endWith(response, 401, { error: 'not the key of this console' });
      return void answer(console, request, response);
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') return endWith(response, 405, { error: 'no' });
    sendFile(page, request, response);
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const allowed =
      new URL(request.url ?? '/', 'http://console').pathname === '/wire' &&
      mayEnter(bound, request.headers.host, request.headers.origin) &&
      sameKey(wireKey(request), key);
    if (!allowed)
      return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (open) => {
      open.on('error', () => open.terminate());
      serve(console.api, wireOf(open));
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(port, '127.0.0.1', done);
  });
  bound = (server.address() as AddressInfo).port;
  key = console.publish(`http://127.0.0.1:${bound}`);
  return {
    url: `http://127.0.0.1:${bound}/#key=${key}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

export function endWith(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function answer(console: Console, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const value = await done(console, Call.parse(JSON.parse(await bodyOf(request))));
    endWith(response, 200, { value });
  } catch (error) {
    const code = error instanceof Refusal ? error.code : 'failed';
    endWith(response, error instanceof Refusal ? 422 : 500, {
      error: { code, message: error instanceof Error ? error.message : String(error) },
    });
  }
}

function done(console: Console, call: z.output<typeof Call>): unknown {
  if ('bundle' in call) return console.takeBundle(readFileSync(call.bundle));
  const { name, input, pin } = call;
  const isQuery = isName(name) && contract[name].kind === 'query';
  return isQuery ? callByName(console.api, name, input) : console.act(name, input, pin);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    size += (part as Buffer).length;
    if (size > LARGEST_CALL) throw new Refusal('bad_input', 'too large');
    parts.push(part as Buffer);
  }
  return Buffer.concat(parts).toString('utf8');
}

/** The file that a path names inside the page's folder; null for what is outside of it or not there. */
function fileOf(page: string, path: string): string | null {
  const file = normalize(join(page, path === '/' ? 'index.html' : path));
  return file.startsWith(page) && existsSync(file) && statSync(file).isFile() ? file : null;
}

export function sendFile(page: string, request: IncomingMessage, response: ServerResponse): void {
  let path: string;
  try {
    path = decodeURIComponent(new URL(request.url ?? '/', 'http://console').pathname);
  } catch {
    endWith(response, 400, { error: 'not an address' });
    return;
  }
  const file = path.includes('\0') ? null : fileOf(page, path);
  if (!file) {
    const why = existsSync(join(page, 'index.html'))
      ? 'no such file'
      : 'the page is not built: npm run build';
    endWith(response, 404, { error: why });
    return;
  }
  // Names under assets/ carry a hash of what is in them.
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  response.writeHead(200, {
    'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
    'content-length': statSync(file).size,
    'cache-control': cache,
  });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(file)
      .on('error', () => response.destroy())
      .pipe(response);
}
