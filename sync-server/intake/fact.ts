import { type ColourSystem, colourOf } from '../../domain/colour.ts';
import type { Passage, ReleaseMode } from '../../domain/passage.ts';

/** Fields that have a place of their own in a stored passage. What else a row holds is kept as it came. */
const PLACED = new Set([
  ...['id', 'enterprise', 'gate', 'direction', 'at', 'released', 'releaseMode', 'plate', 'plateColor'],
  ...['vehicleType', 'fuel', 'emission', 'goods', 'camera', 'revision'],
]);

type Text = string | null;
type Fact = [
  gate: string,
  out: 0 | 1,
  released: 0 | 1,
  mode: ReleaseMode | null,
  plate: Text,
  system: ColourSystem | null,
  code: Text,
  vehicleType: Text,
  fuel: Text,
  emission: Text,
  goods: NonNullable<Passage['goods']> | null,
  camera: Text,
  more?: Record<string, unknown>,
];

/** A passage as it is stored beside its id, revision and time: a third of the row's JSON, and written as fast. */
export function packPassage(passage: Passage, row: Record<string, unknown>): string {
  const colour = passage.plateColor;
  const fact: Fact = [
    passage.gate,
    passage.direction === 'out' ? 1 : 0,
    passage.released ? 1 : 0,
    passage.releaseMode ?? null,
    passage.plate,
    colour?.system ?? null,
    colour?.code ?? null,
    passage.vehicleType ?? null,
    passage.fuel ?? null,
    passage.emission ?? null,
    passage.goods ?? null,
    passage.camera ?? null,
  ];
  const more = othersOf(row);
  if (more) fact.push(more);
  return JSON.stringify(fact);
}

function othersOf(row: Record<string, unknown>): Record<string, unknown> | null {
  let more: Record<string, unknown> | null = null;
  for (const key in row) {
    if (PLACED.has(key)) continue;
    more ??= Object.create(null) as Record<string, unknown>;
    more[key] = row[key];
  }
  return more;
}

/** The passage that `packPassage` stored. */
export function unpackPassage(
  of: Pick<Passage, 'id' | 'enterprise' | 'at' | 'revision'>,
  fact: unknown,
): Passage {
  const [gate, out, released, mode, plate, system, code, type, fuel, emission, goods, camera] = fact as Fact;
  const passage: Passage = {
    id: of.id,
    enterprise: of.enterprise,
    gate,
    direction: out ? 'out' : 'in',
    at: of.at,
    released: released === 1,
    plate,
    revision: of.revision,
  };
  if (mode !== null) passage.releaseMode = mode;
  if (system !== null && code !== null) passage.plateColor = { system, code, norm: colourOf(system, code) };
  if (type !== null) passage.vehicleType = type;
  if (fuel !== null) passage.fuel = fuel;
  if (emission !== null) passage.emission = emission;
  if (goods !== null) passage.goods = goods;
  if (camera !== null) passage.camera = camera;
  return passage;
}
