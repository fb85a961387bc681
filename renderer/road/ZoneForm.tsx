import { useId, useState } from 'react';
import { dayOf, isDay, nextDay } from '../../domain/day.ts';
import { type Corner, closedText, lineIn, lineText, reachOf } from '../../domain/road-line.ts';
import { Choice } from '../actions/fields.tsx';
import frame from '../desk/frame.module.css';
import { ActForm, Field } from '../duty/ActForm.tsx';
import form from '../duty/act-form.module.css';
import { DayField } from '../parts/fields.tsx';
import { useText } from '../text.ts';
import { useCall, useNow } from '../use.ts';
import { Select } from './case-forms.tsx';
import s from './road.module.css';
import { type Opened, useBasis, type Zones } from './rule-forms.tsx';

/** A zone that is new, or the next version of one: its line is typed or pasted, checked, and drawn small. */
export function ZoneForm({ zones, ...rest }: Opened & { zones: Zones }) {
  const t = useText().road;
  const call = useCall();
  const tomorrow = nextDay(dayOf(useNow(60_000)));
  const [zone, setZone] = useState('');
  const [name, setName] = useState('');
  const [within, setWithin] = useState('');
  const [line, setLine] = useState('');
  const [from, setFrom] = useState(tomorrow);
  const [to, setTo] = useState('');
  const { field, wrong, basis } = useBasis();
  const read = line.trim() === '' ? null : lineIn(line);
  const known = [...new Set(zones.map((each) => each.zone))];
  const begin = (id: string) => {
    const last = zones.findLast((each) => each.zone === id);
    setZone(id);
    setName(last?.name ?? '');
    setWithin(last?.within ?? '');
    setLine(last?.polygon ? lineText(last.polygon) : '');
  };
  const send = () => {
    if (zone.trim() === '') return `${t.ruleField.zone}：${t.required}`;
    if (name.trim() === '') return `${t.ruleField.name}：${t.required}`;
    if (!isDay(from)) return `${t.ruleField.from}：${t.required}`;
    if (read && 'fault' in read) return `${t.ruleField.line}：${t.lineFault[read.fault](read.corner)}`;
    if (wrong) return wrong;
    return call('zone.state', {
      ...{ zone: zone.trim(), name: name.trim(), within: within || null, from, to: to || null, basis },
      polygon: read ? read.corners : null,
    });
  };
  return (
    <ActForm title={t.stateZone} send={send} {...rest}>
      <p className={frame.quiet}>{t.stateHint}</p>
      <Select
        label={t.zoneNext}
        value={known.includes(zone) ? zone : ''}
        options={['', ...known]}
        name={(option) => option || t.zoneNew}
        onChange={begin}
      />
      <div className={s.pair}>
        <Field label={t.ruleField.zone} value={zone} onChange={setZone} />
        <Field label={t.ruleField.name} value={name} onChange={setName} />
        <DayField label={t.ruleField.from} value={from} onChange={setFrom} />
        <DayField label={t.ruleField.to} value={to} onChange={setTo} />
      </div>
      <Choice
        label={t.ruleField.within}
        value={within}
        options={[['', t.none], ...known.map((each) => [each, each] as const)]}
        onChange={setWithin}
      />
      <LineField text={line} read={read} onChange={setLine} />
      {field}
    </ActForm>
  );
}

function LineField({
  text,
  read,
  onChange,
}: {
  text: string;
  read: ReturnType<typeof lineIn> | null;
  onChange(text: string): void;
}) {
  const t = useText().road;
  const id = useId();
  return (
    <div className={s.lineField}>
      <p className={form.field}>
        <label htmlFor={id}>{t.ruleField.line}</label>
        <textarea
          id={id}
          rows={6}
          value={text}
          spellCheck={false}
          aria-describedby={`${id}said`}
          onChange={(event) => onChange(event.target.value)}
        />
      </p>
      <div>
        <p id={`${id}said`} role="status">
          {read === null
            ? t.lineNone
            : 'fault' in read
              ? t.lineFault[read.fault](read.corner)
              : t.lineGood(read.corners.length)}
        </p>
        {read && 'fault' in read && read.fault === 'open' && (
          <p>
            <button type="button" onClick={() => onChange(closedText(text))}>
              {t.lineClose}
            </button>
          </p>
        )}
        {read && 'corners' in read && <LineDrawing corners={read.corners} />}
      </div>
    </div>
  );
}

const SIZE = 120;

/** The line alone, true to scale, north up: no map, no border of anything. */
export function LineDrawing({ corners }: { corners: readonly Corner[] }) {
  const t = useText().road;
  const { east, north } = reachOf(corners);
  const scale = SIZE / Math.max(east, north, 0.001);
  const [width, height] = [Math.max(1, east * scale), Math.max(1, north * scale)];
  const west = Math.min(...corners.map(([lon]) => lon));
  const top = Math.max(...corners.map(([, lat]) => lat));
  const spans = [
    Math.max(...corners.map(([lon]) => lon)) - west,
    top - Math.min(...corners.map(([, lat]) => lat)),
  ] as const;
  const points = [...corners, corners[0]!].map(([lon, lat]) => {
    const x = spans[0] === 0 ? 0 : ((lon - west) / spans[0]) * width;
    const y = spans[1] === 0 ? 0 : ((top - lat) / spans[1]) * height;
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const label = t.lineReach(east.toFixed(1), north.toFixed(1));
  return (
    <figure className={s.drawing}>
      <svg
        role="img"
        aria-label={label}
        width={width + 4}
        height={height + 4}
        viewBox={`-2 -2 ${width + 4} ${height + 4}`}
      >
        <polyline points={points.join(' ')} fill="none" stroke="currentColor" strokeWidth={1.5} />
      </svg>
      <figcaption>{label}</figcaption>
    </figure>
  );
}
