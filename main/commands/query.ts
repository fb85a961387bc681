import { command, required } from '../../command/command.ts';
import { callByName } from '../../domain/rpc.ts';
import { openReader } from '../console.ts';
import { handOver, NoAnswer, Nobody } from '../handover.ts';
import { inputOf, queryName } from '../words.ts';

const usage = `npm run query -- --data DIR NAME ['{"json":"params"}']

One named query against a console's replica; prints its JSON. Where a console runs on DIR it answers, else the replica
is read as it lies; either way nothing is written.`;

/** A running console that does not answer in time is read past. */
const ANSWER_MS = 15_000;

await command(
  { usage, options: { data: { type: 'string' } }, positionals: { min: 1, max: 2 } },
  async (args) => {
    const folder = required(args, 'data');
    const name = queryName(args.positionals[0]!);
    const input = inputOf(args.positionals[1]);
    const value = await handOver(folder, { name, input }, ANSWER_MS).catch(async (error) => {
      if (!(error instanceof Nobody) && !(error instanceof NoAnswer)) throw error;
      const reader = openReader(folder);
      try {
        return await callByName(reader.api, name, input);
      } finally {
        reader.close();
      }
    });
    process.stdout.write(`${JSON.stringify(value)}\n`);
  },
);
