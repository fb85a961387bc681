import { EventEmitter } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { connect, type Wire } from '../../domain/rpc.ts';
import { runningOn } from '../../replica/lock.ts';

/** A stand-in for the `electron` module: what the shell asks of it, and nothing else. */
const electron = vi.hoisted(() => ({
  windows: [] as StandInWindow[],
  displays: [] as { id: number; bounds: { x: number; y: number; width: number; height: number } }[],
  handlers: {} as Record<string, (...args: never[]) => unknown>,
  blocked: [] as number[],
  quits: 0,
}));

class Contents extends EventEmitter {
  readonly ipc = new EventEmitter();
  readonly mainFrame = { url: '' };
  readonly sent: string[] = [];
  heard: (frame: string) => void = () => {};
  opens: (() => { action: string }) | null = null;
  isDestroyed = () => false;
  reload = vi.fn();
  send(channel: string, frame: string): void {
    expect(channel).toBe('wire');
    this.sent.push(frame);
    this.heard(frame);
  }
  setWindowOpenHandler(handler: () => { action: string }): void {
    this.opens = handler;
  }
}

class StandInWindow {
  readonly webContents = new Contents();
  readonly options: Record<string, unknown>;
  destroyed = false;
  focused = 0;
  constructor(options: Record<string, unknown>) {
    this.options = options;
    electron.windows.push(this);
  }
  async loadFile(file: string, more: { query: Record<string, string>; hash: string }): Promise<void> {
    this.webContents.mainFrame.url = `${pathToFileURL(file)}?display=${more.query.display}#${more.hash}`;
  }
  destroy(): void {
    this.destroyed = true;
    this.webContents.emit('destroyed');
  }
  focus(): void {
    this.focused++;
  }
}

vi.mock('electron', () => {
  const screen = Object.assign(new EventEmitter(), { getAllDisplays: () => electron.displays });
  const app = Object.assign(new EventEmitter(), {
    requestSingleInstanceLock: () => true,
    whenReady: async () => {},
    quit: () => {
      electron.quits++;
    },
    exit: vi.fn(),
  });
  return {
    ...{ app, screen, BrowserWindow: StandInWindow },
    powerSaveBlocker: {
      start: (kind: string) => {
        expect(kind).toBe('prevent-display-sleep');
        return electron.blocked.push(1);
      },
      stop: () => electron.blocked.pop(),
    },
    safeStorage: {
      isEncryptionAvailable: () => true,
      encryptString: (text: string) => Buffer.from(`kept:${text}`),
      decryptString: (bytes: Buffer) => bytes.toString().replace(/^kept:/, ''),
    },
    session: {
      defaultSession: {
        setPermissionRequestHandler(handler: (...args: never[]) => unknown) {
          electron.handlers.permission = handler;
        },
      },
    },
  };
});

const folder = mkdtempSync(join(tmpdir(), 'electron-'));
const display = (id: number) => ({ id, bounds: { x: 0, y: 0, width: 1920, height: 1080 } });

beforeAll(async () => {
  electron.displays = [display(1), display(2)];
  process.env.GREEN_FREIGHT_CONSOLE = JSON.stringify({
    ...{ folder, port: 0, pin: '2468' },
    // Nobody listens there: the shell must open all the same.
    given: { server: 'http://127.0.0.1:9', code: '0123456789abcdef.secret' },
  });
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await import('../../main/electron.ts');
  await vi.waitFor(() => expect(electron.windows).toHaveLength(2), 10_000);
});
afterAll(async () => {
  const { app } = await import('electron');
  const quit = { preventDefault: vi.fn() };
  app.emit('will-quit', quit);
  await vi.waitFor(() => expect(electron.quits).toBe(1), 10_000);
  expect(quit.preventDefault).toHaveBeenCalled();
  expect(electron.blocked).toEqual([]);
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** The page's end of the wire, as the preload script makes it. */
function pageOf(window: StandInWindow, frame: { url: string } = window.webContents.mainFrame): Wire {
  const contents = window.webContents;
  return {
    send: (text) => void contents.ipc.emit('wire', { senderFrame: frame }, text),
    onFrame: (take) => {
      contents.heard = take;
    },
    onClose: () => {},
  };
}

test('one kiosk window per display, sandboxed, and the first line says where it listens', () => {
  expect(electron.windows.map((window) => window.options)).toMatchObject([
    { kiosk: true, webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false } },
    { kiosk: true, webPreferences: { preload: expect.stringMatching(/preload\.cjs$/) } },
  ]);
  expect(electron.windows.map((window) => new URL(window.webContents.mainFrame.url).search)).toEqual([
    '?display=1',
    '?display=2',
  ]);
  expect(electron.blocked).toHaveLength(1);
  const line = String(vi.mocked(process.stdout.write).mock.calls[0]![0]);
  expect(JSON.parse(line)).toMatchObject({ event: 'listening' });
  expect(runningOn(folder)?.url).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(process.env.GREEN_FREIGHT_CONSOLE).toBeUndefined();
});

test('the page speaks the contract over IPC, from the console’s own replica', async () => {
  const remote = connect(pageOf(electron.windows[0]!));
  const status = await remote.call('sync.status', {});
  expect(status).toMatchObject({ server: 'http://127.0.0.1:9', connected: false });
  const refused = await remote.call('gates.day', { date: 'yesterday' }).catch((error) => error);
  expect(refused).toMatchObject({ code: 'bad_input' });
});

test('frames of any other page or frame are not heard', () => {
  const window = electron.windows[0]!;
  const before = window.webContents.sent.length;
  const call = JSON.stringify({ id: 1, do: 'call', name: 'me', input: {} });
  pageOf(window, { url: window.webContents.mainFrame.url }).send(call);
  window.webContents.mainFrame.url = 'https://evil.example/index.html';
  pageOf(window).send(call);
  expect(window.webContents.sent).toHaveLength(before);
  window.webContents.mainFrame.url = pathToFileURL(resolve('renderer/index.html')).href;
});

test('a page that is loaded anew no longer gets what it followed; moving within it keeps it', async () => {
  const window = electron.windows[1]!;
  const seen: unknown[] = [];
  connect(pageOf(window)).follow(
    'sync.status',
    {},
    (value) => seen.push(value),
    () => {},
  );
  await vi.waitFor(() => expect(seen.length).toBeGreaterThan(0));
  const feeds = () => window.webContents.sent.length;
  window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
  const remote = connect(pageOf(window));
  await remote.call('me', {});
  window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
  const told = feeds();
  await new Promise((done) => setTimeout(done, 600));
  expect(feeds()).toBe(told);
  expect(await connect(pageOf(window)).call('me', {})).toMatchObject({ unlocked: expect.any(Boolean) });
});

test('no other windows, no leaving the page, no permissions; a page that crashed is loaded again', () => {
  const { webContents } = electron.windows[0]!;
  expect(webContents.opens!()).toEqual({ action: 'deny' });
  const leave = { preventDefault: vi.fn() };
  webContents.emit('will-navigate', leave);
  expect(leave.preventDefault).toHaveBeenCalled();
  const answer = vi.fn();
  electron.handlers.permission!(...([null, 'media', answer] as never[]));
  expect(answer).toHaveBeenCalledWith(false);
  webContents.emit('render-process-gone');
  expect(webContents.reload).toHaveBeenCalled();
});

test('the device key is sealed with the PIN and covered by the system’s keychain', () => {
  const file = JSON.parse(readFileSync(join(folder, 'key.json'), 'utf8')) as {
    covered: boolean;
    sealed: string;
  };
  expect(file.covered).toBe(true);
  expect(Buffer.from(file.sealed, 'base64').toString()).toMatch(/^kept:/);
});

test('displays that come and go get and lose their window; a second start shows the first', async () => {
  const { app, screen } = await import('electron');
  electron.displays = [display(2), display(3)];
  screen.emit('display-added');
  expect(electron.windows).toHaveLength(3);
  expect(electron.windows.map((window) => window.destroyed)).toEqual([true, false, false]);
  app.emit('second-instance');
  expect(electron.windows[1]!.focused).toBe(1);
});
