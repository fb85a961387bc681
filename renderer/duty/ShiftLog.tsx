import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './duty.module.css';

type Entries = Output<'duty.log'>['entries'];

/** Entries of the log, newest first, each with whether the office has it. */
export function LogLines({ entries, empty }: { entries: Entries; empty: string }) {
  const t = useText().duty;
  const when = useWhen();
  if (entries.length === 0) return <p className={frame.quiet}>{empty}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must get there
    <ol className={s.log} tabIndex={0}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <p>
            <time>{when(entry.at)}</time> <b>{t.kind[entry.kind] ?? entry.kind}</b> {entry.by}
          </p>
          <p>{entry.text}</p>
          <p className={frame.quiet}>{t.saved[entry.saved]}</p>
        </li>
      ))}
    </ol>
  );
}
