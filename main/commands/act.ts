import { command, Failure, required, secret } from '../../command/command.ts';
import { Locked } from '../../replica/lock.ts';
import { createConsole } from '../console.ts';
import { handOver, Nobody } from '../handover.ts';
import { loadSettings } from '../settings.ts';
import { actName, inputOf } from '../words.ts';

const usage = `npm run act -- --data DIR [--pin PIN | --pin-file FILE] NAME '{"json":"params"}'

One named act as the person of the console on DIR, also offline. Returns once it is in the log and the projections;
prints {"id":"…"}. A console that runs on DIR does it; else this process takes its place for the moment.`;

const ANSWER_MS = 30_000;
/** Two acts at once, or a console that starts: so long the other is waited for. */
const LOCKED_MS = 10_000;

interface Act {
  name: string;
  input: unknown;
  pin: string | undefined;
}

/** Does the act here, where no console runs. It is sent when one does. */
async function alone(folder: string, { name, input, pin }: Act): Promise<unknown> {
  const settings = loadSettings(folder);
  if (!settings) throw new Failure(`${folder} is not a console's folder`);
  // A token's console that never met its office has to ask once whose token it holds.
  const console = await createConsole({ folder, sync: settings.person === null });
  try {
    return await console.act(name, input, pin);
  } finally {
    await console.close();
  }
}

async function doAct(folder: string, act: Act): Promise<unknown> {
  for (const end = Date.now() + LOCKED_MS; ; ) {
    try {
      return await handOver(folder, act, ANSWER_MS);
    } catch (error) {
      if (!(error instanceof Nobody)) throw error;
    }
    try {
      return await alone(folder, act);
    } catch (error) {
      if (!(error instanceof Locked) || Date.now() > end) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

await command(
  {
    usage,
    options: { data: { type: 'string' }, pin: { type: 'string' }, 'pin-file': { type: 'string' } },
    positionals: { min: 1, max: 2 },
  },
  async (args) => {
    const folder = required(args, 'data');
    const act = {
      name: actName(args.positionals[0]!),
      input: inputOf(args.positionals[1]),
      pin: await secret(args, 'pin'),
    };
    process.stdout.write(`${JSON.stringify(await doAct(folder, act))}\n`);
  },
);
