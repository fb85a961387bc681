import { expect, test } from 'vitest';
import { documentOn, parseDocument } from '../../domain/documents.ts';
import { isWeighty, knownKind, mayRead, mayWrite, parsePost } from '../../domain/post.ts';

const post = (text: string) => parsePost(text)!;
const doc = (name: string) => parseDocument(name)!;

test('the list of documents, and nothing beside it', () => {
  for (const name of [
    'registry',
    'targets',
    'gates/2024-11-30',
    'cases/2024-11',
    'alerts/2024',
    'meetings/m-7',
    'board/2024-02-29',
  ])
    expect(parseDocument(name)?.name, name).toBe(name);
  for (const name of [
    '',
    'registry/',
    'registry/2024',
    'gates',
    'gates/2024-02-30',
    'cases/2024-13',
    'cases/2024-11-01',
    'toString',
    '__proto__',
    'meetings/',
    'meetings/a/b',
    'secrets',
  ])
    expect(parseDocument(name), name).toBeNull();
  expect(documentOn('cases', '2024-11-30')).toBe('cases/2024-11');
  expect(documentOn('receipts', '2024-11-30')).toBe('receipts/2024');
  expect(documentOn('targets', '2024-11-30')).toBe('targets');
});

test('posts that there are', () => {
  expect(parsePost('leader:source')).toEqual({ role: 'leader', group: 'source' });
  expect(parsePost('county:410803')).toEqual({ role: 'county', county: '410803' });
  for (const text of ['', 'leader', 'leader:x', 'county:x', 'boss', 'deputy:1', 'a:b:c'])
    expect(parsePost(text), text).toBeNull();
});

test('only commander and deputy decide a target; only leaders propose', () => {
  const all = [
    'commander',
    'deputy',
    'office',
    'leader:road',
    'member:road',
    'field',
    'police',
    'county:410803',
    'duty',
    'audit',
    'wall',
    'operator',
    'admin',
  ];
  const may = (kind: string) => all.filter((each) => mayWrite(post(each), kind));
  expect(may('target.decided')).toEqual(['commander', 'deputy']);
  expect(may('target.proposed')).toEqual(['leader:road']);
  expect(may('target.recorded')).toEqual(['office']);
  expect(may('case.opened')).toEqual(['leader:road', 'member:road', 'field', 'police']);
  expect(may('alarm.acknowledged')).toEqual(['office', 'duty']);
  expect(may('key.certified')).toEqual(['admin']);
  // The source group settles and takes in disputes; its figures are made final by the office alone.
  all.push('leader:source');
  expect(may('gate-day.settled')).toEqual(['office', 'leader:source']);
  for (const kind of ['closed', 'waived', 'corrected', 'answered'])
    expect(may(`gate-day.${kind}`), kind).toEqual(['office']);
  all.push('security');
  expect(may('key.revoked')).toEqual(['admin', 'security']);
  expect(may('person.appointed')).toEqual(['office', 'admin']);
  expect(may('paper.read')).toEqual(['office']);
  expect(may('case.exploded')).toEqual([]);
  expect(may('office.receipt')).toEqual([]);
});

test('reading is by document', () => {
  expect(mayRead(post('wall'), doc('cases/2024-11'))).toBe(false);
  expect(mayRead(post('wall'), doc('board/2024-11-30'))).toBe(true);
  expect(mayRead(post('field'), doc('cases/2024-11'))).toBe(true);
  expect(mayRead(post('field'), doc('subsidies/2024'))).toBe(false);
  expect(mayRead(post('member:subsidy'), doc('subsidies/2024'))).toBe(true);
  expect(mayRead(post('member:subsidy'), doc('services/2024'))).toBe(false);
  expect(mayRead(post('audit'), doc('people'))).toBe(true);
  expect(mayRead(post('operator'), doc('registry'))).toBe(false);
  expect(mayRead(post('county:410803'), doc('actions'))).toBe(true);
  expect(mayRead(post('county:410803'), doc('gates/2024-11-30'))).toBe(true);
  expect(mayRead(post('county:410803'), doc('cases/2024-11'))).toBe(false);
  expect(mayRead(post('admin'), doc('registry'))).toBe(true);
  expect(mayRead(post('admin'), doc('cases/2024-11'))).toBe(false);
  for (const desk of ['commander', 'deputy', 'duty', 'police', 'leader:source'])
    expect(mayRead(post(desk), doc('cases/2024-11')), desk).toBe(true);
  for (const shut of ['commander', 'duty', 'police', 'admin', 'wall', 'county:410803'])
    expect(mayRead(post(shut), doc('people')), shut).toBe(false);
});

test('weighty kinds are known kinds', () => {
  expect(isWeighty('target.decided')).toBe(true);
  expect(isWeighty('case.opened')).toBe(false);
  expect(isWeighty('constructor')).toBe(false);
  expect(knownKind('constructor')).toBe(false);
});
