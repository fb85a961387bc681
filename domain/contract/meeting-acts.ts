import { z } from 'zod';
import { Id, Sha256, Text } from '../shape.ts';
import {
  Ask,
  Binding,
  FigureQuery,
  LinkKind,
  OutcomeKind,
  Presence,
  Section,
  SummaryStep,
} from './meetings.ts';
import { Day } from './shapes.ts';

const Words = z.string().trim().max(2000);
const Short = z.string().trim().min(1).max(200);

/** Inputs of the acts. Where `meeting` is left out, the running one is meant, or the only one that it can be. */
const Of = z.object({ meeting: Id.optional() });
const OfItem = Of.extend({ item: Id });
const HeadInput = z.object({
  title: Short.optional(),
  at: z.string().optional(),
  place: Words.optional(),
  chair: Words.optional(),
  number: z.number().int().min(1).max(999).optional(),
});

export const MeetingActs = {
  'meeting.create': HeadInput,
  'meeting.state': Of.extend(HeadInput.shape),
  /** Takes what `meetings.proposed` offers into the agenda, all or those of `keys`, figures frozen now. */
  'meeting.proposeAgenda': Of.extend({ keys: z.array(z.string()).optional() }),
  /** A new item, or with `item` a change of one. */
  'meeting.item': Of.extend({
    item: Id.optional(),
    section: Section.optional(),
    title: Short.optional(),
    ask: Ask.optional(),
    minutes: z.number().min(0).max(600).optional(),
    unit: Words.optional(),
    person: Words.optional(),
    scene: Binding.nullable().optional(),
  }),
  'meeting.order': Of.extend({ items: z.array(Id).min(1) }),
  'meeting.drop': OfItem,
  'meeting.link': OfItem.extend({ kind: LinkKind, id: Id, remove: z.boolean().optional() }),
  /** Freezes a figure as it stands now. */
  'meeting.freeze': OfItem.extend({
    query: FigureQuery,
    params: z.record(z.string(), z.string()).default({}),
    path: z.string().min(1).max(300),
    label: Short,
    unit: z.string().max(20).default(''),
  }),
  'meeting.unfreeze': OfItem.extend({ figure: Id }),
  'meeting.paper': OfItem.extend({
    due: z.boolean().optional(),
    sent: z.boolean().optional(),
    name: z.string().max(200).optional(),
    sha256: Sha256.optional(),
  }),
  'meeting.call': Of,
  'meeting.start': Of.extend({ item: Id.optional() }),
  'meeting.go': OfItem,
  /** Puts a scene on the wall in place of the item's; `scene` null gives the wall back to the rotation. */
  'meeting.show': Of.extend({
    scene: z.string().min(1).max(64).nullable(),
    params: z.record(z.string(), z.string()).optional(),
    hold: z.boolean().optional(),
  }),
  'meeting.hold': Of.extend({ hold: z.boolean() }),
  'meeting.release': Of,
  'meeting.attend': Of.extend({
    unit: Short,
    presence: Presence,
    name: Words.optional(),
    note: Words.optional(),
  }),
  /** A new outcome, or with `outcome` a change of one. */
  'meeting.outcome': Of.extend({
    item: Id.optional(),
    outcome: Id.optional(),
    kind: OutcomeKind.optional(),
    text: Text.optional(),
    measure: Words.optional(),
    lead: Words.optional(),
    supporting: z.array(Short).optional(),
    person: Words.optional(),
    dueOn: Day.nullable().optional(),
    remove: z.boolean().optional(),
  }),
  /** Hands a task out now; closing hands out those that are left and lack nothing. */
  'meeting.handOut': Of.extend({ outcome: Id }),
  /** Minutes of an item, or of the 纪要 (`item`: `summary`). `base`: the text as the writer saw it. */
  'meeting.write': OfItem.extend({ base: z.string().max(100_000), text: z.string().max(100_000) }),
  /** Ends it; seals its facts too where this person's key is open. */
  'meeting.close': Of,
  'meeting.seal': Of,
  'meeting.reopen': Of.extend({ reason: Text }),
  'meeting.minutes': Of.extend({
    step: z.enum([...SummaryStep.options, 'returned']),
    unit: Short.optional(),
    remark: Words.optional(),
    number: Short.optional(),
    issuedOn: Day.optional(),
    /** 代录: who gave it on paper. */
    approver: Short.optional(),
  }),
} as const;
