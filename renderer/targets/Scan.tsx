import { useEffect, useId, useState } from 'react';
import { useReason } from '../duty/ActForm.tsx';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { keepFile, type ReadFile, readFile, sizeText } from './file.ts';
import s from './targets.module.css';

/** The scan of a paper: an image in place, a PDF to be saved. Says where it is when it is not here. */
export function Scan({ sha256 }: { sha256: string | null }) {
  const t = useText().targets;
  const call = useCall();
  const [file, setFile] = useState<ReadFile | 'away' | null>(null);
  useEffect(() => {
    if (sha256 === null) return;
    let address: string | null = null;
    let left = false;
    readFile(call, sha256).then(
      (read) => {
        address = read.address;
        if (left) URL.revokeObjectURL(address);
        else setFile(read);
      },
      () => setFile('away'),
    );
    return () => {
      left = true;
      if (address !== null) URL.revokeObjectURL(address);
    };
  }, [call, sha256]);
  if (sha256 === null) return <p className={s.quiet}>{t.noScan}</p>;
  if (file === null) return <p className={s.quiet}>{t.scanLoading}</p>;
  if (file === 'away') return <p className={s.quiet}>{t.scanAway}</p>;
  return (
    <figure className={s.scan}>
      {file.image && <img src={file.address} alt={t.scan} />}
      <figcaption>
        <a href={file.address} download={file.name}>
          {t.scanSave} {file.name}
        </a>
      </figcaption>
    </figure>
  );
}

/** Picks a scan; it is kept on this machine at once, whether the office can be reached or not. */
export function ScanField({ onKept }: { onKept(sha256: string | null): void }) {
  const t = useText().targets;
  const call = useCall();
  const why = useReason();
  const id = useId();
  const [said, setSaid] = useState('');
  const take = async (file: File | undefined) => {
    onKept(null);
    if (!file) return setSaid('');
    try {
      const hash = await keepFile(call, file, (percent) => setSaid(t.form.sending(percent)));
      setSaid(t.form.scanKept(sizeText(file.size), `${hash.slice(0, 4)}…${hash.slice(-4)}`));
      onKept(hash);
    } catch (error) {
      setSaid(why(error));
    }
  };
  return (
    <p className={s.field}>
      <label htmlFor={id}>{t.form.scan}</label>
      <input
        id={id}
        type="file"
        accept="application/pdf,image/jpeg,image/png"
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <span role="status">{said}</span>
    </p>
  );
}
