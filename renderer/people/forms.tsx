import { useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { addDays } from '../../domain/day.ts';
import { PAPER_KINDS, type PaperKind } from '../../domain/personal-paper.ts';
import { PERSONAL_POSTS } from '../../domain/post.ts';
import { DUTIES, type StandInDuty } from '../../domain/stand-in.ts';
import frame from '../desk/frame.module.css';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { Choose, DayField, useMissing, useNoDay } from '../parts/fields.tsx';
import { usePostName } from '../parts/post.ts';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import s from './people.module.css';
import { inFours, type List, type PersonRow, type Unit } from './place.ts';

interface Ends {
  onDone(): void;
  onCancel(): void;
}

const OTHER = '?';

export function AppointForm({
  units,
  unit,
  onDone,
  onCancel,
}: { units: readonly Unit[]; unit: string | null } & Ends) {
  const t = useText().people.form;
  const call = useCall();
  const missing = useMissing();
  const post = usePostName();
  const english = usePlace().language === 'en';
  const start = units.find(({ id }) => id === unit);
  const [name, setName] = useState('');
  const [of, setOf] = useState(start && start.kind !== 'group' ? start.name : '');
  const [other, setOther] = useState('');
  const group = start?.kind === 'group' ? start.id.slice('group:'.length) : null;
  const [role, setRole] = useState(group ? `leader:${group}` : start?.county ? 'county' : '');
  const [county, setCounty] = useState(start?.county ?? '');
  const posts = PERSONAL_POSTS.map((each) => [each, each === 'county' ? t.county : post(each)] as const);
  const named = of === OTHER ? other : of;
  const send = () =>
    missing([
      [t.name, name],
      [t.unit, named],
      [t.post, role],
      ...(role === 'county' ? [[t.county, county] as const] : []),
    ]) ??
    call('person.appoint', {
      name: name.trim(),
      unit: named.trim(),
      post: role === 'county' ? `county:${county}` : role,
    });
  return (
    <ActForm title={t.appoint} send={send} onDone={onDone} onCancel={onCancel}>
      <Field label={t.name} value={name} onChange={setName} />
      <Choose
        label={t.unit}
        value={of}
        onChange={setOf}
        options={[
          ...units
            .filter(({ kind }) => kind !== 'group')
            .map((each) => [each.name, (english && each.en) || each.name] as const),
          [OTHER, t.otherUnit],
        ]}
      />
      {of === OTHER && <Field label={t.otherUnit} value={other} onChange={setOther} />}
      <Choose label={t.post} value={role} onChange={setRole} options={posts} />
      {role === 'county' && (
        <Choose
          label={t.county}
          value={county}
          onChange={setCounty}
          options={COUNTIES.map(({ code, zh, en }) => [code, english ? en : zh] as const)}
        />
      )}
    </ActForm>
  );
}

/** Nothing to fill in: the office is asked, and what it gives is shown once. */
export function InviteForm({
  person,
  onCode,
  onCancel,
}: {
  person: PersonRow;
  onCode(invitation: Output<'person.invite'>): void;
  onCancel(): void;
}) {
  const t = useText().people;
  const call = useCall();
  const send = () => call('person.invite', { person: person.id }).then(onCode);
  return (
    <ActForm title={t.invited.title(person.name)} send={send} onDone={() => {}} onCancel={onCancel}>
      <p>{t.invited.how}</p>
    </ActForm>
  );
}

export function RevokeForm({ of, onDone, onCancel }: { of: string } & Ends) {
  const t = useText().people.form;
  const call = useCall();
  const missing = useMissing();
  const [reason, setReason] = useState('');
  const send = () => missing([[t.reason, reason]]) ?? call('key.revoke', { key: of, reason: reason.trim() });
  return (
    <ActForm title={t.revoke(inFours(of))} send={send} onDone={onDone} onCancel={onCancel}>
      <Field label={t.reason} value={reason} onChange={setReason} />
      <p className={frame.quiet}>{t.revokeHint}</p>
    </ActForm>
  );
}

export function LeaveForm({ person, day, onDone, onCancel }: { person: PersonRow; day: string } & Ends) {
  const t = useText().people.form;
  const call = useCall();
  const missing = useMissing();
  const noDay = useNoDay();
  const [on, setOn] = useState(day);
  const [reason, setReason] = useState('');
  const send = () =>
    missing([[t.reason, reason]]) ??
    noDay([[t.on, on]]) ??
    call('person.leave', { person: person.id, on, reason: reason.trim() });
  return (
    <ActForm title={t.leave(person.name)} send={send} onDone={onDone} onCancel={onCancel}>
      <DayField label={t.on} value={on} onChange={setOn} />
      <Field label={t.reason} value={reason} onChange={setReason} />
      <p className={frame.quiet}>{t.leaveHint}</p>
    </ActForm>
  );
}

export function StandInForm({ person, list, onDone, onCancel }: { person: PersonRow; list: List } & Ends) {
  const t = useText().people.form;
  const call = useCall();
  const missing = useMissing();
  const post = usePostName();
  const noDay = useNoDay();
  const [standIn, setStandIn] = useState('');
  const [from, setFrom] = useState(list.date);
  const [until, setUntil] = useState(addDays(list.date, 6));
  const [duties, setDuties] = useState<StandInDuty[]>(['chair', 'attend']);
  const [reason, setReason] = useState('');
  const others = list.people.filter(({ id, left, believed }) => id !== person.id && !left && believed);
  const send = () =>
    missing([
      [t.by, standIn],
      [t.duties, duties.join('')],
      [t.reason, reason],
    ]) ??
    noDay([
      [t.from, from],
      [t.until, until],
    ]) ??
    call('person.standIn', { absent: person.id, standIn, from, until, duties, reason: reason.trim() });
  return (
    <ActForm title={t.standIn(person.name)} send={send} onDone={onDone} onCancel={onCancel}>
      <Choose
        label={t.by}
        value={standIn}
        onChange={setStandIn}
        options={others.map(({ id, name, post: of }) => [id, `${name}　${post(of)}`] as const)}
      />
      <div className={s.pair}>
        <DayField label={t.from} value={from} onChange={setFrom} />
        <DayField label={t.until} value={until} onChange={setUntil} />
      </div>
      <fieldset className={s.checks}>
        <legend>{t.duties}</legend>
        {DUTIES.map((each) => (
          <label key={each}>
            <input
              type="checkbox"
              checked={duties.includes(each)}
              onChange={() =>
                setDuties(duties.includes(each) ? duties.filter((one) => one !== each) : [...duties, each])
              }
            />
            {t.duty[each]}
          </label>
        ))}
      </fieldset>
      <Field label={t.reason} value={reason} onChange={setReason} />
      <p className={frame.quiet}>{t.standInHint}</p>
    </ActForm>
  );
}

export function PapersForm({
  person,
  onOpened,
  onCancel,
}: {
  person: PersonRow;
  onOpened(papers: Output<'paper.open'>): void;
  onCancel(): void;
}) {
  const t = useText().people.form;
  const call = useCall();
  const missing = useMissing();
  const [reason, setReason] = useState('');
  const send = () =>
    missing([[t.purpose, reason]]) ??
    call('paper.open', { person: person.id, reason: reason.trim() }).then(onOpened);
  return (
    <ActForm title={t.papers(person.name)} send={send} onDone={() => {}} onCancel={onCancel}>
      <Field label={t.purpose} value={reason} onChange={setReason} />
      <p className={frame.quiet}>{t.papersHint}</p>
    </ActForm>
  );
}

export function KeepForm({ person, onDone, onCancel }: { person: PersonRow } & Ends) {
  const all = useText().people;
  const t = all.form;
  const call = useCall();
  const missing = useMissing();
  const [kind, setKind] = useState<string>('phone');
  const [value, setValue] = useState('');
  const send = () =>
    missing([[t.kind, kind]]) ??
    call('paper.keep', { person: person.id, kind: kind as PaperKind, value: value.trim() });
  return (
    <ActForm title={t.keep(person.name)} send={send} onDone={onDone} onCancel={onCancel}>
      <Choose
        label={t.kind}
        value={kind}
        onChange={setKind}
        options={PAPER_KINDS.map((each) => [each, all.paperKind[each]] as const)}
      />
      <Field label={t.value} value={value} onChange={setValue} />
    </ActForm>
  );
}
