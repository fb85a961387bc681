import { command, defaultData, Failure, numeric, onStop, secret, UsageError } from '../../command/command.ts';
import { serveBrowser } from '../browser.ts';
import { createConsole } from '../console.ts';
import { isLoopback } from '../settings.ts';
import { electronBinary, electronBuilt, openBrowser, startElectron } from '../shells.ts';
import { serveWalls, type WallsAt } from '../walls.ts';

const usage = `npm run console -- --server URL (--token T | --enrol CODE --pin PIN | --ask) [--data DIR] [--shell electron|browser|none] [--port 0] [--insecure]

One console. The first line on standard output says where it listens on this machine. It starts and works with the
server away; server, token and key are needed once and remembered in DIR. --token-file, --pin-file or - in place of a
secret read it from a file or from standard input. A server address that is neither loopback nor https needs --insecure.
  --ask               without token and code: the screen asks for them, and for the server where it is not given
  --carry a,b         documents or families to carry, where not all that the office lists
  --walls HOST:PORT   with a wall's token: also serves walls that are plain browsers on the office's network, read-only,
                      at http://HOST:PORT/#key=TOKEN for any wall token; says so in a second line. Plain text on a
                      network: put a TLS proxy in front, or say --insecure`;

const SHELLS: readonly string[] = ['auto', 'electron', 'browser', 'none'];

await command(
  {
    usage,
    options: {
      server: { type: 'string' },
      token: { type: 'string' },
      'token-file': { type: 'string' },
      enrol: { type: 'string' },
      pin: { type: 'string' },
      'pin-file': { type: 'string' },
      data: { type: 'string' },
      shell: { type: 'string', default: 'auto' },
      port: { type: 'string', default: '0' },
      ask: { type: 'boolean' },
      carry: { type: 'string' },
      insecure: { type: 'boolean' },
      walls: { type: 'string' },
    },
  },
  async (args) => {
    const { server, enrol, ask, carry, insecure, shell } = args.values;
    if (!SHELLS.includes(shell)) throw new UsageError(`--shell is electron, browser or none, not ${shell}`);
    const token = await secret(args, 'token');
    const pin = await secret(args, 'pin');
    if (token !== undefined && enrol !== undefined) throw new UsageError('give --token or --enrol, not both');
    if (enrol !== undefined && pin === undefined) throw new UsageError('--enrol needs --pin');
    const port = numeric(args, 'port', { min: 0, max: 65_535, otherwise: 0 });
    const folder = args.values.data ?? defaultData('console');
    const carried = carry?.split(',').filter(Boolean);
    const given = { server, token, code: enrol, insecure, carried, ask };
    const walls = args.values.walls === undefined ? null : wallsAt(args.values.walls, insecure ?? false);
    const binary = shell === 'browser' || shell === 'none' ? null : electronBinary();
    if (shell === 'electron' && (!binary || !electronBuilt()))
      throw new Failure(
        binary
          ? 'the Electron shell is not built: npm run build:electron, or --shell browser'
          : 'Electron’s binary is not installed (npx install-electron): use --shell browser',
      );
    if (binary && electronBuilt() && !walls) return runElectron(binary, { folder, given, pin, port });
    const console = await createConsole({
      ...{ folder, pin, given },
      warn: (error) => process.stderr.write(`sync: ${error instanceof Error ? error.stack : error}\n`),
    });
    const served = await serveBrowser(console, port);
    process.stdout.write(`${JSON.stringify({ event: 'listening', url: served.url })}\n`);
    const network = walls && (await serveWalls(console, walls));
    if (network) process.stdout.write(`${JSON.stringify({ event: 'walls', url: network.url })}\n`);
    const window = shell === 'none' ? null : openBrowser(served.url, folder);
    if (window) process.stderr.write(`${window.why}\n`);
    onStop(async () => {
      window?.close();
      await network?.close();
      await served.close();
      await console.close();
    });
  },
);

/** Where walls over the network are served. @throws {UsageError} for what is no such place, or plain text unmeant. */
function wallsAt(text: string, insecure: boolean): WallsAt {
  const match = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  const port = Number(match?.[3]);
  if (!host || port > 65_535) throw new UsageError(`--walls is HOST:PORT, not ${text}`);
  if (!insecure && !isLoopback(host))
    throw new UsageError(
      `--walls ${text} is plain text on a network: a TLS proxy before loopback, or --insecure`,
    );
  return { host, port };
}

/** The Electron program is the console; this process waits for it and ends as it does. */
async function runElectron(binary: string, options: unknown): Promise<void> {
  const child = startElectron(binary, options);
  onStop(() => child.kill());
  const code = await new Promise<number | null>((done, fail) => {
    child.on('exit', done);
    child.on('error', fail);
  });
  if (code !== 0) throw new Failure(`the Electron shell ended with ${code}`);
}
