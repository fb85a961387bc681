import { canonical, type Json } from './ledger/canonical.ts';

/** What a figure may be. */
export type FigureValue = number | string | null;

const isRecord = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `rows[enterprise=9141…]`: a name, and of a list the first whose field reads so. */
const STEP = /^([A-Za-z0-9_-]+)(?:\[([A-Za-z0-9_-]+)=([^\]]*)\])?$/;

/** The parts of a path: dots inside brackets belong to what is sought. Null where it can't be read. */
function steps(path: string): RegExpExecArray[] | null {
  const parts = path.match(/[^.[\]]+(?:\[[^\]]*\])?/g) ?? [];
  const read = parts.map((part) => STEP.exec(part));
  return parts.join('.') === path && read.every((step) => step !== null) ? read : null;
}

/** The figure at a place of a result; undefined where nothing stands there or it is no figure. */
export function pick(result: Json, path: string): FigureValue | undefined {
  let at: Json | undefined = result;
  for (const [, name, field, sought] of steps(path) ?? []) {
    at = isRecord(at) && Object.hasOwn(at, name!) ? at[name!] : undefined;
    if (field === undefined) continue;
    if (!Array.isArray(at)) return undefined;
    at = at.find((each) => isRecord(each) && String(each[field]) === sought);
  }
  if (at === undefined || steps(path) === null) return undefined;
  return at === null || typeof at === 'number' || typeof at === 'string' ? at : undefined;
}

/** What is hashed of a frozen figure: where the number came from, when, and the whole result. */
export interface Evidence {
  query: string;
  params: { [name: string]: string };
  at: string;
  result: Json;
}

export function evidenceText({ query, params, at, result }: Evidence): string {
  return canonical({ query, params, at, result });
}
