import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { CaseOpened } from '../../domain/case.ts';
import { dayOf, isoShanghai, parseTime } from '../../domain/day.ts';
import { documentOn, parseDocument } from '../../domain/documents.ts';
import { notJson } from '../../domain/ledger/canonical.ts';
import type { Office } from '../office.ts';
import type { Caller } from '../tokens.ts';
import { type Answer, acceptFeed, type Intake } from './feed.ts';

const KINDS = ['restricted_road', 'emission_over_limit', 'black_smoke'];
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

interface Fault {
  field: string;
  reason: string;
}

/** Events of cameras and instruments (CONTRACT.md, Intake: enforcement): each opens a case, once. */
export function registerEnforcement(app: FastifyInstance, office: Office): Intake {
  acceptFeed(app, office, '/intake/enforcement', 'events', (rows, caller) => take(office, rows, caller));
  return { flush() {}, close() {} };
}

function take(office: Office, rows: unknown[], caller: Caller): Answer {
  const answer: Answer = { accepted: 0, duplicates: 0, refused: [] };
  office.replica.write(() => {
    for (const [index, row] of rows.entries()) {
      const read = readEvent(row);
      if ('field' in read) {
        const id = isObject(row) && typeof row.id === 'string' ? row.id.slice(0, 128) : null;
        answer.refused.push({ index, id, field: read.field, reason: read.reason });
        continue;
      }
      // The same event again, by this operator, is the same case: also after a crash between commit and answer.
      const id = `case-${createHash('sha256').update(`${caller.name}\n${read.id}`).digest('hex').slice(0, 32)}`;
      const document = documentOn('cases', dayOf(read.capturedAt));
      // Also where the time of capture was mended to another month.
      if (office.replica.family('cases').some((each) => office.replica.entry(each, id) !== null)) {
        answer.duplicates++;
        continue;
      }
      office.record(document, 'case.opened', id, { ...read.body, event: read.id, source: caller.name }, id);
      answer.accepted++;
    }
  });
  return answer;
}

/** An event, or the first field that is at fault. */
function readEvent(row: unknown): Fault | { id: string; capturedAt: number; body: Record<string, unknown> } {
  if (!isObject(row)) return { field: 'record', reason: 'must be an object' };
  const { id, kind, device, capturedAt, ...rest } = row;
  if (typeof id !== 'string' || id === '' || id.length > 128)
    return { field: 'id', reason: 'must be a text of 1 to 128 characters' };
  if (typeof kind !== 'string' || !KINDS.includes(kind))
    return { field: 'kind', reason: `must be one of ${KINDS.join(', ')}` };
  if (typeof device !== 'string' || device === '') return { field: 'device', reason: 'must be a text' };
  const at = typeof capturedAt === 'string' ? parseTime(capturedAt) : null;
  if (at === null || !parseDocument(documentOn('cases', dayOf(at))))
    return { field: 'capturedAt', reason: 'must be an ISO 8601 time with offset' };
  if (rest.plate !== undefined && rest.plate !== null && typeof rest.plate !== 'string')
    return { field: 'plate', reason: 'must be a text or null' };
  const fault = placeFault(rest.place) ?? mediaFault(rest.media);
  if (fault) return fault;
  if (rest.readings !== undefined && rest.readings !== null && !isObject(rest.readings))
    return { field: 'readings', reason: 'must be an object' };
  const body = { ...rest, kind, device, capturedAt: isoShanghai(at) };
  const unplain = notJson(body);
  if (unplain) return { field: 'record', reason: unplain };
  const parsed = CaseOpened.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { field: String(issue?.path[0] ?? 'record'), reason: issue?.message ?? 'wrong' };
  }
  return { id, capturedAt: at, body };
}

function placeFault(place: unknown): Fault | null {
  if (place === undefined || place === null) return null;
  if (!isObject(place)) return { field: 'place', reason: 'must be an object' };
  for (const [name, limit] of [
    ['lon', 180],
    ['lat', 90],
  ] as const) {
    const value = place[name];
    if (value !== undefined && value !== null && !(typeof value === 'number' && Math.abs(value) <= limit))
      return { field: `place.${name}`, reason: 'not a position' };
  }
  return null;
}

function mediaFault(media: unknown): Fault | null {
  if (media === undefined || media === null) return null;
  if (!Array.isArray(media)) return { field: 'media', reason: 'must be a list' };
  const bad = media.find(
    (each) => !isObject(each) || typeof each.sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(each.sha256),
  );
  return bad === undefined ? null : { field: 'media.sha256', reason: 'must be a SHA-256 in lower-case hex' };
}
