import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notJson } from '../../domain/ledger/canonical.ts';
import { FIRST_PREV } from '../../domain/ledger/chain.ts';
import { type Entry, signedText, wholeText } from '../../domain/ledger/entry.ts';
import { fingerprint } from '../../domain/ledger/signature.ts';
import { Trust } from '../../domain/ledger/trust.ts';
import { nodeCrypto } from '../../replica/crypto.ts';

interface Key {
  id: string;
  spki: string;
  key: KeyObject;
}

function makeKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  return { id: fingerprint(nodeCrypto, spki), spki, key: privateKey };
}

let made = 0;
function draft(kind: string, person: string, body: Record<string, unknown>, id = `e${made++}`): Entry {
  return { v: 1, id, kind, subject: 's', at: '1732953600000-0000-d', by: { person, device: 'd' }, body };
}

function signed(entry: Entry, by: Key): Entry {
  const named = { ...entry, key: by.id, alg: 'Ed25519' };
  return { ...named, sig: sign(null, Buffer.from(signedText(named)), by.key).toString('base64url') };
}

const body = fc.dictionary(fc.string(), fc.jsonValue()).filter((value) => notJson(value) === null);

/** An office with a deputy, a stranger's office beside it, and a chain of receipts. */
function scene() {
  const office = makeKey();
  const stranger = makeKey();
  const deputy = makeKey();
  const root = fingerprint(nodeCrypto, office.spki);
  const registry = [
    signed(draft('key.office', 'office', { key: office.id, alg: 'Ed25519', publicKey: office.spki }), office),
    signed(
      draft('key.certified', 'office', {
        ...{ key: deputy.id, alg: 'Ed25519', publicKey: deputy.spki },
        ...{ person: 'deputy', name: '副', unit: '府', post: 'deputy', roles: ['deputy'] },
      }),
      office,
    ),
  ];
  const receipts: Entry[] = [];
  let prev = FIRST_PREV;
  const receipt = (document: string, entry: Entry, by = office, more: Record<string, unknown> = {}) => {
    const body = {
      ...{ document, entry: entry.id, hash: nodeCrypto.sha256(wholeText(entry)), seq: receipts.length + 1 },
      ...{ epoch: 'e', receivedAt: '2024-12-05T10:00:00+08:00', prev, ...more },
    };
    const made = signed(draft('office.receipt', 'office', body), by);
    receipts.push(made);
    prev = nodeCrypto.sha256(wholeText(made));
    return made;
  };
  for (const entry of registry) receipt('registry', entry);
  const decision = signed(draft('target.decided', 'deputy', { proposal: 'p', decision: 'approve' }), deputy);
  return { office, stranger, deputy, root, registry, receipts, receipt, decision };
}

const state = (trust: Trust, entry: Entry, document = 'targets') => trust.binding(document, entry).state;

test('signed waits, receipted binds; a revocation counts from its receipt', () => {
  const { root, registry, receipts, receipt, decision, office, deputy } = scene();
  expect(state(new Trust(root, registry, receipts, nodeCrypto), decision)).toBe('waiting');
  receipt('targets', decision);
  expect(state(new Trust(root, registry, receipts, nodeCrypto), decision)).toBe('binding');
  const revoked = signed(draft('key.revoked', 'office', { key: deputy.id }), office);
  receipt('registry', revoked);
  const later = signed({ ...draft('target.decided', 'deputy', {}), at: '1000000000000-0000-d' }, deputy);
  receipt('targets', later);
  const trust = new Trust(root, [...registry, revoked], receipts, nodeCrypto);
  expect(state(trust, decision)).toBe('binding');
  expect(trust.binding('targets', later)).toMatchObject({
    state: 'refused',
    reason: 'receipted after the key was revoked',
  });
});

test('of ten thousand forged decisions not one binds', () => {
  const { root, registry, receipts, receipt, decision, stranger, deputy } = scene();
  receipt('targets', decision);
  const trust = new Trust(root, registry, receipts, nodeCrypto);
  const other = makeKey();
  const attack = fc.oneof(
    // Its text changed: any field, the signature kept.
    fc
      .tuple(
        fc.constantFrom('id', 'kind', 'subject', 'at', 'body', 'v', 'by', 'key', 'alg', 'sig'),
        fc.jsonValue(),
      )
      .map(([field, value]) => ({ ...decision, [field]: value }) as Entry),
    // No signature, or an algorithm of its own.
    fc.constantFrom('none', 'HS256', 'ed25519', '', 'Ed448').map((alg) => ({ ...decision, alg })),
    fc.constant(draft('target.decided', 'deputy', { proposal: 'p', decision: 'approve' })),
    // Another person's key, under the deputy's key id or its own.
    fc
      .record({
        by: fc.constantFrom(other, stranger),
        as: fc.constantFrom(deputy.id, stranger.id, 'x'),
        body: body,
      })
      .map(({ by, as, body }) => ({ ...signed(draft('target.decided', 'deputy', body), by), key: as })),
    // The deputy's own signature, on another document or without a receipt.
    body.map((body) => signed(draft('target.decided', 'deputy', body), deputy)),
    // A genuine signature under another id.
    fc.string({ minLength: 1 }).map((id) => ({ ...decision, id })),
    fc
      .uint8Array({ minLength: 64, maxLength: 64 })
      .map((bytes) => ({ ...decision, sig: Buffer.from(bytes).toString('base64url') })),
  );
  fc.assert(
    fc.property(attack, fc.constantFrom('targets', 'registry', 'actions'), (forged, document) => {
      const genuine = document === 'targets' && JSON.stringify(forged) === JSON.stringify(decision);
      if (!genuine) expect(trust.binding(document, forged).state).not.toBe('binding');
    }),
    { numRuns: 10_000 },
  );
});

test('a hostile server without the office key: forged office, certificates and receipts change nothing', () => {
  const { root, registry, receipts, decision, stranger } = scene();
  const evil = makeKey();
  const forged = [
    signed(
      draft('key.office', 'office', { key: stranger.id, alg: 'Ed25519', publicKey: stranger.spki }),
      stranger,
    ),
    signed(
      draft('key.rolled', 'office', { key: stranger.id, alg: 'Ed25519', publicKey: stranger.spki }),
      stranger,
    ),
    signed(
      draft('key.certified', 'office', {
        key: evil.id,
        alg: 'Ed25519',
        publicKey: evil.spki,
        person: 'deputy',
        post: 'deputy',
      }),
      stranger,
    ),
  ];
  const fake = signed(
    draft('office.receipt', 'office', {
      ...{
        document: 'targets',
        entry: decision.id,
        hash: nodeCrypto.sha256(wholeText(decision)),
        seq: 3,
        epoch: 'e',
      },
      ...{ receivedAt: '2024-12-05T10:00:00+08:00', prev: nodeCrypto.sha256(wholeText(receipts.at(-1)!)) },
    }),
    stranger,
  );
  const trust = new Trust(root, [...registry, ...forged], [...receipts, fake], nodeCrypto);
  expect(trust.office.size).toBe(1);
  expect(trust.people.has(evil.id)).toBe(false);
  expect(state(trust, decision)).toBe('waiting');
  expect(trust.refused).toHaveLength(4);
});

test('a broken, forked or reordered chain ends where it breaks; a moved receipt marks nothing', () => {
  const { root, registry, receipts, receipt, decision, office } = scene();
  receipt('targets', decision);
  const chain = [...receipts];
  const build = (list: Entry[]) => new Trust(root, registry, list, nodeCrypto);
  expect(build(chain.toReversed()).head).toEqual(build(chain).head);
  expect(state(build(chain.filter((_, i) => i !== 1)), decision)).toBe('waiting');
  const fork = signed(
    draft('office.receipt', 'office', { ...chain[2]!.body, receivedAt: '2020-01-01T00:00:00+08:00' }),
    office,
  );
  const forked = build([...chain, fork]);
  expect(forked.head.seq).toBe(2);
  expect(state(forked, decision)).toBe('waiting');
  const moved = signed(draft('target.decided', 'deputy', {}, decision.id), office);
  expect(build(chain).binding('targets', moved).state).toBe('refused');
  expect(state(build(chain), decision, 'actions')).toBe('waiting');
});

test('an office key that was rolled goes on; one rolled by a stranger does not', () => {
  const { root, registry, receipts, office, decision } = scene();
  const next = makeKey();
  const roll = signed(
    draft('key.rolled', 'office', { key: next.id, alg: 'Ed25519', publicKey: next.spki }),
    office,
  );
  const body = {
    ...{
      document: 'targets',
      entry: decision.id,
      hash: nodeCrypto.sha256(wholeText(decision)),
      seq: 3,
      epoch: 'e',
    },
    ...{ receivedAt: '2024-12-05T10:00:00+08:00', prev: nodeCrypto.sha256(wholeText(receipts.at(-1)!)) },
  };
  const byNext = signed(draft('office.receipt', 'office', body), next);
  expect(state(new Trust(root, [...registry, roll], [...receipts, byNext], nodeCrypto), decision)).toBe(
    'binding',
  );
  expect(state(new Trust(root, registry, [...receipts, byNext], nodeCrypto), decision)).toBe('waiting');
});

test('the order in which entries came says nothing', () => {
  const { root, registry, receipts, receipt, decision } = scene();
  receipt('targets', decision);
  fc.assert(
    fc.property(
      fc.shuffledSubarray(registry, { minLength: 2 }),
      fc.shuffledSubarray(receipts, { minLength: 3 }),
      (some, chain) => {
        expect(new Trust(root, some, chain, nodeCrypto).binding('targets', decision).state).toBe('binding');
      },
    ),
  );
});
