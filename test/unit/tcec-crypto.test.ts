import { expect, test } from 'vitest';
import { readInner } from '../../domain/tcec.ts';
import { decrypt, encrypt, sameSignature, signature } from '../../sync-server/intake/tcec-crypto.ts';

const KEY = '1234567890abcdef';
const secrets = { secret: KEY, dataSecret: KEY, dataIv: KEY, sigSecret: KEY };
const OPERATOR = '123456789';

test('the request of query_token that the standard prints', () => {
  const data = 'mYvffpNoFf4E/ZTC1tOw41TC5OlkEobfAYCm5N8hEusaLUaUIqOrXtdbMrSck0DSmfM7mRuOGMoCQzH0nWPGuw==';
  const text = '{"OperatorID":"123456789",\n"OperatorSecret":"1234567890abcdef"}';
  expect(decrypt(data, secrets)).toBe(text);
  expect(encrypt(text, secrets)).toBe(data);
  expect(signature([OPERATOR, data, '20180120165755', '0001'], secrets)).toBe(
    'D2D584A14F3F284445DF85D0E8C0697C',
  );
});

test('its answer', () => {
  const data =
    'uxeKP0ezR5yL8xSg4/ZCDh/N91/u86NXFxd2DrwZVW8zCPYcpl59Twz/yQZ3RaO4rDDrGmkvQignmNEJ+k4PGxdmIC+4fpJ8rU6osSobY+AeA0uueuQ5+eQiWBL6p6v5XMMm91brtK8yfFELYUWQzVcxABnAwK/+dyxtUhqLIxUpkwTEU/4ktN40df9IzzlLO5uvUknPGYu9yL0pp5w9vdRxmA1RiiTDNCysz6klr9bunGV3VJa2qpLcgeZMf/oG';
  expect(signature([0, '', data], secrets)).toBe('58E52010C7DEE87FE183B0AFA5B2BE30');
  expect(JSON.parse(decrypt(data, secrets)!)).toMatchObject({ SuccStat: 0, TokenAvailableTime: 7200 });
});

test('appendix C.3: signed and decrypted, and not JSON', () => {
  const data =
    'il7B0BSEjFdzpyKzfOFpvg/Se1CP802RItKYFPfSLRxJ3jf0bVl9hvYOEktPAYW2nd7S8MBcyHYyacHKbISq5iTmDzG+ivnR+SZJv3USNTYVMz9rCQVSxd0cLlqsJauko79NnwQJbzDTyLooYoIwz75qBOH2/xOMirpeEqRJrF/EQjWekJmGk9RtboXePu2rka+Xm51syBPhiXJAq0GfbfaFu9tNqs/e2Vjja/ltE1M0lqvxfXQ6da6HrThsm5id4ClZFIi0acRfrsPLRixS/IQYtksxghvJwbqOsbIsITail9Ayy4tKcogeEZiOO+4Ed264NSKmk7l3wKwJLAFjCFogBx8GE3OBz4pqcAn/ydA=';
  expect(signature([OPERATOR, data, '20160729142400', '0001'], secrets)).toBe(
    '745166E8C43C84D37FFEC0F529C4136F',
  );
  expect(readInner(decrypt(data, secrets)!)).toMatchObject({ ok: false });
});

test('a signature is compared whatever its capitals; what was not encrypted so is null', () => {
  expect(sameSignature('d2d584a1', 'D2D584A1')).toBe(true);
  expect(sameSignature('D2D584A2', 'D2D584A1')).toBe(false);
  expect(sameSignature('', 'D2D584A1')).toBe(false);
  expect(decrypt('AAAA', secrets)).toBeNull();
  expect(decrypt(encrypt('{}', secrets), { ...secrets, dataSecret: 'fedcba0987654321' })).not.toBe('{}');
});
