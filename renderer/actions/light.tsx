import type { ActionRow } from '../../domain/contract/actions.ts';
import { Mark } from '../parts/Mark.tsx';
import type { Text } from '../text.ts';
import { useText } from '../text.ts';

type Lit = Pick<ActionRow, 'light' | 'reasons' | 'daysLate' | 'workdaysLeft' | 'stage'>;

/** The light's word with its number: 逾期 6 天, 今日到期, 余 2 个工作日. */
export function lightWord(
  { light, reasons, daysLate, workdaysLeft, stage }: Lit,
  t: Text['actions'],
): string {
  if (light === 'overdue') return reasons.includes('escalated') ? t.escalated : t.daysLate(daysLate);
  if (light === 'due') return workdaysLeft === 0 ? t.dueToday : `${t.light.due} ${t.dueIn(workdaysLeft)}`;
  return stage === 'ended' ? t.dropped : t.light[light];
}

/** Mark and word of a task's light; normal and closed have no mark. */
export function LightWord({ of, short = false }: { of: Lit; short?: boolean }) {
  const t = useText().actions;
  const { light } = of;
  const marked = light === 'overdue' || light === 'behind' || light === 'due';
  return (
    <span className={marked ? `is-${light} nowrap` : 'nowrap'} data-light={light}>
      {marked && <Mark of={light} />}
      {short ? t.light[light] : lightWord(of, t)}
    </span>
  );
}

/** `2024-12` as 〔2024〕12 号; a number of another make as it is. */
export function numberWord(number: string | null, t: Text['actions']): string {
  const [, year, n] = /^(\d{4})-(\d+)$/.exec(number ?? '') ?? [];
  return year && n ? t.number(year, n) : (number ?? '');
}
