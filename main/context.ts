import { covers } from '../domain/carry.ts';
import {
  type ActName,
  contract,
  type ErrandName,
  type Name,
  type Output,
  type Parsed,
  type QueryName,
} from '../domain/contract.ts';
import { mayStand, parseDocument } from '../domain/documents.ts';
import { type Clock, clockText, merge, readClock, tick } from '../domain/ledger/clock.ts';
import { type Entry, SCHEMA } from '../domain/ledger/entry.ts';
import { isWeighty, mayWrite, parsePost } from '../domain/post.ts';
import { type Api, Refusal } from '../domain/rpc.ts';
import { Believed } from '../replica/believed.ts';
import type { Blobs } from '../replica/blobs.ts';
import { DestroyedFiles } from '../replica/destroyed.ts';
import type { Replica } from '../replica/replica.ts';
import type { Seals } from '../replica/seals.ts';
import { uuid7 } from '../replica/uuid.ts';
import type { Context, Identity, Local } from './app.ts';
import type { Files } from './files.ts';
import { actOf, errandOf, queryOf } from './handlers.ts';
import type { Keys } from './keys.ts';
import type { Live } from './live.ts';
import { type Address, askOffice } from './office.ts';
import type { Settings } from './settings.ts';
import { Counts, syncStatus } from './status.ts';
import type { Sync } from './sync.ts';

export interface Parts {
  replica: Replica;
  blobs: Blobs;
  files: Files;
  templates: string | null;
  keys: Keys;
  now(): number;
  settings(): Settings;
  /** Null where this process never looks for the office. */
  sync: Sync | null;
  /** The office's address and this console's token; null while it is not enrolled. */
  address(): Address | null;
  local: Local;
  seals: Seals;
}

function identity({ settings, keys }: Parts): Identity {
  const { person, name, unit, post, device } = settings();
  return {
    ...{ person: person ?? '', name: name ?? person ?? '', unit, post: post ?? '', device },
    unlocked: keys.exists ? keys.unlocked : null,
  };
}

/** The hybrid logical clock of this device: kept over restarts, moved on by what others wrote. */
class DeviceClock {
  private readonly replica: Replica;
  private readonly now: () => number;
  private last: Clock;

  constructor(replica: Replica, now: () => number) {
    this.replica = replica;
    this.now = now;
    const kept = replica.meta('clock');
    this.last = kept === null ? { ms: 0, count: 0 } : readClock(kept);
    replica.onCommit((changes) => {
      for (const { entries, owners } of changes)
        if (!owners.has('self'))
          for (const { v, at } of entries)
            if (v <= SCHEMA) this.last = merge(this.last, readClock(at), now());
    });
  }

  /** The next reading, written down in the running transaction. */
  next(device: string): string {
    this.last = tick(this.last, this.now());
    const text = clockText(this.last, device);
    this.replica.setMeta('clock', text);
    return text;
  }
}

export function makeContext(parts: Parts): Context {
  const { replica, blobs, files, templates, keys, now, settings, sync, local, seals } = parts;
  const counts = new Counts(replica);
  const clock = new DeviceClock(replica, now);
  const believed = new Believed(replica, () => settings().root, { ahead: sync !== null });
  return {
    ...{ replica, blobs, files, templates, now, keys, local, seals, trust: () => believed.trust() },
    destroyed: new DestroyedFiles(replica, () => believed.trust()),
    get root() {
      return settings().root;
    },
    get me() {
      return identity(parts);
    },
    get demo() {
      return replica.meta('demo') === 'yes';
    },
    newId: () => uuid7(now()),
    record(document, kind, subject, body, more = {}) {
      const me = identity(parts);
      check(me, document, kind);
      const entry: Entry = {
        ...{ v: 1, id: more.id ?? uuid7(now()), kind, subject, at: clock.next(me.device) },
        by: { person: me.person, device: me.device },
        // As it will be read again: what is undefined is not there.
        body: JSON.parse(JSON.stringify(body)) as Record<string, unknown>,
      };
      // What is signed can also be brought to the office by somebody else, so all is, while the key is open.
      const signed = isWeighty(kind) || more.sign === true || keys.unlocked ? keys.sign(entry) : entry;
      replica.append(document, [signed]);
      return signed;
    },
    carries: (document) => sync?.carries(document) ?? carriedAlone(settings(), document),
    saved: (document, id) => (replica.stored(document, id) ? 'office' : 'here'),
    refused: () => replica.outbox.refused().map(({ id, kind, reason }) => ({ id, kind, reason })),
    sync: () => syncStatus(replica, settings(), counts, sync),
    askOffice: (path, body) => askOffice(parts.address(), path, body),
    fetchDetail: async (hash) => (sync ? sync.fetchFile(hash, 'details') : blobs.read(hash)),
    fetchFile: async (hash) => (sync ? sync.fetchFile(hash, 'blobs') : blobs.read(hash)),
  };
}

function check(me: Identity, document: string, kind: string): void {
  if (me.person === '')
    throw new Refusal('unidentified', 'the office has not told yet whose token this is: connect once');
  const name = parseDocument(document);
  if (!name || !mayStand(kind, name.family))
    throw new Refusal('document', `${kind} does not belong in ${document}`);
  const post = parsePost(me.post);
  if (!post || !mayWrite(post, kind))
    throw new Refusal('post', `${me.post || 'nobody'} may not write ${kind}`);
}

/** Whether the choice of a console that is not running covers a document. */
function carriedAlone({ carried }: Settings, document: string): boolean {
  return !carried || covers(carried, document);
}

/** The contract served from a context. `live` is null in a process that answers once and ends. */
export function makeApi(context: Context, live: Live | null): Api {
  const run = async <N extends QueryName>(name: N, input: Parsed<N>): Promise<Output<N>> =>
    await queryOf(name).run(context, input);
  return {
    async call<N extends Name>(name: N, input: Parsed<N>): Promise<Output<N>> {
      if (contract[name].kind === 'query') return (await run(name as QueryName, input as never)) as Output<N>;
      if (contract[name].kind === 'errand')
        return (await errandOf(name as ErrandName).run(context, input as never)) as Output<N>;
      const act = actOf(name as ActName);
      return context.replica.write(() => act.run(context, input as never)) as Output<N>;
    },
    follow(name, input, take, fail) {
      if (!live) throw new Refusal('failed', 'this process answers once and ends');
      return live.follow(queryOf(name), () => run(name, input), take, fail);
    },
  };
}
