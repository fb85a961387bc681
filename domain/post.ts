import type { DocumentName, FamilyName } from './documents.ts';

/**
 * Posts and roles as one table (CONTRACT.md, Who may do what; the plan's organisation, DOMAIN.md 0). A person has a
 * post, a token a role; both are written the same way: `deputy`, `leader:source`, `county:410803`.
 */
export const GROUPS = ['source', 'road', 'emission', 'subsidy', 'facility', 'service'] as const;
export type Group = (typeof GROUPS)[number];

const PLAIN = [
  'commander',
  'deputy',
  'office',
  'environment',
  'police',
  'transport',
  'field',
  'duty',
  'audit',
  'wall',
  'operator',
  'admin',
  'security',
] as const;
type Plain = (typeof PLAIN)[number];

export type Post =
  | { role: Plain }
  | { role: 'leader' | 'member'; group: Group }
  | { role: 'county'; county: string };

/** Posts that a person is appointed to, a county's without its code: all but what only a token is. */
export const PERSONAL_POSTS: readonly string[] = [
  'commander',
  'deputy',
  'office',
  'duty',
  ...GROUPS.flatMap((group) => [`leader:${group}`, `member:${group}`]),
  'county',
  'environment',
  'police',
  'transport',
  'field',
  'audit',
  'admin',
  'security',
];

/** Reads `leader:source` and the like; null for what the table does not have. */
export function parsePost(text: string): Post | null {
  const [role, of, more] = text.split(':');
  if (more !== undefined) return null;
  if (of === undefined) return (PLAIN as readonly string[]).includes(role!) ? { role: role as Plain } : null;
  if ((role === 'leader' || role === 'member') && (GROUPS as readonly string[]).includes(of))
    return { role, group: of as Group };
  if (role === 'county' && /^41(08|90)\d\d$/.test(of)) return { role: 'county', county: of };
  return null;
}

interface Kinds {
  /** Every kind that this program knows, with whether it needs a signature and gets a receipt. */
  [kind: string]: { weighty: boolean };
}

const plain = (...kinds: string[]): Kinds =>
  Object.fromEntries(kinds.map((kind) => [kind, { weighty: false }]));
const weighty = (...kinds: string[]): Kinds =>
  Object.fromEntries(kinds.map((kind) => [kind, { weighty: true }]));

/** What is proposed by a group's leader and decided by commander or deputy (matter.ts). */
const matter = (noun: string): Kinds =>
  weighty(
    ...['proposed', 'withdrawn', 'checked', 'cosigned', 'decided', 'recorded', 'confirmed', 'reviewed'].map(
      (verb) => `${noun}.${verb}`,
    ),
  );

const KINDS: Kinds = {
  ...plain(
    'unit.named',
    'person.appointed',
    'person.left',
    'person.stoodIn',
    'person.standInEnded',
    'enterprise.registered',
    'enterprise.promised',
    'enterprise.promiseWithdrawn',
    'operator.registered',
    'gate.registered',
  ),
  ...plain('station.registered', 'station.entrusted', 'device.registered'),
  ...weighty('zone.stated', 'rule.stated'),
  ...weighty('key.office', 'key.rolled', 'key.certified', 'key.revoked', 'office.epoch'),
  ...plain('office.receipt'),
  ...matter('target'),
  ...matter('plan'),
  ...weighty('target.allotted'),
  ...weighty(
    'gate-day.closed',
    'gate-day.settled',
    'gate-day.waived',
    'gate-day.disputed',
    'gate-day.answered',
    'gate-day.corrected',
  ),
  ...plain('case.opened', 'case.advanced', 'case.joined', 'check.recorded', 'check.joined'),
  ...plain('alert.raised', 'alert.lifted', 'calendar.stated'),
  ...plain(
    'alarm.raised',
    'alarm.returned',
    'alarm.acknowledged',
    'alarm.assigned',
    'alarm.shelved',
    'alarm.unshelved',
  ),
  ...plain('duty.called', 'duty.handedOver', 'duty.nominated', 'wall.sent'),
  ...plain(
    'meeting.created',
    'meeting.stated',
    'meeting.called',
    'meeting.started',
    'meeting.went',
    'meeting.showed',
    'meeting.closed',
    'meeting.reopened',
  ),
  // Changes of a meeting's draft, which are no entries: its agenda, and its minutes and papers.
  ...plain('meeting.planned', 'meeting.written'),
  // The way of the 纪要.
  ...plain('meeting.drafted', 'meeting.submitted', 'meeting.returned', 'meeting.cosigned'),
  ...plain('meeting.approved', 'meeting.numbered', 'meeting.issued'),
  ...weighty('meeting.sealed'),
  ...plain(
    'action.created',
    'action.received',
    'action.reported',
    'action.extensionAsked',
    'action.extended',
  ),
  ...plain('action.closingAsked', 'action.closed', 'action.confirmed'),
  ...plain('subsidy.applied', 'subsidy.ruled'),
  ...weighty('subsidy.accepted', 'subsidy.examined', 'subsidy.paid'),
  ...plain('project.stated', 'project.advanced', 'project.found'),
  ...plain('service.opened', 'service.advanced', 'service.closed'),
  ...plain('fleet.registered', 'fleet.struck', 'pass.granted', 'pass.withdrawn'),
  ...plain('paper.kept', 'paper.read'),
  ...weighty('seal.destroyed', 'file.destroyed'),
};

/** Whether this program knows an entry kind at all; the server refuses others as `newer`. */
export function knownKind(kind: string): boolean {
  return Object.hasOwn(KINDS, kind);
}

/** ✍ in CONTRACT.md's table: needs a signature, gets the office's receipt. */
export function isWeighty(kind: string): boolean {
  return KINDS[kind]?.weighty === true;
}

/**
 * Whether the office marks an entry: what is weighty, and who was appointed or left, where that is signed: rights
 * hang on it, and they must hold after the office key is rolled.
 */
export function isReceipted({ kind, sig }: { kind: string; sig?: string | undefined }): boolean {
  return isWeighty(kind) || (sig !== undefined && (kind === 'person.appointed' || kind === 'person.left'));
}

const LEDGERS_OF: Record<Group, readonly string[]> = {
  source: ['alert', 'calendar', 'gate-day', 'action'],
  road: ['case', 'check', 'pass', 'action'],
  emission: ['case', 'check', 'action'],
  subsidy: ['subsidy', 'action'],
  facility: ['project', 'action'],
  service: ['service', 'fleet', 'action'],
};

const OFFICE = [
  ...[
    'unit',
    'person',
    'enterprise',
    'operator',
    'gate',
    'station',
    'device',
    'zone',
    'rule',
    'pass',
    'meeting',
    'action',
  ],
  ...[
    'alert',
    'calendar',
    'gate-day',
    'subsidy',
    'project',
    'service',
    'fleet',
    'paper',
    'duty',
    'alarm',
    'wall',
  ],
];

/** What the lead and supporting units of a task say of it; a county of its own alone. */
const OF_A_UNIT = ['action.received', 'action.reported', 'action.extensionAsked', 'action.closingAsked'];
/** What is said to them, and what makes a day's figures final: the office's word, never a group's own. */
const DECIDES = [
  ...['action.extended', 'action.confirmed', 'action.closed'],
  ...['gate-day.closed', 'gate-day.waived', 'gate-day.corrected', 'gate-day.answered'],
];
/** What groups do in a meeting beside their own ledgers: its minutes are written by several, its 纪要 co-signed. */
const IN_MEETINGS: readonly string[] = ['meeting.written', 'meeting.cosigned'];

const firstWord = (kind: string) => kind.slice(0, kind.indexOf('.'));

/** Who takes which part in a matter: its leader asks, the office checks and records, commander and deputy decide. */
function inMatter(role: Post['role'], kind: string): boolean {
  const [noun, verb = ''] = kind.split('.');
  if (noun !== 'target' && noun !== 'plan') return false;
  if (role === 'commander' || role === 'deputy') return verb === 'decided' || verb === 'reviewed';
  if (role === 'office') return ['recorded', 'confirmed', 'checked', 'cosigned'].includes(verb);
  return role === 'leader' && ['proposed', 'withdrawn', 'cosigned', 'allotted'].includes(verb);
}

/** CONTRACT.md, Who may do what. A kind that is not known may be written by nobody. */
export function mayWrite(post: Post, kind: string): boolean {
  if (!knownKind(kind)) return false;
  const word = firstWord(kind);
  if (inMatter(post.role, kind)) return true;
  switch (post.role) {
    case 'commander':
      return false;
    case 'deputy':
      return word === 'meeting' || word === 'wall';
    case 'office':
      return OFFICE.includes(word);
    case 'leader':
      if (DECIDES.includes(kind)) return false;
      return LEDGERS_OF[post.group].includes(word) || IN_MEETINGS.includes(kind);
    case 'member':
      if (kind === 'meeting.written') return true;
      return !DECIDES.includes(kind) && LEDGERS_OF[post.group].includes(word);
    case 'police':
      return word === 'case' || word === 'check' || word === 'pass';
    case 'environment':
    case 'transport':
    case 'field':
      return word === 'case' || word === 'check';
    case 'county':
      return OF_A_UNIT.includes(kind);
    case 'duty':
      return word === 'duty' || word === 'alarm' || word === 'wall';
    case 'admin':
      return word === 'key' || word === 'person' || kind === 'office.epoch';
    // Beside administration, in other hands: it takes keys away, and appoints nobody.
    case 'security':
      return kind === 'key.revoked';
    case 'audit':
    case 'wall':
    case 'operator':
      return false;
  }
}

/** Whether a post decides targets. Who is given it, or a device for it, is told to everybody. */
export function decidesTargets(text: string): boolean {
  const post = parsePost(text);
  return post !== null && mayWrite(post, 'target.decided');
}

/** `mayWrite`, and that a county speaks for itself alone: the unit that its entry names is its own. */
export function mayWriteEntry(
  post: Post,
  { kind, body }: { kind: string; body: Record<string, unknown> },
): boolean {
  return mayWrite(post, kind) && (post.role !== 'county' || body.unit === `county:${post.county}`);
}

const OPEN: readonly FamilyName[] = [
  'registry',
  'targets',
  'receipts',
  'gates',
  'gate-days',
  'chargers',
  'alerts',
  'projects',
  'board',
];
const DESKS: readonly FamilyName[] = ['cases', 'checks', 'duty', 'actions', 'meetings', 'fleet'];

/**
 * DESIGN.md, Documents, last paragraph: reading is by document. Walls also read the meeting that is running. A county
 * reads its own county and the league table, so none of the others' cases; an administrator decides nothing and reads
 * what everybody reads.
 */
export function mayRead(post: Post, document: DocumentName): boolean {
  const { family } = document;
  if (post.role === 'operator') return false;
  if (post.role === 'audit' || OPEN.includes(family)) return true;
  if (post.role === 'wall') return family === 'meetings';
  if (post.role === 'county') return family === 'actions';
  if (post.role === 'admin' || post.role === 'security') return false;
  if (DESKS.includes(family)) return true;
  if (post.role === 'office') return true;
  if (post.role !== 'leader' && post.role !== 'member') return false;
  return (
    (family === 'subsidies' && post.group === 'subsidy') ||
    (family === 'services' && post.group === 'service')
  );
}

/** Who may open personal fields of checks and cases: those whose work they are, the office, and audit. */
export function mayUnseal(post: Post): boolean {
  if (post.role === 'leader' || post.role === 'member')
    return post.group === 'road' || post.group === 'emission';
  return ['office', 'audit', 'environment', 'police', 'transport', 'field'].includes(post.role);
}

/** Who sees what of the personal data that is kept comes to its end: it shows nobody's, only how much. */
export function mayLookAhead(post: Post): boolean {
  return ['office', 'commander', 'deputy', 'audit', 'admin', 'security'].includes(post.role);
}
