import { Link } from 'wouter';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import s from './people.module.css';
import { type List, pathTo, REST, type Unit, unitsOfPerson } from './place.ts';

/** The organisation as the plan lays it out; each unit with how many people it has. */
export function UnitTree({ list, chosen }: { list: List; chosen: string }) {
  const t = useText().people;
  const counts = new Map<string, number>();
  for (const person of list.people)
    if (!person.left)
      for (const unit of unitsOfPerson(person, list.units)) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  const of = (...kinds: Unit['kind'][]) => list.units.filter(({ kind }) => kinds.includes(kind));
  const sections = [
    { title: t.sections.command, units: of('command', 'office') },
    { title: t.sections.groups, units: of('group') },
    { title: t.sections.bureaux, units: of('bureau', 'other') },
    { title: t.sections.counties, units: of('county') },
  ];
  return (
    <nav className={s.tree} aria-label={t.parts.units}>
      {sections.map(({ title, units }) => (
        <section key={title}>
          <h2>{title}</h2>
          {units.map((unit) => (
            <UnitRow key={unit.id} unit={unit} count={counts.get(unit.id) ?? 0} chosen={unit.id === chosen} />
          ))}
        </section>
      ))}
      {counts.has(REST) && (
        <section>
          <h2>{t.sections.rest}</h2>
          <Link href={pathTo(REST)} className={s.row} aria-current={chosen === REST ? 'true' : undefined}>
            <span>{t.restName}</span>
            <span>{t.count(counts.get(REST)!)}</span>
          </Link>
        </section>
      )}
    </nav>
  );
}

function UnitRow({ unit, count, chosen }: { unit: Unit; count: number; chosen: boolean }) {
  const t = useText().people;
  const english = usePlace().language === 'en';
  return (
    <Link href={pathTo(unit.id)} className={s.row} aria-current={chosen ? 'true' : undefined}>
      <span>{(english && unit.en) || unit.shortName}</span>
      <span>{count > 0 ? t.count(count) : ''}</span>
    </Link>
  );
}
