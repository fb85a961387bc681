import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { folds } from '../../domain/folds.ts';
import type { Json } from '../../domain/ledger/canonical.ts';
import type { Sealed } from '../../domain/meeting-plan.ts';
import type { Context } from '../../main/app.ts';
import { draftOf, headsOf, readDraft, setFields, writeText } from '../../main/meeting-draft.ts';
import { lateEdits, lateTexts } from '../../main/meeting-late.ts';
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

test('an edit that a seal did not see is kept as its writer made it, whoever’s won and however often it is compacted', () => {
  const outcome = { item: 'i', kind: 'decision', text: '原则同意', at: 1, by: 'p1' };
  const fields = (over: Record<string, Json> = {}) =>
    Object.fromEntries(
      Object.entries({ ...outcome, ...over }).map(([field, value]) => [`outcome/o/${field}`, value as Json]),
    );
  const attend = (presence: string) => ({ 'attend/u': { name: '', presence, note: '', order: 0 } });
  // Who wins is up to Yjs client ids, which nobody chooses: until both have been seen.
  const seen = new Set<boolean>();
  for (let round = 0; round < 80 && seen.size < 2; round++) {
    const [office, away] = [new Desk('p1'), new Desk('p2')];
    setFields(office.context, 'm', { ...fields(), ...attend('present') });
    away.take(office);
    // Both change the same fields, and neither knows of the other; the office seals.
    setFields(away.context, 'm', { 'outcome/o/text': '不予', ...attend('absent') });
    setFields(office.context, 'm', { 'outcome/o/text': '同意', ...attend('standIn') });
    const { outcomes, attendance } = readDraft(office.replica, 'm')!.plan;
    const seal = { outcomes, attendance, heads: headsOf(office.replica, 'm') } as unknown as Sealed;
    office.take(away);
    away.take(office);
    const told = (desk: Desk) =>
      lateEdits(desk.replica, 'm', { draft: readDraft(desk.replica, 'm')!, seal }, (person) => person);
    const expected = [
      {
        ...{ by: 'p2', at: expect.any(String) },
        edit: { about: 'attendance', unit: 'u', was: { presence: 'standIn' }, says: { presence: 'absent' } },
      },
      { by: 'p2', edit: { about: 'outcome', item: 'i', was: { text: '同意' }, says: { text: '不予' } } },
    ];
    expect(told(office)).toMatchObject(expected);
    expect(told(away)).toEqual(told(office));
    const lost = readDraft(office.replica, 'm')!.plan.outcomes[0]!.text === '同意';
    if (!seen.has(lost)) {
      for (let n = 0; n < 400; n++) setFields(office.context, 'm', { 'item/x/title': `${n}` });
      office.replica.compact(DOC);
      office.restart();
      expect(told(office)).toMatchObject(expected);
    }
    seen.add(lost);
    for (const desk of [office, away]) desk.replica.close();
  }
  expect(seen.size).toBe(2);
});
