import { useState } from 'react';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { keepFile } from './keep.ts';
import s from './paper.module.css';

/** Makes a paper or a table (domain/paper.ts) and hands it out as a file; says in place why it can't be made. */
export function PaperButton({
  paper,
  params,
  label,
  className = '',
}: {
  paper: string;
  params: Record<string, string>;
  label: string;
  className?: string | undefined;
}) {
  const t = useText().parts.paper;
  const call = useCall();
  const [said, setSaid] = useState<{ busy: boolean; text: string; wrong: boolean }>(QUIET);

  const make = async () => {
    if (said.busy) return;
    setSaid({ busy: true, text: t.busy, wrong: false });
    try {
      const made = await call('paper.make', { paper, params });
      keepFile(made);
      setSaid({ busy: false, text: t.made(made.name), wrong: false });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const why = error instanceof Error ? error.message : String(error);
      setSaid({ busy: false, text: t.failed(t.why[code], why), wrong: true });
    }
  };
  return (
    <span className={s.paper}>
      <button type="button" className={className} aria-disabled={said.busy} onClick={make}>
        {label}
      </button>
      <span role={said.wrong ? 'alert' : 'status'} className={said.wrong ? s.wrong : s.said}>
        {said.text}
      </span>
    </span>
  );
}

const QUIET = { busy: false, text: '', wrong: false };
