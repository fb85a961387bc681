import { useId, useState } from 'react';
import { COUNTIES } from '../../domain/county.ts';
import { useAreaName } from '../parts/AreaLine.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import s from './field.module.css';
import { Keypad } from './Keypad.tsx';
import { OPACITY_LIMIT, overLimit, type Sheet, type Step } from './sheet.ts';

interface Part {
  sheet: Sheet;
  change(part: Partial<Sheet>): void;
}

function Input({
  label,
  value,
  onChange,
  ...rest
}: { label: string; value: string; onChange(value: string): void } & Omit<
  React.InputHTMLAttributes<HTMLInputElement>,
  'onChange' | 'value'
>) {
  return (
    <label className={s.input}>
      {label}
      <input autoComplete="off" value={value} onChange={(event) => onChange(event.target.value)} {...rest} />
    </label>
  );
}

function Choices({
  legend,
  of,
  value,
  onPick,
}: {
  legend: string;
  of: Record<string, string>;
  value: string;
  onPick(value: string): void;
}) {
  return (
    <fieldset className={s.choices}>
      <legend>{legend}</legend>
      {Object.entries(of).map(([code, name]) => (
        <button key={code} type="button" aria-pressed={value === code} onClick={() => onPick(code)}>
          {name}
        </button>
      ))}
    </fieldset>
  );
}

/** So many of a list stand at hand; the rest is said and found by typing. */
const AT_HAND = 8;

/** Words under a list of what is near: how many are not on it, of the area and outside. */
function Rest({ rows, shown }: { rows: readonly { near: boolean }[]; shown: number }) {
  const t = useText().field;
  const near = rows.filter((each) => each.near).length;
  const more = Math.max(0, near - shown);
  const outside = rows.length - near;
  return (
    <p>{[more > 0 && t.listMore(more), outside > 0 && t.listOutside(outside)].filter(Boolean).join('　')}</p>
  );
}

function Place({ sheet, change }: Part) {
  const t = useText().field;
  const places = useQuery('field.lists', {}).value?.places ?? [];
  const [all, setAll] = useState(false);
  const county = useId();
  const atHand = all ? places : places.filter((each) => each.near).slice(0, AT_HAND);
  return (
    <>
      <h2>{t.step.place}</h2>
      <Input label={t.placeName} value={sheet.place} onChange={(place) => change({ place })} />
      <label className={s.input} htmlFor={county}>
        {t.county}
        <select id={county} value={sheet.county} onChange={(event) => change({ county: event.target.value })}>
          <option value="" />
          {COUNTIES.map(({ code, zh }) => (
            <option key={code} value={code}>
              {zh}
            </option>
          ))}
        </select>
      </label>
      <Choices legend={t.zone} of={t.zones} value={sheet.zone} onPick={(zone) => change({ zone })} />
      {places.length > 0 && (
        <>
          <p>{t.placeFrom}</p>
          <div className={s.list}>
            {atHand.map((each) => (
              <button
                key={`${each.name} ${each.county}`}
                type="button"
                onClick={() => change({ place: each.name, county: each.county ?? sheet.county })}
              >
                {each.name} <CountyNote county={each.county} />
              </button>
            ))}
          </div>
          {atHand.length < places.length && (
            <>
              <Rest rows={places} shown={atHand.length} />
              <div className={s.two}>
                <button type="button" onClick={() => setAll(true)}>
                  {t.listAll(places.length)}
                </button>
              </div>
            </>
          )}
        </>
      )}
    </>
  );
}

function CountyNote({ county }: { county: string | null }) {
  const name = useAreaName();
  return county === null ? null : <small className={s.note}>{name([county])}</small>;
}

function Gate({ sheet, change }: Part) {
  const t = useText().field;
  const [text, setText] = useState('');
  const enterprises = useQuery('field.lists', {}).value?.enterprises ?? [];
  const hits = useQuery('search.find', { text, most: AT_HAND }).value?.hits ?? [];
  const known = new Map(enterprises.map((each) => [each.id, each]));
  const found = hits.flatMap(({ noun, id, title }) => {
    if (noun !== 'enterprise') return [];
    return [known.get(id) ?? { id, name: title, county: null, gates: [], near: true }];
  });
  const near = enterprises.filter((each) => each.near).slice(0, AT_HAND);
  // Of what was found, too, the area's own stands first.
  const shown = text === '' ? near : found.toSorted((a, b) => Number(b.near) - Number(a.near));
  const gates = known.get(sheet.enterprise)?.gates ?? [];
  return (
    <>
      <h2>{t.step.gate}</h2>
      {sheet.enterprise !== '' && (
        <p>
          <b>{sheet.enterpriseName}</b>
        </p>
      )}
      {gates.length > 0 && (
        <Choices
          legend={t.gateName}
          of={Object.fromEntries(gates.map((gate) => [gate, t.gateNo(gate)]))}
          value={sheet.gate}
          onPick={(gate) => change({ gate })}
        />
      )}
      <Input
        label={gates.length > 0 ? t.gateOther : t.gateName}
        value={sheet.gate}
        onChange={(gate) => change({ gate })}
      />
      <Input label={t.enterpriseFind} value={text} onChange={setText} />
      <div className={s.list}>
        {shown.map((each) => (
          <button
            key={each.id}
            type="button"
            onClick={() => {
              change({
                ...{ enterprise: each.id, enterpriseName: each.name },
                ...(each.county !== null && { county: each.county }),
              });
              setText('');
            }}
          >
            {each.name} <CountyNote county={each.county} />
          </button>
        ))}
      </div>
      {text === '' && <Rest rows={enterprises} shown={near.length} />}
    </>
  );
}

function Officers({ sheet, change }: Part) {
  const t = useText().field;
  const officers = useQuery('field.lists', {}).value?.officers ?? [];
  const put = (index: number, part: Partial<Sheet['officers'][number]>) =>
    change({ officers: sheet.officers.map((each, i) => (i === index ? { ...each, ...part } : each)) });
  const open = sheet.officers.findIndex((each) => each.name.trim() === '');
  const others = officers.filter(({ name }) => !sheet.officers.some((each) => each.name.trim() === name));
  return (
    <>
      <h2>
        {t.step.officers}
        <small>{t.officersWhy}</small>
      </h2>
      {sheet.officers.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the first and the second officer, nothing else tells them apart
        <div key={index} className={s.pair}>
          <Input label={t.officer(index + 1)} value={each.name} onChange={(name) => put(index, { name })} />
          <Input
            label={`${t.certificate} ${index + 1}`}
            value={each.certificate}
            onChange={(certificate) => put(index, { certificate })}
          />
        </div>
      ))}
      {open >= 0 && others.length > 0 && (
        <>
          <p>{t.officerFrom(open + 1)}</p>
          <div className={s.list}>
            {others.slice(0, AT_HAND).map((each) => (
              <button
                key={`${each.name} ${each.unit}`}
                type="button"
                onClick={() => put(open, { name: each.name })}
              >
                {each.name} <small className={s.note}>{each.unit}</small>
              </button>
            ))}
          </div>
          {others.length > AT_HAND && <p>{t.listMore(others.length - AT_HAND)}</p>}
        </>
      )}
    </>
  );
}

function Record({ sheet, change }: Part) {
  const t = useText().field;
  return (
    <>
      <h2>{t.step.record}</h2>
      <Choices
        legend={t.step.record}
        of={t.party}
        value={sheet.party}
        onPick={(party) => change({ party })}
      />
      <label className={s.input}>
        {t.text}
        <textarea value={sheet.record} onChange={(event) => change({ record: event.target.value })} />
      </label>
      <p>{t.personWhy}</p>
      <div className={s.pair}>
        <Input
          label={t.personName}
          value={sheet.personName}
          onChange={(personName) => change({ personName })}
        />
        <Input
          label={t.personPhone}
          value={sheet.personPhone}
          inputMode="tel"
          onChange={(personPhone) => change({ personPhone })}
        />
      </div>
    </>
  );
}

/** One step, large; the rest stands as answers beside it. */
export function StepForm({ step, sheet, change }: Part & { step: Step }) {
  const t = useText().field;
  switch (step) {
    case 'place':
      return <Place sheet={sheet} change={change} />;
    case 'plate':
      return (
        <Keypad
          plate={sheet.plate}
          colour={sheet.colour}
          onPlate={(plate) => change({ plate })}
          onColour={(colour) => change({ colour })}
        />
      );
    case 'vehicle':
      return (
        <>
          <h2>{t.step.vehicle}</h2>
          <Choices
            legend={t.step.vehicle}
            of={t.types}
            value={sheet.vehicleType}
            onPick={(vehicleType) => change({ vehicleType })}
          />
          <Choices legend={t.fuel} of={t.fuels} value={sheet.fuel} onPick={(fuel) => change({ fuel })} />
        </>
      );
    case 'opacity':
      return (
        <>
          <h2>
            {t.step.opacity}
            <small>{t.limit(OPACITY_LIMIT)}</small>
          </h2>
          <Input
            label={t.percent}
            inputMode="decimal"
            value={sheet.opacity}
            onChange={(opacity) => change({ opacity })}
          />
          {overLimit(sheet) && (
            <p className={s.over}>
              <span aria-hidden="true">◆ </span>
              {t.over}
            </p>
          )}
        </>
      );
    case 'obd':
      return <Choices legend={t.step.obd} of={t.obd} value={sheet.obd} onPick={(obd) => change({ obd })} />;
    case 'after':
      return (
        <Choices
          legend={t.step.after}
          of={t.after}
          value={sheet.after}
          onPick={(after) => change({ after })}
        />
      );
    case 'gate':
      return <Gate sheet={sheet} change={change} />;
    case 'hour':
      return (
        <>
          <h2>{t.step.hour}</h2>
          <div className={s.pair}>
            <Input label={t.from} type="time" value={sheet.from} onChange={(from) => change({ from })} />
            <Input label={t.to} type="time" value={sheet.to} onChange={(to) => change({ to })} />
          </div>
        </>
      );
    case 'counts':
      return (
        <>
          <h2>{t.step.counts}</h2>
          <Input
            label={t.counted}
            inputMode="numeric"
            value={sheet.counted}
            onChange={(counted) => change({ counted })}
          />
          <Input
            label={t.green}
            inputMode="numeric"
            value={sheet.green}
            onChange={(green) => change({ green })}
          />
          <Input
            label={t.lifts}
            inputMode="numeric"
            value={sheet.lifts}
            onChange={(lifts) => change({ lifts })}
          />
        </>
      );
    case 'extras':
      return (
        <>
          <h2>{t.step.extras}</h2>
          <Choices
            legend={t.otherGate}
            of={t.yesNo}
            value={sheet.otherGate}
            onPick={(otherGate) => change({ otherGate })}
          />
          <Choices
            legend={t.transfer}
            of={t.yesNo}
            value={sheet.transfer}
            onPick={(transfer) => change({ transfer })}
          />
        </>
      );
    case 'officers':
      return <Officers sheet={sheet} change={change} />;
    case 'record':
      return <Record sheet={sheet} change={change} />;
    case 'result':
      return (
        <>
          <h2>{t.step.result}</h2>
          <Choices
            legend={t.step.result}
            of={t.result}
            value={sheet.result}
            onPick={(result) => change({ result })}
          />
          {sheet.kind !== 'gate_count' && sheet.result === 'unfit' && (
            <Choices
              legend={t.openCase}
              of={t.yesNo}
              value={sheet.openCase ? 'yes' : 'no'}
              onPick={(open) => change({ openCase: open === 'yes' })}
            />
          )}
        </>
      );
  }
}
