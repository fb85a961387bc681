import { type ReactNode, useLayoutEffect, useRef } from 'react';

/** A part that may be longer than its room: it takes the focus, so that the arrow keys reach all of it. */
export function Scroll({
  label,
  className,
  focused = false,
  children,
}: {
  label: string;
  className?: string | undefined;
  /** Takes the focus when it appears, where what had it is gone. */
  focused?: boolean;
  children: ReactNode;
}) {
  const part = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (focused) part.current?.focus();
  }, [focused]);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, only a part that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse (WCAG 2.1.1)
    <div ref={part} role="group" className={className} aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
