import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { type Decisions, foldDecisions } from '../../domain/decision.ts';
import { FIRST_PREV } from '../../domain/ledger/chain.ts';
import { type Entry, signedText, wholeText } from '../../domain/ledger/entry.ts';
import { fingerprint } from '../../domain/ledger/signature.ts';
import { Trust } from '../../domain/ledger/trust.ts';
import { foldPeople, rolesOfPeople } from '../../domain/person.ts';
import { type StandInState, standInFold } from '../../domain/stand-in.ts';
import { weigh } from '../../domain/weigh.ts';
import { nodeCrypto } from '../../replica/crypto.ts';

export interface Key {
  id: string;
  spki: string;
  key: KeyObject;
}

export function makeKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const spki = publicKey.export({ format: 'der', type: 'spki' }).toString('base64url');
  return { id: fingerprint(nodeCrypto, spki), spki, key: privateKey };
}

export const hashOf = (entry: Entry): string => nodeCrypto.sha256(wholeText(entry));

export function signed(entry: Entry, by: Key): Entry {
  const named = { ...entry, key: by.id, alg: 'Ed25519' };
  return { ...named, sig: sign(null, Buffer.from(signedText(named)), by.key).toString('base64url') };
}

let made = 0;
export function draft(
  kind: string,
  person: string,
  body: Record<string, unknown>,
  more: Partial<Entry> = {},
): Entry {
  const id = `e${String(made++).padStart(7, '0')}`;
  return {
    ...{ v: 1, id, kind, subject: 's', at: '1733364000000-0000-d', by: { person, device: 'd' } },
    ...{ body, ...more },
  };
}

/** A chain of receipts that somebody goes on with: the office, or who plays the office. */
export class Chain {
  readonly entries: Entry[] = [];
  seq: number;
  prev: string;
  /** What the office's clock says. */
  time = '2024-12-05T10:00:00+08:00';
  private by: Key;

  constructor(by: Key, from: { seq: number; prev: string } = { seq: 0, prev: FIRST_PREV }) {
    this.by = by;
    this.seq = from.seq;
    this.prev = from.prev;
  }

  /** From now on another key signs. */
  under(by: Key): void {
    this.by = by;
  }

  mark(document: string, entry: Entry, over: Record<string, unknown> = {}): Entry {
    const body = {
      ...{ document, entry: entry.id, hash: hashOf(entry), seq: this.seq + 1, epoch: 'e' },
      ...{ receivedAt: this.time, prev: this.prev, ...over },
    };
    const receipt = signed(draft('office.receipt', 'office', body), this.by);
    this.entries.push(receipt);
    this.seq++;
    this.prev = hashOf(receipt);
    return receipt;
  }
}

/** What a replica holds. */
export interface Held {
  registry: Entry[];
  receipts: Entry[];
  targets: Entry[];
}

export interface World extends Held {
  root: string;
  office: Key;
  recovery: Key;
  /** Somebody who runs a server and has no key of the office. */
  stranger: Key;
  keys: Record<Who, Key>;
  chain: Chain;
  /** Approved by the deputy; asked for and open; withdrawn by its group. */
  approved: Entry;
  decision: Entry;
  open: Entry;
  withdrawn: Entry;
}

const PEOPLE = {
  chief: 'commander',
  deputy: 'deputy',
  /** Whose key is revoked. */
  gone: 'deputy',
  /** Whose certificate has ended. */
  ended: 'deputy',
  leader: 'leader:source',
  road: 'leader:road',
  clerk: 'office',
  second: 'office',
  admin: 'admin',
  guard: 'security',
} as const;
export type Who = keyof typeof PEOPLE;

export const terms = (over: Record<string, unknown> = {}) => ({
  ...{ target: 'gate.key_dual_high.share', value: 85, unit: 'percent', dueOn: '2024-12-31' },
  ...{ effectiveFrom: '2024-12-06', scope: {}, replaces: '2024-12-31', reason: '设备检修', ...over },
});

export const decides = (proposal: Entry, over: Record<string, unknown> = {}) => ({
  ...{ proposal: proposal.id, proposalHash: hashOf(proposal), decision: 'approve', remark: '同意', ...over },
});

/** An office with its people, one approved target, one open request and one withdrawn, all for the right reasons. */
export function makeWorld(): World {
  const office = makeKey();
  const recovery = makeKey();
  const chain = new Chain(office);
  const registry: Entry[] = [];
  const targets: Entry[] = [];
  const keys = {} as Record<Who, Key>;
  const certify = (kind: string, body: Record<string, unknown>, subject = 's') => {
    const entry = signed(draft(kind, 'office', body, { subject }), office);
    registry.push(entry);
    chain.mark('registry', entry);
    return entry;
  };
  certify('key.office', {
    ...{ key: office.id, alg: 'Ed25519', publicKey: office.spki, recovery: recovery.spki },
  });
  for (const [person, post] of Object.entries(PEOPLE)) {
    const key = makeKey();
    keys[person as Who] = key;
    const of = { person, name: person, unit: '市政府', post };
    certify('person.appointed', of, person);
    certify('key.certified', {
      ...{ key: key.id, alg: 'Ed25519', publicKey: key.spki, ...of, roles: [post], device: `d-${person}` },
      ...(person === 'ended' ? { until: '2024-12-01T23:59:59+08:00' } : {}),
    });
  }
  const say = (kind: string, who: Who, body: Record<string, unknown>) => {
    const entry = signed(draft(kind, who, body), keys[who]);
    targets.push(entry);
    chain.mark('targets', entry);
    return entry;
  };
  const approved = say('target.proposed', 'leader', terms());
  const open = say('target.proposed', 'leader', terms({ value: 70 }));
  const withdrawn = say('target.proposed', 'leader', terms({ value: 60 }));
  const decision = say('target.decided', 'deputy', decides(approved));
  say('target.withdrawn', 'leader', { proposal: withdrawn.id });
  certify('key.revoked', { key: keys.gone.id, person: 'gone' });
  registry.push(
    draft('person.stoodIn', 'clerk', {
      ...{ absent: 'chief', standIn: 'clerk', from: '2024-12-01', until: '2024-12-31' },
      ...{ duties: ['chair'], reason: '出差' },
    }),
  );
  return {
    ...{ root: office.id, office, recovery, stranger: makeKey(), keys, chain },
    ...{ registry, targets, approved, decision, open, withdrawn },
    receipts: chain.entries,
  };
}

/** All that a console makes of what it holds: nothing that a server says is taken on trust. */
export function believed(root: string, { registry, receipts, targets }: Held): Decisions & { trust: Trust } {
  const trust = new Trust(root, registry, receipts, nodeCrypto);
  const { weighed, refused } = weigh(targets, trust);
  const standIns = registry
    .filter(({ kind }) => kind === 'person.stoodIn')
    .flatMap((entry): StandInState[] => {
      const state = standInFold.fold([entry]);
      return state ? [state] : [];
    });
  const decisions = foldDecisions(weighed, {
    sha256: nodeCrypto.sha256,
    rolesOf: rolesOfPeople(foldPeople(registry, trust), trust),
    standsIn: (person) => standIns.some(({ standIn }) => standIn === person),
    liftedOn: () => null,
  });
  return { ...decisions, refused: [...refused, ...decisions.refused], trust };
}
