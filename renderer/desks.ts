/** The places a person goes to at a desk, in the order of the menu. A screen that is there adds its line. */
export const desks = [
  { path: '/duty', name: 'duty' },
  { path: '/meetings', name: 'meetings' },
  { path: '/targets', name: 'targets' },
  { path: '/actions', name: 'actions' },
  { path: '/enterprises', name: 'enterprises' },
  { path: '/road', name: 'road' },
  { path: '/emissions', name: 'emissions' },
  { path: '/papers', name: 'papers' },
  { path: '/people', name: 'people' },
  { path: '/field', name: 'field' },
] as const satisfies readonly {
  path: string;
  name: DeskName;
}[];

/** Every place has its word in the catalogue (parts/desk-words.ts), also those that are still to come. */
export type DeskName =
  | 'duty'
  | 'meetings'
  | 'targets'
  | 'actions'
  | 'papers'
  | 'people'
  | 'enterprises'
  | 'road'
  | 'emissions'
  | 'field'
  | 'search';
