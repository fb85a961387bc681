import { z } from 'zod';
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

/** Trucks promised by a day; a promise without a day is none yet. */
export function promisedBy(promises: readonly EnterprisePromise[], day: string): number {
  return promises.reduce((sum, { trucks, dueOn }) => sum + (dueOn !== null && dueOn <= day ? trucks : 0), 0);
}
