import type { FastifyInstance } from 'fastify';
import { parseDocument } from '../domain/documents.ts';
import { parsePost } from '../domain/post.ts';
import type { Metrics } from './metrics.ts';
import { callerOf, type Office, Rejection } from './office.ts';
import { mayOpen } from './upgrade.ts';

const HASH = /^[0-9a-f]{64}$/;
const LARGEST_BLOB = 256 * 1024 * 1024;

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
      documents,
    };
  });

  app.get<{ Params: { hash: string } }>('/blobs/:hash', async (request, reply) => {
    const caller = callerOf(office, request.headers);
    const role = parsePost(caller.role)?.role;
    if (role === 'operator' || role === 'wall') throw new Rejection(403, 'not for this role');
    const bytes = HASH.test(request.params.hash) ? office.blobs.read(request.params.hash) : null;
    if (!bytes) throw new Rejection(404, 'no such file here');
    return reply.type('application/octet-stream').send(bytes);
  });

  app.register(async (files) => {
    // The body is streamed to the disk, not kept in memory.
    files.removeAllContentTypeParsers();
    files.addContentTypeParser('*', (_request, _payload, done) => done(null));
    files.put<{ Params: { hash: string } }>(
      '/blobs/:hash',
      { bodyLimit: LARGEST_BLOB },
      async (request, reply) => {
        const caller = callerOf(office, request.headers);
        const role = parsePost(caller.role)?.role;
        if (role === 'wall' || role === 'audit') throw new Rejection(403, 'not for this role');
        const { hash } = request.params;
        if (!HASH.test(hash)) throw new Rejection(400, 'not a SHA-256 in lower-case hex');
        if (office.blobs.has(hash)) return reply.code(200).send({ stored: true });
        await office.blobs.receive(hash, request.raw, LARGEST_BLOB).catch((error: Error) => {
          throw new Rejection(400, error.message);
        });
        return reply.code(201).send({ stored: true });
      },
    );
  });
}
