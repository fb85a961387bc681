import { countyName } from '../../../domain/county.ts';
import { parseTime } from '../../../domain/day.ts';
import { Mark } from '../../parts/Mark.tsx';
import { Plate } from '../../parts/Plate.tsx';
import { lengthText } from '../../parts/when.ts';
import { type Language, usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import type { Standing } from '../focus.ts';
import { ems } from '../pages.ts';
import { type Case, daysLeft } from './board.ts';
import s from './enforcement.module.css';
import { wordOf } from './StageMatrix.tsx';

/** Ems that the place's column holds on one panel and on two; follows enforcement.module.css. */
const PLACE_EMS = { narrow: 14.2, wide: 23.8 };

/** Where it was, then its county, by name. */
function whereText(each: Case, language: Language, unknown: string): [place: string, county: string] {
  return [each.place ?? unknown, each.county ? countyName(each.county, language) : ''];
}

export function heightOf(each: Case, language: Language, wide: boolean): number {
  const column = wide ? PLACE_EMS.wide : PLACE_EMS.narrow;
  const place = Math.ceil(ems(whereText(each, language, '').join(' ')) / column);
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

export function CaseRow({
  each,
  now,
  height,
  stands,
}: {
  each: Case;
  now: number;
  height: number;
  stands: Standing;
}) {
  const text = useText();
  const t = text.enforcement;
  const { language } = usePlace();
  const [place, county] = whereText(each, language, t.placeUnknown);
  const seen = parseTime(each.capturedAt ?? each.openedAt);
  return (
    <li
      className={`${s.case} ${each.overdue ? s.abnormal : ''}${stands.className}`}
      data-brought={stands.mark}
      style={{ height: `calc(${height} * var(--u))` }}
    >
      <Due each={each} now={now} />
      <p>
        {each.plate === null ? <span className={s.quiet}>{t.noPlate}</span> : <Plate plate={each.plate} />}
      </p>
      <p>
        <b>{wordOf(t.kind, each.kind)}</b>　{wordOf(t.stage, each.stage)}
      </p>
      <p className={s.place}>
        {place} <span className={s.quiet}>{county}</span>
      </p>
      <p className={s.age}>{seen === null ? text.common.data.unknown : lengthText(now - seen, text)}</p>
    </li>
  );
}
