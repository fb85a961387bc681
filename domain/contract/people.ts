import { z } from 'zod';
import { UNIT_KINDS } from '../organisation.ts';
import { PAPER_KINDS } from '../personal-paper.ts';
import { Id } from '../shape.ts';
import { DUTIES } from '../stand-in.ts';
import { Standing } from './keys.ts';
import { Day, Time } from './shapes.ts';

/** The organisation, its people and their keys, as this console believes them. */
const Named = z.object({ id: z.string(), name: z.string() });

const UnitRow = z.object({
  id: z.string(),
  kind: z.enum(UNIT_KINDS),
  parent: z.string().nullable(),
  county: z.string().nullable(),
  name: z.string(),
  shortName: z.string(),
  en: z.string().nullable(),
  /** Names of before, oldest first, each until the day before the next. */
  former: z.array(z.object({ name: z.string(), until: Day })),
  /** False: 依据待核. */
  confirmed: z.boolean(),
  basis: z.string(),
  groups: z.array(z.object({ group: z.string(), as: z.enum(['lead', 'support']) })),
});

export const KeyRow = z.object({
  key: z.string(),
  device: z.string().nullable(),
  standing: Standing,
  certifiedAt: Time.nullable(),
  until: Time.nullable(),
  revoked: z
    .object({
      at: Time.nullable(),
      by: z.string(),
      reason: z.string(),
      /** Signed here and not yet at the office: it is not in force. */
      waiting: z.boolean(),
    })
    .nullable(),
  /** The key of this console. */
  own: z.boolean(),
});

export const StandInRow = z.object({
  id: z.string(),
  absent: Named,
  standIn: Named,
  from: Day,
  until: Day,
  duties: z.array(z.enum(DUTIES)),
  reason: z.string(),
  state: z.enum(['coming', 'now', 'over', 'ended']),
  saved: z.enum(['here', 'office']),
});

export const PersonRow = z.object({
  id: z.string(),
  name: z.string(),
  unit: z.string(),
  unitId: z.string().nullable(),
  post: z.string(),
  /** False: nobody who may appoint stands behind it, so it gives no right. */
  believed: z.boolean(),
  /** The appointment is signed here and not yet at the office. */
  waiting: z.boolean(),
  left: z.object({ on: Day, reason: z.string().nullable() }).nullable(),
  keys: z.array(KeyRow),
});

export type PersonRow = z.infer<typeof PersonRow>;
export type StandInRow = z.infer<typeof StandInRow>;

export const PeopleList = z.object({
  date: Day,
  units: z.array(UnitRow),
  people: z.array(PersonRow),
  standIns: z.array(StandInRow),
  office: z.object({
    /** What this console was told to trust, and the keys that the office had since, the last one signing now. */
    root: z.string(),
    keys: z.array(z.object({ key: z.string(), from: z.number().int(), to: z.number().int().nullable() })),
    recovery: z.boolean(),
    /** Where the chain of receipts ends here. */
    head: z.object({ seq: z.number().int(), hash: z.string() }),
  }),
});
export type PeopleList = z.infer<typeof PeopleList>;

export const PeopleLog = z.object({
  entries: z.array(
    z.object({
      id: z.string(),
      kind: z.string(),
      at: Time,
      /** Place in the office's order; null where it is not receipted. */
      seq: z.number().int().nullable(),
      receivedAt: Time.nullable(),
      by: z.string(),
      subject: z.string(),
      /** What the entry says of it: the screen has the sentence. */
      facts: z.object({
        post: z.string().optional(),
        unit: z.string().optional(),
        reason: z.string().optional(),
        from: z.string().optional(),
        until: z.string().optional(),
      }),
    }),
  ),
  refused: z.array(z.object({ id: z.string(), kind: z.string(), reason: z.string() })),
});

const Words = z.string().trim().min(1).max(200);
const Reason = z.string().trim().min(1).max(500);

/** Posts that decide targets: who was given one, and which devices. In force, the newest first. */
export const Deciding = z.object({
  given: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(['person.appointed', 'key.certified']),
      person: Named,
      post: z.string(),
      /** Empty: the office's own key. */
      by: z.string(),
      seq: z.number().int(),
      at: Time,
    }),
  ),
});

export const PeopleActs = {
  'person.appoint': z.object({ name: Words, unit: Words, post: Words, person: Id.optional() }),
  'person.leave': z.object({ person: Id, on: Day, reason: Reason }),
  'person.standIn': z.object({
    absent: Id,
    standIn: Id,
    from: Day,
    until: Day,
    duties: z.array(z.enum(DUTIES)).min(1),
    reason: Reason,
  }),
  'person.endStandIn': z.object({ standIn: Id, on: Day.optional() }),
  'key.revoke': z.object({ key: Id, reason: Reason }),
};

export const Invitation = z.object({ person: z.string(), code: z.string(), expires: Time });

/** Codes that are out and that nobody used yet. None says what the code is: that was shown once. */
export const Codes = z.object({
  codes: z.array(
    z.object({
      id: z.string(),
      person: z.string(),
      name: z.string(),
      post: z.string(),
      issued: Time.nullable(),
      /** Null: from the office's own command line. */
      by: z.string().nullable(),
      expires: Time.nullable(),
    }),
  ),
});

const PaperRow = z.object({
  kind: z.enum(PAPER_KINDS),
  value: z.string(),
  note: z.string().nullable(),
  by: z.string(),
  at: Time,
});
export const PaperOpen = z.object({ person: Id, reason: Reason });
export const PaperKeep = z.object({
  person: Id.optional(),
  kind: z.enum(PAPER_KINDS),
  value: z.string().trim().max(500),
  note: z.string().trim().max(500).optional(),
});
/** `here`: read from this console's own replica; else the office was asked. */
export const Papers = z.object({ person: z.string(), here: z.boolean(), papers: z.array(PaperRow) });

export const Readings = z.object({
  readings: z.array(
    z.object({
      id: z.string(),
      at: Time,
      person: Named,
      reader: Named,
      device: z.string(),
      reason: z.string(),
    }),
  ),
});
