import * as Y from 'yjs';
import type { DocumentName } from '../domain/documents.ts';
import { isOpenPart } from '../domain/meeting-plan.ts';
import { mayWrite, type Post, parsePost } from '../domain/post.ts';
import type { Denial } from '../replica/protocol.ts';
import type { Office } from './office.ts';
import type { Caller } from './tokens.ts';

/** Refused, or stored: the writer's Yjs clients with their durable clocks. */
export type DraftVerdict = { denial: Denial } | { clocks: Map<number, number> };

const deny = (code: string, reason: string): DraftVerdict => ({
  denial: { code, entries: [{ id: '', reason }] },
});
const NOTHING: DraftVerdict = { clocks: new Map() };

/**
 * While an office is restored from a backup anybody brings back what it lost of others; whose those Yjs clients are it
 * cannot know, so their writers may go on under them.
 */
const RECOVERED = 'recovered';

/** Whether everything that `inner` deletes is deleted in `outer`. */
function covers(outer: Y.Doc, inner: ReturnType<typeof Y.decodeUpdate>['ds']): boolean {
  const stored = Y.createDeleteSetFromStructStore(outer.store);
  for (const [client, runs] of inner.clients) {
    const have = stored.clients.get(client) ?? [];
    for (const run of runs)
      if (!have.some((each) => each.clock <= run.clock && each.clock + each.len >= run.clock + run.len))
        return false;
  }
  return true;
}

function judgeGauge(
  office: Office,
  document: DocumentName,
  fresh: boolean,
  read: ReturnType<typeof Y.decodeUpdate>,
): DraftVerdict {
  const denied = deny('gauge', 'only the office’s intake writes a gauge');
  if (fresh) return denied;
  const doc = office.replica.hold(document.name, 'gauge');
  const covered = covers(doc, read.ds);
  office.replica.release(document.name);
  return covered ? NOTHING : denied;
}

type Shared = NonNullable<ReturnType<Y.Doc['share']['get']>>;

/** The shared part that a type stands in, however deep. */
function rootOf(type: Shared): Shared {
  let root = type;
  while (root._item) root = root._item.parent as Shared;
  return root;
}

/** Names of the shared parts that an update would change, tried on a copy; null where it waits for what has not come. */
function touched(office: Office, document: DocumentName, update: Uint8Array): Set<string> | null {
  const copy = new Y.Doc();
  const names = new Set<string>();
  try {
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(office.replica.hold(document.name, 'draft')));
    copy.on('afterTransaction', ({ changed }: Y.Transaction) => {
      const roots = new Set([...changed.keys()].map(rootOf));
      for (const [name, part] of copy.share) if (roots.has(part)) names.add(name);
    });
    Y.applyUpdate(copy, update);
    return copy.store.pendingStructs || copy.store.pendingDs ? null : names;
  } finally {
    office.replica.release(document.name);
    copy.destroy();
  }
}

/** Office and chair write all of a draft; the groups its minutes and papers; nobody else anything. */
function faultOf(office: Office, document: DocumentName, post: Post, update: Uint8Array): string | null {
  if (mayWrite(post, 'meeting.planned')) return null;
  if (!mayWrite(post, 'meeting.written')) return `may not write ${document.family}`;
  const names = touched(office, document, update);
  if (!names) return 'sends what needs an edit that has not come';
  const closed = [...names].find((name) => !isOpenPart(name));
  return closed === undefined ? null : `may not write ${closed} of ${document.family}`;
}

/**
 * Takes an update of a gauge or a draft from a client. A gauge takes nothing new: the office's intake alone writes
 * it. A draft takes what somebody writes whose post may, under Yjs client ids of their own.
 */
export function judgeDraft(
  office: Office,
  document: DocumentName,
  caller: Caller,
  owner: string,
  update: Uint8Array,
): DraftVerdict {
  let read: ReturnType<typeof Y.decodeUpdate>;
  try {
    read = Y.decodeUpdate(update);
  } catch (error) {
    return deny('malformed', (error as Error).message);
  }
  const { replica } = office;
  const heads = replica.headsOf(document.name);
  const fresh = read.structs.filter(
    (struct) => struct.id.clock + struct.length > (heads.get(struct.id.client)?.next ?? 0),
  );
  if (document.kind === 'gauge') return judgeGauge(office, document, fresh.length > 0, read);
  const known = (client: number) => heads.get(client)?.owner ?? RECOVERED;
  const strange = office.receipts.recovering
    ? undefined
    : fresh.find(({ id }) => ![owner, RECOVERED].includes(known(id.client)));
  if (strange) return deny('client', 'this Yjs client id is somebody else’s');
  if (!fresh.length && read.ds.clients.size === 0) return NOTHING;
  const post = parsePost(caller.role);
  const fault = post ? faultOf(office, document, post, update) : 'has no post';
  if (fault !== null) return deny('role', `${caller.role} ${fault}`);
  replica.merge(document.name, 'draft', update, office.receipts.recovering ? RECOVERED : owner);
  const stored = replica.headsOf(document.name);
  const clients = new Set(fresh.map((struct) => struct.id.client));
  return { clocks: new Map([...clients].map((client) => [client, stored.get(client)?.next ?? 0])) };
}
