import { expect, test } from 'vitest';
import { carried } from '../../renderer/chair/carry.ts';
import { type Keep, Writing } from '../../renderer/chair/writing.ts';

function keeping(first: { base: string; value: string } | null = null): Keep & { kept: typeof first } {
  return {
    kept: first,
    read() {
      return this.kept;
    },
    write(kept) {
      this.kept = kept;
    },
  };
}

/** A console that merges as ours does, and answers when it is told to. */
function console_(text: string) {
  const waiting: (() => void)[] = [];
  const state = { text, down: false };
  return {
    state,
    save: (before: string, after: string) =>
      new Promise<void>((done, fail) => {
        waiting.push(() => {
          if (state.down) return fail(new Error('away'));
          state.text = carried(before, after, state.text);
          done();
        });
      }),
    async answer() {
      waiting.shift()?.();
      await new Promise((next) => setTimeout(next, 0));
    },
  };
}

test('what is typed goes to the console; what others wrote meanwhile is put under it', async () => {
  const desk = console_('会议听取汇报。');
  const writing = new Writing(desk.state.text, keeping(), desk.save, () => {});
  writing.type('会议听取汇报。要求周五前报。');
  void writing.send();
  desk.state.text = '会议认真听取汇报。';
  writing.take(desk.state.text);
  writing.type('会议听取汇报。要求周五前报计划。');
  await desk.answer();
  expect(desk.state.text).toBe('会议认真听取汇报。要求周五前报。');
  writing.take(desk.state.text);
  expect(writing.value).toBe('会议认真听取汇报。要求周五前报计划。');
  void writing.send();
  await desk.answer();
  expect(desk.state.text).toBe(writing.value);
  expect(writing.dirty).toBe(false);
});

test('a console that is away or refuses takes nothing of what is typed, and a reload brings it back', async () => {
  const desk = console_('一。');
  const keep = keeping();
  const writing = new Writing('一。', keep, desk.save, () => {});
  desk.state.down = true;
  writing.type('一。二。');
  void writing.send();
  await desk.answer();
  expect(writing.value).toBe('一。二。');
  expect(writing.failed?.message).toBe('away');
  desk.state = Object.assign(desk.state, { down: false, text: '零。一。' });
  const again = new Writing(desk.state.text, keep, desk.save, () => {});
  expect(again.value).toBe('零。一。二。');
  void again.send();
  await desk.answer();
  expect(desk.state.text).toBe('零。一。二。');
  expect(keep.kept).toBeNull();
});

test('while a character is composed nothing moves under it', () => {
  const writing = new Writing(
    '甲',
    keeping(),
    async () => {},
    () => {},
  );
  writing.compose(true);
  writing.type('甲yi');
  writing.take('前甲');
  expect(writing.value).toBe('甲yi');
  writing.type('甲乙');
  writing.compose(false);
  expect(writing.value).toBe('前甲乙');
});

test('the cursor stays at its word', () => {
  const writing = new Writing(
    '甲乙',
    keeping(),
    async () => {},
    () => {},
  );
  const to = writing.take('子丑甲乙');
  expect([to(0), to(2)]).toEqual([0, 4]);
});
