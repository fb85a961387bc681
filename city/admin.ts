/** What an installer sets up at the office, by the project's own command; kept, so that a second run reuses it. */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Failure, oneLine } from '../command/command.ts';
import { BOOKS } from './books.ts';
import type { Enterprise } from './enterprises.ts';
import { PATROL } from './patrol.ts';
import type { Plan } from './plan.ts';
import type { ChargingOperator } from './stations.ts';
import { CLERK, DESK } from './tasks.ts';
import type { Secrets } from './tcec.ts';

const ADMIN = resolve(import.meta.dirname, '../sync-server/commands/admin.ts');

/** city.json: who was registered, and the tokens and secrets that were given. */
export interface Keys {
  enterprises: string[];
  /** By token name: the token, and for which enterprises it was given. */
  tokens: Record<string, { token: string; enterprises: string[] }>;
  /** By operator id. */
  chargers: Record<string, Secrets>;
  /** By seed and size of the city: time up to which all was sent. */
  through: Record<string, number>;
}

export class KeyFile {
  readonly keys: Keys;
  private readonly path: string;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.path = join(directory, 'city.json');
    this.keys = { enterprises: [], tokens: {}, chargers: {}, through: {} };
    if (!existsSync(this.path)) return;
    try {
      Object.assign(this.keys, JSON.parse(readFileSync(this.path, 'utf8')));
    } catch (error) {
      throw new Failure(`${this.path} can't be read: ${oneLine(error)}`, { cause: error });
    }
  }

  save(): void {
    const part = `${this.path}.part`;
    writeFileSync(part, `${JSON.stringify(this.keys, null, 1)}\n`, { mode: 0o600 });
    renameSync(part, this.path);
  }
}

/** Runs `admin --data DIR …` and gives its standard output. Throws Failure with what it said. */
export function admin(
  directory: string,
  words: string[],
  input: string,
  signal: AbortSignal,
): Promise<string> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [ADMIN, '--data', directory, ...words], { signal });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk;
    });
    child.on('error', fail);
    child.on('close', (code) => {
      if (code === 0) done(out);
      else fail(new Failure(`admin ${words[0]} failed: ${err.trim() || `exit ${code}`}`));
    });
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** Registers what the plan holds and the key file lacks, and saves after each step. */
export async function install(
  plan: Plan,
  directory: string,
  file: KeyFile,
  signal: AbortSignal,
  { tasks = false, books = false }: { tasks?: boolean; books?: boolean } = {},
): Promise<void> {
  const { keys } = file;
  const known = new Set(keys.enterprises);
  const fresh = plan.enterprises.filter(({ id }) => !known.has(id));
  if (fresh.length > 0) {
    await importEnterprises(fresh, directory, signal);
    keys.enterprises.push(...fresh.map(({ id }) => id));
    file.save();
  }
  const wanted: [role: string, name: string, enterprises: string[]][] = plan.vendors.map((vendor) => [
    'operator',
    vendor.name,
    vendor.enterprises.map(({ id }) => id),
  ]);
  // Cameras post for no enterprise.
  wanted.push(['operator', plan.cameras, []], ['field', PATROL, []]);
  if (tasks) wanted.push(['office', DESK, []], ['office', CLERK, []]);
  if (books) wanted.push(['office', BOOKS, []]);
  for (const [role, name, ids] of wanted) {
    if (keys.tokens[name]?.enterprises.join() === ids.join()) continue;
    const words = ['token', '--role', role, '--name', name];
    if (ids.length > 0) words.push('--enterprises', ids.join(','));
    const { token } = JSON.parse(await admin(directory, words, '', signal)) as { token: string };
    keys.tokens[name] = { token, enterprises: ids };
    file.save();
  }
  for (const each of plan.chargers) {
    if (keys.chargers[each.id] !== undefined) continue;
    const secrets = newSecrets();
    await admin(directory, ['operator', ...operatorWords(each)], secretLines(secrets), signal);
    keys.chargers[each.id] = secrets;
    file.save();
  }
}

/** Enterprises come as a table, as an office has them. */
async function importEnterprises(all: Enterprise[], directory: string, signal: AbortSignal): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'city-'));
  try {
    const table = join(folder, 'enterprises.csv');
    const rows = all.map(({ id, name, shortName, tier, county, gates, responsible }) =>
      [id, name, shortName, tier, county, gates.join(' '), responsible].join(),
    );
    writeFileSync(table, ['id,name,shortName,tier,county,gates,responsible', ...rows, ''].join('\n'));
    const answer = JSON.parse(await admin(directory, ['import', table], '', signal)) as {
      refused: { id: string; reason: string }[];
    };
    const [first] = answer.refused;
    if (first) throw new Failure(`the office refuses the enterprise ${first.id}: ${first.reason}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Secrets go by standard input, since arguments show in a process list. */
function operatorWords({ id, name }: ChargingOperator): string[] {
  const secrets = ['--secret', '--data-secret', '--data-iv', '--sig-secret'].flatMap((each) => [each, '-']);
  return ['--id', id, '--name', name, ...secrets];
}

function secretLines(secrets: Secrets): string {
  const { operatorSecret, dataSecret, dataIv, sigSecret } = secrets;
  return `${[operatorSecret, dataSecret, dataIv, sigSecret].join('\n')}\n`;
}

/** T/CEC 102 wants 16 bytes of UTF-8 for the data secret and its IV. */
function newSecrets(): Secrets {
  const make = () => randomBytes(8).toString('hex');
  return { operatorSecret: make(), dataSecret: make(), dataIv: make(), sigSecret: make() };
}
