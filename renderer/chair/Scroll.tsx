import type { ReactNode } from 'react';

/** A part that may be longer than its room: it takes the focus, so that the arrow keys reach all of it. */
export function Scroll({
  label,
  className,
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset, only a part that scrolls
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached without a mouse (WCAG 2.1.1)
    <div role="group" className={className} aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
