import { useEffect, useState } from 'react';
import { useReason } from '../duty/ActForm.tsx';
import { type ReadFile, readFile } from '../targets/file.ts';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { Part } from './CaseDetail.tsx';
import s from './road.module.css';

interface Medium {
  sha256: string;
  /** Its small copy, which a laptop takes along. */
  small: string | null;
  kind: string;
}

const HASH = /^[0-9a-f]{64}$/;

/** What came along as evidence, as far as it can be read: a file by its hash, and what it shows. */
function mediaIn(value: unknown): Medium[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((each: unknown) => {
    const { sha256, small, kind } = (typeof each === 'object' && each !== null ? each : {}) as Record<
      string,
      unknown
    >;
    if (typeof sha256 !== 'string' || !HASH.test(sha256)) return [];
    const copy = typeof small === 'string' && HASH.test(small) ? small : null;
    return [{ sha256, small: copy, kind: typeof kind === 'string' ? kind : '' }];
  });
}

/** Pictures and other files of a case or check: each is read when somebody asks for it. */
export function Media({ of, expired }: { of: unknown; expired: Readonly<Record<string, string>> }) {
  const t = useText().road;
  const media = mediaIn(of);
  if (media.length === 0) return null;
  return (
    <Part title={t.media}>
      <ul className={s.media}>
        {media.map((each, at) => (
          <li key={each.sha256}>
            <One of={each} name={each.kind || t.medium(at + 1)} until={expired[each.sha256] ?? null} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** `until`: it is past its time of keeping; its hash stays in the record. */
function One({ of: { sha256, small }, name, until }: { of: Medium; name: string; until: string | null }) {
  const t = useText().road;
  const call = useCall();
  const why = useReason();
  const [file, setFile] = useState<ReadFile | null>(null);
  const [copied, setCopied] = useState(false);
  const [wrong, setWrong] = useState<string | null>(null);
  useEffect(() => () => (file ? URL.revokeObjectURL(file.address) : undefined), [file]);
  const open = async () => {
    setWrong(null);
    try {
      setFile(await readFile(call, sha256));
    } catch (error) {
      // The original is away: its small copy, where that was taken along, and said to be one.
      const copy = small === null ? null : await readFile(call, small).catch(() => null);
      if (copy === null) return setWrong(t.mediumAway(why(error)));
      setCopied(true);
      setFile(copy);
    }
  };
  if (until !== null)
    return (
      <span className="quiet" title={sha256}>
        {t.mediumExpired(name, until)}
      </span>
    );
  if (file)
    return (
      <figure>
        {file.image && <img src={file.address} alt={name} />}
        <figcaption>
          <span title={sha256}>{name}</span> {copied && <b>{t.mediumSmall}</b>}{' '}
          <a href={file.address} download={file.name}>
            {t.mediumKeep}
          </a>
        </figcaption>
      </figure>
    );
  return (
    <>
      <button type="button" title={sha256} onClick={() => void open()}>
        {t.mediumOpen(name)}
      </button>
      {wrong && <p role="alert">{wrong}</p>}
    </>
  );
}
