import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * A dialog that is modal while it is mounted. The browser gives the focus back to where it was when the dialog closes,
 * and it is closed in the same turn in which it leaves the page: a late focus would take a key press from what came next.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return dialog;
}
