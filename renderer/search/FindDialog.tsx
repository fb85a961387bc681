import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useLocation } from 'wouter';
import { useModal } from '../parts/modal.ts';
import { useText } from '../text.ts';
import { Finder } from './Finder.tsx';
import s from './search.module.css';

const SHOWN = 6;

/** The search over whatever a person is at; it leads away from there only where something is opened. */
export function FindDialog({ onClose }: { onClose(): void }) {
  const t = useText().search;
  const dialog = useModal();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <dialog ref={dialog} className={s.dialog} aria-label={t.title} onClose={onClose}>
      <Finder
        {...{ typed, field, most: SHOWN, onType: setTyped, onOpen: onClose }}
        more={`/search/${encodeURIComponent(typed.trim())}`}
      />
      <p className={s.keys}>
        <span>
          <kbd>↑↓</kbd> {t.keys.move}
        </span>
        <span>
          <kbd>Enter</kbd> {t.keys.open}
        </span>
        <span>
          <kbd>Esc</kbd> {t.keys.close}
        </span>
      </p>
    </dialog>
  );
}

/** Somebody is writing, or stands in a dialog: a plain sign is theirs. */
function busy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/**
 * The head's button, and the keys that do the same: Ctrl+K anywhere, a slash where nobody writes and where the screen
 * has no other use for it.
 */
export function FindButton({ className, slash = true }: { className: string; slash?: boolean }) {
  const t = useText().search;
  const [path] = useLocation();
  const [shown, setShown] = useState(false);
  const here = path.startsWith('/search');
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const ctrl = event.ctrlKey || event.metaKey;
      const plain = slash && event.key === '/' && !busy(event.target);
      const asked = ctrl ? event.key.toLowerCase() === 'k' : plain;
      if (!asked || event.altKey || event.isComposing) return;
      event.preventDefault();
      if (here) document.querySelector<HTMLElement>('main input[type="search"]')?.focus();
      else if (!document.querySelector('dialog[open]')) setShown(true);
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [here, slash]);
  if (here) return null;
  return (
    <>
      <button
        type="button"
        className={className}
        aria-haspopup="dialog"
        aria-keyshortcuts={slash ? 'Control+K /' : 'Control+K'}
        onClick={() => setShown(true)}
      >
        {t.title}
        <span aria-hidden="true" className={s.key}>
          Ctrl K
        </span>
      </button>
      {/* On the page itself: the look of the head that holds the button is not the dialog's. */}
      {shown && createPortal(<FindDialog onClose={() => setShown(false)} />, document.body)}
    </>
  );
}
