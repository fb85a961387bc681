import { type ColourNorm, type ColourSystem, colourOf, colourSystems } from './colour.ts';
import { parseTime } from './day.ts';

/** One passage (过车记录) as a gate posts it. CONTRACT.md, "Intake: gates". */
export type Passage = {
  /** Unique within the enterprise. */
  id: string;
  enterprise: string;
  gate: string;
  direction: 'in' | 'out';
  /** Epoch ms. */
  at: number;
  released: boolean;
  releaseMode?: ReleaseMode;
  /** As the camera wrote it; null where it read nothing. */
  plate: string | null;
  plateColor?: { system: ColourSystem; code: string; norm: ColourNorm };
  /** GA/T 16.4 code; missing where the gate does not know. */
  vehicleType?: string;
  fuel?: string;
  emission?: string;
  goods?: { name?: string; tonnes?: number };
  camera?: string;
  revision: number;
};
export type ReleaseMode = 'auto' | 'manual' | 'remote';

/** A row that was refused: the first field in fault, and what is known of the row, so that it can be counted. */
export type RefusedPassage = {
  ok: false;
  field: string;
  reason: string;
  id?: string;
  enterprise?: string;
  /** Epoch ms, where `at` could be read. */
  at?: number;
};

const ID_MAX = 128;
const SHORT_MAX = 64;

type Row = Record<string, unknown>;

/** Why a value is no text of 1 to `max` characters, or null where it is one. */
function textFault(value: unknown, max: number): string | null {
  if (value === undefined) return 'is missing';
  if (typeof value !== 'string') return `must be text, not ${named(value)}`;
  if (value.trim() === '') return 'is empty';
  if (value.length > max) return `has ${value.length} characters, at most ${max} are allowed`;
  return value.isWellFormed() ? null : 'is broken text (half of a character pair)';
}

/** A value in a few words, for a reason that a person reads. */
function named(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'an object';
  const text = typeof value === 'string' ? JSON.stringify(value) : String(value);
  return text.length > 48 ? `${text.slice(0, 45)}…` : text;
}

const given = (value: unknown): boolean => value !== undefined && value !== null;
const isBlank = (value: unknown): boolean =>
  !given(value) || (typeof value === 'string' && value.trim() === '');

function gateFault(value: unknown): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : 'must be text or a number';
  const fault = textFault(value, SHORT_MAX);
  // Gates are keys of the day's counters.
  return fault ?? (value === '__proto__' ? 'is a name that cannot be used' : null);
}

function timeFault(value: unknown): string | null {
  if (value === undefined) return 'is missing';
  if (typeof value !== 'string') return `must be text, not ${named(value)}`;
  return `${named(value)} is no ISO 8601 time with offset, such as 2024-11-30T08:15:30+08:00`;
}

function plateFault(value: unknown): string | null {
  if (value === undefined) return 'is missing; give null for an unread plate';
  if (value === null) return null;
  if (typeof value !== 'string') return `must be text or null, not ${named(value)}`;
  if (value.length > SHORT_MAX) return `has ${value.length} characters, at most ${SHORT_MAX} are allowed`;
  return value.isWellFormed() ? null : 'is broken text (half of a character pair)';
}

function colourFault(value: unknown): string | null {
  if (!given(value)) return null;
  if (typeof value !== 'object' || Array.isArray(value)) return `must be an object, not ${named(value)}`;
  const { system, code } = value as Row;
  if (!colourSystems.includes(system as ColourSystem))
    return system === undefined
      ? 'has no system'
      : `has the system ${named(system)}; known are ${colourSystems.join(', ')}`;
  if (typeof code === 'number') return Number.isInteger(code) ? null : 'has a code that is no code';
  if (typeof code !== 'string')
    return code === undefined ? 'has no code' : `has the code ${named(code)}, which must be text`;
  return code.length > SHORT_MAX ? `has a code of more than ${SHORT_MAX} characters` : null;
}

function vehicleTypeFault(value: unknown): string | null {
  return isBlank(value) ? null : textFault(value, SHORT_MAX);
}

function releaseModeFault(value: unknown): string | null {
  if (!given(value) || value === 'auto' || value === 'manual' || value === 'remote') return null;
  return `must be auto, manual or remote, not ${named(value)}`;
}

function revisionFault(value: unknown): string | null {
  if (!given(value) || (Number.isSafeInteger(value) && (value as number) >= 0)) return null;
  return `must be a whole number from 0, not ${named(value)}`;
}

/** The first field in fault, in the contract's order of fields. `at` is the time already read, null if it wasn't. */
function faultOf(row: Row, at: number | null): [field: string, reason: string] | null {
  let reason = textFault(row.id, ID_MAX);
  if (reason !== null) return ['id', reason];
  reason = textFault(row.enterprise, SHORT_MAX);
  if (reason !== null) return ['enterprise', reason];
  reason = gateFault(row.gate);
  if (reason !== null) return ['gate', reason];
  if (row.direction !== 'out' && row.direction !== 'in')
    return [
      'direction',
      row.direction === undefined ? 'is missing' : `must be in or out, not ${named(row.direction)}`,
    ];
  if (at === null) return ['at', timeFault(row.at)!];
  if (row.released !== true && row.released !== false)
    return [
      'released',
      row.released === undefined ? 'is missing' : `must be true or false, not ${named(row.released)}`,
    ];
  reason = plateFault(row.plate);
  if (reason !== null) return ['plate', reason];
  reason = releaseModeFault(row.releaseMode);
  if (reason !== null) return ['releaseMode', reason];
  reason = colourFault(row.plateColor);
  if (reason !== null) return ['plateColor', reason];
  reason = vehicleTypeFault(row.vehicleType);
  if (reason !== null) return ['vehicleType', reason];
  reason = revisionFault(row.revision);
  return reason === null ? null : ['revision', reason];
}

/** Text of a field that no count rests on: a number is taken as text, anything else is left away. */
function note(value: unknown): string | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  return typeof value === 'string' && value !== '' && value.length <= ID_MAX && value.isWellFormed()
    ? value
    : undefined;
}

function goodsOf(value: unknown): Passage['goods'] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { name: rawName, tonnes } = value as Row;
  const goods: NonNullable<Passage['goods']> = {};
  const name = note(rawName);
  if (name !== undefined) goods.name = name;
  if (typeof tonnes === 'number' && Number.isFinite(tonnes) && tonnes >= 0) goods.tonnes = tonnes;
  return name === undefined && goods.tonnes === undefined ? undefined : goods;
}

/** Fields that no count rests on; where they are wrong they are left away and the passage is kept. */
function addNotes(passage: Passage, row: Row): void {
  const fuel = note(row.fuel);
  if (fuel !== undefined) passage.fuel = fuel;
  const emission = note(row.emission);
  if (emission !== undefined) passage.emission = emission;
  const goods = goodsOf(row.goods);
  if (goods !== undefined) passage.goods = goods;
  const camera = note(row.camera);
  if (camera !== undefined) passage.camera = camera;
}

/**
 * One row of `POST /intake/gates`. Checks form alone: whether the enterprise is known and the token may post for it
 * is the intake's business. Optional fields that are null or empty are missing ones; those that would change a
 * count (releaseMode, plateColor, vehicleType, revision) are refused where they are wrong. Written by hand because
 * intake does this for every row (CONTRACT.md: 5,000 a request).
 */
export function parsePassage(value: unknown): { ok: true; passage: Passage } | RefusedPassage {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, field: 'record', reason: `must be an object, not ${named(value)}` };
  const row = value as Row;
  const at = typeof row.at === 'string' ? parseTime(row.at) : null;
  const fault = faultOf(row, at);
  if (fault !== null) return refusal(row, at, fault);
  const passage: Passage = {
    id: row.id as string,
    enterprise: row.enterprise as string,
    gate: typeof row.gate === 'number' ? String(row.gate) : (row.gate as string),
    direction: row.direction as 'in' | 'out',
    at: at as number,
    released: row.released as boolean,
    plate: row.plate as string | null,
    revision: (row.revision as number | null | undefined) ?? 0,
  };
  if (given(row.releaseMode)) passage.releaseMode = row.releaseMode as ReleaseMode;
  if (given(row.plateColor)) {
    const { system, code: raw } = row.plateColor as { system: ColourSystem; code: string | number };
    const code = String(raw);
    passage.plateColor = { system, code, norm: colourOf(system, code) };
  }
  if (!isBlank(row.vehicleType)) passage.vehicleType = row.vehicleType as string;
  addNotes(passage, row);
  return { ok: true, passage };
}

function refusal(row: Row, at: number | null, [field, reason]: [string, string]): RefusedPassage {
  const refused: RefusedPassage = { ok: false, field, reason: `${field} ${reason}` };
  if (typeof row.id === 'string' && row.id.length <= ID_MAX) refused.id = row.id;
  if (typeof row.enterprise === 'string') refused.enterprise = row.enterprise;
  if (at !== null) refused.at = at;
  return refused;
}
