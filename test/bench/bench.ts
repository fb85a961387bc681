import { writeFileSync } from 'node:fs';
import { command, numeric, UsageError } from '../../command/command.ts';
import { catchUp, coldStart } from './console.ts';
import { field, killedField } from './field.ts';
import { intake } from './intake.ts';
import { meeting } from './meeting.ts';
import { Report, ratio, table } from './report.ts';
import { search } from './search.ts';
import { cold, fanout, home, killed, throughput } from './sync.ts';
import { trusted } from './trusted.ts';
import { passage, replay } from './wall.ts';
import { whatif } from './what-if.ts';

interface Options {
  /** How long the wall's replay of a day takes. */
  minutes: number;
  /** How often processes are killed; null is as often as is usual for the measure. */
  rounds: number | null;
}

const ROUNDS = { servers: 100, field: 200 };

/** What can be measured, by name. */
const measures = ({ minutes, rounds }: Options): Record<string, (report: Report) => Promise<void>> => ({
  ...{
    fanout,
    throughput,
    cold,
    home,
    intake,
    coldStart,
    catchUp,
    trusted,
    passage,
    meeting,
    whatif,
    search,
    field,
  },
  killed: (report) => killed(report, rounds ?? ROUNDS.servers),
  'killed-field': (report) => killedField(report, rounds ?? ROUNDS.field),
  wall: (report) => replay(report, minutes),
});
const usual: Options = { minutes: 10, rounds: null };
const names = Object.keys(measures(usual));

await command(
  {
    usage: `npm run bench -- [NAME] [--json FILE] [--minutes N] [--rounds N]

Measures ours and the peers side by side and prints a table with ratios. NAME: ${names.join(', ')}; all without one.
  --minutes N   how long the day takes that the wall replays (${usual.minutes})
  --rounds N    how often the servers are killed at each rate (${ROUNDS.servers}), or those in the field (${ROUNDS.field})`,
    options: { json: { type: 'string' }, minutes: { type: 'string' }, rounds: { type: 'string' } },
    positionals: { max: 1 },
  },
  async (args) => {
    const [name] = args.positionals;
    if (name !== undefined && !names.includes(name)) throw new UsageError(`${name}: no such measure`);
    const options: Options = {
      minutes: numeric(args, 'minutes', { min: 1, max: 24 * 60, otherwise: usual.minutes }),
      rounds: numeric(args, 'rounds', { min: 0, max: 10_000, otherwise: 0 }) || usual.rounds,
    };
    const report = new Report();
    for (const [each, measure] of Object.entries(measures(options)))
      if (name === undefined || name === each) await measure(report);
    process.stdout.write(`${table(report.rows)}\n`);
    if (args.values.json)
      writeFileSync(
        args.values.json,
        JSON.stringify(
          report.rows.map((row) => ({ ...row, ratio: ratio(row) })),
          null,
          2,
        ),
      );
    process.exit(0);
  },
);
