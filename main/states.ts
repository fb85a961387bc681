import type { Fold } from '../domain/fold.ts';
import { folds } from '../domain/folds.ts';
import type { Change } from '../replica/change.ts';
import type { Replica } from '../replica/replica.ts';

/**
 * What queries keep of a replica between two runs: parsed states and results by document, brought up to date by what
 * each commit touched. A cold query pays for the documents that it reads, a live one for what changed.
 */
class Kept {
  private readonly replica: Replica;
  private readonly byNoun = new Map(folds.map((fold) => [fold.noun, fold]));
  private readonly states = new Map<string, Map<string, unknown>>();
  private readonly made = new Map<string, Map<string, unknown>>();

  constructor(replica: Replica) {
    this.replica = replica;
    replica.onCommit((changes) => {
      for (const change of changes) this.take(change);
    });
  }

  private take(change: Change): void {
    this.made.delete(change.doc);
    for (const [noun, fold] of this.byNoun) {
      const kept = this.states.get(`${noun}\n${change.doc}`);
      if (kept) this.refresh(kept, fold, change);
    }
  }

  private refresh(kept: Map<string, unknown>, fold: Fold, { doc, entries }: Change): void {
    const subjects = entries.filter((entry) => fold.takes(entry.kind)).map((entry) => fold.subject(entry));
    for (const subject of new Set(subjects)) {
      const state = this.replica.state(fold.noun, doc, subject);
      if (state === null) kept.delete(subject);
      else kept.set(subject, state);
    }
  }

  of<T>(noun: string, doc: string): T[] {
    const key = `${noun}\n${doc}`;
    let kept = this.states.get(key);
    if (!kept) {
      kept = new Map(this.replica.statesBySubject<T>(noun, doc));
      this.states.set(key, kept);
    }
    return [...kept.values()] as T[];
  }

  make<T>(doc: string, what: string, work: () => T): T {
    let made = this.made.get(doc);
    if (!made) {
      made = new Map();
      this.made.set(doc, made);
    }
    if (!made.has(what)) made.set(what, work());
    return made.get(what) as T;
  }
}

const all = new WeakMap<Replica, Kept>();

function keptOf(replica: Replica): Kept {
  let kept = all.get(replica);
  if (!kept) {
    kept = new Kept(replica);
    all.set(replica, kept);
  }
  return kept;
}

/** States of a noun in one document. Not to be changed by the caller. */
export function statesIn<T>(replica: Replica, noun: string, doc: string): T[] {
  return keptOf(replica).of<T>(noun, doc);
}

/** What `work` makes of one document, kept until a commit touches that document. */
export function madeOf<T>(replica: Replica, doc: string, what: string, work: () => T): T {
  return keptOf(replica).make(doc, what, work);
}
