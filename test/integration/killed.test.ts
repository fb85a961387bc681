import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { caseEntry, type Running, startOffice, stock, temporary, token } from './office.ts';

/** Writes at a rate, kills the office without warning, starts it again, and asks what it has. */
async function round(folder: string, field: string, police: string, rate: number, document: string) {
  let office: Running = await startOffice(folder);
  const port = Number(new URL(office.said.url).port);
  const seen = new Set<string>();
  const reader = stock(office.said, document, police);
  const writer = stock(office.said, document, field);
  await Promise.all([reader.synced, writer.synced]);
  reader.entries.observe((event) => {
    for (const key of event.keysChanged) seen.add(key);
  });
  const start = performance.now();
  const end = start + 200 + randomInt(400);
  for (let sent = 0; performance.now() < end; await sleep(rate > 200 ? 1 : 1000 / rate)) {
    const due = Math.max(1, Math.floor(((performance.now() - start) / 1000) * rate) - sent);
    for (let i = 0; i < due; i++, sent++) {
      const entry = caseEntry('f1');
      writer.entries.set(entry.id, entry);
    }
  }
  await office.kill('SIGKILL');
  reader.provider.destroy();
  writer.provider.destroy();
  office = await startOffice(folder, port);
  const after = stock(office.said, document, police);
  await after.synced;
  const lost = [...seen].filter((id) => !after.entries.has(id)).length;
  after.provider.destroy();
  await office.kill();
  return { seen: seen.size, lost };
}

for (const rate of [50, 2000]) {
  test(`at ${rate} updates a second nothing that another saw is lost to SIGKILL, ten rounds`, async () => {
    const folder = temporary('killed');
    const field = await token(folder.path, 'field', 'f1');
    const police = await token(folder.path, 'police', 'p1');
    let seen = 0;
    for (let i = 0; i < 10; i++) {
      const result = await round(
        folder.path,
        field,
        police,
        rate,
        `cases/2024-${String(i + 1).padStart(2, '0')}`,
      );
      expect(result.lost).toBe(0);
      seen += result.seen;
    }
    expect(seen).toBeGreaterThan(50);
    folder.remove();
  });
}
