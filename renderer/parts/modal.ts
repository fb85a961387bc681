import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * A dialog that is modal while it is mounted. The browser gives the focus back to where it was when the dialog closes,
 * and it is closed in the same turn in which it leaves the page: a late focus would take a key press from what came next.
 */
export function useModal(): RefObject<HTMLDialogElement | null> {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (!shown) return;
    shown.showModal();
    const leave = () => {
      shown.close();
      // Where nothing had the focus before, a field of the closed dialog would keep it, and take the next key press.
      const held = document.activeElement;
      if (held instanceof HTMLElement && shown.contains(held)) held.blur();
    };
    // A file field inside says `cancel` too.
    const cancelled = ({ target }: Event) => target === shown && leave();
    shown.addEventListener('cancel', cancelled);
    return () => {
      shown.removeEventListener('cancel', cancelled);
      leave();
    };
  }, []);
  return dialog;
}
