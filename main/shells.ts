import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ENDS_WITH_PARENT } from '../command/command.ts';
import { writePrivate } from './settings.ts';

const ROOT = resolve(import.meta.dirname, '..');

/** Electron's binary of this installation; null where it was never fetched. */
export function electronBinary(root = ROOT): string | null {
  const folder = join(root, 'node_modules', 'electron');
  let name: string;
  try {
    name = readFileSync(join(folder, 'path.txt'), 'utf8').trim();
  } catch {
    return null;
  }
  const binary = join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist'), name);
  return existsSync(binary) ? binary : null;
}

const ON_PATH = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'microsoft-edge',
  'microsoft-edge-stable',
];
const ON_MAC = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];
const ON_WINDOWS = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'];

function candidates(): string[] {
  const { PATH = '', ProgramFiles, LOCALAPPDATA } = process.env;
  if (process.platform === 'darwin') return ON_MAC;
  if (process.platform === 'win32')
    return [ProgramFiles, process.env['ProgramFiles(x86)'], LOCALAPPDATA]
      .filter((folder) => folder !== undefined)
      .flatMap((folder) => ON_WINDOWS.map((name) => join(folder, name)));
  return PATH.split(delimiter).flatMap((folder) => ON_PATH.map((name) => join(folder, name)));
}

/** An installed browser of Chromium's family. */
export function installedBrowser(): string | null {
  return candidates().find((file) => existsSync(file)) ?? null;
}

/** Whether this machine shows windows at all. */
function hasScreen(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
}

export interface Window {
  /** One line: what was opened, and why that. */
  why: string;
  close(): void;
}

/**
 * Opens a console's address in an installed browser in app mode. The address carries a key, so it is handed over in a
 * private file, not among the arguments that a process list shows.
 */
export function openBrowser(url: string, folder: string): Window {
  const browser = hasScreen() ? installedBrowser() : null;
  if (!browser) {
    const why = hasScreen() ? 'no Chromium, Chrome or Edge is installed' : 'this machine has no screen';
    return { why: `${why}: open the address in a browser`, close() {} };
  }
  const page = join(folder, 'open.html');
  writePrivate(page, `<!doctype html><script>location.replace(${JSON.stringify(url)})</script>`);
  const child = spawn(
    browser,
    [
      `--app=${pathToFileURL(page)}`,
      `--user-data-dir=${join(folder, 'browser')}`,
      ...['--no-first-run', '--no-default-browser-check', '--start-fullscreen'],
    ],
    { stdio: 'ignore' },
  );
  // A browser that can't start leaves the console running; its address was printed.
  child.on('error', () => {});
  return { why: `opened in ${browser}, in app mode`, close: () => void child.kill() };
}

/** What the Electron shell is told by the process that starts it, in its environment: arguments would show. */
export const SHELL_OPTIONS = 'GREEN_FREIGHT_CONSOLE';

/** Starts the Electron shell, which is the console then. Its first line on standard output is the console's. */
export function startElectron(binary: string, options: unknown, root = ROOT): ChildProcess {
  return spawn(binary, [join(root, 'out', 'main', 'electron.js')], {
    stdio: 'inherit',
    env: { ...process.env, [SHELL_OPTIONS]: JSON.stringify(options), [ENDS_WITH_PARENT]: 'yes' },
  });
}

/** Whether the Electron shell is built. */
export function electronBuilt(root = ROOT): boolean {
  return existsSync(join(root, 'out', 'main', 'electron.js'));
}
