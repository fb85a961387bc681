import { Link, useLocation } from 'wouter';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { DeskHead } from '../parts/DeskHead.tsx';
import { SyncLine } from '../parts/SyncLine.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { Codes } from './Codes.tsx';
import { Keeping } from './Keeping.tsx';
import { OwnKey } from './OwnKey.tsx';
import { PersonDetail } from './PersonDetail.tsx';
import s from './people.module.css';
import { type List, PARTS, type Part, pathTo, placeOf, REST, unitsOfPerson } from './place.ts';
import { Readings } from './Readings.tsx';
import { SecurityLog } from './SecurityLog.tsx';
import { StandIns } from './StandIns.tsx';
import { UnitDetail } from './UnitDetail.tsx';
import { UnitTree } from './UnitTree.tsx';

/** The people desk: who belongs to what, who stands in for whom, who may sign, and what became of the keys. */
export function People() {
  const t = useText().people;
  const why = useReason();
  const [path] = useLocation();
  const place = placeOf(path);
  const answer = useQuery('people.list', {});
  const me = useQuery('me', {}).value;
  const may = (act: string) => (me?.acts.includes(act) ?? false) && !me?.readOnly;
  const list = answer.value;
  return (
    <div className={frame.desk}>
      <DeskHead />
      <Tabs part={place.part} may={may} />
      {!list && (
        <main className={s.page}>
          <p className={frame.quiet}>{answer.error ? t.failedRead(why(answer.error)) : t.loading}</p>
        </main>
      )}
      {list && place.part === 'units' && (
        <Organisation list={list} unit={place.unit} person={place.person} may={may} />
      )}
      {list && place.part === 'standIns' && <StandIns list={list} may={may} />}
      {list && place.part === 'codes' && <Codes list={list} />}
      {list && place.part === 'log' && <SecurityLog />}
      {list && place.part === 'readings' && <Readings />}
      {list && place.part === 'keeping' && <Keeping />}
      {list && place.part === 'key' && <OwnKey office={list.office} />}
      <footer className={frame.foot}>
        <SyncLine />
      </footer>
    </div>
  );
}

/** Codes are an administrator's business: nobody else has that part. */
function Tabs({ part, may }: { part: Part; may(act: string): boolean }) {
  const t = useText().people;
  return (
    <nav className={frame.tabs} aria-label={t.partsLabel}>
      <h1 className="sr-only">{t.title}</h1>
      {PARTS.filter((each) => each !== 'codes' || may('person.codes')).map((each) => (
        <Link
          key={each}
          href={each === 'units' ? '/people' : `/people/${each}`}
          aria-current={each === part ? 'page' : undefined}
        >
          {t.parts[each]}
        </Link>
      ))}
    </nav>
  );
}

function Organisation({
  list,
  unit,
  person,
  may,
}: {
  list: List;
  unit: string | null;
  person: string | null;
  may(act: string): boolean;
}) {
  const t = useText().people;
  const row = list.people.find((each) => each.id === person);
  const shown = unit ?? (row ? unitsOfPerson(row, list.units)[0]! : 'command');
  return (
    <main className={s.columns}>
      <UnitTree list={list} chosen={shown} />
      <section className={s.unit} aria-label={t.parts.units}>
        <UnitDetail key={shown} list={list} unit={shown} chosen={person} may={may} />
      </section>
      <section className={s.person} aria-label={t.person}>
        {row ? (
          <PersonDetail key={row.id} person={row} list={list} may={may} />
        ) : (
          <p className={frame.quiet}>{t.pick}</p>
        )}
      </section>
    </main>
  );
}

/** The address of a person where it is not said in which unit they are looked at. */
export function pathToPerson(list: List, id: string): string {
  const person = list.people.find((each) => each.id === id);
  return pathTo(person ? unitsOfPerson(person, list.units)[0]! : REST, id);
}
