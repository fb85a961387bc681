import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { CarryChoice } from '../domain/contract/field.ts';
import { officeOf } from '../domain/enrolment.ts';
import { Refusal } from '../domain/rpc.ts';

/** What a console was given once and remembers, in `console.json` of its folder, readable by its user alone. */
const Settings = z.object({
  server: z.string(),
  device: z.string(),
  /** Null until the office has answered an enrolment. */
  token: z.string().nullable(),
  /** Fingerprint of the office key: what is trusted. It came with the token or the code. */
  root: z.string(),
  /** The enrolment code that the office was, or is to be, asked with. */
  code: z.string().nullable(),
  /** What the new key signed of it (domain/enrolment.ts), until the office has answered. */
  proof: z.string().nullable().default(null),
  person: z.string().nullable(),
  name: z.string().nullable(),
  unit: z.string().nullable(),
  post: z.string().nullable(),
  /** Documents or families chosen; null carries every one that the office lists. */
  carried: z.array(z.string()).nullable(),
  /** The choice that `carried` was made of, where a screen made it. */
  choice: CarryChoice.nullable().default(null),
  /** The user said that an address in plain text on a network is meant so. */
  insecure: z.boolean(),
});
export type Settings = z.infer<typeof Settings>;

const fileOf = (folder: string) => join(folder, 'console.json');

/** Null where this folder was never a console's. @throws where the file can't be understood. */
export function loadSettings(folder: string): Settings | null {
  let text: string;
  try {
    text = readFileSync(fileOf(folder), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const parsed = Settings.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${fileOf(folder)} is not a console's settings`);
  return parsed.data;
}

/** Writes a file that only its user may read, whole or not at all. */
export function writePrivate(file: string, text: string): void {
  const part = `${file}.${randomBytes(4).toString('hex')}`;
  writeFileSync(part, text, { mode: 0o600 });
  chmodSync(part, 0o600);
  renameSync(part, file);
}

/** As `writePrivate`, and on the disk when it returns: for what a person was told is kept. */
export function writeDurably(file: string, bytes: Uint8Array): void {
  const part = `${file}.${randomBytes(4).toString('hex')}`;
  const open = openSync(part, 'w', 0o600);
  writeSync(open, bytes);
  fsyncSync(open);
  closeSync(open);
  renameSync(part, file);
}

export function saveSettings(folder: string, settings: Settings): void {
  writePrivate(fileOf(folder), JSON.stringify(settings, null, 2));
}

/** Whether a host is this machine itself by its name alone. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host === '::1' || /^127(\.\d+){3}$/.test(host);
}

/**
 * The office server's address, without a slash at its end. A token in plain text is readable by everybody on the
 * way, so an address that is neither loopback nor https is taken only where `insecure` says that it is meant.
 * @throws {Refusal} `server`
 */
export function serverAddress(text: string, insecure: boolean): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new Refusal('server', `${text}: not an address`);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Refusal('server', `${text}: not an http or https address`);
  if (url.protocol === 'http:' && !isLoopback(url.hostname) && !insecure)
    throw new Refusal('server', `${text} is neither loopback nor https: use https, or say --insecure`);
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}

/** What a console is given: a token, or an enrolment code; nothing where it remembers. */
export interface Given {
  server?: string | undefined;
  token?: string | undefined;
  code?: string | undefined;
  insecure?: boolean | undefined;
  carried?: string[] | undefined;
  /** The screen asks for what is missing: this console is nobody's yet. */
  ask?: boolean | undefined;
}

/**
 * What the folder remembers and what was given now, as one, and saved. The same code again is no new enrolment. A
 * console without token and code is nobody's yet: where that is meant, its screen asks for them.
 * @throws {Refusal} `server` or `credentials` where something is missing.
 */
export function settle(folder: string, given: Given): Settings {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const known = loadSettings(folder);
  const server = given.server ?? known?.server ?? '';
  const asks = given.ask === true || known !== null;
  if (server === '' && (!asks || (given.token ?? given.code) !== undefined))
    throw new Refusal('server', 'the address of the office server is needed, once; --ask has the screen ask');
  const insecure = given.insecure ?? known?.insecure ?? false;
  const base: Settings = known ?? {
    ...{ server, device: `c-${randomBytes(6).toString('hex')}`, token: null, root: '', code: null },
    ...{
      proof: null,
      person: null,
      name: null,
      unit: null,
      post: null,
      carried: null,
      choice: null,
      insecure,
    },
  };
  let settings: Settings = { ...base, server: server && serverAddress(server, insecure), insecure };
  if (given.carried) settings = { ...settings, carried: given.carried, choice: null };
  if (given.token !== undefined && given.token !== base.token)
    settings = {
      ...settings,
      ...{ token: given.token, root: officeOf(given.token), code: null, proof: null },
      ...{ person: null, name: null, unit: null, post: null },
    };
  if (given.code !== undefined && given.code !== base.code) {
    if (base.token !== null)
      throw new Refusal('credentials', `${folder} holds another console already: give --data another folder`);
    settings = { ...settings, code: given.code, root: officeOf(given.code), proof: null };
  }
  if (settings.token === null && settings.code === null && !asks)
    throw new Refusal(
      'credentials',
      'a token or an enrolment code is needed, once; --ask has the screen ask',
    );
  saveSettings(folder, settings);
  return settings;
}
