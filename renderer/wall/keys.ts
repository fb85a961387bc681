import { useEffect, useRef } from 'react';

/** Keys of a wall: what they do, by `event.key` in lower case. */
export type Keys = Record<string, () => void>;

/** Listens while nothing is being typed, no dialog is open and no button would take the key for itself. */
export function useKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
      const on = event.target instanceof Element ? event.target : null;
      if (on?.closest('input, textarea, select, dialog')) return;
      if (event.key === ' ' && on?.closest('button, a')) return;
      const act = latest.current[event.key.toLowerCase()];
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
}
