import { Link, useLocation } from 'wouter';
import frame from '../desk/frame.module.css';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { Cases } from './Cases.tsx';
import { Checks } from './Checks.tsx';
import { Coverage } from './Coverage.tsx';
import { Devices } from './Devices.tsx';
import { Handover } from './Handover.tsx';
import { type Line, PARTS, type Part, pathTo, placeOf } from './place.ts';
import { Rules } from './Rules.tsx';
import s from './road.module.css';
import { VehicleSearch } from './Vehicle.tsx';

export function Road() {
  return <Desk line="road" />;
}

export function Emissions() {
  return <Desk line="emission" />;
}

/** What a person may do here now; a console that only reads does nothing. */
export interface Rights {
  may(act: string): boolean;
  readOnly: boolean;
}

/** One desk for both lines: cases, rules, hand-overs, vehicles, devices, checks and where nothing was checked. */
function Desk({ line }: { line: Line }) {
  const [path] = useLocation();
  const t = useText().road;
  const { part, id } = placeOf(path);
  const me = useQuery('me', {}).value;
  const readOnly = me?.readOnly ?? false;
  const rights: Rights = { readOnly, may: (act) => !readOnly && (me?.acts.includes(act) ?? false) };
  return (
    <div className={`${frame.desk} ${s.desk}`}>
      <DeskHead />
      <Tabs line={line} part={part} />
      {part === 'cases' && <Cases line={line} id={id} rights={rights} />}
      {part === 'rules' && <Rules line={line} rights={rights} />}
      {part === 'handover' && <Handover line={line} rights={rights} />}
      {part === 'vehicle' && <VehicleSearch key={id} line={line} asked={id} />}
      {part === 'devices' && <Devices />}
      {part === 'checks' && <Checks line={line} id={id} rights={rights} />}
      {part === 'coverage' && <Coverage />}
      <footer className={frame.foot}>
        <SyncLine />
        <p className={frame.keys}>
          {(part === 'cases' || part === 'checks') && <span>{t.move}</span>}
          <span>{t.leave}</span>
        </p>
      </footer>
    </div>
  );
}

function Tabs({ line, part }: { line: Line; part: Part }) {
  const t = useText().road;
  return (
    <nav className={frame.tabs} aria-label={t.partsLabel}>
      <h1 className="sr-only">{t.title[line]}</h1>
      {PARTS.map((each) => (
        <Link key={each} href={pathTo(line, each)} aria-current={each === part ? 'page' : undefined}>
          {t.parts[each]}
        </Link>
      ))}
    </nav>
  );
}
