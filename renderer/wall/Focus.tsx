import type { ReactNode } from 'react';
import { COUNTIES } from '../../domain/county.ts';
import type { Focus } from '../../domain/focus.ts';
import { Mark } from '../parts/Mark.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './focus.module.css';
import { type Brought, brought } from './focus.ts';
import type { Scene } from './scenes.ts';
import { useToday } from './today.ts';
import { useNameOf } from './visitor.ts';

type Given = (of: Brought | null) => ReactNode;

/** Finds the names of what is brought out; the lists that have them are followed only where they are asked for. */
export function Bringing({
  focus,
  date,
  children,
}: {
  focus: Focus | null;
  date: string | null;
  children: Given;
}) {
  if (focus === null) return children(null);
  if (focus.kind === 'county') return <OfCounties focus={focus}>{children}</OfCounties>;
  const Of = focus.kind === 'enterprise' ? OfEnterprises : OfStations;
  return (
    <Of focus={focus} date={date}>
      {children}
    </Of>
  );
}

function OfCounties({ focus, children }: { focus: Focus; children: Given }) {
  const { language } = usePlace();
  return children(
    brought(
      focus,
      COUNTIES.map((each) => ({
        ...{ id: each.code, county: each.code },
        name: language === 'zh' ? each.short : each.en,
      })),
    ),
  );
}

function OfEnterprises({ focus, date, children }: { focus: Focus; date: string | null; children: Given }) {
  const rows = useQuery('gates.day', { date: useToday(date) }).value?.rows;
  const named = rows?.map((row) => ({ id: row.enterprise, name: row.shortName, county: row.county }));
  return children(brought(focus, named ?? null));
}

function OfStations({ focus, date, children }: { focus: Focus; date: string | null; children: Given }) {
  const stations = useQuery('chargers.now', date === null ? {} : { date }).value?.stations;
  const named = stations?.map(({ station, name, county }) => ({ id: station, name, county }));
  return children(brought(focus, named ?? null));
}

/**
 * One line that says what is brought out and how much of it there is here. An id that nobody knows is said to be so,
 * and so is a scene that shows nothing of its kind: neither looks like a place where all is well.
 */
export function FocusLine({ of, scene, date }: { of: Brought; scene: Scene; date: string | null }) {
  const t = useText().wall.focus;
  const nameOf = useNameOf();
  const shows = scene.brings?.includes(of.kind) === true;
  const Found = scene.found;
  return (
    <p className={s.line} role="status" data-focus={of.kind}>
      {of.known.length > 0 && (
        <b>{of.known.map(({ name }) => nameOf(name, of.kind === 'enterprise')).join('、')}</b>
      )}
      {of.known.length > 0 && (shows ? Found && <Found of={of} date={date} /> : <span>{t.notHere}</span>)}
      {of.unknown.map((id) => (
        <span key={id} data-unknown={id}>
          <Mark of="unknown" />
          {t.unknown(t.kind[of.kind], id)}
        </span>
      ))}
    </p>
  );
}
