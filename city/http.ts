/** Sending to the office until it is taken: the office may be away, restarting or busy, and nothing may be lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure, oneLine } from '../command/command.ts';

export interface Line {
  server: string;
  /** Ends every wait. */
  signal: AbortSignal;
  /** Called once for each try that failed, with the reason. */
  onRetry(reason: string): void;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 8000;
const TIMEOUT_MS = 30_000;

/** Waits longer after each call, up to eight seconds. */
export function backOff(line: Line): (reason: string) => Promise<void> {
  let wait = FIRST_WAIT_MS;
  return async (reason) => {
    line.onRetry(reason);
    await sleep(wait, undefined, { signal: line.signal });
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  };
}

export interface Reply {
  status: number;
  body: unknown;
}

/**
 * Posts JSON and repeats it until the office answered it: away, timed out, 408, 429 and 5xx are tried again with the
 * same body. Any other answer is handed back. Rejects only when the signal ends it.
 */
export async function post(line: Line, path: string, token: string | null, body: string): Promise<Reply> {
  const again = backOff(line);
  for (;;) {
    let reason: string;
    try {
      const response = await fetch(new URL(path, line.server), {
        method: 'POST',
        headers: {
          'content-type': 'application/json;charset=utf-8',
          ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        },
        body,
        signal: AbortSignal.any([line.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const text = await response.text();
      const { status } = response;
      if (status < 500 && status !== 408 && status !== 429) return { status, body: json(text) };
      reason = `${status} ${text.slice(0, 200)}`;
    } catch (error) {
      line.signal.throwIfAborted();
      // What is wrong with the request itself, its address or token, has no cause and no repeating mends it.
      if (error instanceof TypeError && error.cause === undefined) throw new Failure(oneLine(error));
      reason = oneLine(error);
    }
    await again(`${path}: ${reason}`);
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** What the office did with a batch (CONTRACT.md, Intake). */
export interface Taken {
  accepted: number;
  duplicates: number;
  refused: number;
}

/**
 * Posts records as `{[field]: […]}`, in halves where they are too large together. Throws Failure on an answer that no
 * repeating would mend: a token that is not taken, an envelope that is not understood.
 */
export async function postRecords(
  line: Line,
  path: string,
  token: string,
  field: string,
  records: unknown[],
): Promise<Taken> {
  const { status, body } = await post(line, path, token, JSON.stringify({ [field]: records }));
  if (status === 413 && records.length > 1) {
    const half = Math.ceil(records.length / 2);
    const first = await postRecords(line, path, token, field, records.slice(0, half));
    const second = await postRecords(line, path, token, field, records.slice(half));
    return {
      accepted: first.accepted + second.accepted,
      duplicates: first.duplicates + second.duplicates,
      refused: first.refused + second.refused,
    };
  }
  if (status !== 200) throw new Failure(`${path} answered ${status}: ${JSON.stringify(body).slice(0, 300)}`);
  const answer = body as { accepted?: number; duplicates?: number; refused?: unknown[] };
  return {
    accepted: answer.accepted ?? 0,
    duplicates: answer.duplicates ?? 0,
    refused: answer.refused?.length ?? 0,
  };
}
