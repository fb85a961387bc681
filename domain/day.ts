/**
 * Days and times of Asia/Shanghai. Inside the product a time is epoch milliseconds; a day is 'YYYY-MM-DD' and is
 * made here alone. China keeps UTC+8 all year (no summer time since 1992), so a fixed offset is exact for every
 * date this product can hold.
 */
const OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
/** Times the product can hold: 1970 to the end of 9999 in Shanghai, so that a day always has ten characters. */
const LATEST_MS = 253_402_300_799_999 - OFFSET_MS;

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function monthLength(year: number, month: number): number {
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  return month === 2 && leap ? 29 : (monthLengths[month - 1] ?? 0);
}

/** Date.UTC, but a year below 100 is that year and not 19xx. */
function utc(year: number, month: number, day: number): number {
  return year < 100
    ? Date.UTC(year + 400, month - 1, day) - 146_097 * DAY_MS
    : Date.UTC(year, month - 1, day);
}

/** The digits of text from `from` for `count` places as a number, or -1 where one of them is no digit. */
function digits(text: string, from: number, count: number): number {
  let value = 0;
  for (let i = from; i < from + count; i++) {
    const code = text.charCodeAt(i) - 48;
    if (!(code >= 0 && code <= 9)) return -1;
    value = value * 10 + code;
  }
  return value;
}

const within = (ms: number): number | null => (ms >= 0 && ms <= LATEST_MS ? ms : null);

/** Milliseconds of a wall-clock date and time taken as UTC, or null where no calendar has it. */
function moment(year: number, month: number, day: number, hour: number, minute: number, second: number) {
  if (year < 0 || month < 1 || day < 1 || day > monthLength(year, month)) return null;
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null;
  return utc(year, month, day) + hour * 3_600_000 + minute * 60_000 + second * 1000;
}

/** True for a real calendar day written 'YYYY-MM-DD'; 2024-02-30 is none. */
export function isDay(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  return year >= 0 && month >= 1 && day >= 1 && day <= monthLength(year, month);
}

const WRITTEN = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?$/;

/** A day as tables have it: 2024-12-31, 2024/12/31, 2024.12.31, 2024年12月31日; null where it is none. */
export function dayIn(text: string): string | null {
  const [, year, month, of] = WRITTEN.exec(text.trim()) ?? [];
  if (year === undefined || month === undefined || of === undefined) return null;
  const day = `${year}-${month.padStart(2, '0')}-${of.padStart(2, '0')}`;
  return isDay(day) ? day : null;
}

/** The day in Asia/Shanghai of an epoch time in ms. */
export function dayOf(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 10);
}

/** Epoch ms of 00:00:00.000 of a day in Asia/Shanghai. Throws on what is no day. */
export function startOfDay(day: string): number {
  if (!isDay(day)) throw new RangeError(`not a day (YYYY-MM-DD): ${day}`);
  return utc(digits(day, 0, 4), digits(day, 5, 2), digits(day, 8, 2)) - OFFSET_MS;
}

/** Epoch ms at which a day is over: the first millisecond that no longer belongs to it. */
export function endOfDay(day: string): number {
  return startOfDay(day) + DAY_MS;
}

export function addDays(day: string, count: number): string {
  return dayOf(startOfDay(day) + count * DAY_MS);
}

/** The same day so many calendar months on; the month's last day where it has no such: 2024-08-31 and six give 2025-02-28. */
export function addMonths(day: string, count: number): string {
  const index = digits(day, 0, 4) * 12 + digits(day, 5, 2) - 1 + count;
  const [year, month] = [Math.floor(index / 12), (index % 12) + 1];
  const date = Math.min(digits(day, 8, 2), monthLength(year, month));
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
}

export function nextDay(day: string): string {
  return addDays(day, 1);
}

/** Whole days from `from` to `to`; negative where `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return (startOfDay(to) - startOfDay(from)) / DAY_MS;
}

/** 'YYYY-MM' of a day. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** Hour of the day in Asia/Shanghai, 0 to 23. */
export function hourOf(ms: number): number {
  const rest = (ms + OFFSET_MS) % DAY_MS;
  return Math.floor((rest < 0 ? rest + DAY_MS : rest) / 3_600_000);
}

/** '2024-11-30T08:15:30+08:00'; milliseconds are written only where there are any. */
export function isoShanghai(ms: number): string {
  const text = new Date(ms + OFFSET_MS).toISOString();
  return `${text.endsWith('.000Z') ? text.slice(0, 19) : text.slice(0, 23)}+08:00`;
}

/** Minutes of an ISO offset ('Z', '+08:00', '+0800', '+08') that starts at `from` and ends the text, or null. */
function offsetMinutes(text: string, from: number): number | null {
  const sign = text[from];
  const left = text.length - from;
  if (sign === 'Z' || sign === 'z') return left === 1 ? 0 : null;
  if ((sign !== '+' && sign !== '-') || (left !== 3 && left !== 5 && left !== 6)) return null;
  if (left === 6 && text[from + 3] !== ':') return null;
  const hours = digits(text, from + 1, 2);
  const minutes = left === 3 ? 0 : digits(text, from + left - 2, 2);
  // No clock on earth is set further from UTC than 14 hours.
  if (hours < 0 || minutes < 0 || minutes > 59 || hours * 60 + minutes > 840) return null;
  return sign === '-' ? -(hours * 60 + minutes) : hours * 60 + minutes;
}

/**
 * Epoch ms of an ISO 8601 date and time WITH offset ('2024-11-30T08:15:30+08:00', seconds and fraction optional,
 * parts of a millisecond are cut off), or null: no offset, no such date or hour, or outside 1970 to 9999.
 */
export function parseTime(text: string): number | null {
  if (text.length < 17 || text.length > 40) return null;
  if (text[4] !== '-' || text[7] !== '-' || text[13] !== ':') return null;
  if (text[10] !== 'T' && text[10] !== 't') return null;
  let at = 16;
  let second = 0;
  let milliseconds = 0;
  if (text[16] === ':') {
    second = digits(text, 17, 2);
    at = 19;
    if (text[19] === '.' || text[19] === ',') {
      at = 20;
      while (digits(text, at, 1) >= 0) at++;
      if (at === 20) return null;
      milliseconds = digits(text.slice(20, at).padEnd(3, '0'), 0, 3);
    }
  }
  const offset = offsetMinutes(text, at);
  if (offset === null) return null;
  const wall = moment(
    digits(text, 0, 4),
    digits(text, 5, 2),
    digits(text, 8, 2),
    digits(text, 11, 2),
    digits(text, 14, 2),
    second,
  );
  return wall === null ? null : within(wall + milliseconds - offset * 60_000);
}

/** Epoch ms of T/CEC 102's 'yyyyMMddHHmmss' (Asia/Shanghai), or null. */
export function parseCompact(text: string): number | null {
  if (text.length !== 14) return null;
  const wall = moment(
    digits(text, 0, 4),
    digits(text, 4, 2),
    digits(text, 6, 2),
    digits(text, 8, 2),
    digits(text, 10, 2),
    digits(text, 12, 2),
  );
  return wall === null ? null : within(wall - OFFSET_MS);
}

/** T/CEC 102's 'yyyyMMddHHmmss' (Asia/Shanghai) of an epoch time; parts of a second are cut off. */
export function formatCompact(ms: number): string {
  return new Date(ms + OFFSET_MS).toISOString().slice(0, 19).replace(/[-T:]/g, '');
}

/** Epoch ms of T/CEC 102's order times 'yyyy-MM-dd HH:mm:ss' (Asia/Shanghai, no offset written), or null. */
export function parseLocalTime(text: string): number | null {
  if (text.length !== 19 || text[10] !== ' ') return null;
  return parseTime(`${text.slice(0, 10)}T${text.slice(11)}+08:00`);
}

/** 'HH:mm' in Asia/Shanghai, for screens. */
export function clockOf(ms: number): string {
  const minutes = Math.floor(ms / 60_000) % 60;
  return `${two(hourOf(ms))}:${two(minutes < 0 ? minutes + 60 : minutes)}`;
}
