import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { folds } from '../domain/folds.ts';
import { type Clock, clockText, tick } from '../domain/ledger/clock.ts';
import type { Entry } from '../domain/ledger/entry.ts';
import { Blobs } from '../replica/blobs.ts';
import { Lock } from '../replica/lock.ts';
import { Replica } from '../replica/replica.ts';
import { Seals } from '../replica/seals.ts';
import { uuid7 } from '../replica/uuid.ts';
import { serveAdmin } from './admin.ts';
import { startAlarms } from './alarms.ts';
import { startBoard } from './board.ts';
import { isConsoleFolder } from './console-folder.ts';
import { serveDocuments } from './documents.ts';
import { startFolding } from './folding.ts';
import { registerChargers } from './intake/chargers.ts';
import { registerEnforcement } from './intake/enforcement.ts';
import { registerGates } from './intake/gates.ts';
import { startKeeping } from './keep.ts';
import { serveKeeping } from './keep-outlook.ts';
import { loadOfficeKey, settleNext } from './keys.ts';
import { Metrics } from './metrics.ts';
import { type Office, Rejection } from './office.ts';
import { nameUnits } from './organisation.ts';
import { People, servePeople } from './people.ts';
import { Receipts } from './receipts.ts';
import { leaveRecovery } from './recovery.ts';
import { keepRevocations } from './revocations.ts';
import { Rooms } from './rooms.ts';
import { keepDestroyed, serveSeals, startSeals } from './seals.ts';
import { Tokens } from './tokens.ts';
import { acceptUpgrades } from './upgrade.ts';

export interface ServerOptions {
  folder: string;
  host: string;
  port: number;
  /** Marks everything that it holds as 演示数据. */
  demo?: boolean;
  now?: () => number;
  /** `silent` in tests. */
  level?: string;
}

export interface Server {
  url: string;
  office: Office;
  close(): Promise<void>;
}

/** A frame above this ends its connection; a console sends in parts far below it. */
const LARGEST_FRAME = 32 * 1024 * 1024;

/** The office server on one data folder. Resolves once it can serve. @throws {Locked} where another one runs. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const lock = new Lock(options.folder);
  try {
    return await serveLocked(options, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function serveLocked(options: ServerOptions, lock: Lock): Promise<Server> {
  const now = options.now ?? Date.now;
  const log = pino({ level: options.level ?? 'info' }, pino.destination(2));
  const office = openOffice(options.folder, now, log);
  if (options.demo) office.replica.setMeta('demo', 'yes');
  const receipts = office.receipts;
  receipts.catchUp();
  const metrics = new Metrics(() => rooms.connections);
  const rooms = new Rooms(office, receipts, metrics);
  const app: FastifyInstance = Fastify({
    bodyLimit: 8 * 1024 * 1024,
    forceCloseConnections: true,
    requestTimeout: 60_000,
  });
  app.setErrorHandler((error, _request, reply) => {
    const status =
      error instanceof Rejection ? error.status : ((error as { statusCode?: number }).statusCode ?? 500);
    if (status >= 500) log.error({ error }, 'a request failed');
    const more = error instanceof Rejection ? error.more : {};
    return reply
      .code(status)
      .send({ error: status >= 500 ? 'the office failed; see its log' : (error as Error).message, ...more });
  });
  app.addHook('onResponse', async (request, reply) => {
    metrics.requests.observe(
      { route: request.routeOptions.url ?? 'none', status: reply.statusCode },
      reply.elapsedTime / 1000,
    );
  });
  const people = new People(office);
  const parts = [registerGates(app, office), registerChargers(app, office), registerEnforcement(app, office)];
  const keepers = [
    startAlarms(office),
    startBoard(office),
    startSeals(office),
    startKeeping(office),
    { close: startFolding(office) },
  ];
  serveDocuments(app, office, metrics);
  let adminKey = '';
  serveAdmin(app, office, () => adminKey);
  app.post('/enrol', async (request) => people.codes.take(request.body));
  servePeople(app, office, people);
  serveSeals(app, office);
  serveKeeping(app, office);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: LARGEST_FRAME,
    perMessageDeflate: false,
  });
  acceptUpgrades(app.server, sockets, office, rooms);

  await app.listen({ host: options.host, port: options.port });
  const { port } = app.server.address() as { port: number };
  const url = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`;
  adminKey = lock.publish(url);
  return {
    url,
    office,
    async close() {
      for (const part of [...parts, ...keepers]) part.close();
      rooms.close();
      await app.close();
      sockets.close();
      office.replica.close();
      office.seals.close();
      lock.release();
    },
  };
}

/** Opens the office's data. The caller holds the lock. @throws where the folder is a console's. */
export function openOffice(
  folder: string,
  now: () => number,
  log: Office['log'],
): Office & { receipts: Receipts } {
  if (isConsoleFolder(folder)) throw new Error(`${folder} is a console's folder, not an office's`);
  const replica = new Replica(join(folder, 'replica.db'), folds, { lazy: true });
  settleNext(folder, (id) =>
    replica.entries('registry').some((entry) => entry.kind === 'key.rolled' && entry.body.key === id),
  );
  const key = loadOfficeKey(folder);
  const tokens = new Tokens(replica.db, () => key.fingerprint);
  if (replica.meta('epoch') === null) replica.setMeta('epoch', randomBytes(8).toString('hex'));
  let clock: Clock = { ms: 0, count: 0 };
  const draft = (kind: string, subject: string, body: Record<string, unknown>, id = uuid7(now())): Entry => {
    clock = tick(clock, now());
    return {
      v: 1,
      id,
      kind,
      subject,
      at: clockText(clock, 'office'),
      by: { person: 'office', device: 'office' },
      body,
    };
  };
  const receipts = new Receipts(replica, key, now, draft);
  const office = {
    ...{ folder, replica, key, now, log, receipts, draft },
    blobs: new Blobs(join(folder, 'blobs')),
    seals: new Seals(join(folder, 'seals.db')),
    tokens,
    record(
      document: string,
      kind: string,
      subject: string,
      body: Record<string, unknown>,
      id?: string,
    ): string {
      const entry = draft(kind, subject, body, id);
      replica.append(document, [entry], 'office');
      return entry.id;
    },
    certify(kind: string, subject: string, body: Record<string, unknown>): Entry {
      const entry = key.sign(draft(kind, subject, body));
      replica.write(() => receipts.issue('registry', replica.append('registry', [entry], 'office')));
      return entry;
    },
    recovered: () => leaveRecovery(office),
  };
  if (!receipts.trust().office.has(key.id))
    office.certify('key.office', key.id, {
      ...{ key: key.id, alg: 'Ed25519', publicKey: key.publicKey },
      ...(key.recoveryKey === null ? {} : { recovery: key.recoveryKey }),
    });
  if (key.recovery !== null)
    log.warn({ recoveryKey: key.recovery }, 'keep this recovery key on paper: it is not shown again');
  nameUnits(office);
  keepRevocations(office);
  keepDestroyed(office);
  return office;
}

/** Does something on an office's data where no server runs on it. @throws {Locked} where one does. */
export async function withOffice<T>(folder: string, work: (office: Office) => Promise<T>): Promise<T> {
  const lock = new Lock(folder);
  try {
    const office = openOffice(folder, Date.now, pino({ level: 'warn' }, pino.destination(2)));
    try {
      return await work(office);
    } finally {
      office.replica.close();
      office.seals.close();
    }
  } finally {
    lock.release();
  }
}
