import { type KeyboardEvent, useState } from 'react';
import { useModal } from '../parts/modal.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { EnterpriseCard } from './Card.tsx';
import s from './find.module.css';
import { Scroll } from './Scroll.tsx';
import { StationCard } from './StationCard.tsx';

interface Named {
  kind: 'enterprise' | 'station';
  id: string;
  name: string;
  where: string;
}

const SHOWN = 8;

/** A name that falls in the room: a few letters, and the enterprise or station stands there as a card. */
export function Find({ onClose }: { onClose(): void }) {
  const t = useText().chair;
  const dialog = useModal();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const [opened, setOpened] = useState<Named | null>(null);
  const found = useNames(typed).slice(0, SHOWN);
  const press = (event: KeyboardEvent) => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by !== undefined && found.length > 0) {
      event.preventDefault();
      setAt((at + by + found.length) % found.length);
    }
    const chosen = found[at];
    if (event.key === 'Enter' && chosen) {
      event.preventDefault();
      setOpened(chosen);
    }
  };
  return (
    <dialog ref={dialog} className={s.find} aria-label={opened?.name ?? t.find} onClose={onClose}>
      {opened ? (
        <Scroll label={opened.name} className={s.shown} focused>
          {opened.kind === 'enterprise' ? (
            <EnterpriseCard id={opened.id} name={opened.name} />
          ) : (
            <StationCard id={opened.id} name={opened.name} />
          )}
        </Scroll>
      ) : (
        <>
          <input
            aria-label={t.find}
            placeholder={`${t.find}　${t.findHint}`}
            value={typed}
            onChange={(event) => {
              setTyped(event.target.value);
              setAt(0);
            }}
            onKeyDown={press}
          />
          <ul>
            {found.map((each, index) => (
              <li key={each.id}>
                <button type="button" data-at={index === at || undefined} onClick={() => setOpened(each)}>
                  <b>{each.name}</b>
                  <span>{each.where}</span>
                  <span>{t.card.kind[each.kind]}</span>
                </button>
              </li>
            ))}
          </ul>
          {typed.trim() !== '' && found.length === 0 && <p>{t.findNone}</p>}
        </>
      )}
    </dialog>
  );
}

/** Enterprises and stations by name or by its sound, as the search finds them. */
function useNames(typed: string): Named[] {
  const hits = useQuery('search.find', { text: typed.trim(), most: SHOWN }).value?.hits ?? [];
  if (typed.trim() === '') return [];
  return hits.flatMap(({ noun, id, title, detail }) =>
    noun === 'enterprise' || noun === 'station' ? [{ kind: noun, id, name: title, where: detail }] : [],
  );
}
