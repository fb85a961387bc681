import { useCallback, useEffect, useState } from 'react';
import { clock } from '../clock.ts';
import { useNow, useQuery } from '../use.ts';
import { driven, step, type Turn } from './rotation.ts';
import type { Scene } from './scenes.ts';

export interface Trouble {
  scene: string;
  /** Epoch ms. */
  at: number;
  why: string;
}

/** A scene that failed is left out so long, then tried again: the record that it choked on may have passed. */
const REST_MS = 300_000;
/** A tick that comes this late means that something held the page up. */
const STALL_MS = 10_000;
/** A scene that has painted no word after this long hangs. */
const BLANK_MS = 8_000;
const LOGGED = 5;

/**
 * Which scene to show: the address's own, else what the desk sent, else the rotation. Its watchdog leaves out a scene
 * that threw (`fail`), stalled the page or painted nothing, and keeps the last few troubles for the screen.
 */
export function useTurns({
  list,
  pinned,
  display,
  paused,
  painted,
}: {
  list: readonly Scene[];
  pinned: string | null;
  display: string;
  paused: boolean;
  painted: () => boolean;
}) {
  const now = useNow();
  const sent = useQuery('wall.now', {}).value;
  const [turn, setTurn] = useState<Turn>(() => ({ scene: pinned ?? list[0]?.id ?? '', since: now }));
  const [troubles, setTroubles] = useState<Trouble[]>([]);
  const [done, setDone] = useState('');
  const ids = list.map((scene) => scene.id);
  const failing = new Set(troubles.filter(({ at }) => now - at < REST_MS).map(({ scene }) => scene));
  const drive = driven(sent, { display, pinned: pinned !== null, known: (id) => ids.includes(id) });
  const order = drive && (drive.hold || drive.key !== done) ? drive : null;
  const wanted = order?.scene ?? pinned ?? turn.scene;
  const current = ids.includes(wanted) ? wanted : (ids[0] ?? '');

  const show = useCallback((scene: string) => setTurn({ scene, since: Date.now() }), []);
  const fail = useCallback((scene: string, why: string) => {
    setTroubles((known) => [...known, { scene, at: Date.now(), why }].slice(-LOGGED));
  }, []);

  // A sent scene starts its dwell when it comes, and the rotation goes on from it when it goes.
  const key = order?.key ?? '';
  useEffect(() => {
    if (key !== '') setTurn({ scene: key.split(' ')[0] ?? '', since: Date.now() });
  }, [key]);
  useEffect(() => {
    if (pinned !== null) setTurn({ scene: pinned, since: Date.now() });
  }, [pinned]);

  const late = clock.gap() > STALL_MS;
  const shownFor = now - turn.since;
  const dwell = (list.find((scene) => scene.id === current)?.dwell ?? 30) * 1000;
  const blank = shownFor > BLANK_MS && shownFor < BLANK_MS + 2_000 && !painted();
  useEffect(() => {
    if (late && document.visibilityState === 'visible') fail(current, 'stalled');
  }, [late, current, fail]);
  useEffect(() => {
    if (blank) fail(current, 'blank');
  }, [blank, current, fail]);

  const moves = pinned === null && !paused && !order?.hold;
  const over = shownFor >= dwell || failing.has(current);
  useEffect(() => {
    if (!moves || !over) return;
    if (order) setDone(order.key);
    show(step(ids, current, 1, failing));
  });

  return {
    current,
    since: turn.since,
    troubles: troubles.filter(({ at }) => now - at < REST_MS),
    failed: failing.has(current),
    sent: order ? sent : undefined,
    show,
    fail,
    /** The next (1) or previous (-1) scene's id, as the keys go. */
    neighbour: (by: 1 | -1) => step(ids, current, by, failing),
  };
}
