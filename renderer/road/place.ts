/** The two desks share their parts: 路面 `#/road`, 排放 `#/emissions`. */
export type Line = 'road' | 'emission';

export const PARTS = ['cases', 'rules', 'handover', 'vehicle', 'devices', 'checks', 'coverage'] as const;
export type Part = (typeof PARTS)[number];

const ROOTS: Record<Line, string> = { road: '/road', emission: '/emissions' };

/** What of the desk is open, from the address: `/road/cases/<id>`, `/emissions/vehicle/<plate>`. */
export function placeOf(path: string): { part: Part; id: string } {
  const [, , first = '', id = ''] = path.split('/').map(decodeURIComponent);
  return { part: PARTS.find((each) => each === first) ?? 'cases', id };
}

export function pathTo(line: Line, part: Part, id = ''): string {
  const tail = id === '' ? (part === 'cases' ? '' : `/${part}`) : `/${part}/${encodeURIComponent(id)}`;
  return `${ROOTS[line]}${tail}`;
}
