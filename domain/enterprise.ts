import { z } from 'zod';
import type { Entry } from './ledger/entry.ts';
import { Day } from './shape.ts';

/** What an enterprise's page holds beside its gates: performance grade, and what it promised (一企一策). */
const Maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);
const Words = z.string().max(500);

/** 绩效分级 (A, B, B-, C, D, 引领性); the way up is 企业自评→县分局初审→市局复审→省厅 (DOMAIN.md 3.6). */
export const Performance = z.object({
  grade: Maybe(z.string().max(16)),
  /** The grade it works towards (创A). */
  aim: Maybe(z.string().max(16)),
  /** 有组织, 无组织, 清洁运输: what stands and what lacks, in words. */
  organised: Maybe(Words),
  unorganised: Maybe(Words),
  transport: Maybe(Words),
  path: z
    .array(
      z.object({
        step: z.enum(['county', 'city', 'province']),
        state: z.string().max(60),
        on: Maybe(Day),
      }),
    )
    .nullish()
    .transform((value) => value ?? []),
});
export type Performance = z.infer<typeof Performance>;

export const EnterprisePromise = z.object({
  carrier: z.string().trim().min(1).max(100),
  contract: Maybe(z.string().max(100)),
  trucks: z.number().int().nonnegative(),
  dueOn: Maybe(Day),
});
export type EnterprisePromise = z.infer<typeof EnterprisePromise>;

const PromiseId = z.string().min(1).max(400);

/** Body of `enterprise.promised`: one promise, new or changed. The last statement under an id counts. */
export const Promised = z.looseObject({
  enterprise: z.string().min(1).max(64),
  promise: PromiseId,
  ...EnterprisePromise.shape,
});
/** Body of `enterprise.promiseWithdrawn`. What was withdrawn does not come back: it is promised anew. */
export const PromiseWithdrawn = z.looseObject({
  enterprise: z.string().min(1).max(64),
  promise: PromiseId,
  reason: Maybe(z.string().max(500)),
});

export type PromiseState = EnterprisePromise & { id: string };

/** Promises that came as a list in a registration have no ids: each is named by what it said first. */
function listedIn(value: unknown): PromiseState[] {
  const seen = new Map<string, number>();
  return (Array.isArray(value) ? value : []).flatMap((each) => {
    // One that can't be read takes no other with it.
    const read = EnterprisePromise.safeParse(each);
    if (!read.success) return [];
    const { carrier, contract, trucks, dueOn } = read.data;
    const said = [carrier, contract ?? '', trucks, dueOn ?? ''].join('|');
    const times = (seen.get(said) ?? 0) + 1;
    seen.set(said, times);
    return [{ ...read.data, id: times === 1 ? said : `${said}#${times}` }];
  });
}

/** What an enterprise has promised: the list of its registration, with what was said of each promise since. */
export function promisesIn(listed: unknown, entries: readonly Entry[]): PromiseState[] {
  const promises = new Map(listedIn(listed).map((each) => [each.id, each]));
  const withdrawn = new Set<string>();
  for (const { kind, body } of entries) {
    if (kind === 'enterprise.promiseWithdrawn') {
      const read = PromiseWithdrawn.safeParse(body);
      if (read.success) withdrawn.add(read.data.promise);
    }
    const read = kind === 'enterprise.promised' ? Promised.safeParse(body) : null;
    if (!read?.success) continue;
    const { promise: id, carrier, contract, trucks, dueOn } = read.data;
    promises.set(id, { id, carrier, contract, trucks, dueOn });
  }
  return [...promises.values()].filter(({ id }) => !withdrawn.has(id));
}

const sameAs = (a: EnterprisePromise) => (b: EnterprisePromise) =>
  a.carrier === b.carrier && a.contract === b.contract && a.trucks === b.trucks && a.dueOn === b.dueOn;
const sameKind = (a: EnterprisePromise) => (b: EnterprisePromise) =>
  a.carrier === b.carrier && a.contract === b.contract;

/**
 * What leads from the promises that stand to a whole list of them: those that are changed or new, and those that the
 * list no longer has. What is the same in both is left alone.
 */
export function promiseChanges(
  standing: readonly PromiseState[],
  wanted: readonly EnterprisePromise[],
): { state: { id: string | null; promise: EnterprisePromise }[]; withdraw: string[] } {
  const left = [...standing];
  const take = (matches: (each: EnterprisePromise) => boolean) => {
    const at = left.findIndex(matches);
    return at < 0 ? null : left.splice(at, 1)[0]!;
  };
  const rest = wanted.filter((each) => take(sameAs(each)) === null);
  const state = rest.map((promise) => ({ id: take(sameKind(promise))?.id ?? null, promise }));
  return { state, withdraw: left.map(({ id }) => id) };
}

/** Trucks promised by a day; a promise without a day is none yet. */
export function promisedBy(promises: readonly EnterprisePromise[], day: string): number {
  return promises.reduce((sum, { trucks, dueOn }) => sum + (dueOn !== null && dueOn <= day ? trucks : 0), 0);
}
