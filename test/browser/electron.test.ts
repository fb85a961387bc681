import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { expect, test } from 'vitest';
import { electronBinary, SHELL_OPTIONS } from '../../main/shells.ts';

const root = resolve(import.meta.dirname, '../..');

/** Why the desktop shell can't run here; null where it can. */
function missing(): string | null {
  if (!electronBinary(root)) return 'Electron’s binary is not installed';
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return 'there is no display';
  return null;
}

test('the desktop shell opens the wall over its own wire', async () => {
  const why = missing();
  if (why !== null) {
    process.stdout.write(`skipped: the Electron shell was not started, ${why}\n`);
    expect(why).toMatch(/binary is not installed|no display/);
    return;
  }
  execFileSync('npm', ['run', '-s', 'build:electron'], { cwd: root, stdio: 'ignore' });
  const folder = mkdtempSync(join(tmpdir(), 'electron-'));
  const options = { folder, port: 0, given: { server: 'http://127.0.0.1:9', token: 'none.none' } };
  const app = await _electron.launch({
    executablePath: electronBinary(root)!,
    args: [join(root, 'out/main/electron.js'), '--no-sandbox'],
    env: { ...(process.env as Record<string, string>), [SHELL_OPTIONS]: JSON.stringify(options) },
  });
  try {
    const page = await app.firstWindow();
    await page.waitForSelector('#root > *');
    expect(await page.evaluate(() => typeof window.consoleWire)).toBe('object');
    expect(await page.evaluate(() => 'require' in window)).toBe(false);
  } finally {
    await app.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
