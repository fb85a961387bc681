import type { WorkLine } from '../../../domain/contract/overview.ts';
import { clockOf, daysBetween, parseTime } from '../../../domain/day.ts';
import { Age } from '../../parts/Age.tsx';
import { Ask } from '../../parts/Ask.tsx';
import { lineValue } from '../../parts/explain/LineAnswer.tsx';
import { deltaText, Figure } from '../../parts/Figure.tsx';
import { Plate } from '../../parts/Plate.tsx';
import { Spark } from '../../parts/Spark.tsx';
import { StateWord } from '../../parts/StateWord.tsx';
import { type Text, useText } from '../../text.ts';
import { ems } from '../pages.ts';
import { useStage } from '../stage.ts';
import { useNameOf } from '../visitor.ts';
import s from './overview.module.css';

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
          <Figure
            value={lineValue(line.unit, line.value)}
            unit={t.wall.units[line.unit]}
            freshness={line.freshness}
          />
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
      <Who line={line} date={date} lines={wide || inAlert ? 2 : 3} />
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
        ? words.coming(line.nextTarget.value)
        : words.noTarget;
  const beside = inAlert && line.line === 'road' ? words.inAlert : words.against[line.line](line.facts);
  return `${target}　${beside}`.trim();
}

/** Change against yesterday, then the age; a stale figure says so in the change's place. */
function Change({ line }: { line: WorkLine }) {
  const t = useText();
  const { wide } = useStage();
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
      {!wide && line.freshness === 'stale' && at !== null && <span>{t.overview.judgedAt(clockOf(at))}</span>}
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

/** Ems of the smallest size that the column holds; follows overview.module.css. */
const COLUMN = { wide: 21.5, narrow: 15 };

/** Rows that notes take one after another; one that is longer than a row begins its own and fills it. */
function rowsOf(notes: readonly string[], column: number): number {
  let rows = 0;
  let used = column;
  for (const note of notes) {
    const width = ems(note) + 0.8;
    const fits = used + width <= column;
    if (!fits) rows += Math.ceil(width / column);
    used = fits ? used + width : Math.min(width, column);
  }
  return rows;
}

/** As many notes as `rows` of the column hold; the last, who answers for the line, goes before the others. */
function fitting(notes: readonly string[], column: number, rows: number): string[] {
  const first = notes.findIndex((_, index) => rowsOf(notes.slice(index), column) <= rows);
  return first < 0 ? [] : notes.slice(first);
}

/** Who is behind, by name and how far; then how many more, and who answers for the line. A long name takes the room
 * of what stands below it: nothing is cut. */
function Who({ line, date, lines }: { line: WorkLine; date: string | null; lines: number }) {
  const t = useText();
  const { wide } = useStage();
  const nameOf = useNameOf();
  const today = date ?? line.trend.at(-1)?.date ?? line.asOf?.slice(0, 10) ?? '';
  const told = line.laggards.map((each) => ({
    id: each.id,
    name: nameOf(each.name, each.provisional),
    late: lateText(line, each.value, today, t),
  }));
  const width = (count: number) =>
    told.slice(0, count).reduce((sum, each) => sum + ems(each.name + each.late) + 0.9, 0);
  const column = wide ? COLUMN.wide : COLUMN.narrow;
  // Names are half as large again on a wide wall, as long as they fit on one line.
  const large = wide && width(1) * 1.46 <= column;
  const shown = told.slice(0, large && line.unit === 'percent' && width(2) * 1.4 <= column + 1 ? 2 : 1);
  const rows = large ? 1 : Math.max(1, Math.ceil(width(1) / column));
  const room = lines - rows;
  const at = line.asOf === null ? null : parseTime(line.asOf);
  const notes = [
    line.laggardsTotal > shown.length
      ? t.overview.total(line.laggardsTotal, line.line === 'source' ? 'plants' : 'items')
      : '',
    wide && line.freshness === 'stale' && at !== null && shown.length === 0
      ? t.overview.judgedAt(clockOf(at))
      : '',
    `${line.responsible.unit} ${line.responsible.person ?? ''}`.trim(),
  ].filter(Boolean);
  const dueSoon = Number(line.facts.dueSoon ?? 0);
  return (
    <p className={large || told.length === 0 ? `${s.who} ${s.large}` : s.who}>
      {shown.length > 0 && (
        <b>
          {shown.map((each) => (
            <span key={each.id} className={large ? s.one : ''}>
              <Named text={each.name} /> <i className="nowrap">{each.late}</i>
            </span>
          ))}
        </b>
      )}
      {shown.length === 0 && line.state === 'due' && dueSoon > 0 && <b>{t.overview.dueSoon(dueSoon)}</b>}
      {room > 0 && (
        <span>
          {fitting(notes, column, room).map((note) => (
            <i key={note} className={s.note}>
              {note}
            </i>
          ))}
        </span>
      )}
    </p>
  );
}
