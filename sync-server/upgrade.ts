import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { parseDocument } from '../domain/documents.ts';
import { mayRead, parsePost } from '../domain/post.ts';
import { runningNow } from './meetings.ts';
import type { Office } from './office.ts';
import type { Rooms } from './rooms.ts';
import { bearer, type Caller } from './tokens.ts';

/** The protocol that this office speaks. A client that names another is told to upgrade. */
const PROTOCOL = '1';
const MOST_CONNECTIONS = 4000;
const MOST_PER_TOKEN = 600;

const STATUS: Record<number, string> = {
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  429: 'Too Many Requests',
  503: 'Service Unavailable',
};

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

/** The token: in the address, the Authorization header, or as the first protocol named. Addresses are never logged. */
function tokenOf(
  request: IncomingMessage,
  query: URLSearchParams,
): { token: string | null; protocol: string | null } {
  const named = request.headers['sec-websocket-protocol']?.split(',')[0]?.trim() ?? null;
  return { token: query.get('token') ?? bearer(request.headers.authorization) ?? named, protocol: named };
}

/** Answers `/sync/<document>`. In this order: 401 wrong token, 404 no such document, 403 not for this role. */
export function acceptUpgrades(server: Server, sockets: WebSocketServer, office: Office, rooms: Rooms): void {
  const perToken = new Map<string, Set<WebSocket>>();
  office.tokens.onRevoked((tokens) => {
    for (const token of tokens)
      for (const open of perToken.get(token) ?? []) {
        // Whatever it still sends is not heard.
        open.removeAllListeners('message');
        open.close(4401, 'this token was taken away');
      }
  });
  const accept = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    socket.on('error', () => socket.destroy());
    const url = new URL(request.url ?? '/', 'http://office');
    const { token } = tokenOf(request, url.searchParams);
    const caller = token === null ? null : office.tokens.caller(token);
    if (!caller) return void refuse(socket, 401);
    const document = documentOf(url.pathname);
    if (!document) return void refuse(socket, 404);
    if (!mayOpen(office, caller, document)) return void refuse(socket, 403);
    const held = perToken.get(caller.token) ?? new Set();
    if (held.size >= MOST_PER_TOKEN) return void refuse(socket, 429);
    if (rooms.connections >= MOST_CONNECTIONS) return void refuse(socket, 503);
    sockets.handleUpgrade(request, socket, head, (open) => {
      if ((url.searchParams.get('protocol') ?? PROTOCOL) !== PROTOCOL) {
        open.on('error', () => open.terminate());
        open.close(4426, `this office speaks protocol ${PROTOCOL}`);
        return;
      }
      perToken.set(caller.token, held.add(open));
      open.on('close', () => {
        held.delete(open);
        if (held.size === 0 && perToken.get(caller.token) === held) perToken.delete(caller.token);
      });
      rooms.join(open, document, caller, url.searchParams.get('ack') === '1');
    });
  };
  server.on('upgrade', (request, socket, head) => {
    try {
      accept(request, socket, head);
    } catch (error) {
      office.log.info({ error }, 'an upgrade that could not be read');
      socket.destroy();
    }
  });
}

function documentOf(path: string) {
  if (!path.startsWith('/sync/')) return null;
  try {
    return parseDocument(decodeURIComponent(path.slice('/sync/'.length)));
  } catch {
    return null;
  }
}

/** Reading is by document; a wall reads only the meeting that is running. */
export function mayOpen(
  office: Office,
  caller: Caller,
  document: NonNullable<ReturnType<typeof parseDocument>>,
): boolean {
  const post = parsePost(caller.role);
  if (!post || !mayRead(post, document)) return false;
  if (post.role !== 'wall' || document.family !== 'meetings') return true;
  return runningNow(office)?.id === document.period;
}
