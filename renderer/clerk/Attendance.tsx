import { type FormEvent, useId, useState } from 'react';
import type { MeetingView, Presence } from '../../domain/contract/meetings.ts';
import { type Acting, mayDo } from '../chair/use-meeting.ts';
import { useText } from '../text.ts';
import s from './attendance.module.css';

const marks: readonly Presence[] = ['present', 'standIn', 'leave', 'absent'];

/** Who came, unit by unit: here, a stand-in with a name, excused, absent. */
export function Attendance({ view, acting }: { view: MeetingView; acting: Acting }) {
  const t = useText().clerk;
  const may = mayDo(view, 'meeting.attend');
  return (
    <>
      {view.attendance.length === 0 && <p className={s.none}>{t.noAttendance}</p>}
      <ul className={s.list}>
        {view.attendance.map((attendee) => (
          <Row key={attendee.unit} view={view} acting={acting} attendee={attendee} may={may} />
        ))}
      </ul>
      {may && <AddUnit view={view} acting={acting} />}
    </>
  );
}

function Row({
  view,
  acting,
  attendee,
  may,
}: {
  view: MeetingView;
  acting: Acting;
  attendee: MeetingView['attendance'][number];
  may: boolean;
}) {
  const t = useText().clerk;
  const { unit, name, presence } = attendee;
  const [standIn, setStandIn] = useState<string | null>(null);
  const attend = (presence: Presence, name?: string) =>
    acting.act('meeting.attend', t.presenceOf(unit), {
      ...{ meeting: view.id, unit, presence },
      ...(name === undefined ? {} : { name }),
    });
  const mark = (to: Presence) => {
    if (to === 'standIn') setStandIn(presence === 'standIn' ? name : '');
    else {
      setStandIn(null);
      void attend(to);
    }
  };
  const settle = async (event: FormEvent) => {
    event.preventDefault();
    if (standIn?.trim() && (await attend('standIn', standIn.trim()))) setStandIn(null);
  };
  return (
    <li data-unit={unit} data-presence={presence}>
      <p className={s.who}>
        <b>{unit}</b>
        {name && <span>{name}</span>}
      </p>
      {may ? (
        <fieldset className={s.marks}>
          <legend className="sr-only">{t.presenceOf(unit)}</legend>
          {marks.map((each) => (
            <button key={each} type="button" aria-pressed={presence === each} onClick={() => mark(each)}>
              {t.presence[each]}
            </button>
          ))}
        </fieldset>
      ) : (
        <span>{t.presence[presence]}</span>
      )}
      {standIn !== null && (
        <form className={s.standIn} onSubmit={settle}>
          <input
            // biome-ignore lint/a11y/noAutofocus: it opens on a press and takes the name next
            autoFocus
            aria-label={t.standInFor(unit)}
            placeholder={t.name}
            value={standIn}
            maxLength={100}
            onChange={(event) => setStandIn(event.target.value)}
            onKeyDown={(event) => event.key === 'Escape' && setStandIn(null)}
          />
          <button type="submit">{t.presence.standIn}</button>
        </form>
      )}
    </li>
  );
}

function AddUnit({ view, acting }: { view: MeetingView; acting: Acting }) {
  const t = useText().clerk;
  const [unit, setUnit] = useState('');
  const id = useId();
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (unit.trim() === '') return;
    const input = { meeting: view.id, unit: unit.trim(), presence: 'expected' as const };
    if (await acting.act('meeting.attend', t.addUnit, input)) setUnit('');
  };
  return (
    <form className={s.add} onSubmit={add}>
      <label htmlFor={id} className="sr-only">
        {t.addUnit}
      </label>
      <input
        id={id}
        placeholder={t.addUnit}
        value={unit}
        maxLength={100}
        onChange={(event) => setUnit(event.target.value)}
      />
    </form>
  );
}
