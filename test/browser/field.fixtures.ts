import * as usual from './scenes.fixtures.ts';
import type { Answers } from './stand.ts';

/** An inspector at 14:32, away from the network since 12:40. */
export const field: Answers = {
  me: {
    ...usual.me,
    ...{
      person: 'p-xu',
      name: '徐静波',
      unit: '中站大队',
      post: 'field',
      acts: ['check.record', 'case.open'],
    },
  },
  'sync.status': { ...usual.syncAway, waiting: 3 },
  'field.state': {
    ...{ connected: false, awaySince: '2024-12-05T12:40:00+08:00', lastSync: '2024-12-05T12:38:00+08:00' },
    entries: { today: 7, atOffice: 4, waiting: 3, lastAtOffice: '2024-12-05T12:38:00+08:00' },
    files: { waiting: 11, bytes: 38_000_000, small: 5, locked: false },
    ...{ refused: [], clockAhead: null, disk: 'encrypted' },
  },
  'drafts.list': { drafts: [] },
  'draft.keep': { id: '0193-draft-1', drafts: [] },
  'draft.drop': { id: '0193-draft-1', drafts: [] },
  'file.keep': { upload: 'u', bytes: 10, sha256: 'a'.repeat(64) },
  'file.read': { sha256: 'a'.repeat(64), size: 0, part: '', next: null },
  'checks.list': {
    month: '2024-12',
    checks: (
      [
        ['豫H12345D', '14:11', 'fit', []],
        ['晋E66A12', '13:52', 'fit', []],
        ['豫H6K888', '13:40', 'unclear', ['c9']],
      ] as const
    ).map(([plate, at, result, twins], n) => ({
      ...{ id: `c${n}`, kind: 'emission', result, plate, at: `2024-12-05T${at}:00+08:00`, by: '徐静波' },
      ...{
        place: '中站区李封街道李封路与怡光路交叉口南向北车道',
        county: '410803',
        enterprise: null,
        gate: null,
      },
      ...{
        case: null,
        joinedInto: null,
        twins: [...twins],
        officers: [2, 2] as [number, number],
        saved: 'here',
      },
    })),
    ...{ more: 0, area: { outside: 0, unplaced: 0 } },
  },
  'field.lists': {
    places: [
      { name: '李封路口', county: '410803', near: true },
      { name: '中站区李封街道李封路与怡光路交叉口南向北车道', county: '410803', near: true },
      { name: '东环路口', county: '410804', near: false },
    ],
    enterprises: [
      {
        ...{ id: '91410804MA9TEST001', name: '怀川焦化有限公司', county: '410804', gates: ['1', '2'] },
        near: true,
      },
      { id: '91410803MA9TEST002', name: '许衡建材有限公司', county: '410803', gates: ['1'], near: false },
    ],
    officers: [
      { name: '徐静波', unit: '中站大队', county: '410803', near: true },
      { name: '王磊', unit: '马村大队', county: '410804', near: false },
    ],
  },
  'carry.offer': {
    documents: [{ name: 'checks/2024-12', bytes: 420_000, here: true }],
    files: {
      details: { files: 341, here: 0, bytes: 8_530_000, missing: 8_530_000, unsized: 0, away: 0 },
      pictures: { files: 57, here: 12, bytes: 6_900_000, missing: 5_400_000, unsized: 0, away: 3 },
      ...{ bare: 4, unread: 0 },
    },
    ...{ bytes: 5_420_000, missing: 5_000_000, chosen: null, listedAt: '2024-12-05T12:38:00+08:00' },
  },
  'carry.state': {
    choice: null,
    documents: { all: 0, here: 0 },
    files: {
      details: { files: 0, here: 0, bytes: 0, missing: 0, unsized: 0, away: 0 },
      pictures: { files: 0, here: 0, bytes: 0, missing: 0, unsized: 0, away: 0 },
      ...{ bare: 0, unread: 0 },
    },
  },
  'carry.choose': { chosen: ['registry', 'checks/2024-12'] },
  'search.find': {
    hits: [
      {
        noun: 'enterprise',
        id: '91410804MA9TEST001',
        document: 'registry',
        title: '怀川焦化有限公司',
        detail: '',
        bySound: true,
      },
    ],
    more: [],
  },
};
