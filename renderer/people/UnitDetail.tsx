import { useState } from 'react';
import { Link } from 'wouter';
import frame from '../desk/frame.module.css';
import { Mark } from '../parts/Mark.tsx';
import { usePostName } from '../parts/post.ts';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { DecidingMark } from './DecidingMark.tsx';
import { AppointForm } from './forms.tsx';
import s from './people.module.css';
import { inRank, type List, type PersonRow, pathTo, type Unit, unitsOfPerson } from './place.ts';

/** One unit: its names over time, what it has a part in, and its people. */
export function UnitDetail({
  list,
  unit: id,
  chosen,
  may,
}: {
  list: List;
  unit: string;
  chosen: string | null;
  may(act: string): boolean;
}) {
  const t = useText().people;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState('');
  const unit = list.units.find((each) => each.id === id);
  const people = inRank(list.people.filter((each) => unitsOfPerson(each, list.units).includes(id)));
  return (
    <>
      {unit ? <UnitFacts unit={unit} list={list} /> : <RestHead />}
      {people.length > 0 ? (
        <PeopleTable unit={id} people={people} list={list} chosen={chosen} />
      ) : (
        <div className={frame.nothing}>
          <h2>{t.nobody}</h2>
          <p>{t.nobodyHint}</p>
        </div>
      )}
      <p role="status" className={frame.done}>
        {done}
      </p>
      {may('person.appoint') && !open && (
        <p className={s.acts}>
          <button type="button" onClick={() => setOpen(true)}>
            {t.act.appoint}
          </button>
        </p>
      )}
      {open && (
        <AppointForm
          units={list.units}
          unit={unit?.id ?? null}
          onDone={() => {
            setOpen(false);
            setDone(t.done(t.act.appoint));
          }}
          onCancel={() => setOpen(false)}
        />
      )}
    </>
  );
}

function RestHead() {
  const t = useText().people;
  return (
    <>
      <div className={s.title}>
        <h2>{t.restName}</h2>
      </div>
      <p className={frame.quiet}>{t.restHint}</p>
    </>
  );
}

function UnitFacts({ unit, list }: { unit: Unit; list: List }) {
  const t = useText().people;
  const english = usePlace().language === 'en';
  const nameOf = (of: Unit) => (english && of.en) || of.shortName;
  const group = unit.kind === 'group' ? unit.id.slice('group:'.length) : null;
  const inGroup = (as: 'lead' | 'support') =>
    list.units
      .filter(({ groups }) => groups.some((each) => each.group === group && each.as === as))
      .map(nameOf);
  const partOf = unit.groups.map(({ group: of, as }) => {
    const found = list.units.find(({ id }) => id === `group:${of}`);
    return t.partOf(found ? nameOf(found) : of, t.as[as]);
  });
  return (
    <>
      <div className={s.title}>
        <h2>{(english && unit.en) || unit.name}</h2>
        {!unit.confirmed && <span className={s.tag}>{t.unconfirmed}</span>}
      </div>
      <dl className={`${frame.facts} ${s.facts}`}>
        {unit.former.length > 0 && (
          <>
            <dt>{t.formerLabel}</dt>
            <dd>{unit.former.map(({ name, until }) => t.former(name, until)).join('；')}</dd>
          </>
        )}
        {group !== null && (
          <>
            <dt>{t.leadUnits}</dt>
            <dd>{inGroup('lead').join(t.and)}</dd>
            <dt>{t.supportUnits}</dt>
            <dd>{inGroup('support').join(t.and)}</dd>
          </>
        )}
        {partOf.length > 0 && (
          <>
            <dt>{t.groupsLabel}</dt>
            <dd>{partOf.join(t.and)}</dd>
          </>
        )}
        <dt>{t.basis}</dt>
        <dd>{unit.basis}</dd>
      </dl>
    </>
  );
}

function PeopleTable({
  unit,
  people,
  list,
  chosen,
}: {
  unit: string;
  people: PersonRow[];
  list: List;
  chosen: string | null;
}) {
  const t = useText().people;
  const post = usePostName();
  const english = usePlace().language === 'en';
  const unitOf = (person: PersonRow) => {
    const known = list.units.find((each) => each.id === person.unitId);
    return (known && ((english && known.en) || known.shortName)) ?? person.unit;
  };
  return (
    <table className={s.list}>
      <thead>
        <tr>
          <th scope="col">{t.heads.name}</th>
          <th scope="col">{t.heads.post}</th>
          <th scope="col">{t.heads.unit}</th>
          <th scope="col">{t.heads.keys}</th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr
            key={person.id}
            aria-current={person.id === chosen ? 'true' : undefined}
            data-left={person.left ? '' : undefined}
          >
            <th scope="row">
              <Link href={pathTo(unit, person.id)}>{person.name}</Link>
            </th>
            <td>
              {post(person.post)}
              <DecidingMark post={person.post} />
              <Remark person={person} list={list} />
            </td>
            <td>{unitOf(person)}</td>
            <td>
              <KeyCount person={person} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What is out of the ordinary with a person, in one line. */
export function Remark({ person, list }: { person: PersonRow; list: List }) {
  const t = useText().people;
  const standIn = list.standIns.find(({ absent, state }) => absent.id === person.id && state === 'now');
  if (person.left) return <span className={s.sub}>{t.left(person.left.on)}</span>;
  if (!person.believed && person.waiting) return <span className={s.sub}>{t.waiting}</span>;
  if (!person.believed)
    return (
      <span className={s.sub}>
        <Mark of="behind" />
        {t.notBelieved}
      </span>
    );
  return standIn ? <span className={s.sub}>{t.standsIn(standIn.standIn.name, standIn.until)}</span> : null;
}

function KeyCount({ person: { keys } }: { person: PersonRow }) {
  const t = useText().people.keyCount;
  const good = keys.filter(({ standing }) => standing === 'certified').length;
  if (good > 0) return t.some(good);
  return <span className={frame.quiet}>{keys.length > 0 ? t.gone : t.none}</span>;
}
