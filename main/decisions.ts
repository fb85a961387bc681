import type { Alert } from '../domain/alert.ts';
import { type Allotments, foldAllotments } from '../domain/allotment.ts';
import { dayOf } from '../domain/day.ts';
import { type Decisions, foldDecisions } from '../domain/decision.ts';
import { documentOn } from '../domain/documents.ts';
import { readable } from '../domain/fold.ts';
import type { Refused } from '../domain/ledger/chain.ts';
import type { Trust } from '../domain/ledger/trust.ts';
import { foldPeople, type Person, rolesOfPeople } from '../domain/person.ts';
import { foldPlans, type Plans } from '../domain/plan.ts';
import type { StandInState } from '../domain/stand-in.ts';
import { SEEDS, type TargetBook } from '../domain/target.ts';
import { weigh } from '../domain/weigh.ts';
import { nodeCrypto } from '../replica/crypto.ts';
import type { Replica } from '../replica/replica.ts';
import type { Context } from './app.ts';
import { carried } from './may.ts';
import { madeOf, statesIn } from './states.ts';

/** What this console makes of `targets`: every signature and receipt checked here, offline. */
export interface Believed extends Decisions {
  book: TargetBook;
  plans: Plans;
  allotments: Allotments;
  /** Everything that failed a check, with the reason: it changed nothing. */
  refused: Refused[];
}

/** Posts of a person, by appointment or certificate: the approver of a decision on paper needs no key. */
export function rolesOf(context: Context, person: string): readonly string[] {
  return rolesOfPeople(peopleOf(context), context.trust())(person);
}

const people = new WeakMap<Trust, { hash: string; value: Person[] }>();

/** People as they were appointed, with what each appointment is worth. */
export function peopleOf({ replica, trust }: Context): Person[] {
  const hash = replica.hash('registry');
  const by = trust();
  const known = people.get(by);
  if (known?.hash === hash) return known.value;
  const value = foldPeople(replica.entries('registry'), by);
  people.set(by, { hash, value });
  return value;
}

/** Who stands in for whom, as the registry has it. */
export function standInsOf({ replica }: Context): StandInState[] {
  return statesIn<StandInState>(replica, 'standIn', 'registry');
}

interface Named {
  id: string;
  name: string;
  unit: string;
  post: string;
}

/** People by name, whatever their appointment is worth; of several appointments of one the last. */
export function personsOf(replica: Replica): Named[] {
  return madeOf(replica, 'registry', 'persons', () => {
    const found = new Map<string, Named>();
    for (const { kind, subject, body } of readable(replica.entries('registry')))
      if (kind === 'person.appointed')
        found.set(subject, {
          id: subject,
          name: String(body.name ?? subject),
          unit: String(body.unit ?? ''),
          post: String(body.post ?? ''),
        });
    return [...found.values()];
  });
}

/** A person's name; an id that nobody knows, such as a token's name, is shown as it is. */
export function nameOf(context: Context): (person: string) => string {
  const names = new Map(personsOf(context.replica).map((person) => [person.id, person.name]));
  return (person) => names.get(person) ?? person;
}

/** Alerts of every year that is here. */
export function alertsOf({ replica }: Context): Alert[] {
  return replica.family('alerts').flatMap((doc) => statesIn<Alert>(replica, 'alert', doc));
}

/**
 * The day on which an alert was lifted. A console that does not carry the alerts can't tell whether an approval that
 * ends with one still stands: it says so. @throws {Refusal} `not_carried`
 */
function liftedOn(context: Context, alert: string): string | null {
  carried(context, documentOn('alerts', dayOf(context.now())));
  const at = alertsOf(context).find((each) => each.id === alert)?.liftedAt ?? null;
  return at === null ? null : dayOf(at);
}

const believed = new WeakMap<Trust, { hash: string; value: Believed }>();

/**
 * Checked once per set of entries: registry and receipts change `trust`, proposals and decisions the hash, and so does
 * an alert, since an approval may end with it.
 */
export function decisionsOf(context: Context): Believed {
  const { replica } = context;
  const trust = context.trust();
  const hash = ['targets', 'registry', ...replica.family('alerts')].map((doc) => replica.hash(doc)).join(' ');
  const known = believed.get(trust);
  if (known?.hash === hash) return known.value;
  const { weighed, refused } = weigh(replica.entries('targets'), trust);
  const standIns = new Set(standInsOf(context).map(({ standIn }) => standIn));
  const means = {
    sha256: nodeCrypto.sha256,
    rolesOf: rolesOfPeople(peopleOf(context), trust),
    standsIn: (person: string) => standIns.has(person),
  };
  const decisions = foldDecisions(weighed, { ...means, liftedOn: (alert) => liftedOn(context, alert) });
  const plans = foldPlans(weighed, means);
  const allotments = foldAllotments(weighed);
  const value = {
    ...{ ...decisions, plans, allotments },
    book: { seeds: SEEDS, approvals: decisions.approvals },
    refused: [...refused, ...decisions.refused, ...plans.refused, ...allotments.refused],
  };
  believed.set(trust, { hash, value });
  return value;
}
