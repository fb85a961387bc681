import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app, BrowserWindow, type Display, powerSaveBlocker, safeStorage, screen, session } from 'electron';
import { defaultData, endWithParents } from '../command/command.ts';
import { serve, type Wire } from '../domain/rpc.ts';
import { serveBrowser } from './browser.ts';
import { type Console, createConsole } from './console.ts';
import type { Vault } from './keys.ts';
import type { Given } from './settings.ts';
import { SHELL_OPTIONS } from './shells.ts';

/** Beside this file in the build: the page and the preload script. */
const PAGE = join(import.meta.dirname, '../renderer');
const PRELOAD = join(import.meta.dirname, '../preload/preload.cjs');

interface Options {
  folder: string;
  given: Given;
  pin?: string;
  port: number;
}

/** Given in the environment by `npm run console` and `npm start`; without, what the user's own folder remembers, or the screen asks. */
function readOptions(): Options {
  const text = process.env[SHELL_OPTIONS];
  delete process.env[SHELL_OPTIONS];
  return text === undefined
    ? { folder: defaultData('console'), given: { ask: true }, port: 0 }
    : (JSON.parse(text) as Options);
}

/** The system's keychain around the sealed device key, where there is one. */
function keychain(): { vault: Vault } | Record<string, never> {
  if (!safeStorage.isEncryptionAvailable()) return {};
  return {
    vault: {
      cover: (text) => safeStorage.encryptString(text).toString('base64'),
      uncover: (text) => safeStorage.decryptString(Buffer.from(text, 'base64')),
    },
  };
}

/** Frames of one page. A page that goes, or is loaded anew, closes its wire and with it all that it followed. */
function carry(console: Console, window: BrowserWindow): void {
  const page = pathToFileURL(join(PAGE, 'index.html')).href;
  const { webContents } = window;
  let open: { take(frame: string): void; done(): void } | null = null;
  const close = () => {
    open?.done();
    open = null;
  };
  const begin = () => {
    const hears: { take(frame: string): void; done(): void } = { take() {}, done() {} };
    const wire: Wire = {
      send: (frame) => {
        if (open === hears && !webContents.isDestroyed()) webContents.send('wire', frame);
      },
      onFrame: (take) => {
        hears.take = take;
      },
      onClose: (done) => {
        hears.done = done;
      },
    };
    serve(console.api, wire);
    return hears;
  };
  webContents.ipc.on('wire', (event, frame: unknown) => {
    const from = event.senderFrame?.url.split(/[?#]/)[0];
    if (event.senderFrame !== webContents.mainFrame || from !== page || typeof frame !== 'string') return;
    open ??= begin();
    open.take(frame);
  });
  webContents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) close();
  });
  webContents.on('render-process-gone', () => {
    close();
    webContents.reload();
  });
  webContents.on('destroyed', close);
}

function openWindow(console: Console, display: Display, number: number): BrowserWindow {
  const window = new BrowserWindow({
    ...display.bounds,
    kiosk: true,
    autoHideMenuBar: true,
    backgroundColor: '#000000',
    webPreferences: { preload: PRELOAD, sandbox: true, contextIsolation: true, nodeIntegration: false },
  });
  carry(console, window);
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  window.webContents.on('will-navigate', (event) => event.preventDefault());
  void window.loadFile(join(PAGE, 'index.html'), { query: { display: String(number) }, hash: '/wall' });
  return window;
}

/** One window per display, by the display's id; follows displays that come and go. */
function coverDisplays(console: Console): void {
  const windows = new Map<number, BrowserWindow>();
  const cover = () => {
    const displays = screen.getAllDisplays();
    displays.forEach((display, i) => {
      if (!windows.has(display.id)) windows.set(display.id, openWindow(console, display, i + 1));
    });
    for (const [id, window] of windows) {
      if (displays.some((display) => display.id === id)) continue;
      windows.delete(id);
      window.destroy();
    }
  };
  cover();
  screen.on('display-added', cover);
  screen.on('display-removed', cover);
  app.on('second-instance', () => [...windows.values()][0]?.focus());
}

async function main(): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit();
  const { folder, given, pin, port } = readOptions();
  await app.whenReady();
  session.defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  const console = await createConsole({ folder, given, pin, ...keychain() });
  const served = await serveBrowser(console, port, PAGE);
  process.stdout.write(`${JSON.stringify({ event: 'listening', url: served.url })}\n`);
  const blocker = powerSaveBlocker.start('prevent-display-sleep');
  coverDisplays(console);
  let ended = false;
  app.on('will-quit', (event) => {
    if (ended) return;
    ended = true;
    event.preventDefault();
    powerSaveBlocker.stop(blocker);
    void served
      .close()
      .then(() => console.close())
      .finally(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  endWithParents(() => app.quit());
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  app.exit(1);
});
