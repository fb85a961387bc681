import { diff } from '../../domain/splice.ts';
import { carried, placed } from './carry.ts';

/** Where typed text waits until the console has it, over a reload as well. */
export interface Keep {
  read(): { base: string; value: string } | null;
  write(kept: { base: string; value: string } | null): void;
}

/**
 * One text that several people write. What is typed stays on the screen whatever happens; it goes to the console when
 * the typing pauses, as before and after, and what others wrote meanwhile is put under it.
 */
export class Writing {
  /** What the console is known to have. */
  base: string;
  value: string;
  saving = false;
  /** Why the last attempt failed; what was typed then waits for the next. */
  failed: Error | null = null;
  /** The latest text of the console, held back while one of ours is under way or a character is being composed. */
  private later: string | null = null;
  private composing = false;
  private readonly keep: Keep;
  private readonly save: (before: string, after: string) => Promise<unknown>;
  private readonly changed: () => void;

  constructor(
    text: string,
    keep: Keep,
    save: (before: string, after: string) => Promise<unknown>,
    changed: () => void,
  ) {
    const kept = keep.read();
    this.base = text;
    this.value = kept ? carried(kept.base, kept.value, text) : text;
    this.keep = keep;
    this.save = save;
    this.changed = changed;
  }

  get dirty(): boolean {
    return this.value !== this.base;
  }

  type(value: string): void {
    this.value = value;
    this.tell();
  }

  compose(on: boolean): void {
    this.composing = on;
    if (!on) this.settle();
  }

  /** The console's text changed. Answers where a place in the shown text has gone. */
  take(theirs: string): (place: number) => number {
    if (this.saving || this.composing) {
      this.later = theirs;
      return (place) => place;
    }
    const before = this.value;
    this.value = carried(this.base, this.value, theirs);
    this.base = theirs;
    const edits = diff(before, this.value);
    this.tell();
    return (place) => placed(place, edits);
  }

  /** Sends what is typed; does nothing while there is nothing, or while something is under way. */
  async send(): Promise<void> {
    if (!this.dirty || this.saving || this.composing) return;
    const { base, value } = this;
    this.saving = true;
    this.changed();
    try {
      await this.save(base, value);
      this.base = value;
      this.failed = null;
      // The console's next word comes after ours and holds it; what came while ours was under way may not.
      this.later = null;
    } catch (error) {
      this.failed = error as Error;
    }
    this.saving = false;
    this.settle();
    this.tell();
  }

  private settle(): void {
    const { later } = this;
    this.later = null;
    if (later !== null) this.take(later);
  }

  private tell(): void {
    this.keep.write(this.dirty ? { base: this.base, value: this.value } : null);
    this.changed();
  }
}
