import { useEffect, useState } from 'react';
import { clockOf, parseTime } from '../../domain/day.ts';
import { Refusal } from '../../domain/rpc.ts';
import { useRefusalReason } from '../parts/reason.ts';
import { PinAsk } from '../parts/Unlock.tsx';
import { readFile, sizeText } from '../targets/file.ts';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import s from './field.module.css';
import { keepPhoto } from './photo.ts';
import type { Photo } from './sheet.ts';

const clock = (iso: string | null) => {
  const ms = iso === null ? null : parseTime(iso);
  return ms === null ? '—' : clockOf(ms);
};

/** A kept photo's small copy, read from this machine. */
function Thumb({ photo }: { photo: Photo }) {
  const call = useCall();
  const [address, setAddress] = useState<string | null>(null);
  const { small } = photo;
  useEffect(() => {
    let made: string | null = null;
    let gone = false;
    if (small)
      readFile(call, small)
        .then((file) => {
          made = file.address;
          if (gone) URL.revokeObjectURL(made);
          else setAddress(made);
        })
        // Not here and the office away: the place stays empty, its words stand below.
        .catch(() => {});
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [call, small]);
  return address ? <img src={address} alt={photo.kind} /> : <i />;
}

export function Photos({ photos, onPhoto }: { photos: readonly Photo[]; onPhoto(photo: Photo): void }) {
  const t = useText().field;
  const call = useCall();
  const [busy, setBusy] = useState(false);
  const [locked, setLocked] = useState<File[] | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const kind = t.photoKinds[photos.length % t.photoKinds.length]!;
  const take = async (files: File[]) => {
    setBusy(true);
    setWrong(null);
    try {
      for (const [index, file] of files.entries())
        onPhoto(await keepPhoto(call, file, t.photoKinds[(photos.length + index) % t.photoKinds.length]!));
      setLocked(null);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'locked') setLocked(files);
      else setWrong(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section>
      <h2>
        {t.photos}
        {photos.length > 0 && <small>{t.photosKept(photos.length)}</small>}
      </h2>
      <ul className={s.photos}>
        {photos.map((photo) => (
          <li key={photo.sha256}>
            <Thumb photo={photo} />
            <span>{photo.kind}</span>
            {photo.takenAt && <small>{photo.takenAt.slice(11, 16)}</small>}
          </li>
        ))}
      </ul>
      {locked && (
        <PinAsk why={t.photoAsk} onOpen={() => void take(locked)} onCancel={() => setLocked(null)} />
      )}
      {wrong && (
        <p role="alert" className={s.bad}>
          {wrong}
        </p>
      )}
      <label className={s.file}>
        {busy ? t.keeping : t.shoot(kind)}
        <input
          type="file"
          accept="image/*"
          capture="environment"
          multiple
          disabled={busy}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (files.length) void take(files);
          }}
        />
      </label>
    </section>
  );
}

/** What went, what waits, what was refused and why: three sentences with numbers. Offline is ordinary: it has no colour. */
export function SyncWords() {
  const t = useText().field;
  const why = useRefusalReason();
  const state = useQuery('field.state', {}).value;
  if (!state) return null;
  const { entries, files, refused, clockAhead } = state;
  const minutes = Math.round((clockAhead ?? 0) / 60_000);
  return (
    <section role="status">
      <h2>{t.upload}</h2>
      <p>
        {state.connected ? t.online : state.awaySince ? t.away(clock(state.awaySince)) : ''}
        <b>{t.todayMade(entries.today, entries.atOffice)}</b>
        {entries.lastAtOffice && t.lastAt(clock(entries.lastAtOffice))}
      </p>
      <p>
        {entries.waiting + files.waiting > 0
          ? t.waiting(entries.waiting, files.waiting, sizeText(files.bytes))
          : t.nothing}
      </p>
      {files.locked && <p>{t.locked}</p>}
      {!state.connected && state.lastSync && <p>{t.stands(clock(state.lastSync))}</p>}
      {refused.length > 0 && (
        <>
          <p className={s.bad}>{t.refusedN(refused.length)}</p>
          <ul>
            {refused.slice(0, 4).map((each) => (
              <li key={each.id}>{why(each.reason.replace(/^[a-z_]+: /, ''))}</li>
            ))}
          </ul>
        </>
      )}
      {Math.abs(minutes) >= 2 && <p className={s.bad}>{t.clock(minutes)}</p>}
      {state.disk === 'plain' && <p className={s.bad}>{t.disk}</p>}
      {state.disk === 'unknown' && <p>{t.diskUnknown}</p>}
      <Courier />
    </section>
  );
}

const PART = 1_500_000;

/** The USB stick, both ways. */
function Courier() {
  const t = useText().field;
  const call = useCall();
  const [said, setSaid] = useState('');
  const out = async () => {
    try {
      const made = await call('bundle.make', {});
      const file = await readFile(call, made.sha256);
      const link = document.createElement('a');
      link.href = file.address;
      link.download = made.name;
      link.click();
      setTimeout(() => URL.revokeObjectURL(file.address), 60_000);
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  const bring = async (file: File) => {
    try {
      let upload: string | null = null;
      for (let from = 0; ; from += PART) {
        const bytes = new Uint8Array(await file.slice(from, from + PART).arrayBuffer());
        const part = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
        const last = from + PART >= file.size;
        const came: { upload: string; taken: { entries: number; known: number; refused: unknown[] } | null } =
          await call('bundle.take', { upload, part, last });
        upload = came.upload;
        if (came.taken)
          setSaid(t.bundleTaken(came.taken.entries, came.taken.known, came.taken.refused.length));
        if (last) return;
      }
    } catch (error) {
      setSaid(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      {said && <p role="status">{said}</p>}
      <div className={s.two}>
        <button type="button" onClick={() => void out()}>
          {t.bundleOut}
        </button>
        <label className={s.file}>
          {t.bundleIn}
          <input
            type="file"
            accept=".bundle"
            onChange={(event) => {
              const file = event.target.files?.[0];
              event.target.value = '';
              if (file) void bring(file);
            }}
          />
        </label>
      </div>
    </>
  );
}
