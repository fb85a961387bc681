import type { Entry } from '../../domain/ledger/entry.ts';
import {
  Chain,
  decides,
  draft,
  hashOf,
  type Key,
  makeKey,
  signed,
  terms,
  type Who,
  type World,
} from './trust-world.ts';

/** Every way to bring a target about without the right to, as entries that come to a console beside the honest ones. */

/** What chance gives an attack to work with. */
export interface Luck {
  n: number;
  words: string;
  bytes: Uint8Array;
  json: unknown;
}

export interface Attack {
  /** Entries that come to the console beside the honest ones. */
  registry?: Entry[];
  receipts?: Entry[];
  targets?: Entry[];
}

/** The office's own chain, gone on with: what it would mark if its door let something through. */
type Office = Chain;

const pick = <T>(from: readonly T[], n: number): T => from[n % from.length]!;
const bad = ['chief', 'deputy'] as const;
const deciders = (luck: Luck) => pick(bad, luck.n);

/** A decision on the open request, as somebody would want it. */
const wish = (w: World, who: string, luck: Luck, over: Record<string, unknown> = {}) =>
  draft('target.decided', who, decides(w.open, { remark: luck.words, ...over }));

function stolen(office: Office, entry: Entry): Attack {
  return { targets: [entry], receipts: [office.mark('targets', entry)] };
}

/** Marked by somebody who is not the office, as if the chain went on. */
function selfMarked(entry: Entry, by: Key, office: Office): Attack {
  const own = new Chain(by, { seq: office.seq, prev: office.prev });
  return { targets: [entry], receipts: [own.mark('targets', entry)] };
}

export const attacks: Record<string, (luck: Luck, office: Office, w: World) => Attack> = {
  unsigned: (luck, office, w) => stolen(office, wish(w, deciders(luck), luck)),
  'alg none': (luck, office, w) => {
    const who = deciders(luck);
    const alg = pick(['none', 'None', 'HS256', 'ed25519', 'EdDSA', '', luck.words.slice(0, 32)], luck.n);
    return stolen(office, { ...signed(wish(w, who, luck), w.keys[who]), alg });
  },
  'no signature under a genuine key id': (luck, office, w) => {
    const who = deciders(luck);
    const sig = pick(['', 'AA', Buffer.from(luck.bytes).toString('base64url')], luck.n);
    return stolen(office, { ...wish(w, who, luck), key: w.keys[who].id, alg: 'Ed25519', sig });
  },
  'a stranger’s key': (luck, office, w) => stolen(office, signed(wish(w, deciders(luck), luck), w.stranger)),
  'a stranger’s key under a genuine key id': (luck, office, w) => {
    const who = deciders(luck);
    return stolen(office, { ...signed(wish(w, who, luck), w.stranger), key: w.keys[who].id });
  },
  'another person’s genuine key': (luck, office, w) => {
    const by = pick<Who>(['leader', 'clerk', 'admin', 'guard'], luck.n);
    return stolen(office, signed(wish(w, deciders(luck), luck), w.keys[by]));
  },
  'wrong post': (luck, office, w) => {
    const who = pick<Who>(['leader', 'road', 'clerk', 'second', 'admin', 'guard'], luck.n);
    return stolen(office, signed(wish(w, who, luck), w.keys[who]));
  },
  'the office key itself': (luck, office, w) => stolen(office, signed(wish(w, 'office', luck), w.office)),
  'an ended certificate': (luck, office, w) => stolen(office, signed(wish(w, 'ended', luck), w.keys.ended)),
  'a revoked key, backdated': (luck, office, w) => {
    const at = `${1_000_000_000_000 + luck.n}-0000-d`;
    return stolen(office, signed({ ...wish(w, 'gone', luck), at }, w.keys.gone));
  },
  'a revoked key, not marked': (luck, _office, w) => ({
    targets: [signed(wish(w, 'gone', luck), w.keys.gone)],
  }),
  'body changed, signature kept': (luck, office, w) => {
    const of = signed(wish(w, 'deputy', luck), w.keys.deputy);
    const field = pick(['proposal', 'proposalHash', 'decision', 'remark', 'amended', luck.words], luck.n);
    const changed = { ...of, body: { ...of.body, [field]: luck.json } };
    if (JSON.stringify(changed.body) === JSON.stringify(of.body))
      return { targets: [{ ...w.decision, v: 2 }] };
    return stolen(office, changed as Entry);
  },
  'a field changed under a known id': (luck, _office, w) => {
    const field = pick(['at', 'by', 'kind', 'subject', 'sig', 'key', 'v'], luck.n);
    return { targets: [{ ...w.decision, [field]: luck.json } as Entry] };
  },
  'the hash of another proposal': (luck, office, w) => {
    const who = deciders(luck);
    const proposalHash = pick([hashOf(w.approved), '0'.repeat(64), luck.words, ''], luck.n);
    return stolen(office, signed(wish(w, who, luck, { proposalHash }), w.keys[who]));
  },
  'replay under another id': (luck, office, w) => stolen(office, { ...w.decision, id: `again-${luck.n}` }),
  'a genuine signature on another entry': (luck, office, w) => {
    const body = decides(w.open, { remark: luck.words });
    return stolen(office, { ...w.decision, id: `moved-${luck.n}`, body });
  },
  'a genuine receipt on another entry': (luck, _office, w) => {
    const genuine = w.receipts.find(({ body }) => body.entry === w.decision.id)!;
    const entry = signed(wish(w, 'deputy', luck), w.keys.deputy);
    const body = { ...genuine.body, entry: entry.id, hash: hashOf(entry) };
    return {
      targets: [entry],
      receipts: [{ ...genuine, id: pick([genuine.id, `r-${luck.n}`], luck.n), body }],
    };
  },
  'a genuine receipt under another id': (luck, _office, w) => ({
    receipts: [{ ...pick(w.receipts, luck.n), id: `r-${luck.words || 'x'}` }],
  }),
  'a decision on a withdrawn proposal': (luck, office, w) => {
    const who = deciders(luck);
    return stolen(office, signed(draft('target.decided', who, decides(w.withdrawn)), w.keys[who]));
  },
  'a decision before its proposal': (luck, office, w) => {
    const who = deciders(luck);
    const coming = signed(draft('target.proposed', 'leader', terms({ value: 20 })), w.keys.leader);
    const decided = signed(draft('target.decided', who, decides(coming)), w.keys[who]);
    // The proposal never comes, or comes signed and never marked.
    return { ...stolen(office, decided), targets: luck.n % 2 ? [decided] : [decided, coming] };
  },
  'signed by the deputy and never marked': (luck, _office, w) => ({
    targets: [
      signed(wish(w, 'deputy', luck, { decision: pick(['approve', 'amend'], luck.n) }), w.keys.deputy),
    ],
  }),
  'marked by a stranger': (luck, office, w) =>
    selfMarked(signed(wish(w, 'deputy', luck), w.keys.deputy), w.stranger, office),
  'marked by a person': (luck, office, w) => {
    const by = pick<Who>(['deputy', 'clerk', 'admin'], luck.n);
    return selfMarked(signed(wish(w, 'deputy', luck), w.keys.deputy), w.keys[by], office);
  },
  'marked off the chain': (luck, _office, w) => {
    // The office's genuine mark, from a place that the chain does not have.
    const own = new Chain(w.office, { seq: w.chain.seq + 2 + (luck.n % 5), prev: 'f'.repeat(64) });
    const entry = signed(wish(w, 'deputy', luck), w.keys.deputy);
    return { targets: [entry], receipts: [own.mark('targets', entry)] };
  },
  'a fork by a stranger': (luck, _office, w) => {
    const at = pick(w.receipts, luck.n);
    const own = new Chain(w.stranger, { seq: (at.body.seq as number) - 1, prev: at.body.prev as string });
    const entry = signed(wish(w, 'deputy', luck), w.keys.deputy);
    return { targets: [entry], receipts: [own.mark('targets', entry)] };
  },
  'a receipt for another document': (luck, office, w) => {
    const entry = signed(wish(w, 'deputy', luck), w.keys.deputy);
    return { targets: [entry], receipts: [office.mark(pick(['registry', 'actions', ''], luck.n), entry)] };
  },
  'a receipt for another text': (luck, office, w) => {
    const entry = signed(wish(w, 'deputy', luck), w.keys.deputy);
    const hash = pick(['0'.repeat(64), luck.words], luck.n);
    return { targets: [entry], receipts: [office.mark('targets', entry, { hash })] };
  },
  'a certificate by a stranger': (luck, office, w) => {
    const own = makeKey();
    const certificate = signed(
      certificateFor(own, pick(['chief', 'newcomer'], luck.n), 'commander'),
      w.stranger,
    );
    const entry = signed(wish(w, 'newcomer', luck), own);
    return { registry: [certificate], ...stolen(office, entry) };
  },
  'a certificate by a person': (luck, office, w) => {
    const by = pick<Who>(['admin', 'guard', 'chief', 'clerk'], luck.n);
    const own = makeKey();
    const certificate = signed(certificateFor(own, 'newcomer', 'deputy'), w.keys[by]);
    const marked = office.mark('registry', certificate);
    const more = stolen(office, signed(wish(w, 'newcomer', luck), own));
    return { ...more, registry: [certificate], receipts: [marked, ...more.receipts!] };
  },
  'a genuine certificate with another post': (luck, office, w) => {
    const genuine = w.registry.find(
      ({ kind, body }) => kind === 'key.certified' && body.person === 'leader',
    )!;
    const body = { ...genuine.body, post: 'commander', roles: ['commander'] };
    const certificate = { ...genuine, id: `c-${luck.n}`, body };
    return { registry: [certificate], ...stolen(office, signed(wish(w, 'leader', luck), w.keys.leader)) };
  },
  'an office key by a stranger': (luck, office, w) => {
    const kind = pick(['key.office', 'key.rolled'], luck.n);
    const body = { key: w.stranger.id, alg: 'Ed25519', publicKey: w.stranger.spki };
    const entry = signed(draft(kind, 'office', body), w.stranger);
    return {
      registry: [entry],
      ...selfMarked(signed(wish(w, 'deputy', luck), w.keys.deputy), w.stranger, office),
    };
  },
  'an office key rolled by a person': (luck, office, w) => {
    const by = pick<Who>(['admin', 'deputy', 'guard'], luck.n);
    const body = { key: w.stranger.id, alg: 'Ed25519', publicKey: w.stranger.spki, after: head(office) };
    const entry = signed(draft('key.rolled', 'office', body), w.keys[by]);
    return {
      registry: [entry],
      ...selfMarked(signed(wish(w, 'deputy', luck), w.keys.deputy), w.stranger, office),
    };
  },
  'an epoch by a stranger, for a fork': (luck, _office, w) => {
    const at = pick(w.receipts, luck.n);
    const own = new Chain(w.stranger, { seq: (at.body.seq as number) - 1, prev: at.body.prev as string });
    const entry = signed(wish(w, 'deputy', luck), w.keys.deputy);
    const receipt = own.mark('targets', entry);
    const after = { seq: own.seq, hash: own.prev };
    const epoch = signed(draft('office.epoch', 'office', { epoch: luck.words, after }), w.stranger);
    return { registry: [epoch], targets: [entry], receipts: [receipt] };
  },
  'a revocation of the deputy by who may not': (luck, office, w) => {
    const by = pick([w.stranger, w.keys.leader, w.keys.clerk, w.keys.gone, w.keys.chief], luck.n);
    const person = pick<string>(['office', 'leader', 'clerk', 'gone', 'chief'], luck.n);
    const entry = signed(draft('key.revoked', person, { key: w.keys.deputy.id }), by);
    return { registry: [entry], receipts: [office.mark('registry', entry)] };
  },
  'an appointment by nobody, and a decision on paper': (luck, office, w) => {
    const appointed = draft(
      'person.appointed',
      pick(['office', 'clerk', 'admin'], luck.n),
      { person: 'impostor', name: '冒名', unit: '市政府', post: 'commander' },
      { subject: 'impostor' },
    );
    return { registry: [appointed], ...onPaper(office, w.keys, w.open, 'impostor') };
  },
  'an appointment by the office’s clerk, and a decision on paper': (_luck, office, w) => {
    const body = { person: 'impostor', name: '冒名', unit: '市政府', post: 'commander' };
    const appointed = signed(draft('person.appointed', 'clerk', body, { subject: 'impostor' }), w.keys.clerk);
    const marked = office.mark('registry', appointed);
    const paper = onPaper(office, w.keys, w.open, 'impostor');
    return { ...paper, registry: [appointed], receipts: [marked, ...paper.receipts!] };
  },
  'who left, by nobody’s word': (_luck, _office) => ({
    registry: [draft('person.left', 'office', { person: 'deputy', on: '2024-01-01' }, { subject: 'deputy' })],
  }),
  'a decision on paper that one person wrote and confirmed': (_luck, office, w) =>
    onPaper(office, w.keys, w.open, 'chief', 'clerk'),
  'a stand-in’s decision': (luck, office, w) => {
    const by = pick<Who>(['clerk', 'chief'], luck.n);
    return stolen(office, signed(wish(w, by, luck, { standsInFor: 'chief' }), w.keys[by]));
  },
  'a withdrawal by another group': (luck, office, w) => {
    const who = pick<Who>(['road', 'clerk', 'admin'], luck.n);
    return stolen(office, signed(draft('target.withdrawn', who, { proposal: w.approved.id }), w.keys[who]));
  },
  'a proposal by who may not, and its decision': (luck, office, w) => {
    const who = pick<Who>(['clerk', 'admin', 'deputy'], luck.n);
    const proposal = signed(draft('target.proposed', who, terms({ value: 10 })), w.keys[who]);
    const decided = signed(draft('target.decided', 'deputy', decides(proposal)), w.keys.deputy);
    const receipts = [office.mark('targets', proposal), office.mark('targets', decided)];
    return { targets: [proposal, decided], receipts };
  },
  'anything at all': (luck) => {
    const any = { ...draft('target.decided', 'deputy', {}), body: luck.json, sig: luck.json } as Entry;
    return { targets: [any], receipts: [any], registry: [any] };
  },
};

export function certificateFor(key: Key, person: string, post: string): Entry {
  return draft('key.certified', 'office', {
    ...{ key: key.id, alg: 'Ed25519', publicKey: key.spki, person, name: person, unit: '府' },
    ...{ post, roles: [post] },
  });
}

const head = (office: Office) => ({ seq: office.seq, hash: office.prev });

function onPaper(office: Office, keys: World['keys'], proposal: Entry, approver: string, by: Who = 'second') {
  const body = { ...decides(proposal), approver, decidedOn: '2024-12-05', channel: '批示' };
  const recorded = signed(draft('target.recorded', 'clerk', body), keys.clerk);
  const confirmed = signed(draft('target.confirmed', by, { recorded: recorded.id }), keys[by]);
  return {
    targets: [recorded, confirmed],
    receipts: [office.mark('targets', recorded), office.mark('targets', confirmed)],
  } satisfies Attack;
}
