import { command, required } from '../../command/command.ts';
import { asked } from '../asked.ts';
import { inputOf, queryName } from '../words.ts';

const usage = `npm run query -- --data DIR NAME ['{"json":"params"}']

One named query against a console's replica; prints its JSON. Where a console runs on DIR it answers, else the replica
is read as it lies; either way nothing is written.`;

await command(
  { usage, options: { data: { type: 'string' } }, positionals: { min: 1, max: 2 } },
  async (args) => {
    const folder = required(args, 'data');
    const name = queryName(args.positionals[0]!);
    const input = inputOf(args.positionals[1]);
    const value = await asked(folder, name, input);
    process.stdout.write(`${JSON.stringify(value)}\n`);
  },
);
