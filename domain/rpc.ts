import {
  type Contract,
  contract,
  type Input,
  isName,
  type Name,
  type Output,
  type Parsed,
  type QueryName,
} from './contract.ts';

/** What carries frames: a WebSocket, Electron's IPC, two functions in a test. Frames are JSON text. */
export interface Wire {
  send(frame: string): void;
  onFrame(take: (frame: string) => void): void;
  onClose(done: () => void): void;
}

/** A mistake that a person can mend: a code, a sentence, and the record it belongs to. */
export class Refusal extends Error {
  readonly code: string;
  readonly record: string | undefined;
  constructor(code: string, message: string, record?: string) {
    super(message);
    this.name = 'Refusal';
    this.code = code;
    this.record = record;
  }
}

/** What a console offers. `follow` calls `take` with the result and then with each change, until stopped. */
export interface Api {
  call<N extends Name>(name: N, input: Parsed<N>): Promise<Output<N>>;
  follow<N extends QueryName>(
    name: N,
    input: Parsed<N>,
    take: (value: Output<N>) => void,
    fail: (error: Error) => void,
  ): () => void;
}

type Ask = { id: number; do: 'call' | 'follow'; name: string; input: unknown } | { id: number; do: 'stop' };
type Answer =
  | { id: number; value: unknown }
  | { id: number; error: { code: string; message: string; record?: string } };

function parseInput<N extends Name>(name: N, input: unknown): Parsed<N> {
  const parsed = (contract[name] as Contract[Name]).input.safeParse(input ?? {});
  if (parsed.success) return parsed.data as Parsed<N>;
  const issue = parsed.error.issues[0];
  throw new Refusal(
    'bad_input',
    `${name}: ${issue?.path.join('.') || 'parameters'}: ${issue?.message ?? 'wrong'}`,
  );
}

/** Parses and calls by name: what `query`, `act` and the wire all go through. */
export function callByName(api: Api, name: string, input: unknown): Promise<unknown> {
  if (!isName(name)) throw new Refusal('unknown_name', `${name}: no such query or act`);
  return api.call(name, parseInput(name, input));
}

function errorOf(error: unknown): { code: string; message: string; record?: string } {
  if (error instanceof Refusal)
    return {
      code: error.code,
      message: error.message,
      ...(error.record === undefined ? {} : { record: error.record }),
    };
  return { code: 'failed', message: error instanceof Error ? error.message : String(error) };
}

/** Serves `api` to whoever is at the other end of the wire; ends its feeds when the wire closes. */
export function serve(api: Api, wire: Wire): void {
  const feeds = new Map<number, () => void>();
  const answer = (frame: Answer) => wire.send(JSON.stringify(frame));
  const stop = (id: number) => {
    feeds.get(id)?.();
    feeds.delete(id);
  };
  wire.onClose(() => {
    for (const id of [...feeds.keys()]) stop(id);
  });
  wire.onFrame((frame) => {
    let ask: Ask;
    try {
      ask = JSON.parse(frame) as Ask;
    } catch {
      return;
    }
    if (typeof ask !== 'object' || ask === null || typeof ask.id !== 'number') return;
    if (ask.do === 'stop') return stop(ask.id);
    try {
      if (ask.do === 'call') {
        callByName(api, ask.name, ask.input).then(
          (value) => answer({ id: ask.id, value }),
          (error) => answer({ id: ask.id, error: errorOf(error) }),
        );
        return;
      }
      if (!isName(ask.name) || contract[ask.name].kind !== 'query')
        throw new Refusal('unknown_name', `${ask.name}: no such query`);
      const name = ask.name as QueryName;
      feeds.set(
        ask.id,
        api.follow(
          name,
          parseInput(name, ask.input),
          (value) => answer({ id: ask.id, value }),
          (error) => answer({ id: ask.id, error: errorOf(error) }),
        ),
      );
    } catch (error) {
      answer({ id: ask.id, error: errorOf(error) });
    }
  });
}

export interface Remote {
  call<N extends Name>(name: N, input: Input<N>): Promise<Output<N>>;
  follow<N extends QueryName>(
    name: N,
    input: Input<N>,
    take: (value: Output<N>) => void,
    fail: (error: Error) => void,
  ): () => void;
}

/** The caller's end. A call fails when the wire closes or nothing came back within `timeoutMs`. */
export function connect(wire: Wire, timeoutMs = 30_000): Remote {
  let next = 1;
  const waiting = new Map<number, { take(value: unknown): void; fail(error: Error): void; once: boolean }>();
  wire.onFrame((frame) => {
    const got = JSON.parse(frame) as Answer;
    const to = waiting.get(got.id);
    if (!to) return;
    if (to.once) waiting.delete(got.id);
    if ('error' in got) to.fail(new Refusal(got.error.code, got.error.message, got.error.record));
    else to.take(got.value);
  });
  wire.onClose(() => {
    const lost = new Refusal('closed', 'the console went away');
    for (const each of waiting.values()) each.fail(lost);
    waiting.clear();
  });
  return {
    call(name, input) {
      return new Promise((resolve, reject) => {
        const id = next++;
        const timer = setTimeout(() => {
          waiting.delete(id);
          reject(new Refusal('timeout', `${name}: no answer within ${timeoutMs / 1000} s`));
        }, timeoutMs);
        const settle =
          <T>(then: (value: T) => void) =>
          (value: T) => {
            clearTimeout(timer);
            then(value);
          };
        waiting.set(id, {
          take: settle(resolve as (value: unknown) => void),
          fail: settle(reject),
          once: true,
        });
        wire.send(JSON.stringify({ id, do: 'call', name, input }));
      });
    },
    follow(name, input, take, fail) {
      const id = next++;
      waiting.set(id, { take: take as (value: unknown) => void, fail, once: false });
      wire.send(JSON.stringify({ id, do: 'follow', name, input }));
      return () => {
        if (waiting.delete(id)) wire.send(JSON.stringify({ id, do: 'stop' }));
      };
    },
  };
}
