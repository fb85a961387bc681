/**
 * What every command line of the product shares (CONTRACT.md, Commands): `--help` prints the usage and exits 0,
 * wrong usage exits 2, a failure exits 1 with one clear line on standard error.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';

/** The command was called wrongly: exit 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What was asked for could not be done, for a reason that the message tells: exit 1. */
export class Failure extends Error {
  override name = 'Failure';
}

export interface Specification<O extends ParseArgsOptionsConfig> {
  /** Shown by `--help`; its first line is shown on wrong usage. */
  usage: string;
  options: O;
  /** Whether words without dashes are taken, and how many; without it none. */
  positionals?: boolean | { min?: number; max?: number };
}

/** What the options parse to: type of node:util's parseArgs for them. */
type Values<O extends ParseArgsOptionsConfig> = ReturnType<typeof parseArgs<{ options: O }>>['values'];

export interface Arguments<O extends ParseArgsOptionsConfig = ParseArgsOptionsConfig> {
  values: Values<O>;
  positionals: string[];
}

/**
 * Runs a command line: parses the process's arguments, hands them to `run`, and turns what `run` throws into an
 * exit code. When `run` returns, the process lives on as long as something is open; `onStop` ends such a one.
 */
export async function command<const O extends ParseArgsOptionsConfig>(
  specification: Specification<O>,
  run: (args: Arguments<O>) => void | Promise<void>,
): Promise<void> {
  // Whoever reads our output may close it early, as `head` does: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  try {
    const args = parse(specification, process.argv.slice(2));
    if (args === 'help') process.stdout.write(`${specification.usage.trim()}\n`);
    else await run(args);
  } catch (error) {
    const hint = error instanceof UsageError ? ` (${firstLine(specification.usage)}; --help tells more)` : '';
    process.stderr.write(`${oneLine(error)}${hint}\n`);
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}

/** The arguments as `specification` reads them, or 'help'. Throws UsageError. */
export function parse<const O extends ParseArgsOptionsConfig>(
  specification: Specification<O>,
  argv: string[],
): Arguments<O> | 'help' {
  const { options, positionals: wanted = false } = specification;
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({
      args: argv,
      options: { ...options, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    // Node adds advice in further sentences; the first one says what is wrong.
    throw new UsageError(firstLine((error as Error).message).replace(/\. .*$/, ''));
  }
  if (parsed.values.help === true) return 'help';
  const { min = 0, max = Number.POSITIVE_INFINITY } =
    wanted === false ? { max: 0 } : wanted === true ? {} : wanted;
  const count = parsed.positionals.length;
  if (count > max) throw new UsageError(`unexpected argument: ${parsed.positionals[max]}`);
  if (count < min) throw new UsageError(`${min} argument${min === 1 ? '' : 's'} needed, got ${count}`);
  return parsed as Arguments<O>;
}

/** The value of an option that must be there. Throws UsageError. */
export function required(args: { values: object }, name: string): string {
  const value = (args.values as Record<string, unknown>)[name];
  if (typeof value !== 'string' || value === '') throw new UsageError(`--${name} is needed`);
  return value;
}

/** A number option, or `otherwise` where it was not given. Throws UsageError on what is no number in the range. */
export function numeric(
  args: { values: object },
  name: string,
  range: { min: number; max: number; whole?: boolean; otherwise: number },
): number {
  const text = (args.values as Record<string, unknown>)[name];
  if (text === undefined) return range.otherwise;
  const value = text === '' ? Number.NaN : Number(text);
  const whole = range.whole ?? true;
  if (!(value >= range.min && value <= range.max) || (whole && !Number.isInteger(value)))
    throw new UsageError(
      `--${name} must be a ${whole ? 'whole ' : ''}number from ${range.min} to ${range.max}: ${text}`,
    );
  return value;
}

let typed: Promise<string[]> | undefined;

/** The next line of standard input, which is read once. */
async function lineOfInput(name: string): Promise<string> {
  typed ??= (async () => {
    let text = '';
    process.stdin.setEncoding('utf8');
    for await (const chunk of process.stdin) text += chunk;
    return text.split(/\r?\n/);
  })();
  const line = (await typed).shift() ?? '';
  if (line === '') throw new Failure(`--${name}: nothing on standard input`);
  return line;
}

/**
 * A secret, or undefined where none was given: `--NAME VALUE`, or `--NAME-file FILE`, whose first line it is. In
 * place of either, `-` takes the next line of standard input. Declare both options.
 */
export async function secret(args: { values: object }, name: string): Promise<string | undefined> {
  const values = args.values as Record<string, unknown>;
  const [plain, file] = [values[name], values[`${name}-file`]];
  if (plain !== undefined && file !== undefined)
    throw new UsageError(`give --${name} or --${name}-file, not both`);
  if (plain === '-') return lineOfInput(name);
  if (file === '-') return lineOfInput(`${name}-file`);
  if (typeof plain === 'string') return plain;
  if (typeof file !== 'string') return undefined;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Failure(`--${name}-file ${file} can't be read: ${(error as Error).message}`, { cause: error });
  }
  const line = firstLine(text);
  if (line === '') throw new Failure(`--${name}-file ${file} is empty`);
  return line;
}

/** The folder of a product's data where `--data` names none: the user's data directory, never the working one. */
export function defaultData(kind: 'office' | 'console'): string {
  return join(userData(), 'jiaozuo-green-freight', kind);
}

function userData(): string {
  const { XDG_DATA_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === 'win32') return LOCALAPPDATA || join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support');
  // The XDG base directory specification says to ignore a relative path.
  return XDG_DATA_HOME && isAbsolute(XDG_DATA_HOME) ? XDG_DATA_HOME : join(homedir(), '.local', 'share');
}

const stops: (() => unknown)[] = [];
let stopping = false;

async function stop(): Promise<void> {
  // Ctrl-C under npm arrives twice, from the terminal and from npm.
  if (stopping) return;
  stopping = true;
  let code = 0;
  for (const each of stops.toReversed()) {
    try {
      await each();
    } catch (error) {
      process.stderr.write(`${oneLine(error)}\n`);
      code = 1;
    }
  }
  process.exit(code);
}

/** Calls `fn` once on the first SIGINT or SIGTERM, the latest registered first, and then ends the process. */
export function onStop(fn: () => unknown): void {
  if (stops.push(fn) > 1) return;
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  endWithParents(() => void stop());
}

/** In the environment of a process that its parent started to end with it. */
export const ENDS_WITH_PARENT = 'GREEN_FREIGHT_CHILD';

/** How often a process looks whether those that started it are still there. */
const PARENT_MS = 250;

const SHELLS = /^(ba|da|a|k|z)?sh$/;

/** As it was at the start: a parent that died meanwhile was another one. */
const parents = parentsNow();

/**
 * The parent, and where that is a shell the one that it runs for: npm stands behind the shell of its scripts. Nobody
 * else's parent is looked at, so that a server which was left running outlives the terminal that it was started from.
 */
function parentsNow(): string {
  const { ppid } = process;
  try {
    // pid (name) state ppid …
    const [, name = '', of] = /\((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${ppid}/stat`, 'latin1')) ?? [];
    return SHELLS.test(name) ? `${ppid} ${of}` : String(ppid);
  } catch {
    return String(ppid);
  }
}

/**
 * A signal sent to `npm run`, or to its shell, ends those two and may never reach the program, which would live on
 * without anybody knowing; and who is killed outright tells nobody. That the parents are others then is the signal.
 */
export function endWithParents(end: () => void): void {
  if (process.env.npm_lifecycle_event === undefined && process.env[ENDS_WITH_PARENT] === undefined) return;
  const watch = setInterval(() => {
    if (parentsNow() === parents) return;
    clearInterval(watch);
    end();
  }, PARENT_MS);
  watch.unref();
}

function firstLine(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0]!;
}

/** An error as one line: its message, and its cause's where that adds something. */
export function oneLine(error: unknown): string {
  if (!(error instanceof Error)) return String(error).replace(/\s+/g, ' ');
  const own = error.message || error.name;
  const cause = error.cause instanceof Error ? oneLine(error.cause) : '';
  return (cause === '' || own.includes(cause) ? own : `${own}: ${cause}`).replace(/\s+/g, ' ').trim();
}
