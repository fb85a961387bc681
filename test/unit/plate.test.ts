import { expect, test } from 'vitest';
import {
  classify,
  display,
  isNewEnergyForm,
  isTrailer,
  isUnread,
  mask,
  normalise,
} from '../../domain/plate.ts';

// DOMAIN.md 4.2, every example of it.
test.each([
  ['豫H12345D', 'nev_large', true],
  ['豫H00017A', 'nev_large', true],
  ['豫H88001B', 'nev_large', true],
  ['晋E66012D', 'nev_large', true],
  ['豫U10086D', 'nev_large', true],
  ['豫HD12345', 'nev_small', true],
  ['豫HDA1234', 'nev_small', true],
  ['豫H·A1234', 'ordinary', null],
  ['豫H6K888', 'ordinary', null],
  ['豫HAB123', 'ordinary', null],
  ['豫H12345', 'ordinary', null],
  ['豫H1234挂', 'trailer', null],
  ['豫H0123学', 'coach', null],
  ['豫h12345d', 'nev_large', true],
  ['豫H12345F', 'nev_large', false],
  ['豫HK12345', 'nev_small', false],
  ['豫H1234警', 'police', null],
  ['粤ZA123港', 'hk_mo', null],
  ['粤Z1234澳', 'hk_mo', null],
])('%s is %s', (plate, form, bev) => {
  expect(classify(plate)).toEqual({ class: form, bev });
  expect(isNewEnergyForm(plate)).toBe(form.startsWith('nev'));
});

test.each([
  ['energy letter not last', '豫H1234D5'],
  ['I never used', '豫H12345I'],
  ['O never used', '豫H12345O'],
  ['L is no energy letter', '豫H12345L'],
  ['small form ends in four digits', '豫HD1234A'],
  ['X opens no small sequence', '豫HX12345'],
  ['I inside', '豫HDI1234'],
  ['I inside ordinary', '豫HI2345'],
  ['O inside ordinary', '豫H1234O'],
  ['agency I', '豫I12345'],
  ['agency O', '豫O12345D'],
  ['no province', 'H12345D'],
  ['no province sign', '予H12345D'],
  ['trailer of three', '豫H123挂'],
  ['nine signs', '豫H12345DD'],
  ['partly read', '豫H7B?09'],
  ['empty', ''],
])('%s: %s fits no form', (_why, plate) => {
  expect(classify(plate)).toEqual({ class: 'other', bev: null });
  expect(isNewEnergyForm(plate)).toBe(false);
});

test('one plate however it is written', () => {
  for (const text of [
    '豫H12345D',
    ' 豫h·12345d',
    '豫H 12345D',
    '豫H・12345D',
    '豫H•12345D',
    '豫H-12345D',
    '豫H.12345D',
  ])
    expect(normalise(text), text).toBe('豫H12345D');
});

test('a trailer is known by its sign', () => {
  expect(isTrailer('豫H1234挂')).toBe(true);
  expect(isTrailer('豫h·123挂 ')).toBe(true);
  expect(isTrailer('豫H12345D')).toBe(false);
});

test('unread is what holds nothing of a plate', () => {
  for (const nothing of [null, '', '  ', '???????', '*******', '未识别', '无牌', 'unknown', '-'])
    expect(isUnread(nothing), String(nothing)).toBe(true);
  for (const read of ['豫H12345D', '豫H7B?09', '临12345', '豫']) expect(isUnread(read), read).toBe(false);
});

test('masked and shown as the contract and the mocks do', () => {
  expect(mask('豫H12345D')).toBe('豫H·12**5D');
  expect(mask('豫H76128')).toBe('豫H·7**28');
  expect(mask('豫H1234挂')).toBe('豫H·1**4挂');
  expect(mask('豫h·123')).toBe('豫H·***');
  expect(mask('豫H12345DD')).toBe('豫H·12***DD');
  expect(mask('临1234')).toBe('临**34');
  expect(display('豫h12345d')).toBe('豫H·12345D');
  expect(display('豫H·6K888')).toBe('豫H·6K888');
  expect(display('临1234')).toBe('临1234');
});
