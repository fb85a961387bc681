import * as Y from 'yjs';
import type { DocumentName } from '../domain/documents.ts';
import { mayWrite, parsePost } from '../domain/post.ts';
import type { Office } from './office.ts';
import type { Denial } from './policy.ts';
import type { Caller } from './tokens.ts';

const deny = (code: string, reason: string): Denial => ({ code, entries: [{ id: '', reason }] });

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
): Denial | null {
  let read: ReturnType<typeof Y.decodeUpdate>;
  try {
    read = Y.decodeUpdate(update);
  } catch (error) {
    return deny('malformed', (error as Error).message);
  }
  const heads = office.replica.headsOf(document.name);
  const fresh = read.structs.filter(
    (struct) => struct.id.clock + struct.length > (heads.get(struct.id.client)?.next ?? 0),
  );
  if (document.kind === 'gauge') {
    if (fresh.length) return deny('gauge', 'only the office’s intake writes a gauge');
    const doc = office.replica.hold(document.name, 'gauge');
    const covered = covers(doc, read.ds);
    office.replica.release(document.name);
    return covered ? null : deny('gauge', 'only the office’s intake writes a gauge');
  }
  const strange = fresh.find((struct) => (heads.get(struct.id.client)?.owner ?? owner) !== owner);
  if (strange) return deny('client', 'this Yjs client id is somebody else’s');
  const post = parsePost(caller.role);
  if (!fresh.length && read.ds.clients.size === 0) return null;
  if (!post || !mayWrite(post, 'meeting.created'))
    return deny('role', `${caller.role} may not write ${document.family}`);
  office.replica.merge(document.name, 'draft', update, owner);
  return null;
}
