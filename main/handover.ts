import { z } from 'zod';
import { Refusal } from '../domain/rpc.ts';
import { type Running, runningOn } from '../replica/lock.ts';

const Answer = z.union([
  z.object({ value: z.unknown() }),
  z.object({ error: z.object({ code: z.string(), message: z.string() }) }),
]);

/** No console answers on the folder: it is not running, or died. Nothing was done. */
export class Nobody extends Error {}

/** A console was asked, and what it did is not known. */
export class NoAnswer extends Error {}

/** A query or act by name, or a bundle to take in. */
export const Call = z.union([
  z.object({ name: z.string(), input: z.unknown(), pin: z.string().optional() }),
  z.object({ bundle: z.string() }),
]);
export type Call = z.input<typeof Call>;

/**
 * Hands a query, an act or a bundle to the console that runs on a folder, over loopback. A console that was only just started
 * holds the lock before it says where it listens, so a caller that finds the lock taken tries again.
 * @throws {Nobody} where none runs; {NoAnswer} where one was asked in vain; {Refusal} with what the console says.
 */
export async function handOver(folder: string, call: Call, within: number): Promise<unknown> {
  const running: Running | null = runningOn(folder);
  if (!running) throw new Nobody('no console runs here');
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${running.url}/call`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-console-key': running.key },
      body: JSON.stringify(call),
      signal: AbortSignal.timeout(within),
    });
    body = await response.json();
  } catch (error) {
    const code = ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code;
    if (code === 'ECONNREFUSED') throw new Nobody('the console that ran here is gone', { cause: error });
    throw new NoAnswer(`the console on ${folder} gave no answer; look whether it was done`, { cause: error });
  }
  // Another program may listen on the port by now.
  if (response.status === 401 || response.status === 403) throw new Nobody('another program answers there');
  const parsed = Answer.safeParse(body);
  if (!parsed.success) throw new Nobody('another program answers there');
  if ('error' in parsed.data) throw new Refusal(parsed.data.error.code, parsed.data.error.message);
  return parsed.data.value;
}
