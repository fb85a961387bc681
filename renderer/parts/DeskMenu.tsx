import { type RefObject, useCallback, useId, useLayoutEffect, useRef, useState } from 'react';
import { Link, useLocation } from 'wouter';
import { type Desk, desksOf } from '../desks.ts';
import { useText } from '../text.ts';
import s from './desk-menu.module.css';

/**
 * Where to go, in one line whatever the language: the desks of one's own post first, as many as there is room for, the
 * others under "more". Where one is always stands in the line.
 */
export function DeskMenu({ post }: { post: string }) {
  const t = useText().desk;
  const [path] = useLocation();
  const line = useRef<HTMLElement>(null);
  const gauge = useRef<HTMLDivElement>(null);
  const all = desksOf(post);
  const sizes = useSizes(line, gauge);
  const here = all.find((desk) => path === desk.path || path.startsWith(`${desk.path}/`));
  const shown = sizes ? fitting(all, here, sizes) : all;
  const rest = all.filter((desk) => !shown.includes(desk));
  return (
    <nav ref={line} aria-label={t.menu} className={s.menu}>
      {shown.map((desk) => (
        <Place key={desk.path} desk={desk} here={desk === here} />
      ))}
      {rest.length > 0 && <More desks={rest} />}
      <div ref={gauge} aria-hidden="true" className={s.gauge}>
        {all.map(({ path: each, name }) => (
          <b key={each}>{t.place[name]}</b>
        ))}
        <b>{t.more}</b>
      </div>
    </nav>
  );
}

interface Sizes {
  line: number;
  /** Of each desk's word, in order, and of "more" as the last. */
  words: number[];
}

/** Measured before the paint, and again with the window, and with the font that comes late. */
function useSizes(line: RefObject<HTMLElement | null>, gauge: RefObject<HTMLElement | null>): Sizes | null {
  const [sizes, setSizes] = useState<Sizes | null>(null);
  const measure = useCallback(() => {
    const words = [...(gauge.current?.children ?? [])].map((word) => word.getBoundingClientRect().width);
    const next = { line: line.current?.clientWidth ?? 0, words };
    setSizes((known) => (String([known?.line, known?.words]) === String([next.line, words]) ? known : next));
  }, [line, gauge]);
  useLayoutEffect(measure);
  useLayoutEffect(() => {
    const watch = new ResizeObserver(measure);
    for (const { current } of [line, gauge]) if (current) watch.observe(current);
    return () => watch.disconnect();
  }, [line, gauge, measure]);
  return sizes;
}

/** All desks where there is room, else so many that "more" and where one is have theirs too. */
function fitting(all: Desk[], here: Desk | undefined, { line, words }: Sizes): Desk[] {
  const widths = new Map(all.map((desk, i) => [desk, words[i] ?? 0]));
  const taken = (desks: readonly Desk[]) => desks.reduce((sum, desk) => sum + widths.get(desk)!, 0);
  if (taken(all) <= line) return all;
  const left = line - (words.at(-1) ?? 0);
  for (let most = all.length - 1; most > 0; most--) {
    const first = all.slice(0, most);
    const shown = !here || first.includes(here) ? first : [...first.slice(0, -1), here];
    if (taken(shown) <= left) return shown;
  }
  return here ? [here] : [];
}

function Place({ desk: { path, name }, here }: { desk: Desk; here: boolean }) {
  const t = useText().desk;
  return (
    <Link href={path} aria-current={here ? 'page' : undefined}>
      {t.place[name]}
    </Link>
  );
}

function More({ desks }: { desks: Desk[] }) {
  const t = useText().desk;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const part = useRef<HTMLDivElement>(null);
  const panel = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape and leaving close what its button opened
    <div
      ref={part}
      className={s.more}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onBlur={(event) => {
        if (!part.current?.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={panel}
        onClick={() => setOpen(!open)}
      >
        {t.more}
      </button>
      {open && (
        <ul id={panel} className={s.panel}>
          {desks.map((desk) => (
            <li key={desk.path}>
              <Place desk={desk} here={false} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
