import type { Output } from '../../domain/contract.ts';
import { parsePost } from '../../domain/post.ts';

export type List = Output<'people.list'>;
export type Unit = List['units'][number];
export type PersonRow = List['people'][number];
export type StandInRow = List['standIns'][number];

export const PARTS = ['units', 'standIns', 'codes', 'log', 'readings', 'keeping', 'key'] as const;
export type Part = (typeof PARTS)[number];

/** The unit of those whom no listed unit holds. */
export const REST = 'rest';

/** What of the desk is open, from the address: `/people/unit/<id>/<person>`, `/people/person/<id>` … */
export function placeOf(path: string): { part: Part; unit: string | null; person: string | null } {
  const [, , first = '', unit, person] = path.split('/').map(decodeURIComponent);
  if (first === 'unit') return { part: 'units', unit: unit ?? null, person: person ?? null };
  if (first === 'person') return { part: 'units', unit: null, person: unit ?? null };
  const part = PARTS.find((each) => each === first) ?? 'units';
  return { part, unit: null, person: null };
}

export const pathTo = (unit: string, person?: string): string =>
  `/people/unit/${encodeURIComponent(unit)}${person === undefined ? '' : `/${encodeURIComponent(person)}`}`;

/** The unit that a post puts a person in, whatever bureau they come from. */
function unitOfPost(text: string): string | null {
  const post = parsePost(text);
  if (!post) return null;
  if (post.role === 'commander' || post.role === 'deputy') return 'command';
  if (post.role === 'leader' || post.role === 'member') return `group:${post.group}`;
  if (post.role === 'county') return `county:${post.county}`;
  return ['office', 'duty', 'admin', 'security'].includes(post.role) ? 'office' : null;
}

/** Units that a person is shown in: by the post, and by the unit that they come from. */
export function unitsOfPerson(person: PersonRow, units: readonly Unit[]): string[] {
  const found = new Set<string>();
  const byPost = unitOfPost(person.post);
  for (const id of [byPost, person.unitId])
    if (id !== null && units.some((unit) => unit.id === id)) found.add(id);
  return found.size ? [...found] : [REST];
}

/** Leaders first, then members, then everybody else; who has left comes last. */
export function inRank(people: readonly PersonRow[]): PersonRow[] {
  const rank = ({ post, left }: PersonRow) => {
    const order = ['commander', 'deputy', 'leader', 'member', 'office'];
    const place = order.indexOf(post.split(':')[0]!);
    return (left ? 100 : 0) + (place < 0 ? order.length : place);
  };
  return [...people].sort((a, b) => rank(a) - rank(b));
}

/** A fingerprint in fours, as it is read out. */
export const inFours = (key: string): string => key.match(/.{1,4}/g)?.join(' ') ?? key;
