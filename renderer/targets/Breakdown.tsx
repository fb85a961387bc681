import { useId, useState } from 'react';
import { LEVELS, type Level } from '../../domain/allotment.ts';
import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { dayOf } from '../../domain/day.ts';
import { TARGETS, type TargetId } from '../../domain/target.ts';
import { GROUPS } from '../../domain/unit.ts';
import { ActForm, Field } from '../duty/ActForm.tsx';
import { ChoiceField } from '../parts/fields.tsx';
import { Mark } from '../parts/Mark.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import type { Unit } from './request.ts';
import s from './targets.module.css';

type Row = Output<'targets.breakdown'>['breakdowns'][number];

/** How a target is broken down, whether it adds up to it, and a form to do so. */
export function Breakdown({ target, unit }: { target: string; unit: Unit }) {
  const text = useText();
  const t = text.targetDesk.line;
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState('');
  const rows = useQuery('targets.breakdown', { target }).value?.breakdowns;
  const may = useQuery('me', {}).value?.acts.includes('target.allot') ?? false;
  return (
    <section aria-label={t.breakdown} className={s.breakdown}>
      <h3>{t.breakdown}</h3>
      {rows?.length === 0 && <p className={s.quiet}>{t.noBreakdown}</p>}
      {rows?.map((row) => (
        <Parts key={row.id} row={row} unit={unit} />
      ))}
      {open ? (
        <AllotForm
          target={target}
          onDone={() => {
            setOpen(false);
            setDone(text.targets.done(t.allot));
          }}
          onCancel={() => setOpen(false)}
        />
      ) : (
        <p className={s.more}>
          {may && (
            <button type="button" onClick={() => setOpen(true)}>
              {t.allot}
            </button>
          )}
          <span role="status">{done}</span>
        </p>
      )}
    </section>
  );
}

function Parts({ row, unit }: { row: Row; unit: Unit }) {
  const text = useText();
  const t = text.targetDesk.line;
  const when = useWhen();
  const { fit } = row;
  const sum =
    fit.line === null
      ? ''
      : fit.total === null
        ? t.strict
        : unit === 'percent'
          ? t.weighted(fit.total, fit.line)
          : t.total(fit.total, fit.line);
  const weighed = row.parts.some((part) => part.released !== null);
  return (
    <div className={s.parts} data-fits={fit.fits}>
      <p className={s.row}>
        <b>{t.levelTitle(t.level[row.level], row.dueOn)}</b>
        <span>{text.targets.by(row.by, when(row.at))}</span>
        <span className={s.quiet}>{row.receipted ? text.targets.receipted : text.targets.notReceipted}</span>
      </p>
      <p className={fit.fits ? s.row : `${s.row} is-behind`}>
        <span>
          {!fit.fits && <Mark of="behind" />}
          {fit.why === null ? t.fits : t.bad[fit.why]}
        </span>
        <span>{sum}</span>
      </p>
      <table className={s.table}>
        <caption className="sr-only">{t.levelTitle(t.level[row.level], row.dueOn)}</caption>
        <thead>
          <tr>
            <th scope="col">{t.part}</th>
            <th scope="col" className={s.number}>
              {t.value}
            </th>
            {weighed && (
              <th scope="col" className={s.number}>
                {t.traffic}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {row.parts.map((part) => (
            <tr key={part.to}>
              <th scope="row">{part.name}</th>
              <td className={s.number}>{text.targets.value(part.value, unit)}</td>
              {weighed && <td className={s.number}>{part.released?.toLocaleString('en-US') ?? '—'}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function AllotForm({ target, onDone, onCancel }: { target: string; onDone(): void; onCancel(): void }) {
  const text = useText();
  const t = text.targetDesk.line;
  const call = useCall();
  const today = dayOf(useNow(60_000));
  const lines = useQuery('targets.inForce', { date: today }).value?.targets ?? [];
  const own = lines.filter((line) => line.id === target);
  const [level, setLevel] = useState<Level>('county');
  const [dueOn, setDueOn] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const due = dueOn || own.at(-1)?.dueOn || '';
  const places = usePlaces(target, level);
  const send = () => {
    const parts = places.flatMap(({ id }) => {
      const given = values[id]?.trim() ?? '';
      return given === '' ? [] : [{ to: id, value: Number(given) }];
    });
    if (parts.length === 0) return t.none;
    if (parts.some((part) => !Number.isFinite(part.value))) return text.targets.form.notNumber;
    return call('target.allot', { target, dueOn: due, level, parts, reason: reason.trim() });
  };
  return (
    <ActForm title={t.allot} send={send} onDone={onDone} onCancel={onCancel}>
      <p className={s.quiet}>{t.allotHint}</p>
      <div className={s.fields}>
        <ChoiceField
          label={text.targetDesk.draft.line}
          value={due}
          options={own.map((line) => [
            line.dueOn,
            text.targetDesk.draft.lineOf(text.targets.value(line.value, line.unit), line.dueOn),
          ])}
          onChange={setDueOn}
        />
        <ChoiceField
          label={t.part}
          value={level}
          options={LEVELS.map((each) => [each, t.level[each]])}
          onChange={(value) => setLevel(value as Level)}
        />
      </div>
      <div className={s.cells}>
        {places.map(({ id, name }) => (
          <Cell
            key={`${level} ${id}`}
            name={name}
            value={values[id] ?? ''}
            onChange={(value) => setValues({ ...values, [id]: value })}
          />
        ))}
      </div>
      <Field label={t.reason} value={reason} onChange={setReason} long />
    </ActForm>
  );
}

function Cell({ name, value, onChange }: { name: string; value: string; onChange(value: string): void }) {
  const id = useId();
  return (
    <p className={s.field}>
      <label htmlFor={id}>{name}</label>
      <input id={id} inputMode="decimal" value={value} onChange={(event) => onChange(event.target.value)} />
    </p>
  );
}

/** Whom a target can be broken down to: the groups, the counties, or the enterprises of its tier. */
function usePlaces(target: string, level: Level): { id: string; name: string }[] {
  const { language } = usePlace();
  const today = dayOf(useNow(60_000));
  const rows = useQuery('gates.day', { date: today }).value?.rows ?? [];
  if (level === 'group') return GROUPS.map((each) => ({ id: each.group, name: each[language] }));
  if (level === 'county')
    return COUNTIES.map((each) => ({ id: each.code, name: language === 'zh' ? each.short : each.en }));
  const tier = Object.hasOwn(TARGETS, target) ? TARGETS[target as TargetId].scope.tier : undefined;
  return rows
    .filter((row) => tier === undefined || row.tier === tier)
    .map((row) => ({ id: row.enterprise, name: row.shortName }));
}
