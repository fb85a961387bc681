import type { SearchResult } from '../../domain/contract/search.ts';
import { pathOf as toEnterprise } from '../enterprises/place.ts';
import { pathTo as toLine } from '../road/place.ts';

export type Hit = SearchResult['hits'][number];

const part = encodeURIComponent;

/** Where a person goes from a hit; null for what has no screen of its own. */
export function pathOf(hit: Hit): string | null {
  const { noun, id, line } = hit;
  switch (noun) {
    case 'enterprise':
      return toEnterprise(id);
    case 'person':
      return `/people/person/${part(id)}`;
    case 'unit':
      return `/people/unit/${part(id)}`;
    case 'meeting':
      return `/meetings/${part(id)}`;
    case 'action':
      return `/actions/${part(id)}`;
    case 'case':
      return toLine(line ?? 'road', 'cases', id);
    case 'check':
      return toLine(line ?? 'road', 'checks', id);
    // What is known of a truck on the road stands at its plate.
    case 'truck':
      return isPlate(hit) ? toLine('road', 'vehicle', hit.title.replace('·', '')) : null;
    default:
      return null;
  }
}

/** Hits by noun, in the order in which they came. */
export function groupsOf(hits: readonly Hit[]): { noun: string; hits: Hit[] }[] {
  const groups = new Map<string, Hit[]>();
  for (const hit of hits) groups.set(hit.noun, [...(groups.get(hit.noun) ?? []), hit]);
  return [...groups].map(([noun, of]) => ({ noun, hits: of }));
}

const PLATED = ['case', 'check', 'truck'];

/** A title that is a plate as people write it, 豫H·6K888; a case without one has its place for a title. */
export const isPlate = ({ noun, title }: Hit): boolean =>
  PLATED.includes(noun) && /^\p{Script=Han}[A-Z]·\S{4,6}$/u.test(title);
