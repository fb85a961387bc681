import type { DeskCase } from '../../domain/contract/road.ts';
import { countyOf } from '../../domain/county.ts';
import { dayOf, daysBetween, parseTime } from '../../domain/day.ts';
import { STAGE_NAMES, stageOf } from '../../domain/stage.ts';
import { Mark } from '../parts/Mark.tsx';
import { Plate } from '../parts/Plate.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useNow } from '../use.ts';
import s from './road.module.css';

/** Words of one case or check, each with its mark where it is abnormal: never a colour alone. */

/** Ids made by the house begin alike within a day: their ends tell them apart. */
export const shortId = (id: string): string => (id.length > 20 ? `…${id.slice(-8)}` : id);

export function PlateTag({ plate }: { plate: string | null }) {
  const t = useText().road;
  return plate === null ? <span>{t.noPlate}</span> : <Plate plate={plate} />;
}

export function useCounty(): (code: string | null) => string {
  const t = useText().road;
  const { language } = usePlace();
  return (code) => (code === null ? t.noCounty : (countyOf(code)?.[language] ?? code));
}

/** Kinds as the wall says them; stages by their whole names, for which a wall has no room. */
export function useCaseWords() {
  const t = useText().enforcement;
  const { language } = usePlace();
  return {
    kind: (kind: string) => (t.kind as Record<string, string>)[kind] ?? kind,
    stage: (text: string) => {
      const stage = stageOf(text);
      return stage === null ? text : STAGE_NAMES[stage][language];
    },
  };
}

export function DueTag({ of: { overdue, dueAt } }: { of: Pick<DeskCase, 'overdue' | 'dueAt'> }) {
  const t = useText().road;
  const now = useNow(60_000);
  const due = dueAt === null ? null : parseTime(dueAt);
  if (due === null) return <span className="quiet">{t.noDue}</span>;
  if (!overdue) return <span className="nowrap">{t.dueBy(dayOf(due).slice(5))}</span>;
  const days = daysBetween(dayOf(due), dayOf(now));
  return (
    <span className={`is-overdue nowrap ${s.strong}`}>
      <Mark of="overdue" />
      {days > 0 ? t.overdueDays(days) : t.overdueToday}
    </span>
  );
}

export function ClashTag() {
  const t = useText().road;
  return (
    <span className={`is-behind nowrap ${s.strong}`}>
      <Mark of="behind" />
      {t.clash}
    </span>
  );
}

/** 依据待核 beside what a case stands on: dashed, since it warns and voids nothing. */
export function Unconfirmed() {
  const t = useText().road;
  return (
    <span className={s.unconfirmed} title={t.unconfirmedHint}>
      {t.unconfirmed}
    </span>
  );
}

export function LeadsTag({ leads }: { leads: NonNullable<DeskCase['leads']> }) {
  const t = useText().road;
  return <span className={leads === 'punish' ? s.strong : undefined}>{t.leads[leads]}</span>;
}
