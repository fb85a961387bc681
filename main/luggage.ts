import { z } from 'zod';
import { type CarriedFile, type Choice, namingOf, riding } from '../domain/carry.ts';
import { type CaseState, placeOf } from '../domain/case.ts';
import { CheckRecorded, Evidence } from '../domain/check.ts';
import { dayOf } from '../domain/day.ts';
import { parseDocument } from '../domain/documents.ts';
import type { GateCounters } from '../domain/gate-day.ts';
import type { DeviceState, EnterpriseState } from '../domain/registry.ts';
import type { Blobs } from '../replica/blobs.ts';
import type { Replica } from '../replica/replica.ts';
import { beside } from './beside.ts';
import { type Address, detail, fileSizes, LARGEST_DETAIL, OfficeTrouble } from './office.ts';
import { madeOf, statesIn } from './states.ts';

/** Files that are fetched beside each other. */
const AT_ONCE = 4;
/** Sizes that one question asks for. */
const ASKED = 1000;
/** A file that the office has not got, or would not give, is asked for again after so long. */
const AGAIN_MS = 60_000;
/** One that broke off, after so long. */
const BROKEN_MS = 2000;
/** The passages of a day that goes on are fetched anew at most so often. */
const OPEN_DAY_MS = 5000;
const TOLD_MS = 1000;

const Media = z.array(Evidence);

/** What a document names, before anybody knows whose it is. */
interface Said {
  hash: string | null;
  of: CarriedFile['of'];
  county: string | null;
  enterprise: string | null;
  device: string | null;
}

interface Riding extends CarriedFile {
  /** What a newer file under the same name takes the place of: an enterprise's day. */
  place: string | null;
}

function picturesOf(media: unknown, whose: Pick<Said, 'county' | 'device' | 'enterprise'>): Said[] {
  const read = Media.safeParse(media);
  if (!read.success) return [];
  return read.data.map(({ small }) => ({
    ...{ hash: small ?? null, of: 'pictures' as const, ...whose },
  }));
}

const READ: Partial<Record<string, (replica: Replica, doc: string) => Said[]>> = {
  gates(replica, doc) {
    const counters = (replica.gauge(doc) ?? new Map()) as ReadonlyMap<string, GateCounters>;
    return [...counters].flatMap(([enterprise, { detail: hash }]) =>
      hash === null ? [] : [{ hash, of: 'details' as const, enterprise, county: null, device: null }],
    );
  },
  cases: (replica, doc) =>
    statesIn<CaseState>(replica, 'case', doc).flatMap(({ county, device, opened }) =>
      picturesOf(opened.media, { county, device, enterprise: null }),
    ),
  checks: (replica, doc) =>
    replica.entries(doc).flatMap(({ kind, body }) => {
      const check = kind === 'check.recorded' ? CheckRecorded.safeParse(body) : null;
      if (!check?.success) return [];
      const { media, place, enterprise = null } = check.data;
      return picturesOf(media, { county: placeOf(place).county, device: null, enterprise });
    }),
};

/** Counties of what the registry names: a camera's case is where the camera stands. */
function countiesOf(replica: Replica) {
  return madeOf(replica, 'registry', 'counties', () => {
    const of = (noun: string) =>
      new Map(
        statesIn<EnterpriseState | DeviceState>(replica, noun, 'registry').map((each) => [
          each.id,
          each.county,
        ]),
      );
    return { enterprises: of('enterprise'), devices: of('device') };
  });
}

/** Files that the documents of a choice name here, of its area alone; a null hash is a picture without small copy. */
function filesRiding(
  replica: Replica,
  choice: Choice,
  gone: ReadonlyMap<string, unknown>,
): { files: Riding[]; bare: number; unread: string[] } {
  const { enterprises, devices } = countiesOf(replica);
  const here = new Set(replica.documents().map(({ name }) => name));
  const docs = namingOf(choice);
  const all = docs
    .filter((doc) => here.has(doc))
    .flatMap((doc) =>
      madeOf(replica, doc, 'files', () => READ[parseDocument(doc)!.family]?.(replica, doc) ?? []).map(
        (said) => ({ said, doc }),
      ),
    );
  const isRiding = riding(choice);
  const files: Riding[] = [];
  let bare = 0;
  for (const { said, doc } of all) {
    const { hash, of, enterprise, device } = said;
    const county = said.county ?? enterprises.get(enterprise ?? '') ?? devices.get(device ?? '') ?? null;
    const file = { hash: hash ?? '', of, doc, county };
    if (!isRiding(file) || gone.has(file.hash)) continue;
    if (hash === null) bare++;
    else files.push({ ...file, place: of === 'details' ? `${doc} ${enterprise}` : null });
  }
  return { files, bare, unread: docs.filter((doc) => !here.has(doc)) };
}

export interface LuggageOptions {
  replica: Replica;
  blobs: Blobs;
  /** What was chosen to be taken along; null takes no files. */
  choice(): Choice | null;
  /** Files whose time is over: nobody takes them along again. */
  gone(): ReadonlyMap<string, unknown>;
  now(): number;
  /** More of it is here, or a size became known. */
  changed(): void;
}

/**
 * Files that ride with what a laptop takes along, fetched in the background until all are here. What is still to come
 * follows from the choice, the documents and the disk alone: after a cut or a kill it goes on with the next file.
 */
export class Luggage {
  private readonly options: LuggageOptions;
  private readonly sizes = new Map<string, number | null>();
  private readonly here = new Set<string>();
  /** Looked for on the disk and not there, since the last round. */
  private readonly absent = new Set<string>();
  private told: NodeJS.Timeout | null = null;
  private readonly notBefore = new Map<string, number>();
  /** The file that was fetched last for an enterprise's day, and when. */
  private readonly held = new Map<string, { hash: string; at: number }>();
  private asked: readonly string[] = [];

  constructor(options: LuggageOptions) {
    this.options = options;
  }

  has(hash: string): boolean {
    if (this.here.has(hash)) return true;
    if (this.absent.has(hash)) return false;
    const { blobs } = this.options;
    if (!blobs.has(hash)) {
      this.absent.add(hash);
      return false;
    }
    this.here.add(hash);
    this.sizes.set(hash, blobs.size(hash));
    return true;
  }

  /** Null where the office has no such file, undefined where it has not told. */
  sizeOf(hash: string): number | null | undefined {
    return this.has(hash) ? this.sizes.get(hash)! : this.sizes.get(hash);
  }

  /** Somebody looks at a choice: its sizes are asked for with the next round. */
  wonder(hashes: readonly string[]): void {
    this.asked = hashes;
  }

  /** Asks the office for the sizes that somebody wonders about. @throws {OfficeTrouble} */
  tell(to: Address): Promise<void> {
    return this.measure(to, this.asked);
  }

  /** Fetches what is chosen and not here. @throws {OfficeTrouble} where the office is away. */
  async bring(to: Address, goesOn: () => boolean): Promise<void> {
    this.absent.clear();
    const choice = this.options.choice();
    if (choice === null || choice.files.length === 0) return;
    const wanted = this.wanted(choice);
    await this.measure(
      to,
      wanted.map(({ hash }) => hash),
    );
    const due = wanted.filter(({ hash }) => this.sizes.get(hash) !== null);
    await beside(AT_ONCE, due, goesOn, (each) => this.fetch(to, each));
  }

  riding(choice: Choice): ReturnType<typeof filesRiding> {
    return filesRiding(this.options.replica, choice, this.options.gone());
  }

  private wanted(choice: Choice): Riding[] {
    const now = performance.now();
    const today = `gates/${dayOf(this.options.now())}`;
    const seen = new Set<string>();
    return this.riding(choice).files.filter(({ hash, doc, place }) => {
      if (seen.has(hash) || this.has(hash) || (this.notBefore.get(hash) ?? 0) > now) return false;
      seen.add(hash);
      const held = place === null ? undefined : this.held.get(place);
      return doc !== today || !held || now - held.at > OPEN_DAY_MS;
    });
  }

  private async measure(to: Address, hashes: readonly string[]): Promise<void> {
    const now = performance.now();
    const unknown = [...new Set(hashes)].filter((hash) => {
      const size = this.sizeOf(hash);
      return size === undefined || (size === null && (this.notBefore.get(hash) ?? 0) <= now);
    });
    for (let from = 0; from < unknown.length; from += ASKED) {
      const some = unknown.slice(from, from + ASKED);
      const told = await fileSizes(to, some);
      for (const hash of some) {
        this.sizes.set(hash, told.get(hash) ?? null);
        if (!told.has(hash)) this.notBefore.set(hash, now + AGAIN_MS);
      }
    }
    if (unknown.length > 0) this.changed();
  }

  private async fetch(to: Address, { hash, of, place }: Riding): Promise<void> {
    const { blobs, gone } = this.options;
    try {
      const from = of === 'details' ? 'details' : 'blobs';
      await blobs.receive(hash, await detail(to, hash, from), LARGEST_DETAIL);
    } catch (error) {
      if (error instanceof OfficeTrouble && error.trouble !== 'refused') throw error;
      // One that the office would not give, or that broke off, holds up no other.
      const wait = error instanceof OfficeTrouble ? AGAIN_MS : BROKEN_MS;
      this.notBefore.set(hash, performance.now() + wait);
      return;
    }
    // Deleted while it was on its way.
    if (gone().has(hash)) blobs.remove(hash);
    else this.keep(hash, place);
    this.changed();
  }

  /** Told once in a while: thousands of small files are no thousands of news. */
  private changed(): void {
    this.told ??= setTimeout(() => {
      this.told = null;
      this.options.changed();
    }, TOLD_MS).unref();
  }

  /** What an enterprise's day was before is of no use once the newer file is here. */
  private keep(hash: string, place: string | null): void {
    this.absent.delete(hash);
    this.has(hash);
    if (place === null) return;
    const before = this.held.get(place);
    this.held.set(place, { hash, at: performance.now() });
    if (!before || before.hash === hash) return;
    this.options.blobs.remove(before.hash);
    this.here.delete(before.hash);
  }
}
