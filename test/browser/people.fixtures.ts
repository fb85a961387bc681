import type { PersonRow, StandInRow } from '../../domain/contract/people.ts';
import type { Output } from '../../domain/contract.ts';
import { addDays } from '../../domain/day.ts';
import { ORGANISATION } from '../../domain/organisation.ts';
import { at, DAY, me as duty } from './scenes.fixtures.ts';

type List = Output<'people.list'>;

/** The plan's organisation as a console shows it on the day of the scene. */
const units: List['units'] = [...Map.groupBy(ORGANISATION, ({ unit }) => unit).values()].map((bodies) => {
  const now = bodies.at(-1)!;
  return {
    ...{ id: now.unit, kind: now.kind, parent: now.parent ?? null, county: now.county ?? null },
    ...{ name: now.name, shortName: now.shortName ?? now.name, en: now.en ?? null },
    former: bodies.slice(0, -1).map(({ name }, i) => ({ name, until: addDays(bodies[i + 1]!.from!, -1) })),
    ...{ confirmed: now.basis.confirmed, basis: now.basis.document, groups: now.groups ?? [] },
  };
});

export const key = (
  id: string,
  extra: Partial<PersonRow['keys'][number]> = {},
): PersonRow['keys'][number] => ({
  ...{ key: id, device: `c-${id.slice(0, 6)}`, standing: 'certified', certifiedAt: at(9000), until: null },
  ...{ revoked: null, own: false, ...extra },
});

export const person = (
  id: string,
  name: string,
  unit: string,
  unitId: string | null,
  post: string,
  extra: Partial<PersonRow> = {},
): PersonRow => ({
  ...{ id, name, unit, unitId, post, believed: true, waiting: false, left: null, keys: [], ...extra },
});

const standIns: StandInRow[] = [
  {
    ...{ id: 's1', absent: { id: 'p1', name: '沈国栋' }, standIn: { id: 'p2', name: '陆承志' } },
    ...{ from: '2024-12-04', until: '2024-12-08', duties: ['chair', 'attend'], reason: '赴省里开会' },
    ...{ state: 'now', saved: 'office' },
  },
  {
    ...{ id: 's2', absent: { id: 'p5', name: '徐静波' }, standIn: { id: 'p4', name: '周立群' } },
    ...{ from: '2024-12-09', until: '2024-12-10', duties: ['attend'], reason: '现场督导' },
    ...{ state: 'coming', saved: 'here' },
  },
  {
    ...{ id: 's3', absent: { id: 'p2', name: '陆承志' }, standIn: { id: 'p3', name: '赵明远' } },
    ...{ from: '2024-11-18', until: '2024-11-20', duties: ['chair'], reason: '学习' },
    ...{ state: 'over', saved: 'office' },
  },
];

export const list: List = {
  date: DAY,
  units,
  people: [
    person('p1', '沈国栋', '市政府', null, 'commander', { keys: [key('a1b2c3d4e5f60718')] }),
    person('p2', '陆承志', '市政府办公室', null, 'deputy', {
      keys: [
        key('77d0c4e81f2a9b36'),
        key('0f9e8d7c6b5a4938', {
          standing: 'revoked',
          revoked: { at: at(2880), by: '方晓岚', reason: '笔记本遗失', waiting: false },
        }),
      ],
    }),
    person('p3', '赵明远', '焦作市生态环境局', 'environment', 'leader:source', {
      keys: [key('5a1c09d2e7b34f86', { until: '2025-12-31T23:59:59+08:00' })],
    }),
    person('p4', '周立群', '焦作市公安局', 'police', 'leader:road', {
      keys: [key('3344556677889900', { standing: 'ended', until: '2024-11-30T23:59:59+08:00' })],
    }),
    person('p5', '徐静波', '焦作市生态环境局', 'environment', 'member:source'),
    person('p6', '王磊', '焦作市生态环境局', 'environment', 'member:source', {
      believed: false,
      waiting: true,
    }),
    person('p7', '孙慧敏', '焦作市财政局', 'finance', 'leader:subsidy', {
      left: { on: '2024-12-01', reason: '调离' },
      keys: [
        key('ffee00112233aabb', {
          standing: 'revoked',
          revoked: { at: at(5000), by: '', reason: '调离', waiting: false },
        }),
      ],
    }),
    person('p8', '陈方', '指挥部办公室', 'office', 'office', { keys: [key('beefbeefbeefbeef')] }),
    person('p9', '方晓岚', '指挥部办公室', 'office', 'admin', {
      keys: [key('c0dec0dec0dec0de', { own: true })],
    }),
    person('p10', '冒名', '某单位', null, 'field', { believed: false }),
    person('p11', '韩卫东', '沁阳市人民政府', 'county:410882', 'county:410882'),
    person('p12', '李静', '指挥部办公室', 'office', 'duty', { keys: [key('1212121212121212')] }),
  ],
  standIns,
  office: {
    root: 'c0ffee0011223344',
    keys: [
      { key: 'c0ffee0011223344', from: 1, to: 214 },
      { key: '9a8b7c6d5e4f3021', from: 215, to: null },
    ],
    recovery: true,
    head: { seq: 1307, hash: '3f5a8c0d19e2b7764c0a91f2e8d35b6a7f1c4e9d2b8a0536e7f1d4c9b2a80563' },
  },
};

export const empty: List = { ...list, people: [], standIns: [] };

export const admin: Output<'me'> = {
  ...duty,
  ...{ person: 'p9', name: '方晓岚', post: 'admin', readOnly: false },
  acts: [
    ...[
      'person.appoint',
      'person.leave',
      'person.invite',
      'person.codes',
      'person.takeBack',
      'person.standIn',
      'person.endStandIn',
      'key.revoke',
    ],
  ],
};
export const clerk: Output<'me'> = {
  ...duty,
  ...{ person: 'p8', name: '陈方', post: 'office', acts: ['person.standIn', 'person.endStandIn'] },
};
export const reader: Output<'me'> = {
  ...duty,
  ...{ person: 'p20', name: '郑文', post: 'audit', acts: [], readOnly: true },
};

const line = (
  id: string,
  kind: string,
  minutes: number,
  seq: number | null,
  subject: string,
  by: string,
  facts: Output<'people.log'>['entries'][number]['facts'],
): Output<'people.log'>['entries'][number] => ({
  ...{ id, kind, at: at(minutes), seq, receivedAt: seq === null ? null : at(minutes), by, subject, facts },
});

export const log: Output<'people.log'> = {
  entries: [
    line('l1', 'person.appointed', 12, null, '王磊', '方晓岚', {
      ...{ post: 'member:source', unit: '焦作市生态环境局' },
    }),
    line('l2', 'key.revoked', 2880, 1288, '陆承志', '方晓岚', { reason: '笔记本遗失' }),
    line('l3', 'key.certified', 2900, 1287, '陆承志', 'office', {
      ...{ post: 'deputy', unit: '市政府办公室' },
    }),
    line('l4', 'key.rolled', 9000, 215, '9a8b7c6d5e4f3021', 'office', {}),
    line('l5', 'key.office', 20_000, 1, 'c0ffee0011223344', 'office', {}),
  ],
  refused: [
    { id: '0193a7-forged', kind: 'target.decided', reason: 'the signature does not fit' },
    { id: '0193a8-forged', kind: 'key.certified', reason: 'a certificate not signed by the office' },
  ],
};

export const outlook: Output<'keep.outlook'> = {
  ...{ on: '2024-12-05', through: '2025-01-04', last: '2024-12-05', held: 2 },
  soon: {
    passage: { count: 1147, first: '2024-12-05' },
    charge_order: { count: 0, first: null },
    case_file: { count: 0, first: null },
    check_file: { count: 12, first: '2024-12-18' },
    case_plate: { count: 36, first: '2024-12-07' },
    check_plate: { count: 0, first: null },
    party: { count: 3, first: '2024-12-29' },
    owner: { count: 0, first: null },
    witness: { count: 1, first: '2025-01-02' },
    paper: { count: 0, first: null },
  },
  done: { passages: 13_505, files: 218, keys: 41 },
};

export const readings: Output<'people.readings'> = {
  readings: [
    {
      ...{ id: 'r1', at: at(40), person: { id: 'p4', name: '周立群' }, reader: { id: 'p8', name: '陈方' } },
      ...{ device: 'c-beefbe', reason: '调度会联络' },
    },
    {
      ...{
        id: 'r2',
        at: at(1500),
        person: { id: 'p3', name: '赵明远' },
        reader: { id: 'p20', name: '郑文' },
      },
      ...{ device: 'c-200a11', reason: '季度抽查' },
    },
  ],
};

export const invitation: Output<'person.invite'> = {
  person: 'p5',
  code: '9a8b7c6d5e4f3021.Zk3mT0q9Yw7hRb2LxN1e',
  expires: '2024-12-12T14:32:00+08:00',
};

export const deciding: Output<'people.deciding'> = {
  given: [
    {
      ...{ id: 'd2', kind: 'key.certified', person: { id: 'p2', name: '陆承志' }, post: 'deputy', by: '' },
      ...{ seq: 41, at: '2024-12-05T10:02:00+08:00' },
    },
    {
      ...{ id: 'd1', kind: 'person.appointed', person: { id: 'p2', name: '陆承志' }, post: 'deputy' },
      ...{ by: '方晓岚', seq: 40, at: '2024-12-04T09:10:00+08:00' },
    },
  ],
};

export const codes: Output<'person.codes'> = {
  codes: [
    {
      ...{ id: '0123456789abcdef', person: 'p5', name: '何雨薇', post: 'member:source', by: '方晓岚' },
      ...{ issued: '2024-12-05T09:10:00+08:00', expires: '2024-12-12T09:10:00+08:00' },
    },
    {
      ...{ id: 'fedcba9876543210', person: 'p2', name: '陆承志', post: 'deputy', by: null },
      ...{ issued: '2024-12-04T16:40:00+08:00', expires: '2024-12-11T16:40:00+08:00' },
    },
  ],
};

export const papers: Output<'paper.open'> = {
  person: 'p3',
  here: true,
  papers: [
    { kind: 'phone', value: '0391-0000 000', note: null, by: '陈方', at: at(3000) },
    { kind: 'police', value: '演示证号', note: '至 2026 年', by: '陈方', at: at(9000) },
  ],
};
