import { fork } from 'node:child_process';
import { expect, test } from 'vitest';
import { registerGates } from '../../sync-server/intake/gates.ts';
import { counters, passage, type Reply, smallOffice } from './intake-office.ts';
import { temporary, until } from './office.ts';

/** A process of its own that takes passages in; killed at a moment of chance, ten times over one folder. */
test('SIGKILL loses nothing that was answered: not a passage, and not from the gauge', async () => {
  const folder = temporary('intake-crash');
  let accepted = 0;
  let sent = 0;
  try {
    for (let round = 0; round < 10; round++) {
      const child = fork(`${import.meta.dirname}/intake-child.ts`, [folder.path], { stdio: 'inherit' });
      const { url, token } = await new Promise<{ url: string; token: string }>((done) =>
        child.once('message', (said) => done(said as { url: string; token: string })),
      );
      const gone = new Promise<void>((done) => child.once('exit', () => done()));
      setTimeout(() => child.kill('SIGKILL'), 30 + ((round * 97) % 250));
      for (let alive = true; alive; ) {
        const passages = Array.from({ length: 50 }, () => {
          const n = sent++;
          const clock = new Date(n * 1000).toISOString().slice(11, 19);
          return passage(`K${n}`, clock, { plate: `豫H${String(n).padStart(5, '0')}D` });
        });
        const answer = await fetch(`${url}/intake/gates`, {
          method: 'POST',
          headers: { authorization: `Bearer ${token}` },
          body: JSON.stringify({ passages }),
        })
          .then(async (response) => (await response.json()) as Reply)
          .catch(() => null);
        if (answer) accepted += answer.accepted;
        else {
          alive = false;
          sent -= passages.length;
        }
      }
      await gone;
    }
    const small = await smallOffice(folder.path, (app, office) =>
      registerGates(app, office, { everyMs: 20, detailMs: 20 }),
    );
    const { db } = small.office.replica;
    const stored = db.prepare('SELECT count(*) FROM gate_passage').pluck().get() as number;
    // A request that was killed before its answer may be stored, all of it or nothing.
    expect(accepted).toBeGreaterThan(0);
    expect(stored).toBeGreaterThanOrEqual(accepted);
    expect(stored % 50).toBe(0);
    const shown = await until(() => {
      const found = counters(small.office, '2024-11-30');
      return found?.received === stored && found.detail ? found : null;
    });
    expect(shown.released).toBe(stored);
    await until(() => db.prepare('SELECT count(*) FROM gate_day WHERE detailed < seq').pluck().get() === 0);
    expect([...small.office.blobs.all()]).toEqual([counters(small.office, '2024-11-30')!.detail]);
    await small.close();
  } finally {
    folder.remove();
  }
});
