import { useEffect, useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import { KEEPING, type KeptKind } from '../../domain/keep.ts';
import { Refusal } from '../../domain/rpc.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';

import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useCall, useConnected } from '../use.ts';
import s from './people.module.css';

type Outlook = Output<'keep.outlook'>;
const KINDS = Object.keys(KEEPING) as KeptKind[];

/** How long personal data is kept, by kind, and how much of each comes to its end: read only, changed in no screen. */
export function Keeping() {
  const t = useText().people.keeping;
  const { outlook, trouble } = useOutlook();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must get there
    <main className={s.page} tabIndex={0}>
      <div className={s.title}>
        <h2>{t.title}</h2>
        <span className={frame.quiet}>{t.hint}</span>
      </div>
      <table className={s.list}>
        <thead>
          <tr>
            {[t.heads.kind, t.heads.months, t.heads.from, t.heads.end, t.heads.basis].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {outlook && <th scope="col">{t.heads.soon(outlook.through)}</th>}
          </tr>
        </thead>
        <tbody>
          {KINDS.map((kind) => (
            <Row key={kind} kind={kind} soon={outlook?.soon[kind] ?? null} />
          ))}
        </tbody>
      </table>
      <div className={s.after}>
        <p>{t.unsettled}</p>
        {outlook && <Done of={outlook} />}
        {trouble !== null && (
          <p role="status">
            <Mark of="unknown" />
            {trouble}
          </p>
        )}
      </div>
    </main>
  );
}

function Row({ kind, soon }: { kind: KeptKind; soon: Outlook['soon'][KeptKind] | null }) {
  const t = useText().people.keeping;
  const { months, from, end, basis } = KEEPING[kind];
  return (
    <tr>
      <th scope="row">{t.kinds[kind]}</th>
      <td className={s.short}>{t.months(months)}</td>
      <td>{t.from[from]}</td>
      <td>{t.end[end]}</td>
      <td className={frame.quiet}>{t.basis[basis]}</td>
      {soon && (
        <td className={soon.count > 0 ? s.short : frame.quiet}>
          {soon.first === null ? t.noneSoon : t.soon(soon.count, soon.first)}
        </td>
      )}
    </tr>
  );
}

function Done({ of: { last, done, held } }: { of: Outlook }) {
  const t = useText().people.keeping;
  return (
    <>
      <p>
        {last === null ? t.never : t.last(last)}　{t.done(done.passages, done.files, done.keys)}
      </p>
      {held > 0 && <p>{t.held(held)}</p>}
    </>
  );
}

/** Asked of the office once, and again when the line to this console is back. */
function useOutlook(): { outlook: Outlook | null; trouble: string | null } {
  const t = useText().people.keeping;
  const why = useReason();
  const call = useCall();
  const here = useConnected();
  const [outlook, setOutlook] = useState<Outlook | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    if (!here) return;
    let gone = false;
    call('keep.outlook', {}).then(
      (value) => {
        if (gone) return;
        setOutlook(value);
        setError(null);
      },
      (reason) => {
        if (!gone) setError(reason);
      },
    );
    return () => {
      gone = true;
    };
  }, [call, here]);
  if (error === null) return { outlook, trouble: null };
  const code = error instanceof Refusal ? error.code : null;
  const known = code === 'away' ? t.away : code === 'office' ? t.notYours : null;
  return { outlook, trouble: known ?? t.failed(why(error)) };
}
