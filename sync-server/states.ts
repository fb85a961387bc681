import type { Fold } from '../domain/fold.ts';
import type { Replica } from '../replica/replica.ts';

/**
 * Parsed states of a noun as the office's own lookouts need them: all of some documents, and of every other of the
 * family what has not ended. What commits touch is read again at the next look, not in the commit: the office takes in
 * far more than it looks at.
 */
export class States<T extends { ended: boolean }> {
  private readonly replica: Replica;
  private readonly fold: Fold;
  private readonly kept = new Map<string, Map<string, T>>();
  private readonly touched = new Map<string, Set<string>>();
  private readonly stop: () => void;

  constructor(replica: Replica, fold: Fold) {
    this.replica = replica;
    this.fold = fold;
    this.stop = replica.onCommit((changes) => {
      for (const { doc, entries } of changes) {
        if (!this.kept.has(doc)) continue;
        const subjects = this.touched.get(doc) ?? new Set();
        for (const entry of entries) if (fold.takes(entry.kind)) subjects.add(fold.subject(entry));
        this.touched.set(doc, subjects);
      }
    });
  }

  /** Not to be changed by the caller, who reads them once and writes nothing meanwhile. */
  *look(documents: readonly string[]): Generator<T> {
    for (const doc of [...this.kept.keys()]) if (!documents.includes(doc)) this.kept.delete(doc);
    for (const doc of documents) yield* this.of(doc).values();
    yield* this.replica.runningStates<T>(this.fold.noun, new Set(documents));
  }

  private of(doc: string): Map<string, T> {
    let kept = this.kept.get(doc);
    if (!kept) {
      kept = new Map(this.replica.statesBySubject<T>(this.fold.noun, doc));
      this.kept.set(doc, kept);
    } else {
      for (const subject of this.touched.get(doc) ?? []) {
        const state = this.replica.state<T>(this.fold.noun, doc, subject);
        if (state === null) kept.delete(subject);
        else kept.set(subject, state);
      }
    }
    this.touched.delete(doc);
    return kept;
  }

  close(): void {
    this.stop();
  }
}
