import { connect, type Remote, type Wire } from '../domain/rpc.ts';

declare global {
  interface Window {
    /** Exposed by Electron's preload; where it is missing, the console is reached over a WebSocket. */
    consoleWire?: Wire;
  }
}

const KEY = 'console-key';

/**
 * The key of the loopback or wall address, `…/#key=…`, `…/#key=…/targets` or `…/#key=…/wall?display=2`. It moves from the address into the session,
 * so that the hash is free for routing and no screenshot or bookmark carries it.
 */
export function takeKey(): string {
  const given = /^#\/?key=([^&/?]+)(\/[A-Za-z0-9/_-]+)?(\?.*)?/.exec(location.hash);
  if (given?.[1] !== undefined) {
    sessionStorage.setItem(KEY, decodeURIComponent(given[1]));
    history.replaceState(
      null,
      '',
      `${location.pathname}${location.search}#${given[2] ?? '/wall'}${given[3] ?? ''}`,
    );
  }
  return sessionStorage.getItem(KEY) ?? '';
}

/** Opens one wire: `opened` once it carries frames, `failed` if it never will. */
type Dial = (opened: (wire: Wire) => void, failed: () => void) => void;

/** The key goes as the protocol that is asked for: an address is written into logs on its way. */
function dialSocket(address: string, key: string): Dial {
  return (opened, failed) => {
    const socket = new WebSocket(address, key === '' ? [] : [key]);
    let open = false;
    socket.onclose = () => {
      if (!open) failed();
    };
    socket.onopen = () => {
      open = true;
      opened({
        send: (frame) => {
          if (socket.readyState === WebSocket.OPEN) socket.send(frame);
        },
        onFrame: (take) => socket.addEventListener('message', (event) => take(String(event.data))),
        onClose: (done) => socket.addEventListener('close', () => done()),
      });
    };
  };
}

function dial(): Dial {
  const wire = window.consoleWire;
  if (wire) return (opened) => opened(wire);
  const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
  return dialSocket(`${scheme}://${location.host}/wire`, takeKey());
}

/** The console's end that is open at this moment, if any. */
export interface Line {
  remote(): Remote | null;
  /** Epoch ms since when it has been as it is. */
  since(): number;
  /** Called when it opened or closed. */
  watch(changed: () => void): () => void;
}

/** Waits before the nth attempt: a quarter second at first, ten at most, spread so that ten walls don't knock as one. */
function wait(attempt: number): number {
  return Math.min(10_000, 250 * 2 ** attempt) * (0.75 + Math.random() / 2);
}

/** Keeps a line to the console open for as long as the page lives. */
export function keepLine(open: Dial): Line {
  const watchers = new Set<() => void>();
  let remote: Remote | null = null;
  let since = Date.now();
  let attempt = 0;
  const become = (next: Remote | null) => {
    remote = next;
    since = Date.now();
    for (const changed of watchers) changed();
  };
  const again = () => {
    setTimeout(start, wait(attempt));
    attempt++;
  };
  const start = () =>
    open((wire) => {
      attempt = 0;
      // connect() first: it ends what waits on the old line before anybody asks on a new one.
      const next = connect(wire);
      wire.onClose(() => {
        become(null);
        again();
      });
      become(next);
    }, again);
  start();
  return {
    remote: () => remote,
    since: () => since,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
  };
}

export const line: Line = keepLine(dial());
