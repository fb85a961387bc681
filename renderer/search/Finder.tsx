import { type KeyboardEvent, type RefObject, useId, useRef, useState } from 'react';
import { Link } from 'wouter';
import { useReason } from '../duty/ActForm.tsx';
import { Plate } from '../parts/Plate.tsx';
import { usePostName } from '../parts/post.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { groupsOf, type Hit, isPlate, pathOf } from './hit.ts';
import s from './search.module.css';

/**
 * The field and what it finds, by noun. Arrows go from the field into the hits and back, Enter in the field opens the
 * first; whoever types while standing on a hit goes on in the field.
 */
export function Finder({
  typed,
  onType,
  most,
  onOpen,
  more,
  field,
}: {
  typed: string;
  onType(text: string): void;
  /** At most so many of each noun. */
  most: number;
  onOpen?(): void;
  /** Where all of them are listed. */
  more?: string;
  field: RefObject<HTMLInputElement | null>;
}) {
  const t = useText().search;
  const hits = useRef<HTMLDivElement>(null);
  const hint = useId();
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const rows = [...(hits.current?.querySelectorAll<HTMLElement>('[data-hit]') ?? [])];
    const stops = [field.current, ...rows];
    const at = stops.indexOf(document.activeElement as HTMLElement);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && at >= 0) {
      event.preventDefault();
      stops[(at + by + stops.length) % stops.length]?.focus();
    } else if (event.key === 'Enter' && at === 0) {
      event.preventDefault();
      // What is listed may still be of the letters before.
      if (!hits.current?.querySelector('[aria-busy="true"]')) rows[0]?.click();
    } else if (at > 0 && (event.key === 'Backspace' || (event.key.length === 1 && event.key !== ' '))) {
      field.current?.focus();
    }
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the arrows go through what it holds, which takes the keys
    <div className={s.finder} onKeyDown={press}>
      <input
        ref={field}
        type="search"
        className={s.field}
        aria-label={t.title}
        aria-describedby={hint}
        placeholder={t.field}
        autoComplete="off"
        spellCheck={false}
        maxLength={100}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      <div className={s.hits} ref={hits}>
        {typed.trim() === '' ? (
          <p id={hint} className={s.hint}>
            {t.hint}
          </p>
        ) : (
          <Hits text={typed.trim()} most={most} {...(onOpen && { onOpen })} {...(more && { more })} />
        )}
      </div>
    </div>
  );
}

function Hits({ text, most, onOpen, more }: { text: string; most: number; onOpen?(): void; more?: string }) {
  const t = useText().search;
  const why = useReason();
  const { value, loading, error } = useQuery('search.find', { text, most });
  if (error && loading)
    return (
      <p role="alert" className={s.none}>
        {t.failed(why(error))}
      </p>
    );
  if (!value) return <p className={s.hint}>{t.looking}</p>;
  return (
    <div aria-busy={loading}>
      <p className="sr-only" role="status">
        {loading ? t.looking : t.found(value.hits.length)}
      </p>
      {value.hits.length === 0 && !loading && (
        <div className={s.none}>
          <p>{t.none(text)}</p>
          <p className={s.quiet}>{t.noneHint}</p>
        </div>
      )}
      {groupsOf(value.hits).map(({ noun, hits }) => (
        <Group key={noun} noun={noun} hits={hits} {...(onOpen && { onOpen })}>
          {value.more.includes(noun) && (
            <p className={s.more}>
              {more ? (
                <Link href={more} data-hit {...(onOpen && { onClick: onOpen })}>
                  {t.more(t.noun[noun] ?? noun)}
                </Link>
              ) : (
                <span>
                  {t.more(t.noun[noun] ?? noun)}，{t.moreHint}
                </span>
              )}
            </p>
          )}
        </Group>
      ))}
    </div>
  );
}

function Group({
  noun,
  hits,
  onOpen,
  children,
}: {
  noun: string;
  hits: readonly Hit[];
  onOpen?(): void;
  children: React.ReactNode;
}) {
  const t = useText().search;
  const head = useId();
  return (
    <section aria-labelledby={head} className={s.group}>
      <h2 id={head}>{t.noun[noun] ?? noun}</h2>
      <div>
        <ul>
          {hits.map((hit) => (
            <li key={`${hit.document} ${hit.id}`}>
              <Row hit={hit} {...(onOpen && { onOpen })} />
            </li>
          ))}
        </ul>
        {children}
      </div>
    </section>
  );
}

/** A hit leads to its screen; what has none opens its number and ledger in place. */
function Row({ hit, onOpen }: { hit: Hit; onOpen?(): void }) {
  const t = useText().search;
  const [opened, setOpened] = useState(false);
  const path = pathOf(hit);
  if (path !== null)
    return (
      <Link href={path} className={s.row} data-hit {...(onOpen && { onClick: onOpen })}>
        <Told hit={hit} />
      </Link>
    );
  return (
    <>
      <button
        type="button"
        className={s.row}
        data-hit
        aria-expanded={opened}
        onClick={() => setOpened(!opened)}
      >
        <Told hit={hit} />
      </button>
      {opened && (
        <dl className={s.detail}>
          {hit.detail !== '' && <dd>{hit.detail}</dd>}
          <dt>{t.id}</dt>
          <dd>{hit.id}</dd>
          <dt>{t.document}</dt>
          <dd>{hit.document}</dd>
        </dl>
      )}
    </>
  );
}

function Told({ hit }: { hit: Hit }) {
  const t = useText().search;
  const post = usePostName();
  const detail =
    hit.noun === 'person' ? hit.detail.split(' · ').filter(Boolean).map(post).join(' · ') : hit.detail;
  return (
    <>
      <b>{isPlate(hit) ? <Plate plate={hit.title} /> : hit.title || t.unnamed}</b>
      <span className={s.about} title={detail}>
        {detail}
      </span>
      {hit.struck && <span className={s.sound}>{t.struck}</span>}
      {hit.bySound && (
        <span className={s.sound} title={t.bySoundHint}>
          {t.bySound}
        </span>
      )}
    </>
  );
}
