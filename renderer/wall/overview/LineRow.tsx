import type { WorkLine } from '../../../domain/contract/overview.ts';
import { clockOf, daysBetween, parseTime } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { deltaText, Figure } from '../../parts/Figure.tsx';
import { Plate } from '../../parts/Plate.tsx';
import { Spark } from '../../parts/Spark.tsx';
import { StateWord } from '../../parts/StateWord.tsx';
import { type Text, useText } from '../../text.ts';
import { useStage } from '../stage.ts';
import { useNameOf } from '../visitor.ts';
import s from './overview.module.css';

/** Percent and days are written to one decimal, counts whole. */
function valueText(line: WorkLine): string | null {
  if (line.value === null) return null;
  return line.unit === 'percent' || line.unit === 'days' ? line.value.toFixed(1) : String(line.value);
}

const abnormal = (line: WorkLine) => line.state !== 'normal' && line.state !== 'none';

export function LineRow({ line, date, inAlert }: { line: WorkLine; date: string | null; inAlert: boolean }) {
  const t = useText();
  const { wide } = useStage();
  const state = (
    <p className={s.state}>
      <StateWord state={line.state} />
    </p>
  );
  return (
    <li className={abnormal(line) ? `${s.line} ${s.abnormal}` : s.line} data-line={line.line}>
      <div className={s.name}>
        <h2>{t.wall.lines[line.line]}</h2>
        {!wide && state}
      </div>
      <p className={s.figure}>
        <Ask question={{ of: 'line', date, line: line.line }} label={t.wall.figures[line.line]}>
          <Figure value={valueText(line)} unit={t.wall.units[line.unit]} freshness={line.freshness} />
        </Ask>
      </p>
      <p className={s.two}>
        <b>{t.wall.figures[line.line]}</b>
        <span>{againstText(line, inAlert, t)}</span>
      </p>
      <Spark
        days={line.trend}
        coming={line.nextTarget?.value ?? null}
        plates={line.line === 'source'}
        width={wide ? 240 : 180}
        height={wide ? 67 : 58}
      />
      <Change line={line} />
      {wide && state}
      <Who line={line} date={date} />
    </li>
  );
}

function againstText(line: WorkLine, inAlert: boolean, t: Text): string {
  const words = t.overview;
  if (line.value === null && Object.keys(line.facts).length === 0) return words.notHere;
  const target =
    line.target !== null
      ? words.target(line.target)
      : line.nextTarget
        ? words.coming(line.nextTarget.value, line.nextTarget.dueOn.slice(5))
        : words.noTarget;
  const beside = inAlert && line.line === 'road' ? words.inAlert : words.against[line.line](line.facts);
  return `${target}　${beside}`.trim();
}

/** Change against yesterday, then the age; a stale figure says so in the change's place. */
function Change({ line }: { line: WorkLine }) {
  const t = useText();
  const at = line.asOf === null ? null : parseTime(line.asOf);
  const fresh = line.freshness === 'fresh';
  const unit = line.unit === 'percent' ? t.overview.points : t.wall.units[line.unit];
  const decimals = line.unit === 'percent' || line.unit === 'days' ? 1 : 0;
  return (
    <p className={s.two}>
      {fresh && line.delta !== null && (
        <b>
          {deltaText(line.delta, decimals)} {unit}
        </b>
      )}
      <span>
        <Age at={at} freshness={line.freshness} />
      </span>
    </p>
  );
}

/** A masked plate inside a name is drawn as one. */
const masked = /([\u4e00-\u9fff][A-Z]·?[A-Z0-9*]*\*[A-Z0-9*]*)/;

function Named({ text }: { text: string }) {
  const [before, plate, after] = text.split(masked);
  if (plate === undefined) return text;
  return (
    <>
      {before}
      <Plate plate={plate} />
      {after}
    </>
  );
}

function lateText(line: WorkLine, value: string, today: string, t: Text): string {
  if (line.unit === 'percent') return value;
  const days = /^\d{4}-\d{2}-\d{2}$/.test(value) ? daysBetween(value, today) : Number(value);
  return Number.isFinite(days) ? t.overview.daysLate(days) : value;
}

function Who({ line, date }: { line: WorkLine; date: string | null }) {
  const t = useText();
  const { wide } = useStage();
  const nameOf = useNameOf();
  const today = date ?? line.trend.at(-1)?.date ?? line.asOf?.slice(0, 10) ?? '';
  const shown = line.laggards.slice(0, line.unit === 'percent' && wide ? 2 : 1);
  const at = line.asOf === null ? null : parseTime(line.asOf);
  const notes = [
    line.laggardsTotal > shown.length
      ? t.overview.total(line.laggardsTotal, line.line === 'source' ? 'plants' : 'items')
      : '',
    line.freshness === 'stale' && at !== null && shown.length === 0 ? t.overview.judgedAt(clockOf(at)) : '',
    `${line.responsible.unit} ${line.responsible.person ?? ''}`.trim(),
  ].filter(Boolean);
  const dueSoon = Number(line.facts.dueSoon ?? 0);
  return (
    <p className={s.who}>
      {shown.length > 0 && (
        <b>
          {shown.map((each) => (
            <span key={each.id}>
              <Named text={nameOf(each.name, each.provisional)} /> {lateText(line, each.value, today, t)}
            </span>
          ))}
        </b>
      )}
      {shown.length === 0 && line.state === 'due' && dueSoon > 0 && <b>{t.overview.dueSoon(dueSoon)}</b>}
      <span>{notes.join('　')}</span>
    </p>
  );
}
