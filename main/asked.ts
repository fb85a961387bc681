import { callByName } from '../domain/rpc.ts';
import { openReader } from './console.ts';
import { handOver, NoAnswer, Nobody } from './handover.ts';

/** A running console that does not answer in time is read past. */
const ANSWER_MS = 15_000;

/** The answer of the console that runs on a folder, else of its replica as it lies; either way nothing is written. */
export async function asked(folder: string, name: string, input: unknown): Promise<unknown> {
  try {
    return await handOver(folder, { name, input }, ANSWER_MS);
  } catch (error) {
    if (!(error instanceof Nobody) && !(error instanceof NoAnswer)) throw error;
  }
  const reader = openReader(folder);
  try {
    return await callByName(reader.api, name, input);
  } finally {
    reader.close();
  }
}
