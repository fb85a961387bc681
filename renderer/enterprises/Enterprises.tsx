import { Link, useLocation } from 'wouter';
import frame from '../desk/frame.module.css';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { Alerts } from './Alerts.tsx';
import { Closing } from './Closing.tsx';
import { Disputes } from './Disputes.tsx';
import { EnterprisePage } from './EnterprisePage.tsx';
import { List } from './List.tsx';
import { PARTS, type Part, type Place, placeOf } from './place.ts';
import { TakesBoard } from './Takes.tsx';

/** The source group's desk: who has gates, how each stands, the day's closing, disputes, what it takes, and alerts. */
export function Enterprises() {
  const [path] = useLocation();
  const place = placeOf(path);
  return (
    <div className={frame.desk}>
      <DeskHead />
      <Tabs part={place.part} />
      <Opened place={place} />
      <footer className={frame.foot}>
        <SyncLine />
      </footer>
    </div>
  );
}

function Opened({ place: { part, id, day } }: { place: Place }) {
  switch (part) {
    case 'day':
      return <Closing day={day} chosen={id} />;
    case 'disputes':
      return <Disputes chosen={id} />;
    case 'takes':
      return <TakesBoard />;
    case 'alerts':
      return <Alerts />;
    default:
      return id === null ? <List /> : <EnterprisePage key={id} id={id} />;
  }
}

function Tabs({ part }: { part: Part }) {
  const t = useText().enterprises;
  return (
    <nav className={frame.tabs} aria-label={t.partsLabel}>
      {PARTS.map((each) => (
        <Link
          key={each}
          href={each === 'list' ? '/enterprises' : `/enterprises/${each}`}
          aria-current={each === part ? 'page' : undefined}
        >
          {t.parts[each]}
        </Link>
      ))}
    </nav>
  );
}
