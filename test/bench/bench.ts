import { writeFileSync } from 'node:fs';
import { command, UsageError } from '../../command/command.ts';
import { catchUp, coldStart } from './console.ts';
import { intake } from './intake.ts';
import { Report, ratio, table } from './report.ts';
import { cold, fanout, home, killed, throughput } from './sync.ts';

/** What can be measured, by name. */
const measures: Record<string, (report: Report) => Promise<void>> = {
  ...{ fanout, throughput, cold, home, killed },
  ...{ intake, coldStart, catchUp },
};

await command(
  {
    usage: `npm run bench -- [NAME] [--json FILE]

Measures ours and the peers side by side and prints a table with ratios. NAME: ${Object.keys(measures).join(', ')}; all without one.`,
    options: { json: { type: 'string' } },
    positionals: { max: 1 },
  },
  async (args) => {
    const [name] = args.positionals;
    if (name !== undefined && !Object.hasOwn(measures, name))
      throw new UsageError(`${name}: no such measure`);
    const report = new Report();
    for (const [each, measure] of Object.entries(measures))
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
