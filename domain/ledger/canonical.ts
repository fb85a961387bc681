export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** What in a value is not plain JSON, as a path and reason; null when all of it is. */
export function notJson(value: unknown, path = ''): string | null {
  if (value === null || typeof value === 'boolean') return null;
  if (typeof value === 'string') return value.isWellFormed() ? null : `${path || 'value'}: lone surrogate`;
  if (typeof value === 'number')
    return Number.isFinite(value) ? null : `${path || 'value'}: not a finite number`;
  if (typeof value !== 'object') return `${path || 'value'}: ${typeof value} is not JSON`;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) {
      const bad = notJson(value[i], `${path}[${i}]`);
      if (bad) return bad;
    }
    return null;
  }
  const proto = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null) return `${path || 'value'}: not a plain object`;
  for (const key of Object.keys(value)) {
    if (key === '__proto__') return `${path || 'value'}: __proto__`;
    if (!key.isWellFormed()) return `${path || 'value'}: lone surrogate in a key`;
    const bad = notJson((value as Record<string, unknown>)[key], path ? `${path}.${key}` : key);
    if (bad) return bad;
  }
  return null;
}

/**
 * RFC 8785 canonical JSON. ECMAScript's own number and string forms are the ones the RFC asks for, and its
 * default sort is by UTF-16 code units, as the RFC's; so only the order of keys is ours.
 * Throws on anything that is not plain JSON.
 */
export function canonical(value: Json): string {
  const bad = notJson(value);
  if (bad) throw new TypeError(`not JSON: ${bad}`);
  return write(value);
}

/** The canonical form of anything; null for what is not plain JSON and so has none. */
export function canonicalOf(value: unknown): string | null {
  return notJson(value) === null ? write(value as Json) : null;
}

function write(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  let text = '';
  for (const key of Object.keys(value).sort())
    text += `${text === '' ? '{' : ','}${quoted(key)}:${write(value[key] as Json)}`;
  return text === '' ? '{}' : `${text}}`;
}

/** Letters, digits and Chinese need no escape, and most texts are made of nothing else. */
const UNESCAPED = /^[ !#-[\]-~\u4e00-\u9fff]*$/;

function quoted(text: string): string {
  return UNESCAPED.test(text) ? `"${text}"` : JSON.stringify(text);
}
