import { connect, createServer, type Socket } from 'node:net';

/** A line to the office that can be cut: every connection through it breaks at once, and new ones may come. */
export async function cuttable(port: number): Promise<{
  url: string;
  cut(): void;
  /** Cuts by itself once so many bytes went up, so many times. */
  every(bytes: number, times: number): void;
  cuts(): number;
  close(): Promise<void>;
}> {
  const pairs = new Set<[Socket, Socket]>();
  let cuts = 0;
  let left = 0;
  let limit = 0;
  let gone = 0;
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
    far.on('data', (bytes) => near.write(bytes));
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
    close() {
      cut();
      return new Promise((done) => server.close(() => done()));
    },
  };
}
