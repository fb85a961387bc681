import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { ActName, Input } from '../../domain/contract.ts';
import { connect, type Remote } from '../../domain/rpc.ts';
import { handOver } from '../../main/handover.ts';
import { type Running, start, startOffice, token, until } from '../integration/office.ts';
import { quantile, type Report } from './report.ts';

const SCENES = ['overview', 'gates', 'charging', 'enforcement', 'goals', 'map'];
const MOST = 300;

/** The contract of a running console, over the loopback door that its page uses. */
function apiOf({ said }: Running): Promise<Remote> {
  const { origin, hash } = new URL(said.url);
  const key = new URLSearchParams(hash.slice(1)).get('key') ?? '';
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/wire?key=${key}`, { origin });
  const api = connect({
    send: (frame) => socket.send(frame),
    onFrame: (take) => socket.on('message', (data) => take(String(data))),
    onClose: (done) => socket.on('close', () => done()),
  });
  return new Promise((done, fail) => {
    socket.on('open', () => done(api));
    socket.on('error', fail);
  });
}

/** From `meeting.go` at the clerk's console until the others follow: real office, each console its own process. */
export async function meeting(report: Report, samples = 100): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'meeting-'));
  const data = join(folder, 'office');
  const office = await startOffice(data);
  const consoles: Running[] = [];
  const seat = async (name: string, role: string) => {
    const key = await token(data, role, name);
    const given = ['--server', office.said.url, '--token', key, '--data', join(folder, name)];
    const console = await start('main/commands/console.ts', [...given, '--shell', 'none']);
    consoles.push(console);
    return apiOf(console);
  };
  try {
    await seat('clerk', 'office');
    const act = <N extends ActName>(name: N, input: Input<N>) =>
      handOver(join(folder, 'clerk'), { name, input }, 15_000) as Promise<{ id: string }>;
    const seen = new Map<string, { scene: string | null; at: number }[]>();
    for (const [name, role] of [
      ['wall one', 'wall'],
      ['wall two', 'wall'],
      ['desk', 'duty'],
    ] as const) {
      const turns: { scene: string | null; at: number }[] = [];
      seen.set(name, turns);
      const api = await seat(name.replace(' ', '-'), role);
      api.follow(
        'wall.now',
        {},
        ({ scene }) => turns.push({ scene, at: performance.now() }),
        () => {},
      );
    }
    await act('meeting.create', {});
    const items: string[] = [];
    for (const scene of SCENES)
      items.push((await act('meeting.item', { title: scene, scene: { scene, params: {} } })).id);
    await act('meeting.start', {});
    const shown = (scene: string) => [...seen.values()].every((turns) => turns.at(-1)?.scene === scene);
    await until(() => shown(SCENES[0]!));
    const delays = new Map([...seen.keys()].map((name) => [name, [] as number[]]));
    for (let n = 1; n <= samples; n++) {
      await sleep(300 + Math.random() * 700);
      const scene = SCENES[n % SCENES.length]!;
      const from = performance.now();
      await act('meeting.go', { item: items[n % SCENES.length]! });
      await until(() => shown(scene));
      for (const [name, turns] of seen) delays.get(name)!.push(turns.at(-1)!.at - from);
    }
    for (const [name, of] of delays)
      for (const [what, q] of [
        ['p50', 0.5],
        ['p99', 0.99],
      ] as const)
        report.add({
          ...{ what: `meeting.go to ${name} told, ${what} of ${samples}`, unit: 'ms', better: 'less' },
          figures: { ours: quantile(of, q), 'at most': MOST },
        });
  } finally {
    await Promise.all(consoles.map((console) => console.kill()));
    await office.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
