import { type Group, type Post, parsePost } from '../domain/post.ts';

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

export type Desk = (typeof desks)[number];

type Own = readonly Desk['name'][];

/** Where the work of a post is done, first things first. */
const OWN: { [role in Post['role']]?: Own } = {
  commander: ['targets', 'actions', 'meetings'],
  deputy: ['meetings', 'targets', 'actions'],
  office: ['meetings', 'actions', 'targets', 'enterprises', 'papers'],
  duty: ['duty', 'enterprises', 'road', 'emissions'],
  county: ['actions', 'enterprises'],
  environment: ['emissions', 'road', 'field'],
  police: ['road', 'field', 'emissions'],
  transport: ['road', 'field', 'emissions'],
  field: ['field', 'road', 'emissions'],
  audit: ['people', 'targets', 'papers'],
  admin: ['people'],
  security: ['people'],
};
const OF_GROUP: { [group in Group]: Own } = {
  source: ['enterprises', 'targets', 'actions', 'meetings'],
  road: ['road', 'field', 'targets', 'actions', 'meetings'],
  emission: ['emissions', 'field', 'targets', 'actions', 'meetings'],
  subsidy: ['targets', 'actions', 'meetings', 'papers'],
  facility: ['targets', 'actions', 'meetings', 'papers'],
  service: ['enterprises', 'actions', 'targets', 'meetings'],
};

/** The desks in the order in which a post needs them: its own first, the others as the menu has them. */
export function desksOf(text: string): Desk[] {
  const post = parsePost(text);
  const own = (post && ('group' in post ? OF_GROUP[post.group] : OWN[post.role])) ?? [];
  const first = own.flatMap((name) => desks.filter((desk) => desk.name === name));
  return [...first, ...desks.filter(({ name }) => !own.includes(name))];
}

/** Where a post's work begins. A wall has no desk. */
export const homeOf = (post: string): string => (post === 'wall' ? '/wall' : desksOf(post)[0]!.path);

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
