import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FIRST_PREV } from '../../domain/ledger/chain.ts';
import { type Entry, signedText, wholeText } from '../../domain/ledger/entry.ts';
import { fingerprint } from '../../domain/ledger/signature.ts';
import { Trust } from '../../domain/ledger/trust.ts';
import { Believed } from '../../replica/believed.ts';
import { nodeCrypto } from '../../replica/crypto.ts';
import { Replica } from '../../replica/replica.ts';

function makeKey() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  return { id: fingerprint(nodeCrypto, spki), spki, privateKey };
}
const [office, next, stranger] = [makeKey(), makeKey(), makeKey()];

let made = 0;
function signed(kind: string, body: Record<string, unknown>, by = office): Entry {
  const draft: Entry = {
    ...{ v: 1, id: `e${made++}`, kind, subject: 's', at: '1732953600000-0000-office' },
    ...{ by: { person: 'office', device: 'office' }, body, key: by.id, alg: 'Ed25519' },
  };
  return { ...draft, sig: sign(null, Buffer.from(signedText(draft)), by.privateKey).toString('base64url') };
}

const keyBody = (key: typeof office) => ({ key: key.id, alg: 'Ed25519', publicKey: key.spki });
const hash = (entry: Entry) => nodeCrypto.sha256(wholeText(entry));
const receipt = (seq: number, prev: string, by = office, of = seq) =>
  signed(
    'office.receipt',
    {
      ...{ document: 'targets', entry: `t${of}`, hash: 'h', seq, epoch: 'e', prev },
      receivedAt: `2024-12-05T10:0${9 - (seq % 10)}:00+08:00`,
    },
    by,
  );

type Come = { document: string; entry: Entry };

/** A chain of receipts in two years, and what may lie beside it: forged, forked, given twice, missing; a roll, an epoch. */
const world = fc
  .record({
    length: fc.integer({ min: 0, max: 7 }),
    rolled: fc.option(fc.integer({ min: 1, max: 6 })),
    epoch: fc.option(fc.integer({ min: 1, max: 7 })),
    twice: fc.option(fc.integer({ min: 2, max: 7 })),
    missing: fc.option(fc.integer({ min: 1, max: 7 }), { freq: 2 }),
    beside: fc.array(
      fc.record({
        seq: fc.integer({ min: 0, max: 8 }),
        fits: fc.boolean(),
        by: fc.constantFrom(office, next, stranger),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ length, rolled, epoch, twice, missing, beside }) => {
    const chain: Entry[] = [];
    const prevOf = (seq: number) => (seq === 1 ? FIRST_PREV : chain[seq - 2] ? hash(chain[seq - 2]!) : 'x');
    for (let seq = 1; seq <= length; seq++) {
      const by = rolled !== null && seq > rolled ? next : office;
      chain.push(receipt(seq, prevOf(seq), by, seq === twice ? 1 : seq));
    }
    const at = (seq: number | null) => (seq === null ? undefined : chain[seq - 1]);
    const registry = [signed('key.office', keyBody(office))];
    const last = at(rolled);
    if (last)
      registry.push(signed('key.rolled', { ...keyBody(next), after: { seq: rolled, hash: hash(last) } }));
    const went = at(epoch);
    if (went) registry.push(signed('office.epoch', { epoch: 'f', after: { seq: epoch, hash: hash(went) } }));
    const receipts = [
      ...chain.filter(({ body }) => body.seq !== missing),
      ...beside.map(({ seq, fits, by }) => receipt(seq, fits ? prevOf(seq) : 'x', by)),
    ];
    return [
      ...registry.map((entry): Come => ({ document: 'registry', entry })),
      ...receipts.map(
        (entry): Come => ({
          document: (entry.body.seq as number) < 4 ? 'receipts/2024' : 'receipts/2025',
          entry,
        }),
      ),
    ];
  });

const entriesOf = (replica: Replica, family: string) =>
  replica.family(family).flatMap((name) => replica.entries(name));

function told(trust: Trust) {
  return {
    head: trust.head,
    refused: trust.refused.map(({ id, reason }) => `${id}: ${reason}`).sort(),
    marks: Array.from({ length: 9 }, (_, n) => trust.receipts.get(`targets\nt${n}`) ?? null),
    has: Array.from({ length: 9 }, (_, n) => trust.receipts.has(`targets\nt${n}`)),
  };
}

test('what is believed as registry and receipts grow, in any order, is what all of them make at once', () => {
  const came = world.chain((all) =>
    fc.record({
      entries: fc.shuffledSubarray(all, { minLength: all.length }),
      inOrder: fc.constant(all),
      shuffled: fc.boolean(),
      looks: fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
    }),
  );
  fc.assert(
    fc.property(came, ({ entries, inOrder, shuffled, looks }) => {
      const replica = new Replica(':memory:', []);
      const believed = new Believed(replica, () => office.id);
      (shuffled ? entries : inOrder).forEach(({ document, entry }, n) => {
        replica.append(document, [entry]);
        if (!looks[n]) return;
        const whole = new Trust(
          office.id,
          entriesOf(replica, 'registry'),
          entriesOf(replica, 'receipts'),
          nodeCrypto,
        );
        expect(told(believed.trust())).toEqual(told(whole));
      });
      replica.close();
    }),
    { numRuns: 200 },
  );
});
