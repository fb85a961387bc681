import type { Logger } from 'pino';
import type { Entry } from '../domain/ledger/entry.ts';
import type { Blobs } from '../replica/blobs.ts';
import type { Replica } from '../replica/replica.ts';
import type { Seals } from '../replica/seals.ts';
import type { OfficeKey } from './keys.ts';
import type { Receipts } from './receipts.ts';
import { bearer, type Caller, type Tokens } from './tokens.ts';

/** What every part of the office server shares. Made once, in server.ts. */
export interface Office {
  /** The data folder. */
  folder: string;
  replica: Replica;
  blobs: Blobs;
  /** Keys of personal fields. */
  seals: Seals;
  tokens: Tokens;
  /** Epoch milliseconds. */
  now(): number;
  log: Logger;
  /**
   * Writes an entry of the office server's own (by `office`), inside the running write or in one of its own. An id
   * that stands already writes nothing. Returns the id.
   */
  record(document: string, kind: string, subject: string, body: Record<string, unknown>, id?: string): string;
  /** An entry of the office server's own, not yet written or signed. */
  draft(kind: string, subject: string, body: Record<string, unknown>): Entry;
  key: OfficeKey;
  /** Writes an entry in `registry` that the office key signs and a receipt marks. */
  certify(kind: string, subject: string, body: Record<string, unknown>): Entry;
  receipts: Receipts;
  /** Leaves the recovery that a restore began. @throws {Rejection} 409 where there is none. */
  recovered(): { receipted: number; epoch: string };
}

/** A mistake of whoever asked, with the status it is answered by, and what the answer says beside the sentence. */
export class Rejection extends Error {
  readonly status: number;
  readonly more: Record<string, unknown>;
  constructor(status: number, message: string, more: Record<string, unknown> = {}) {
    super(message);
    this.status = status;
    this.more = more;
  }
}

/** Who asks, by the request's bearer token. @throws {Rejection} 401 */
export function callerOf(office: Office, headers: { authorization?: string | undefined }): Caller {
  const token = bearer(headers.authorization);
  const caller = token === null ? null : office.tokens.caller(token);
  if (!caller) throw new Rejection(401, 'unknown or missing token');
  return caller;
}
