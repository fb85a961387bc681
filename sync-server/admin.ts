import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { addDays, dayOf, isDay, isoShanghai, startOfDay } from '../domain/day.ts';
import { canonical, type Json } from '../domain/ledger/canonical.ts';
import { parsePost } from '../domain/post.ts';
import { OperatorInput, putOperator } from './intake/operators.ts';
import { keepRound, outlook } from './keep.ts';
import { type Office, Rejection } from './office.ts';
import { People } from './people.ts';
import { rollKey } from './recovery.ts';
import { backup } from './restore.ts';
import { destroySeals } from './seals.ts';
import { verifyReplica } from './verify.ts';

const Text = z.string().trim().min(1).max(200);
const Day = z.string().refine(isDay, 'not a day (YYYY-MM-DD)');
const NOT_USCC = 'not a unified social credit code (18 characters)';
const Who = z.string().max(100).nullable();
const Uscc = z.string().regex(/^[0-9A-Z]{18}$/, NOT_USCC);

/** The verbs of `admin`, each on the running office or on one opened for it: one process writes the data. */
export const verbs = {
  token: {
    input: z.object({
      role: Text.refine((role) => parsePost(role) !== null, 'no such role'),
      name: Text,
      enterprises: z
        .string()
        .transform((text) =>
          text === 'all'
            ? ('all' as const)
            : text
                .split(',')
                .map((code) => code.trim())
                .filter(Boolean),
        )
        .pipe(z.union([z.literal('all'), z.array(Uscc)], { error: NOT_USCC }))
        .optional(),
    }),
    run(office: Office, input: { role: string; name: string; enterprises?: 'all' | string[] | undefined }) {
      const { enterprises = [] } = input;
      const token = office.tokens.issue({ ...input, person: null, device: null, enterprises });
      return { token };
    },
  },
  person: {
    input: z.object({ name: Text, unit: Text, post: Text, until: Day.optional() }),
    run(
      office: Office,
      { until, ...who }: { name: string; unit: string; post: string; until?: string | undefined },
    ) {
      // Through the end of that day.
      const end = until === undefined ? undefined : isoShanghai(startOfDay(addDays(until, 1)) - 1);
      return new People(office).invite({ ...who, until: end });
    },
  },
  revoke: {
    input: z.object({ person: Text }),
    run: (office: Office, input: { person: string }) => new People(office).revoke(input.person),
  },
  operator: { input: OperatorInput, run: putOperator },
  enterprise: {
    input: z.object({
      id: Uscc,
      name: Text,
      tier: z.enum(['key_dual_high', 'other_gated']),
      county: z.string().regex(/^\d{6}$/, 'not a county code'),
      gates: Text,
      shortName: z.string().max(60).optional(),
      industry: z.string().max(60).optional(),
      responsible: z.union([z.string().max(60), z.object({ unit: Who, person: Who, phone: Who })]).optional(),
    }),
    run(
      office: Office,
      input: {
        id: string;
        name: string;
        tier: string;
        county: string;
        gates: string;
        shortName?: string | undefined;
        industry?: string | undefined;
        responsible?:
          | string
          | { unit: string | null; person: string | null; phone: string | null }
          | undefined;
      },
    ) {
      const { id, gates, ...rest } = input;
      const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
      const last = office.replica
        .entries('registry')
        .findLast((entry) => entry.kind === 'enterprise.registered' && entry.subject === id);
      // What is not said stays: a name that is put right takes no promise or grade with it.
      const body = {
        ...last?.body,
        enterprise: id,
        ...given,
        gates: gates
          .split(',')
          .map((gate) => gate.trim())
          .filter(Boolean),
      };
      if (last && canonical(last.body as Json) === canonical(body as Json)) return { enterprise: id };
      office.record('registry', 'enterprise.registered', id, body);
      return { enterprise: id };
    },
  },
  documents: {
    input: z.object({}),
    run: (office: Office) => ({ documents: office.replica.documents() }),
  },
  verify: {
    input: z.object({}),
    run: (office: Office) => verifyReplica(office.replica, office.key.fingerprint, office.blobs),
  },
  rebuild: {
    input: z.object({}),
    run(office: Office) {
      const before = office.replica.projectionDigest();
      office.replica.rebuild();
      const after = office.replica.projectionDigest();
      return { before, after, same: before === after };
    },
  },
  backup: {
    input: z.object({ file: Text }),
    run: (office: Office, input: { file: string }) => backup(office, input.file),
  },
  forget: {
    input: z.object({ subject: Text }),
    /** Destroys the keys of a subject's personal fields, here and on every console. */
    run(office: Office, { subject }: { subject: string }) {
      const destroyed = destroySeals(office, office.seals.ofSubject(subject), 'asked');
      if (!destroyed) throw new Rejection(404, `${subject}: no personal fields are kept`);
      return { destroyed };
    },
  },
  keep: {
    input: z
      .object({ run: z.boolean().optional(), until: Day.optional() })
      .refine(({ run, until }) => !run || until === undefined, 'what is not over yet is not destroyed'),
    /** What is past its time of keeping today, or will be on a day; with `run` it is destroyed. */
    run(office: Office, { run, until }: { run?: boolean | undefined; until?: string | undefined }) {
      return run ? keepRound(office) : outlook(office, until ?? dayOf(office.now()));
    },
  },
  'roll-key': {
    input: z.object({ recoveryKey: Text.optional() }),
    run: (office: Office, input: { recoveryKey?: string | undefined }) => rollKey(office, input.recoveryKey),
  },
  recovered: {
    input: z.object({}),
    /** Ends recovery after a restore: a signed `office.epoch`, and receipts for all that came in without one. */
    run: (office: Office) => office.recovered(),
  },
};

export type Verb = keyof typeof verbs;

export function isVerb(name: string): name is Verb {
  return Object.hasOwn(verbs, name);
}

/** What a verb was given, parsed. @throws {Rejection} 400 with the first thing that is wrong. */
export function inputOf(verb: Verb, input: unknown): unknown {
  const parsed = verbs[verb].input.safeParse(input);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Rejection(400, `${verb}: ${issue?.path.join('.') || 'input'}: ${issue?.message ?? 'wrong'}`);
}

/** Parses and does one verb. @throws {Rejection} 400 with the first thing that is wrong. */
export async function doVerb(office: Office, verb: Verb, input: unknown): Promise<unknown> {
  const run = verbs[verb].run as (office: Office, input: unknown) => unknown;
  return await run(office, inputOf(verb, input));
}

/** Takes verbs over loopback from whoever can read the key in the data folder. */
export function serveAdmin(app: FastifyInstance, office: Office, key: () => string): void {
  app.post<{ Params: { verb: string } }>('/admin/:verb', async (request) => {
    const given = Buffer.from(String(request.headers['x-office-key'] ?? ''));
    const want = Buffer.from(key());
    if (given.length !== want.length || !timingSafeEqual(given, want))
      throw new Rejection(401, 'not the key of this office');
    const { verb } = request.params;
    if (!isVerb(verb)) throw new Rejection(404, `${verb}: no such verb`);
    return await doVerb(office, verb, request.body ?? {});
  });
}
