import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { signedText } from '../../domain/ledger/entry.ts';
import { mayEnter } from '../../main/browser.ts';
import { Keys, makeKey } from '../../main/keys.ts';
import { serverAddress, settle } from '../../main/settings.ts';
import { nodeCrypto } from '../../replica/crypto.ts';

const root = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));
let made = 0;
const folder = () => {
  const path = join(root, String(made++));
  settle(path, { server: 'http://127.0.0.1:9', token: 'root.token' });
  return path;
};

const entry = {
  ...{ v: 1, id: 'e1', kind: 'target.decided', subject: 't', at: '1732953600000-0000-d' },
  ...{ by: { person: 'p', device: 'd' }, body: { remark: '同意' } },
};

test('an entry signed with the unlocked key verifies, and names its key and algorithm', () => {
  const path = folder();
  makeKey(path, '2468');
  const keys = new Keys(path, Date.now);
  expect(() => keys.sign(entry)).toThrow(/PIN/);
  keys.unlock('2468');
  const signed = keys.sign(entry);
  const { key, alg, publicKey } = keys.publicKey;
  expect(signed).toMatchObject({ ...entry, key, alg });
  expect(nodeCrypto.verify(alg, publicKey, signedText(signed), signed.sig!)).toBe(true);
  const changed = { ...signed, body: { remark: '不同意' } };
  expect(nodeCrypto.verify(alg, publicKey, signedText(changed), signed.sig!)).toBe(false);
  keys.lock();
  expect(keys.unlocked).toBe(false);
});

test('five wrong PINs make the next try wait, ever longer, also for a process started anew', () => {
  const path = folder();
  makeKey(path, '2468');
  let now = 1_000_000;
  const open = () => new Keys(path, () => now);
  const code = (pin: string) => {
    try {
      open().unlock(pin);
      return 'open';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  for (let i = 0; i < 5; i++) expect(code('0000')).toBe('pin');
  expect(code('2468')).toBe('pin_wait');
  now += 29_000;
  expect(code('2468')).toBe('pin_wait');
  now += 2000;
  expect(code('0000')).toBe('pin');
  now += 31_000;
  expect(code('2468')).toBe('pin_wait');
  now += 31_000;
  expect(code('2468')).toBe('open');
  expect(code('0000')).toBe('pin');
  expect(code('2468')).toBe('open');
});

test('a key that nobody used for the idle time locks itself', () => {
  const path = folder();
  makeKey(path, '2468');
  let now = 0;
  const keys = new Keys(path, () => now, 60_000);
  keys.unlock('2468');
  now += 59_000;
  keys.sign(entry);
  now += 59_000;
  expect(keys.unlocked).toBe(true);
  now += 2000;
  expect(keys.unlocked).toBe(false);
});

test('a process killed while it looks at a PIN has counted it; a clock set back waits an hour at most', () => {
  const path = folder();
  makeKey(path, '2468');
  let now = 10_000_000_000;
  const vault = {
    cover: (text: string) => text,
    uncover: (): string => {
      throw new Error('killed');
    },
  };
  const file = join(path, 'key.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), covered: true }));
  const keys = new Keys(path, () => now, 60_000, vault);
  for (let i = 0; i < 5; i++) expect(() => keys.unlock('0000')).toThrow('killed');
  expect(() => keys.unlock('2468')).toThrow(/wait 30 s/);
  now -= 1_000_000_000;
  expect(() => keys.unlock('2468')).toThrow(/wait 3600 s/);
  expect(keys.tries).toEqual({ left: 0, waitUntil: now + 3_600_000 });
});

test('another PIN seals the same key; it takes the old one, and refuses a short one', () => {
  const path = folder();
  makeKey(path, '2468');
  const keys = new Keys(path, Date.now);
  const { key } = keys.publicKey;
  expect(() => keys.changePin('0000', '13579')).toThrow(/wrong/);
  expect(() => keys.changePin('2468', '1')).toThrow(/four/);
  keys.changePin('2468', '13579');
  expect([keys.unlocked, keys.publicKey.key]).toEqual([true, key]);
  const anew = new Keys(path, Date.now);
  expect(() => anew.unlock('2468')).toThrow(/wrong/);
  anew.unlock('13579');
  expect(anew.sign(entry).key).toBe(key);
});

test('somebody at the desk keeps the key open', () => {
  const path = folder();
  makeKey(path, '2468');
  let now = 0;
  const keys = new Keys(path, () => now, 60_000);
  keys.unlock('2468');
  for (let i = 0; i < 5; i++) {
    now += 50_000;
    keys.touch();
  }
  expect(keys.unlocked).toBe(true);
  now += 61_000;
  keys.touch();
  expect(keys.unlocked).toBe(false);
});

test('a key that the system’s keychain covers opens only with it', () => {
  const path = folder();
  const flip = (text: string) => [...text].reverse().join('');
  const vault = { cover: flip, uncover: flip };
  makeKey(path, '2468', vault);
  expect(() => new Keys(path, Date.now).unlock('2468')).toThrow(/desktop program/);
  const keys = new Keys(path, Date.now, 1000, vault);
  keys.unlock('2468');
  expect(keys.unlocked).toBe(true);
});

test('Host and Origin: loopback names and the own page alone', () => {
  for (const host of ['127.0.0.1:80', 'localhost:80', '[::1]:80', 'LOCALHOST:80'])
    expect(mayEnter(80, host, undefined)).toBe(true);
  for (const host of [undefined, 'evil.example:80', '127.0.0.1:81', '127.0.0.1', '127.0.0.1:80.evil.example'])
    expect(mayEnter(80, host, undefined)).toBe(false);
  expect(mayEnter(80, '127.0.0.1:80', 'http://127.0.0.1:80')).toBe(true);
  for (const origin of [
    'null',
    'http://evil.example',
    'https://127.0.0.1:80',
    'http://127.0.0.1:8080',
    'file://',
  ])
    expect(mayEnter(80, '127.0.0.1:80', origin)).toBe(false);
});

test('a server address in plain text on a network is taken only where that is said', () => {
  expect(serverAddress('http://127.0.0.1:7411/', false)).toBe('http://127.0.0.1:7411');
  expect(serverAddress('https://office.example/green/', false)).toBe('https://office.example/green');
  for (const bad of ['http://10.0.0.1:7411', 'http://127.evil.example', 'ftp://127.0.0.1', 'office'])
    expect(() => serverAddress(bad, false)).toThrow();
  expect(serverAddress('http://10.0.0.1:7411', true)).toBe('http://10.0.0.1:7411');
});

test('what a console was given once it remembers, and another code does not take its place', () => {
  const path = folder();
  expect(settle(path, {})).toMatchObject({ token: 'root.token', root: 'root' });
  expect(JSON.parse(readFileSync(join(path, 'console.json'), 'utf8'))).toMatchObject({ root: 'root' });
  expect(() => settle(path, { code: 'root.code' })).toThrow(/another console/);
  expect(settle(path, { token: 'next.token' })).toMatchObject({
    token: 'next.token',
    root: 'next',
    person: null,
  });
});
