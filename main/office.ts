import { z } from 'zod';
import { Refusal } from '../domain/rpc.ts';

/** Why the office can't be used now, in a word (SyncStatus.trouble). */
export type Trouble = 'unreachable' | 'refused' | 'unauthorised' | 'upgrade';

export class OfficeTrouble extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, message: string, options?: ErrorOptions) {
    super(message, options);
    this.trouble = trouble;
  }
}

const Catalogue = z.object({
  epoch: z.string(),
  demo: z.boolean().optional(),
  /** Whose token this is. */
  you: z.object({ person: z.string(), role: z.string() }).optional(),
  /** The office's clock as it answered. */
  now: z.string().optional(),
  documents: z.array(z.object({ name: z.string(), hash: z.string(), bytes: z.number().optional() })),
});
export type Catalogue = z.infer<typeof Catalogue>;

/** Longer than this without an answer, and the office is away. */
const ANSWER_MS = 8000;
/** A scan over a slow line of a county. */
const UPLOAD_MS = 120_000;
export const LARGEST_DETAIL = 256 * 1024 * 1024;

export interface Address {
  server: string;
  token: string;
}

/** `file`: once the office answers, what comes may take as long as a slow line needs. */
async function get(
  to: Address,
  path: string,
  more: RequestInit = {},
  of: 'answer' | 'file' = 'answer',
): Promise<Response> {
  let response: Response;
  const stop = new AbortController();
  const within = (ms: number) => setTimeout(() => stop.abort(), ms).unref();
  const first = within(ANSWER_MS);
  try {
    response = await fetch(`${to.server}${path}`, {
      ...more,
      headers: { ...more.headers, authorization: `Bearer ${to.token}` },
      redirect: 'error',
      signal: of === 'file' ? stop.signal : AbortSignal.timeout(more.body ? UPLOAD_MS : ANSWER_MS),
    });
    if (of === 'file') within(UPLOAD_MS);
  } catch (error) {
    throw new OfficeTrouble('unreachable', `${to.server} can't be reached`, { cause: error });
  } finally {
    clearTimeout(first);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  if (response.status === 401) throw new OfficeTrouble('unauthorised', 'the office does not know this token');
  if (response.status === 426) throw new OfficeTrouble('upgrade', 'the office speaks another protocol');
  if (response.status === 502 || response.status === 503 || response.status === 504)
    throw new OfficeTrouble('unreachable', `the office answers ${response.status}`);
  throw new OfficeTrouble('refused', `the office answers ${response.status}`);
}

/** `GET /docs`. @throws {OfficeTrouble} */
export async function catalogue(to: Address): Promise<Catalogue> {
  const response = await get(to, '/docs');
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    throw new OfficeTrouble('unreachable', 'the list of documents did not come whole', { cause: error });
  }
  const parsed = Catalogue.safeParse(body);
  if (!parsed.success) throw new OfficeTrouble('refused', 'what came is no list of documents');
  return parsed.data;
}

/** A code for somebody's device, as the office made it. */
export const Invited = z.object({ person: z.string(), code: z.string(), expires: z.string() });

/** Codes that are out and not used, as the office has them. */
export const Unused = z.object({
  codes: z.array(
    z.object({
      ...{ id: z.string(), person: z.string(), name: z.string(), post: z.string() },
      ...{ issued: z.string().nullable(), by: z.string().nullable(), expires: z.string().nullable() },
    }),
  ),
});

/**
 * Asks the office itself, where no ledger can answer. @throws {Refusal} `away` where it can't be reached, `office` with
 * what it says where it refuses.
 */
export async function askOffice(to: Address | null, path: string, body?: unknown): Promise<unknown> {
  if (!to) throw new Refusal('away', 'this console is not connected to its office yet');
  let response: Response;
  let said: unknown;
  try {
    response = await fetch(`${to.server}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${to.token}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    said = await response.json();
  } catch {
    throw new Refusal('away', 'the office can’t be reached: this needs it there');
  }
  if (response.ok) return said;
  if (response.status >= 500) throw new Refusal('away', `the office answers ${response.status}`);
  const { error } = z
    .object({ error: z.string() })
    .catch({ error: `status ${response.status}` })
    .parse(said);
  throw new Refusal('office', error);
}

const Sizes = z.object({ sizes: z.record(z.string(), z.number().int().nonnegative()) });

/** Sizes of files by their hash; one that the office has not got is not among them. @throws {OfficeTrouble} */
export async function fileSizes(to: Address, hashes: readonly string[]): Promise<Map<string, number>> {
  const response = await get(to, '/sizes', {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ hashes }) },
  });
  let body: unknown;
  try {
    body = await response.json();
  } catch (error) {
    throw new OfficeTrouble('unreachable', 'the sizes did not come whole', { cause: error });
  }
  const parsed = Sizes.safeParse(body);
  if (!parsed.success) throw new OfficeTrouble('refused', 'what came is no list of sizes');
  return new Map(Object.entries(parsed.data.sizes));
}

/** The bytes of a file that the office has under its hash. @throws {OfficeTrouble} */
export async function detail(
  to: Address,
  hash: string,
  of: 'details' | 'blobs' = 'details',
): Promise<AsyncIterable<Uint8Array>> {
  const { body } = await get(to, `/${of}/${hash}`, {}, 'file');
  if (!body) throw new OfficeTrouble('refused', 'the file came empty');
  return body as unknown as AsyncIterable<Uint8Array>;
}

/** One request carries at most so much of a file: what a line that breaks every few seconds can still bring. */
const PART_BYTES = 1024 * 1024;

const Put = z.object({ stored: z.boolean() });

/** True once the office has all of a file. The answer is read to its end, so that the line is used again. */
async function put(to: Address, path: string, bytes: Uint8Array, range?: string): Promise<boolean> {
  const response = await get(to, path, {
    ...{ method: 'PUT', body: new Uint8Array(bytes), headers: range ? { 'content-range': range } : {} },
  });
  return Put.safeParse(await response.json().catch(() => null)).data?.stored ?? false;
}

/** How much of a file an earlier try has left there; null where all of it is. */
async function offsetOf(to: Address, path: string): Promise<number | null> {
  const { headers } = await get(to, path, { method: 'HEAD' });
  return headers.get('upload-stored') === '1' ? null : Number(headers.get('upload-offset') ?? 0);
}

/**
 * Leaves a file with the office under its hash, from where an earlier try broke off; twice is harmless. One that is
 * not `begun` is brought without asking first. `goesOn` is asked between two parts. True once the office has all of
 * it. @throws {OfficeTrouble}
 */
export async function putFile(
  to: Address,
  hash: string,
  bytes: Uint8Array,
  { goesOn = () => true, begun = true }: { goesOn?: () => boolean; begun?: boolean } = {},
): Promise<boolean> {
  const path = `/blobs/${hash}`;
  const offset = begun ? await offsetOf(to, path) : 0;
  if (offset === null) return true;
  // All of it came and then the office died before it gave it its name: once more from the beginning.
  if (offset >= bytes.length) return await put(to, path, bytes);
  for (let from = offset; from < bytes.length; from += PART_BYTES) {
    if (!goesOn()) return false;
    const part = bytes.subarray(from, from + PART_BYTES);
    try {
      if (await put(to, path, part, `bytes ${from}-${from + part.length - 1}/${bytes.length}`)) return true;
    } catch (error) {
      // A part of it is there after all, from before this program began.
      if (begun || !(error instanceof OfficeTrouble) || error.trouble !== 'refused') throw error;
      return await putFile(to, hash, bytes, { goesOn });
    }
  }
  return false;
}
