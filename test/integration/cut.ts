import { connect, createServer, type Socket } from 'node:net';

/** A line to the office that can be cut: every connection through it breaks at once, and new ones may come. */
export async function cuttable(port: number): Promise<{
  url: string;
  cut(): void;
  /** Cuts by itself once so many bytes went up, so many times. */
  every(bytes: number, times: number): void;
  cuts(): number;
  /** Lets so many bytes more come down, then nothing until it flows again. */
  stall(bytes: number): void;
  flow(): void;
  close(): Promise<void>;
}> {
  const pairs = new Set<[Socket, Socket]>();
  let cuts = 0;
  let left = 0;
  let limit = 0;
  let gone = 0;
  let room = Number.POSITIVE_INFINITY;
  const cut = () => {
    cuts++;
    for (const pair of pairs) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1');
    const pair: [Socket, Socket] = [near, far];
    pairs.add(pair);
    for (const socket of pair)
      socket
        .on('error', () => {})
        .on('close', () => {
          pairs.delete(pair);
          for (const each of pair) each.destroy();
        });
    near.on('data', (bytes) => {
      far.write(bytes);
      gone += bytes.length;
      if (left > 0 && gone >= limit) {
        left--;
        gone = 0;
        cut();
      }
    });
    if (room <= 0) far.pause();
    far.on('data', (bytes) => {
      near.write(bytes);
      room -= bytes.length;
      if (room <= 0) for (const [, each] of pairs) each.pause();
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    cut,
    every(bytes, times) {
      [limit, left, gone] = [bytes, times, 0];
    },
    cuts: () => cuts,
    stall(bytes) {
      room = bytes;
    },
    flow() {
      room = Number.POSITIVE_INFINITY;
      for (const [, each] of pairs) each.resume();
    },
    close() {
      cut();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
