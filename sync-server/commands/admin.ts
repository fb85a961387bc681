import { resolve } from 'node:path';
import { command, defaultData, Failure, secret, UsageError } from '../../command/command.ts';
import { runningOn } from '../../replica/lock.ts';
import { doVerb, inputOf, isVerb, type Verb } from '../admin.ts';
import { isConsoleFolder, onConsole } from '../console-folder.ts';
import { importEnterprises } from '../import.ts';
import { Rejection } from '../office.ts';
import { isOfficeFolder, restore } from '../restore.ts';
import { withOffice } from '../server.ts';

const usage = `npm run admin -- --data DIR VERB …

Acts on an office's data, through the running server where there is one; in force when it returns.
  token --role R --name N [--enterprises USCC,…|all]     prints {"token":"…"}
  person --name N --unit U --post P [--until DAY]        prints {"person":"…","code":"…"}: a one-time enrolment code
  revoke --person P
  roll-key [--recovery-key K]                            a new office key, by the old one or by the printed recovery key
  enterprise --id USCC --name N --tier key_dual_high|other_gated --county CODE --gates 1,2 [--short-name S] [--responsible R]
  operator --id ID --name N --secret S --data-secret S --data-iv S --sig-secret S [--address URL]
  import FILE.csv|FILE.xlsx                              enterprises, row by row
  backup FILE, restore FILE (no server running), recovered (ends the recovery after a restore)
  documents
  forget --subject ID                                    destroys the keys of a check's or case's personal fields
  keep [--until DAY]                                     lists personal data past its time of keeping, or that will be on a day
  keep --run                                             destroys it, as the server does by itself once a day
  verify, rebuild                                        also on a console's folder
A restore brings back what was destroyed since its backup, until recovered: the first round after it destroys that again.
What lies outside stays until somebody deletes it: the backups themselves, the database that a restore kept aside.
A secret may come from a file (--secret-file and so on) or standard input (-).`;

const text = { type: 'string' } as const;

/** Verbs that may begin an office: who is known to it before it first serves. */
const BEGINS: ReadonlySet<Verb> = new Set(['token', 'person', 'enterprise', 'operator']);

await command(
  {
    usage,
    options: {
      ...{
        data: text,
        role: text,
        name: text,
        enterprises: text,
        unit: text,
        subject: text,
        post: text,
        person: text,
        id: text,
      },
      ...{ tier: text, county: text, gates: text, address: text, responsible: text, 'short-name': text },
      run: { type: 'boolean' },
      ...{ until: text, 'recovery-key': text, 'recovery-key-file': text },
      ...{ secret: text, 'secret-file': text, 'data-secret': text, 'data-secret-file': text },
      ...{ 'data-iv': text, 'data-iv-file': text, 'sig-secret': text, 'sig-secret-file': text },
    },
    positionals: true,
  },
  async (args) => {
    const folder = args.values.data ?? defaultData('office');
    const [verb, file, ...more] = args.positionals;
    if (verb === undefined) throw new UsageError('which verb?');
    if (more.length) throw new UsageError(`${more[0]}: one verb at a time`);
    const print = (value: unknown): void => {
      process.stdout.write(`${JSON.stringify(value)}\n`);
    };
    if (verb === 'restore') return print(await restore(folder, needed(file, 'FILE')));
    if ((verb === 'verify' || verb === 'rebuild') && isConsoleFolder(folder))
      return finish(print, await onConsole(folder, verb));
    if (verb === 'import') {
      const rows = await importEnterprises(needed(file, 'FILE'), (input) =>
        send(folder, 'enterprise', input),
      );
      return print(rows);
    }
    if (!isVerb(verb)) throw new UsageError(`${verb}: no such verb`);
    const { values } = args;
    const input: Record<string, unknown> = {};
    for (const name of [
      'role',
      'name',
      'enterprises',
      'unit',
      'post',
      'person',
      'id',
      'tier',
      'county',
      'gates',
      'address',
      'responsible',
      'until',
      'subject',
    ] as const)
      if (values[name] !== undefined) input[name] = values[name];
    if (values.run) input.run = true;
    if (values['short-name'] !== undefined) input.shortName = values['short-name'];
    if (verb === 'roll-key') {
      const recoveryKey = await secret(args, 'recovery-key');
      if (recoveryKey !== undefined) input.recoveryKey = recoveryKey;
    }
    // The server that does it may run in another folder.
    if (file !== undefined) input.file = resolve(file);
    if (verb === 'operator')
      for (const [option, field] of Object.entries({
        secret: 'secret',
        'data-secret': 'dataSecret',
        'data-iv': 'dataIv',
        'sig-secret': 'sigSecret',
      }))
        input[field] = await secret(args, option);
    finish(print, await send(folder, verb, input));
  },
);

function needed(value: string | undefined, name: string): string {
  if (value === undefined) throw new UsageError(`${name} is missing`);
  return value;
}

/** A verification that names bad entries is printed, and ends with 1. */
function finish(print: (value: unknown) => void, value: unknown): void {
  print(value);
  const bad = (value as { bad?: unknown[] }).bad;
  if (bad?.length) throw new Failure(`${bad.length} bad entries`);
}

/** Hands the verb to the running server, or does it on the folder where none runs. */
async function send(folder: string, verb: string, input: unknown): Promise<unknown> {
  const running = runningOn(folder);
  if (running) {
    const answer = await fetch(`${running.url}/admin/${verb}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-office-key': running.key },
      body: JSON.stringify(input),
    }).catch(() => null);
    if (answer) {
      const value = (await answer.json()) as { error?: string };
      if (!answer.ok)
        throw answer.status === 400
          ? new UsageError(value.error ?? 'wrong')
          : new Failure(value.error ?? `status ${answer.status}`);
      return value;
    }
    // The address is a dead process': the lock says whether anybody else is there.
  }
  if (!isVerb(verb)) throw new UsageError(`${verb}: no such verb`);
  checked(verb, input);
  if (!BEGINS.has(verb) && !isOfficeFolder(folder)) throw new Failure(`${folder} holds no office's data`);
  return await withOffice(folder, (office) => doVerb(office, verb, input));
}

/** Before anything is opened, which would begin an office where there is none. @throws {UsageError} */
function checked(verb: Verb, input: unknown): void {
  try {
    inputOf(verb, input);
  } catch (error) {
    throw error instanceof Rejection ? new UsageError(error.message) : error;
  }
}
