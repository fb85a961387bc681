import { z } from 'zod';
import type { EnrolState } from '../domain/contract/keys.ts';
import { codeTyped, enrolmentText, isCode, isPin, officeOf, PIN_LEAST } from '../domain/enrolment.ts';
import { Entry } from '../domain/ledger/entry.ts';
import { Trust } from '../domain/ledger/trust.ts';
import { Refusal } from '../domain/rpc.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Context, Errands, Queries } from './app.ts';
import { dropKey, type Keys, makeKey, type Vault } from './keys.ts';
import { type Settings, saveSettings, serverAddress } from './settings.ts';

const Enrolled = z.object({
  token: z.string().min(1),
  person: z.string().min(1),
  name: z.string(),
  unit: z.string(),
  post: z.string(),
  certificate: Entry,
  office: Entry,
});

const Refused = z.object({ error: z.string(), code: z.string().optional(), record: z.string().optional() });

/** Why the office could not be asked: another try, or another address, may do. */
type Away = 'away' | 'name' | 'tls' | 'tls_time' | 'not_office';

export class Unreached extends Error {
  readonly why: Away;
  constructor(why: Away, message: string, options?: ErrorOptions) {
    super(message, options);
    this.why = why;
  }
}

/** What the network said, in a word that a person can act on. */
function awayOf(error: unknown): Away {
  const cause = error instanceof Error ? error.cause : null;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'name';
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') return 'tls_time';
  if (/CERT|SIGNATURE|SSL|TLS/.test(code)) return 'tls';
  return 'away';
}

const ANSWER_MS = 8000;

interface Request {
  code: string;
  alg: string;
  publicKey: string;
  device: string;
  proof?: string;
  now?: number;
}

/** @throws {Refusal} what the office said; {Unreached} where no office answered. */
async function ask(server: string, request: Request): Promise<z.output<typeof Enrolled>> {
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(`${server}/enrol`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    body = await response.json().catch(() => null);
  } catch (error) {
    throw new Unreached(awayOf(error), `${server} can't be reached`, { cause: error });
  }
  if (response.status >= 500) throw new Unreached('away', `${server} answers ${response.status}`);
  const said = Refused.safeParse(body);
  if (!response.ok && said.success && (response.status === 400 || response.status === 403))
    throw new Refusal(said.data.code ?? 'enrol', said.data.error, said.data.record);
  const parsed = Enrolled.safeParse(body);
  if (!response.ok || !parsed.success)
    throw new Unreached('not_office', `what answers at ${server} is no office (${response.status})`);
  return parsed.data;
}

/**
 * Nothing of the answer is believed unless the office key is the one whose fingerprint the code carries, and the
 * certificate is that key's, for our key.
 */
function believe(root: string, keys: Keys, { person, certificate, office }: z.output<typeof Enrolled>): void {
  const { key, publicKey } = keys.publicKey;
  const trust = new Trust(root, [office, certificate], [], nodeCrypto);
  if (trust.office.size === 0)
    throw new Refusal('fingerprint', 'this is not the office of the code: its key has another fingerprint');
  const certified = trust.people.get(key);
  if (certified?.publicKey !== publicKey || certified.person !== person)
    throw new Refusal('certificate', 'the certificate that came back is not for this key');
}

export interface EnrolmentParts {
  folder: string;
  keys: Keys;
  vault: Vault | undefined;
  now(): number;
  settings(): Settings;
  keep(settings: Settings): void;
  changed(): void;
}

/**
 * How a person gets onto this device. The key and what it signed are on the disk before the office is asked, so a
 * process that is killed at any point goes on where it was: the same key, the same code, the same answer. What the
 * office refuses leaves nothing behind.
 */
export class Enrolment {
  private readonly parts: EnrolmentParts;
  private running: Promise<void> | null = null;
  private trouble: EnrolState['trouble'] = null;
  /** While the first try runs, nothing is settled: the screen keeps its form. */
  private beginning = false;

  constructor(parts: EnrolmentParts) {
    this.parts = parts;
  }

  /** With a code that was given and no key that goes with it: makes one, sealed with the PIN. */
  prepare(pin: string | undefined): void {
    const { folder, keys, vault } = this.parts;
    const settings = this.parts.settings();
    if (settings.token !== null || settings.code === null) return;
    if (settings.proof !== null && keys.exists) return;
    if (pin === undefined && keys.exists) return;
    if (pin === undefined) throw new Refusal('pin', 'enrolling needs a PIN for the new key');
    makeKey(folder, pin, vault);
    keys.unlock(pin);
    this.keep({ ...settings, proof: this.proofOf(settings.code, settings.device) });
  }

  private proofOf(code: string, device: string): string {
    const { keys } = this.parts;
    return keys.prove(enrolmentText({ code, device, publicKey: keys.publicKey.publicKey }));
  }

  private keep(settings: Settings): void {
    saveSettings(this.parts.folder, settings);
    this.parts.keep(settings);
  }

  /** Brings key and code to the office, once at a time. Nothing to bring is no mistake. */
  bring(now?: number): Promise<void> {
    this.running ??= this.bringOnce(now).finally(() => {
      this.running = null;
      this.parts.changed();
    });
    return this.running;
  }

  private async bringOnce(now: number | undefined): Promise<void> {
    const { keys } = this.parts;
    const { server, code, device, proof, token, root } = this.parts.settings();
    if (token !== null || code === null) return;
    const { alg, publicKey } = keys.publicKey;
    try {
      const answer = await ask(server, {
        ...{ code, alg, publicKey, device },
        ...(proof !== null && { proof }),
        ...(now !== undefined && { now }),
      });
      believe(root, keys, answer);
      const { token: given, person, name, unit, post } = answer;
      this.keep({ ...this.parts.settings(), token: given, person, name, unit, post, proof: null });
      this.trouble = null;
    } catch (error) {
      if (error instanceof Refusal) this.clear();
      this.trouble = troubleOf(error);
      throw error;
    }
  }

  /** The code first: a key without a code is made anew, a code without its key could not go on. */
  private clear(): void {
    this.keep({ ...this.parts.settings(), code: null, root: '', proof: null });
    dropKey(this.parts.folder);
    this.parts.keys.lock();
  }

  async begin(given: { server?: string | undefined; code: string; pin: string }): Promise<void> {
    await this.running?.catch(() => {});
    this.mustBeNobodys();
    const settings = this.parts.settings();
    const code = codeTyped(given.code);
    if (!isCode(code)) throw new Refusal('code', 'this is no enrolment code: it was not copied whole');
    if (!isPin(given.pin)) throw new Refusal('pin', `a PIN has ${PIN_LEAST} characters or more`);
    const server = this.address(given.server ?? settings.server);
    const { folder, vault, keys } = this.parts;
    makeKey(folder, given.pin, vault);
    keys.unlock(given.pin);
    this.trouble = null;
    const proof = this.proofOf(code, settings.device);
    this.beginning = true;
    this.keep({ ...settings, server, code, root: officeOf(code), proof });
    try {
      await this.again();
    } finally {
      this.beginning = false;
      this.parts.changed();
    }
  }

  /** Once more, now, and at another address where that was the mistake. A refusal is the caller's to hear. */
  async again(server?: string): Promise<void> {
    await this.running?.catch(() => {});
    if (server !== undefined) this.keep({ ...this.parts.settings(), server: this.address(server) });
    await this.bring(this.parts.now()).catch((error) => {
      if (!(error instanceof Unreached)) throw error;
    });
  }

  /** Gives up: key and code are gone. */
  async drop(): Promise<void> {
    await this.running?.catch(() => {});
    this.mustBeNobodys();
    this.trouble = null;
    this.clear();
    this.parts.changed();
  }

  private mustBeNobodys(): void {
    const { token, name } = this.parts.settings();
    if (token !== null) throw new Refusal('enrolled', `this console is ${name ?? 'somebody'}'s already`);
  }

  private address(text: string): string {
    const typed = text.trim();
    if (typed === '') throw new Refusal('server', 'the address of the office is needed');
    const { insecure } = this.parts.settings();
    return serverAddress(typed.includes('://') ? typed : `https://${typed}`, insecure);
  }

  state(): EnrolState {
    const { server, code, token, name, unit, post, device, insecure } = this.parts.settings();
    const { keys } = this.parts;
    const made = code !== null && keys.exists;
    return {
      state: token !== null ? 'done' : code !== null && !this.beginning ? 'asking' : 'nobody',
      ...{ server: server || null, device, insecure, pinLeast: PIN_LEAST, trouble: this.trouble },
      ...{ name, unit, post, key: made ? keys.publicKey.key : null },
    };
  }
}

function troubleOf(error: unknown): EnrolState['trouble'] {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Unreached) return { code: error.why, message, record: null };
  const refusal = error instanceof Refusal ? error : null;
  return { code: refusal?.code ?? 'failed', message, record: refusal?.record ?? null };
}

export const queries = {
  'enrol.state': { reads: ['key'], run: ({ local }: Context) => local.enrolment().state() },
} satisfies Partial<Queries>;

export const errands = {
  'enrol.begin': {
    async run({ local }, input) {
      await local.enrolment().begin(input);
      return local.enrolment().state();
    },
  },
  'enrol.again': {
    async run({ local }, { server }) {
      await local.enrolment().again(server);
      return local.enrolment().state();
    },
  },
  'enrol.drop': {
    async run({ local }) {
      await local.enrolment().drop();
      return local.enrolment().state();
    },
  },
} satisfies Partial<Errands>;
