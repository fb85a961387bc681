import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { isoShanghai } from '../domain/day.ts';
import { parseDocument } from '../domain/documents.ts';
import { parsePost } from '../domain/post.ts';
import { destroyedFiles } from './keep.ts';
import type { Metrics } from './metrics.ts';
import { callerOf, type Office, Rejection } from './office.ts';
import type { Caller } from './tokens.ts';
import { mayOpen } from './upgrade.ts';

const HASH = /^[0-9a-f]{64}$/;
const LARGEST_BLOB = 256 * 1024 * 1024;
const Sized = z.object({
  hashes: z.array(z.string().regex(HASH, 'not a SHA-256 in lower-case hex')).max(1000),
});

/** What a console asks over HTTP: the list of documents, files by their hash; and health and metrics. */
export function serveDocuments(app: FastifyInstance, office: Office, metrics: Metrics): void {
  app.get('/healthz', async () => ({ ok: true, epoch: office.replica.meta('epoch') }));

  app.get('/metrics', async (request, reply) => {
    callerOf(office, request.headers);
    return reply.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });

  app.get('/docs', async (request) => {
    const caller = callerOf(office, request.headers);
    if (parsePost(caller.role)?.role === 'operator') throw new Rejection(403, 'an operator reads nothing');
    const documents = office.replica
      .documents()
      .filter(({ name }) => {
        const document = parseDocument(name);
        return document !== null && mayOpen(office, caller, document);
      })
      .map(({ name, kind, bytes }) => ({ name, kind, hash: office.replica.hash(name), bytes }));
    const recovering = office.replica.meta('recovering') === 'yes';
    return {
      epoch: office.replica.meta('epoch'),
      recovering,
      demo: office.replica.meta('demo') === 'yes',
      you: { person: caller.person ?? caller.name, role: caller.role },
      // So that a device whose clock is off can say so.
      now: isoShanghai(office.now()),
      documents,
    };
  });

  app.get<{ Params: { hash: string } }>(
    '/blobs/:hash',
    { exposeHeadRoute: false },
    async (request, reply) => {
      const caller = callerOf(office, request.headers);
      const role = parsePost(caller.role)?.role;
      if (role === 'operator' || role === 'wall') throw new Rejection(403, 'not for this role');
      const bytes = HASH.test(request.params.hash) ? office.blobs.read(request.params.hash) : null;
      const over = bytes ? null : destroyedFiles(office).get(request.params.hash);
      if (over) throw new Rejection(410, `kept until ${over.until}, and deleted`);
      if (!bytes) throw new Rejection(404, 'no such file here');
      return reply.type('application/octet-stream').send(bytes);
    },
  );

  /** How large files are, for whoever is about to take them along: only those that are here. */
  app.post('/sizes', async (request) => {
    const role = parsePost(callerOf(office, request.headers).role)?.role;
    if (role === 'operator' || role === 'wall') throw new Rejection(403, 'not for this role');
    const asked = Sized.safeParse(request.body);
    if (!asked.success) throw new Rejection(400, asked.error.issues[0]?.message ?? 'not a list of hashes');
    const there = asked.data.hashes.filter((hash) => office.blobs.has(hash));
    return { sizes: Object.fromEntries(there.map((hash) => [hash, office.blobs.size(hash)])) };
  });

  /** How far a file that broke off has come, for whoever brings it. */
  app.head<{ Params: { hash: string } }>('/blobs/:hash', async (request, reply) => {
    const caller = mayBring(callerOf(office, request.headers));
    const { hash } = request.params;
    if (!HASH.test(hash)) throw new Rejection(400, 'not a SHA-256 in lower-case hex');
    const stored = office.blobs.has(hash);
    const offset = stored ? office.blobs.size(hash) : office.blobs.brought(hash, ownerOf(caller));
    return reply
      .header('upload-offset', offset)
      .header('upload-stored', stored ? '1' : '0')
      .send();
  });

  app.register(async (files) => {
    // The body is streamed to the disk, not kept in memory.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser('*', (_request, _payload, done) => done(null));
    files.put<{ Params: { hash: string } }>(
      '/blobs/:hash',
      { bodyLimit: LARGEST_BLOB },
      async (request, reply) => {
        const caller = mayBring(callerOf(office, request.headers));
        const { hash } = request.params;
        if (!HASH.test(hash)) throw new Rejection(400, 'not a SHA-256 in lower-case hex');
        if (office.blobs.has(hash)) return reply.code(200).send({ stored: true });
        const range = rangeOf(request.headers['content-range']);
        if (range) {
          const whole = await goOn(office, hash, ownerOf(caller), range, request.raw);
          return reply.code(whole ? 201 : 202).send({ stored: whole });
        }
        await office.blobs.receive(hash, request.raw, LARGEST_BLOB).catch((error: Error) => {
          throw new Rejection(400, error.message);
        });
        return reply.code(201).send({ stored: true });
      },
    );
  });
}

function mayBring(caller: Caller): Caller {
  const role = parsePost(caller.role)?.role;
  if (role === 'wall' || role === 'audit') throw new Rejection(403, 'not for this role');
  return caller;
}

/** Parts are one device's: what another one brings under the same name can't spoil them. */
const ownerOf = ({ name, device }: Caller) => `${name} ${device ?? ''}`;

/** `bytes 1000-1999/5000`; null where there is none. @throws {Rejection} 400 */
function rangeOf(header: string | undefined): { from: number; total: number } | null {
  if (header === undefined) return null;
  const match = /^bytes (\d{1,12})-(\d{1,12})\/(\d{1,12})$/.exec(header);
  const [from, to, total] = (match ?? []).slice(1).map(Number) as [number, number, number];
  if (!match || to < from || total <= to) throw new Rejection(400, 'not a range of bytes');
  return { from, total };
}

async function goOn(
  office: Office,
  hash: string,
  owner: string,
  range: { from: number; total: number },
  stream: AsyncIterable<Uint8Array>,
): Promise<boolean> {
  try {
    return await office.blobs.resume(hash, owner, range, stream, LARGEST_BLOB);
  } catch (error) {
    throw new Rejection(error instanceof RangeError ? 409 : 400, (error as Error).message);
  }
}
