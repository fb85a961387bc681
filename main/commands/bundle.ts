import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { command, Failure, required, UsageError } from '../../command/command.ts';
import { isoShanghai } from '../../domain/day.ts';
import { folds } from '../../domain/folds.ts';
import { Locked } from '../../replica/lock.ts';
import { Replica } from '../../replica/replica.ts';
import { exportBundle } from '../bundle.ts';
import { createConsole } from '../console.ts';
import { handOver, Nobody } from '../handover.ts';
import { loadSettings } from '../settings.ts';

const usage = `npm run bundle -- --data DIR export|import FILE [--documents a,b]

The courier file for machines that never see the network: out of one console's folder and into another's, also while a
console runs there. --documents names documents or families to export; without it all that is carried goes. What is
taken in is checked entry by entry; prints counts and refusals. Twice is harmless.`;

/** Importing a year takes a while. */
const ANSWER_MS = 600_000;

function exported(folder: string, file: string, only: string[] | null): unknown {
  const settings = loadSettings(folder);
  if (!settings) throw new Failure(`${folder} is not a console's folder`);
  const replica = new Replica(join(folder, 'replica.db'), folds, { readOnly: true });
  try {
    return exportBundle(folder, replica, settings, isoShanghai(Date.now()), file, only);
  } finally {
    replica.close();
  }
}

async function imported(folder: string, file: string): Promise<unknown> {
  // Read here, so that a file that is not there is said at once.
  const bytes = readFileSync(file);
  try {
    return await handOver(folder, { bundle: file }, ANSWER_MS);
  } catch (error) {
    if (!(error instanceof Nobody)) throw error;
  }
  if (!loadSettings(folder)) throw new Failure(`${folder} is not a console's folder`);
  const console = await createConsole({ folder, sync: false }).catch((error) => {
    throw error instanceof Locked ? new Failure(`${error.message}; try again in a moment`) : error;
  });
  try {
    return console.takeBundle(bytes);
  } finally {
    await console.close();
  }
}

await command(
  {
    usage,
    options: { data: { type: 'string' }, documents: { type: 'string' } },
    positionals: { min: 2, max: 2 },
  },
  async (args) => {
    const folder = required(args, 'data');
    const [verb, name] = args.positionals as [string, string];
    const only = args.values.documents?.split(',').filter(Boolean) ?? null;
    const file = resolve(name);
    if (verb !== 'export' && verb !== 'import') throw new UsageError(`export or import, not ${verb}`);
    if (verb === 'import' && only) throw new UsageError('--documents belongs to export');
    const result = verb === 'export' ? exported(folder, file, only) : await imported(folder, file);
    process.stdout.write(`${JSON.stringify(result)}\n`);
  },
);
