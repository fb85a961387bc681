import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { isoShanghai, startOfDay } from '../../domain/day.ts';
import { admin, startOffice, token } from '../integration/office.ts';
import { quantile, type Report } from './report.ts';

const DAY = '2024-11-30';
/** The contract's most passages a request. */
const BATCH = 5000;
const BATCHES = 40;
const ENTERPRISES = 300;
/** Operators that post at the same time. */
const LINES = 4;
/** Passages of one truck queue: gates send what lies together. */
const RUN = 50;

const enterprises = Array.from(
  { length: ENTERPRISES },
  (_, n) => `914108${String(n).padStart(3, '0')}MA9TEST00`,
);

/** A day of the whole city, in the order in which it happened. */
function passages() {
  const total = BATCH * BATCHES;
  return Array.from({ length: total }, (_, n) => ({
    id: `G1-${String(n).padStart(6, '0')}`,
    enterprise: enterprises[Math.floor(n / RUN) % ENTERPRISES]!,
    gate: String(1 + (n % 3)),
    direction: n % 2 ? 'in' : 'out',
    at: isoShanghai(startOfDay(DAY) + Math.floor((n / total) * 86_400) * 1000),
    released: true,
    releaseMode: 'auto',
    plate: `豫H${String(n % 100_000).padStart(5, '0')}D`,
    plateColor: { system: 'JTT', code: n % 3 ? '93' : '2' },
    vehicleType: 'Q11',
    fuel: 'C',
    emission: 'D',
    goods: { name: '原煤', tonnes: 33.6 },
  }));
}
type Row = ReturnType<typeof passages>[number];

/** Inserts of the same rows with nothing around them: one transaction a batch, an id that is unique, the same index. */
function rawInserts(rows: readonly Row[]): number {
  const folder = mkdtempSync(join(tmpdir(), 'raw-'));
  const db = new Database(join(folder, 'raw.db'));
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(`CREATE TABLE passage (n INTEGER PRIMARY KEY, enterprise TEXT NOT NULL, id TEXT NOT NULL, revision INTEGER NOT NULL,
    at INTEGER NOT NULL, arrived INTEGER NOT NULL, raw TEXT NOT NULL, UNIQUE (enterprise, id));
    CREATE INDEX passage_at ON passage (enterprise, at);`);
  const insert = db.prepare(
    'INSERT INTO passage (enterprise, id, revision, at, arrived, raw) VALUES (?, ?, 0, ?, ?, ?)',
  );
  const values = rows.map((row) => [row.enterprise, row.id, Date.parse(row.at), 0, JSON.stringify(row)]);
  const start = performance.now();
  for (let from = 0; from < values.length; from += BATCH)
    db.transaction(() => {
      for (let n = from; n < from + BATCH; n++) insert.run(...values[n]!);
    })();
  const rate = (rows.length / (performance.now() - start)) * 1000;
  db.close();
  rmSync(folder, { recursive: true });
  return rate;
}

function post(agent: Agent, url: string, key: string, body: Buffer): Promise<number> {
  return new Promise((done, fail) => {
    const headers = { authorization: `Bearer ${key}`, 'content-length': body.length };
    const sent = request(`${url}/intake/gates`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => {
        if (response.statusCode !== 200) return fail(new Error(`${response.statusCode} ${text}`));
        done((JSON.parse(text) as { accepted: number }).accepted);
      });
    });
    sent.on('error', fail);
    sent.end(body);
  });
}

/** The same rows over HTTP into an office that counts and publishes them meanwhile. */
async function overHttp(rows: readonly Row[]): Promise<{ rate: number; delays: number[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'intake-'));
  const office = await startOffice(folder);
  const agent = new Agent({ keepAlive: true, maxSockets: LINES });
  try {
    const table = enterprises.map((id, n) => [id, `示例企业${n}`, 'other_gated', '410802', '1 2 3'].join());
    writeFileSync(join(folder, 'table.csv'), ['id,name,tier,county,gates', ...table, ''].join('\n'));
    await admin(folder, 'import', join(folder, 'table.csv'));
    const key = await token(folder, 'operator', 'bench', '--enterprises', 'all');
    const bodies = Array.from({ length: BATCHES }, (_, n) =>
      Buffer.from(JSON.stringify({ passages: rows.slice(n * BATCH, (n + 1) * BATCH) })),
    );
    const delays: number[] = [];
    let accepted = 0;
    const start = performance.now();
    const line = async () => {
      for (let body = bodies.shift(); body; body = bodies.shift()) {
        const sent = performance.now();
        const taken = await post(agent, office.said.url, key, body);
        accepted += taken;
        delays.push(performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: LINES }, line));
    const rate = (accepted / (performance.now() - start)) * 1000;
    if (accepted !== rows.length) throw new Error(`${accepted} of ${rows.length} accepted`);
    return { rate, delays };
  } finally {
    agent.destroy();
    await office.kill();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Gate intake: passages a second through HTTP, against inserts alone. Rounds in turn; the median of each counts. */
export async function intake(report: Report, rounds = 3): Promise<void> {
  const rows = passages();
  const ours: number[] = [];
  const raw: number[] = [];
  const delays: number[] = [];
  for (let round = 0; round < rounds; round++) {
    raw.push(rawInserts(rows));
    const run = await overHttp(rows);
    ours.push(run.rate);
    delays.push(...run.delays);
  }
  report.add({
    what: `gate intake over HTTP, ${BATCH} passages a request, ${LINES} operators at once`,
    unit: 'passages/s',
    better: 'more',
    figures: { ours: quantile(ours, 0.5), 'better-sqlite3, batched inserts': quantile(raw, 0.5) },
  });
  report.add({
    what: `answer to a request of ${BATCH} passages, p50 and p99`,
    unit: 'ms',
    better: 'less',
    figures: { ours: quantile(delays, 0.5) },
    note: `p99 ${quantile(delays, 0.99).toFixed(0)}`,
  });
}
