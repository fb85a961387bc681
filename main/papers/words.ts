import { dateZh, weekdayZh } from '../../domain/chinese.ts';
import { countyOf } from '../../domain/county.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import type { Context } from '../app.ts';
import { personsOf } from '../decisions.ts';

/** How papers write what the queries know. Papers are Chinese in either language of the screen. */

/** What is not known, or does not apply. */
export const NONE = '—';

export const TIER_ZH = { key_dual_high: '重点双高企业', other_gated: '其余设置门禁系统的企业' };
export const STATE_ZH = { overdue: '逾期', behind: '滞后', due: '临期', normal: '正常', none: NONE };
export const CASE_ZH: Record<string, string> = {
  restricted_road: '闯禁限行',
  emission_over_limit: '排放超标',
  black_smoke: '黑烟车',
  gate: '门禁违规',
};
export const COLOUR_ZH: Record<string, string> = {
  BLUE: '蓝',
  YELLOW: '黄',
  BLACK: '黑',
  WHITE: '白',
  GREEN: '绿',
  GRADIENT_GREEN: '渐变绿',
  YELLOW_GREEN: '黄绿',
  FARM_YELLOW: '农黄',
  FARM_GREEN: '农绿',
};

/** A county by its whole name: 修武县. */
export const countyZh = (code: string | null): string =>
  (code === null ? null : countyOf(code)?.zh) ?? code ?? NONE;

export const percentZh = (percent: number | null): string => (percent === null ? NONE : `${percent}%`);

/** '2024年12月5日14:32' of an ISO time; `missing` where there is none. */
export function momentZh(iso: string | null, missing = '无数据'): string {
  const ms = iso === null ? null : parseTime(iso);
  return ms === null ? missing : `${dateZh(dayOf(ms))}${clockOf(ms)}`;
}

export function dayZh(iso: string): string {
  const ms = parseTime(iso);
  return ms === null ? '' : dateZh(dayOf(ms));
}

/** '2024年12月6日（星期五）15:00'. */
export function meetingTimeZh(iso: string): string {
  const ms = parseTime(iso);
  if (ms === null) return '';
  const day = dayOf(ms);
  return `${dateZh(day)}（${weekdayZh(day)}）${clockOf(ms)}`;
}

/** What a page has room for, and how many there are beyond it, as a paper says it. */
export function upTo<T>(rows: readonly T[], most: number): { rows: T[]; more: string } {
  const rest = rows.length - most;
  return { rows: rows.slice(0, most), more: rest > 0 ? String(rest) : '' };
}

/** On a sheet of one page a long text ends early and says so; it stands whole under its number in the console. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}

export const linesOf = (text: string): string[] => text.split(/\r?\n/).flatMap((line) => line.trim() || []);

/** Who makes the paper answers questions about it; a token's name is no person's. The telephone is filled in by hand. */
export function contactOf(context: Context): { contact: string; phone: string } {
  const person = personsOf(context.replica).find(({ id }) => id === context.me.person);
  return { contact: person?.name ?? '', phone: '' };
}
