import { countyName } from '../../../domain/county.ts';
import { parseTime } from '../../../domain/day.ts';
import { Mark } from '../../parts/Mark.tsx';
import { Plate } from '../../parts/Plate.tsx';
import { lengthText } from '../../parts/when.ts';
import { usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import { ems } from '../charging/pages.ts';
import type { Standing } from '../focus.ts';
import { type Case, daysLeft } from './board.ts';
import s from './enforcement.module.css';
import { wordOf } from './StageMatrix.tsx';

/** Ems that the place's column holds; follows enforcement.module.css. */
const PLACE_EMS = 14.2;

export function heightOf(each: Case): number {
  const place = Math.ceil(ems(`${each.place ?? ''} ${each.county ?? ''}`) / PLACE_EMS);
  return Math.max(1, place) * 33 + 12;
}

function Due({ each, now }: { each: Case; now: number }) {
  const t = useText().enforcement;
  if (each.overdue)
    return (
      <p className={s.late}>
        <Mark of="overdue" />
        {each.overdueDays > 0 ? t.overdueDays(each.overdueDays) : t.overdueToday}
      </p>
    );
  const left = daysLeft(each, now);
  if (left === null) return <p>{t.noDue}</p>;
  // 临期: three days and less before it is due (DOMAIN 8, suggested lights); configuration of the office
  return left <= 3 ? (
    <p className={s.due}>
      <Mark of="due" />
      {t.dueIn(left)}
    </p>
  ) : (
    <p>{t.daysLeft(left)}</p>
  );
}

export function CaseRow({ each, now, stands }: { each: Case; now: number; stands: Standing }) {
  const text = useText();
  const t = text.enforcement;
  const { language } = usePlace();
  const seen = parseTime(each.capturedAt ?? each.openedAt);
  return (
    <li
      className={`${s.case} ${each.overdue ? s.abnormal : ''}${stands.className}`}
      data-brought={stands.mark}
      style={{ height: `calc(${heightOf(each)} * var(--u))` }}
    >
      <Due each={each} now={now} />
      <p>
        {each.plate === null ? <span className={s.quiet}>{t.noPlate}</span> : <Plate plate={each.plate} />}
      </p>
      <p>
        <b>{wordOf(t.kind, each.kind)}</b>　{wordOf(t.stage, each.stage)}
      </p>
      <p className={s.place}>
        {each.place ?? t.placeUnknown}{' '}
        <span className={s.quiet}>{each.county && countyName(each.county, language)}</span>
      </p>
      <p className={s.age}>{seen === null ? text.common.data.unknown : lengthText(now - seen, text)}</p>
    </li>
  );
}
