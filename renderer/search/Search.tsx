import { useLayoutEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import frame from '../desk/frame.module.css';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { Finder } from './Finder.tsx';
import s from './search.module.css';

const SHOWN = 50;

/** The search as a screen: what is looked for stands in the address, so that going back comes back to what was found. */
export function Search() {
  const t = useText().search;
  const [path, go] = useLocation();
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  const typed = decodeURIComponent(path.split('/')[2] ?? '');
  const onType = (text: string) =>
    go(text === '' ? '/search' : `/search/${encodeURIComponent(text)}`, { replace: true });
  return (
    <div className={frame.desk}>
      <DeskHead />
      <main className={s.page}>
        <h1 className="sr-only">{t.title}</h1>
        <Finder {...{ typed, field, onType, most: SHOWN }} />
      </main>
      <footer className={frame.foot}>
        <SyncLine />
      </footer>
    </div>
  );
}
