import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folds } from '../../domain/folds.ts';
import type { Context } from '../../main/app.ts';
import { draftOf, headsOf, lateTexts, readDraft, setFields, writeText } from '../../main/meeting-draft.ts';
import { Replica } from '../../replica/replica.ts';

let folder: string;
let made = 0;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'draft-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const DOC = draftOf('m');

/** One console's replica and what its screen shows of the text: a writer edits what they see, not what is there. */
class Desk {
  readonly file = join(folder, `${made++}.db`);
  readonly person: string;
  replica = new Replica(this.file, folds);
  seen = '';

  constructor(person: string) {
    this.person = person;
  }

  get context(): Context {
    return { replica: this.replica, me: { person: this.person }, now: () => 0 } as unknown as Context;
  }

  get text(): string {
    return readDraft(this.replica, 'm')?.texts.get('i') ?? '';
  }

  /** Ends without warning and starts anew, under other Yjs client ids. */
  restart(): void {
    this.replica.close();
    this.replica = new Replica(this.file, folds);
  }

  take(from: Desk): void {
    for (const update of from.replica.difference(DOC, this.replica.stateVector(DOC)))
      this.replica.merge(DOC, 'draft', update, 'office');
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), who: fc.nat(2), at: fc.nat(30) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look' as const), who: fc.nat(2), at: fc.nat(30) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('restart' as const), who: fc.nat(2), at: fc.nat(30) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sync' as const), who: fc.nat(2), at: fc.nat(2) }) },
);

test('three people at one text, each on what they last saw, in any order of exchange: every word that was written stands, once, everywhere', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 4, maxLength: 30 }), (steps) => {
      const desks = ['甲', '乙', '丙'].map((person) => new Desk(person));
      const words: string[] = [];
      for (const { do: what, who, at } of steps) {
        const desk = desks[who]!;
        if (what === 'look') desk.seen = desk.text;
        else if (what === 'restart') desk.restart();
        else if (what === 'sync') desk.take(desks[at]!);
        else {
          const word = `〔${desk.person}${words.length}〕`;
          // A place between words of what this person sees.
          const places = [...desk.seen.matchAll(/^|〕/g)].map((match) => match.index + match[0].length);
          const place = places[at % places.length]!;
          const mine = desk.seen.slice(0, place) + word + desk.seen.slice(place);
          writeText(desk.context, 'm', 'i', desk.seen, mine);
          desk.seen = mine;
          words.push(word);
        }
      }
      for (let round = 0; round < 2; round++)
        for (const desk of desks) for (const other of desks) if (other !== desk) desk.take(other);
      const [first, ...others] = desks.map((desk) => desk.text);
      for (const other of others) expect(other).toBe(first);
      for (const word of words) expect(first!.split(word)).toHaveLength(2);
      expect(first!.length).toBe(words.join('').length);
      for (const desk of desks) desk.replica.close();
    }),
    { numRuns: 25 },
  );
});

test('what lies beyond a seal is told apart by its writer, and only that', () => {
  const [clerk, away] = [new Desk('甲'), new Desk('乙')] as [Desk, Desk];
  writeText(clerk.context, 'm', 'i', '', '会议听取了汇报。');
  away.take(clerk);
  writeText(away.context, 'm', 'i', '会议听取了汇报。', '会议听取了专题汇报。补充一句。');
  setFields(clerk.context, 'm', { 'item/i/title': '门禁占比' });
  const heads = headsOf(clerk.replica, 'm');
  expect(lateTexts(clerk.replica, 'm', heads)).toEqual([]);
  clerk.take(away);
  const late = lateTexts(clerk.replica, 'm', heads);
  expect(late.map(({ item, text }) => [item, text])).toEqual([['i', '专题补充一句。']]);
  expect(readDraft(clerk.replica, 'm')!.writers.get(late[0]!.client)).toMatchObject({ person: '乙' });
  for (const desk of [clerk, away]) desk.replica.close();
});

test('an act that fails after it changed a draft leaves nothing of it, in memory or on the disk', () => {
  const desk = new Desk('甲');
  writeText(desk.context, 'm', 'i', '', '一');
  const hold = desk.replica.hold(DOC, 'draft');
  expect(() =>
    desk.replica.write(() => {
      writeText(desk.context, 'm', 'i', '一', '一二');
      throw new Error('refused');
    }),
  ).toThrow('refused');
  expect(desk.text).toBe('一');
  writeText(desk.context, 'm', 'i', '一', '一三');
  expect(desk.text).toBe('一三');
  expect(hold).toBeDefined();
  desk.restart();
  expect(desk.text).toBe('一三');
  desk.replica.close();
});
