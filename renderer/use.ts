import { useCallback, useMemo, useRef, useSyncExternalStore } from 'react';
import type { Input, Name, Output, QueryName } from '../domain/contract.ts';
import { Refusal } from '../domain/rpc.ts';
import { clock } from './clock.ts';
import { keepFeeds, keyOf, type Snapshot } from './feeds.ts';
import { line } from './wire.ts';

const feeds = keepFeeds(line);

/** `connected`: the line to the console is open. `at`: epoch ms the value came; null before the first. */
export interface Answer<N extends QueryName> extends Snapshot<N> {
  connected: boolean;
  /** The value is still that of an earlier input, until the one asked for comes. */
  loading: boolean;
}

/**
 * Follows a query. The last value stays while the line is down, and while another input (another day) is loading:
 * a screen never blanks because it refreshes.
 */
export function useQuery<N extends QueryName>(name: N, input: Input<N>): Answer<N> {
  const key = keyOf(name, input);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says all of name and input
  const [take, look] = useMemo(
    () => [
      (changed: () => void) => feeds.take(name, input, changed),
      () => feeds.snapshot(name, input) as Snapshot<N>,
    ],
    [key],
  );
  const snapshot = useSyncExternalStore(take, look);
  const last = useRef<Snapshot<N> | null>(null);
  if (snapshot.value !== undefined) last.current = snapshot;
  const loading = snapshot.value === undefined;
  const shown = loading && last.current ? { ...last.current, error: snapshot.error } : snapshot;
  return { ...shown, loading, connected: useConnected() };
}

/** Calls an act, or a query once; fails with a Refusal (its code says why), with `closed` where there is no console. */
export function useCall(): <N extends Name>(name: N, input: Input<N>) => Promise<Output<N>> {
  return useCallback((name, input) => {
    const remote = line.remote();
    if (!remote) return Promise.reject(new Refusal('closed', 'the console is away'));
    return remote.call(name, input);
  }, []);
}

/** True while the line to this machine's console is open (nothing to do with the office's server). */
export function useConnected(): boolean {
  return useSyncExternalStore(line.watch, () => line.remote() !== null);
}

/** Epoch ms by the one clock, in steps of `step` ms (1000 or more); a view is painted anew only when it steps. */
export function useNow(step = 1000): number {
  return useSyncExternalStore(clock.watch, () => Math.floor(clock.now() / step) * step);
}
