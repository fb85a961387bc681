import { createHash, randomBytes, randomInt } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../domain/contract.ts';
import { dayOf } from '../../domain/day.ts';
import { folds } from '../../domain/folds.ts';
import { handOver } from '../../main/handover.ts';
import { Blobs } from '../../replica/blobs.ts';
import { Replica } from '../../replica/replica.ts';
import { admin, type Running, start, startOffice, temporary, until } from './office.ts';

const PIN = '2468';
const AFTER = 15_000;
const ENTERPRISE = '91410800MA0000001X';

/** What ended without warning, and how often. */
const MOMENTS = ['inspector', 'officer', 'office', 'inspector office', 'inspector officer office'] as const;
type Part = 'inspector' | 'officer' | 'office';

export interface Outcome {
  /** What a console said was saved. */
  saved: { checks: number; settlements: number; photos: number };
  kills: Record<string, number>;
  /** Of what was saved, what the office has not got. */
  lost: string[];
  /** Checks and settlements that stand twice, and receipts of one entry. */
  doubled: string[];
  /** Replicas that differ from the office's entries or from each other. */
  differ: string[];
}

/**
 * An inspector who records checks with photos, an officer who settles reads of a gate and signs that, and the office:
 * each a process, ended by SIGKILL at any point of their work and started again, round by round. In the end all of
 * them are asked what they hold.
 */
class Ground {
  private readonly home = temporary('office');
  private readonly laptop = temporary('inspector');
  private readonly desk = temporary('officer');
  private readonly running: Partial<Record<Part, Running>> = {};
  private readonly today = dayOf(Date.now());
  private port = 0;
  private turn = 0;
  readonly saved = { checks: new Set<string>(), settlements: new Set<string>(), photos: new Set<string>() };
  readonly kills: Record<string, number> = {};

  async open(): Promise<this> {
    await this.start('office');
    const enrolled = async (part: 'inspector' | 'officer', post: string) => {
      const person = ['person', '--name', part, '--unit', '中站大队', '--post', post];
      const { code } = await admin<{ code: string }>(this.home.path, ...person);
      await this.start(part, ['--server', this.running.office!.said.url, '--enrol', code]);
      await until(async () => (await this.ask(part, 'key.state')).standing === 'certified');
    };
    await enrolled('inspector', 'field');
    await enrolled('officer', 'leader:source');
    return this;
  }

  private folderOf(part: Part): string {
    return { inspector: this.laptop, officer: this.desk, office: this.home }[part].path;
  }

  private async start(part: Part, more: string[] = []): Promise<void> {
    if (part === 'office') {
      this.running.office = await startOffice(this.home.path, this.port);
      this.port = Number(new URL(this.running.office.said.url).port);
      return;
    }
    const given = ['--data', this.folderOf(part), '--pin', PIN, '--shell', 'none', ...more];
    this.running[part] = await start('main/commands/console.ts', given);
  }

  private ask<N extends 'key.state' | 'field.state'>(part: Part, name: N): Promise<Output<N>> {
    return handOver(this.folderOf(part), { name, input: {} }, AFTER) as Promise<Output<N>>;
  }

  private do(part: Part, name: string, input: unknown): Promise<unknown> {
    return handOver(this.folderOf(part), { name, input }, AFTER);
  }

  /** Works until it is ended; only what was answered counts as saved. */
  private async inspect(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const plate = `豫H${String(this.turn++).padStart(5, '0')}`;
      const bytes = randomBytes(2000 + randomInt(60_000));
      const photo = { upload: null, part: bytes.toString('base64'), last: true, first: this.turn % 2 === 0 };
      try {
        const { sha256 } = (await this.do('inspector', 'file.keep', photo)) as Output<'file.keep'>;
        this.saved.photos.add(sha256!);
        const media = [{ sha256, kind: '车头' }];
        await this.do('inspector', 'check.record', { kind: 'emission', result: 'fit', plate, media });
        this.saved.checks.add(plate);
      } catch {
        // Ended in the middle: whether it is there is not known, and nobody was told that it is.
        await sleep(20);
      }
    }
  }

  private async settle(goesOn: () => boolean): Promise<void> {
    while (goesOn()) {
      const passage = `p${this.turn++}`;
      const read = { date: this.today, enterprise: ENTERPRISE, passage, plate: '豫H12345D', reason: '看图' };
      try {
        await this.do('officer', 'gateDay.settle', read);
        this.saved.settlements.add(passage);
      } catch {
        await sleep(20);
      }
    }
  }

  async round(): Promise<void> {
    const which = MOMENTS[randomInt(MOMENTS.length)]!;
    this.kills[which] = (this.kills[which] ?? 0) + 1;
    const parts = which.split(' ') as Part[];
    let over = false;
    const work = [this.inspect(() => !over), this.settle(() => !over)];
    await sleep(50 + randomInt(500));
    for (const part of parts) {
      await this.running[part]!.kill('SIGKILL');
      if (randomInt(2)) await sleep(randomInt(150));
    }
    over = true;
    await Promise.all(work);
    await Promise.all(parts.map((part) => this.start(part)));
  }

  /** Everything that waits has gone up, and all hold the same. */
  async settled(within: number): Promise<void> {
    const quiet = async (part: 'inspector' | 'officer') => {
      const { entries, files, connected } = await this.ask(part, 'field.state');
      return connected && entries.waiting === 0 && files.waiting === 0;
    };
    await until(async () => (await quiet('inspector')) && (await quiet('officer')), within);
    await until(() => this.differing().length === 0, within).catch(() => {});
  }

  private read<T>(part: Part, look: (replica: Replica) => T): T {
    const replica = new Replica(join(this.folderOf(part), 'replica.db'), folds, { readOnly: true });
    try {
      return look(replica);
    } finally {
      replica.close();
    }
  }

  private differing(): string[] {
    const entriesOf = (part: Part) =>
      this.read(part, (replica) => {
        const all = replica
          .documents()
          .flatMap(({ name }) => replica.entries(name).map((each) => [name, each]));
        return new Set(all.map((each) => JSON.stringify(each)));
      });
    const [office, ...consoles] = (['office', 'inspector', 'officer'] as const).map(entriesOf);
    const differ = consoles.flatMap((mine, n) => {
      const same = mine.size === office!.size && [...mine].every((each) => office!.has(each));
      return same
        ? []
        : [`${n === 0 ? 'inspector' : 'officer'}: ${mine.size} entries, office ${office!.size}`];
    });
    const digest = (part: Part) => this.read(part, (replica) => replica.projectionDigest());
    return digest('inspector') === digest('officer') ? differ : [...differ, 'projections of the consoles'];
  }

  outcome(): Outcome {
    const { saved } = this;
    const entries = this.read('office', (replica) =>
      replica.documents().flatMap(({ name }) => replica.entries(name)),
    );
    const texts = (kind: string, of: string) =>
      entries.filter((each) => each.kind === kind).map(({ body }) => String(body[of]));
    const checks = texts('check.recorded', 'plate');
    const settlements = texts('gate-day.settled', 'passage');
    const receipts = entries.filter(({ kind }) => kind === 'office.receipt').map(({ subject }) => subject);
    const blobs = new Blobs(join(this.home.path, 'blobs'));
    const whole = (hash: string) => {
      const bytes = blobs.read(hash);
      return bytes !== null && createHash('sha256').update(bytes).digest('hex') === hash;
    };
    const missing = (all: ReadonlySet<string>, there: readonly string[]) => {
      const known = new Set(there);
      return [...all].filter((each) => !known.has(each));
    };
    const twice = (all: readonly string[]) => all.filter((each, n) => all.indexOf(each) !== n);
    const marked = new Set(receipts);
    const unmarked = entries.filter(({ kind, id }) => kind === 'gate-day.settled' && !marked.has(id));
    return {
      saved: {
        checks: saved.checks.size,
        settlements: saved.settlements.size,
        photos: saved.photos.size,
      },
      kills: this.kills,
      lost: [
        ...missing(saved.checks, checks),
        ...missing(saved.settlements, settlements),
        ...[...saved.photos].filter((hash) => !whole(hash)),
        ...unmarked.map(({ id }) => `no receipt of ${id}`),
      ],
      doubled: [...twice(checks), ...twice(settlements), ...twice(receipts)],
      differ: this.differing(),
    };
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.running).map((each) => each.kill('SIGKILL')));
    for (const folder of [this.home, this.laptop, this.desk]) folder.remove();
  }
}

export async function killed(rounds: number): Promise<Outcome> {
  const ground = new Ground();
  try {
    await ground.open();
    for (let round = 0; round < rounds; round++) await ground.round();
    await ground.settled(120_000);
    return ground.outcome();
  } finally {
    await ground.close();
  }
}
