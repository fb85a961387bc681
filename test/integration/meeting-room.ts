import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import type { ActName, Input, Output, QueryName } from '../../domain/contract.ts';
import { contract } from '../../domain/contract.ts';
import { type Console, createConsole } from '../../main/console.ts';
import { admin, type Running, startOffice, temporary, token, until } from './office.ts';

/** A line between a console and the office that can be pulled out. */
export class Cable {
  private readonly port: number;
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;
  private whole = true;
  url = '';

  constructor(port: number) {
    this.port = port;
    this.server = createServer((near) => {
      if (!this.whole) return near.destroy();
      const far = dial(this.port, '127.0.0.1');
      for (const [one, other] of [
        [near, far],
        [far, near],
      ] as const) {
        this.sockets.add(one);
        one.on('error', () => one.destroy());
        one.on('close', () => {
          this.sockets.delete(one);
          other.destroy();
        });
        one.pipe(other);
      }
      return near;
    });
  }

  async open(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.url = `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
    return this;
  }

  cut(): void {
    this.whole = false;
    for (const socket of this.sockets) socket.destroy();
  }

  mend(): void {
    this.whole = true;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise<void>((done) => this.server.close(() => done()));
  }
}

export interface Seat {
  console: Console;
  cable: Cable;
  act<N extends ActName>(name: N, input: Input<N>): Promise<{ id: string }>;
  ask<N extends QueryName>(name: N, input: Input<N>): Promise<Output<N>>;
}

/** A real office and consoles in one room, each on its own cable. */
export class Room {
  readonly home = temporary('office');
  private readonly folders: ReturnType<typeof temporary>[] = [];
  private readonly seats: Seat[] = [];
  office!: Running;

  async open(): Promise<this> {
    this.office = await startOffice(this.home.path);
    return this;
  }

  /** The office goes back to a backup, at the same address. */
  async restore(file: string): Promise<void> {
    const { port } = this;
    await this.office.kill();
    await admin(this.home.path, 'restore', file);
    this.office = await startOffice(this.home.path, port);
  }

  get port(): number {
    return Number(new URL(this.office.said.url).port);
  }

  folder(): string {
    const made = temporary('console');
    this.folders.push(made);
    return made.path;
  }

  /** A person at a console, with a key of their own that is open. */
  async person(name: string, unit: string, post: string, folder = this.folder()): Promise<Seat> {
    const { code } = await admin<{ code: string }>(
      this.home.path,
      ...['person', '--name', name, '--unit', unit, '--post', post],
    );
    return this.seat(folder, { code }, '246810');
  }

  async token(role: string): Promise<Seat> {
    return this.seat(this.folder(), { token: await token(this.home.path, role) });
  }

  private async seat(folder: string, given: { code?: string; token?: string }, pin?: string): Promise<Seat> {
    const cable = await new Cable(this.port).open();
    const console = await createConsole({
      ...{ folder, given: { server: cable.url, ...given }, pin },
      warn: (error) => process.stderr.write(`${(error as Error).stack}\n`),
    });
    await until(() => console.sync!.connected && console.settings().person !== null);
    const seat: Seat = {
      ...{ console, cable },
      act: (name, input) => console.act(name, input, pin),
      ask: (name, input) => console.api.call(name, contract[name].input.parse(input) as never),
    };
    this.seats.push(seat);
    return seat;
  }

  async close(): Promise<void> {
    await Promise.all(this.seats.map(({ console }) => console.close()));
    await Promise.all(this.seats.map(({ cable }) => cable.close()));
    await this.office?.kill();
    for (const folder of [this.home, ...this.folders]) folder.remove();
  }
}
