import type { AlarmFacts } from '../domain/alarm.ts';
import { alarmDocument } from '../domain/alarm.ts';
import type { CaseState } from '../domain/case.ts';
import type { LinkKind } from '../domain/contract/meetings.ts';
import { countyName } from '../domain/county.ts';
import { TARGETS, type TargetId } from '../domain/target.ts';
import { actionOf } from './action-queries.ts';
import type { Context } from './app.ts';
import { decisionsOf } from './decisions.ts';
import { shown } from './keep.ts';
import { enterprisesOf, stationsOf } from './registry.ts';

/** What an agenda item is about, by name: where it is not known here its id is shown, never a guess. */
export function linkNames(context: Context): (link: { kind: LinkKind; id: string }) => string {
  const { replica } = context;
  const known: Record<LinkKind, (id: string) => string | null | undefined> = {
    enterprise: (id) => enterprisesOf(context).find((each) => each.id === id)?.shortName,
    station: (id) => stationsOf(context).find((each) => each.id === id)?.name,
    county: (id) => countyName(id),
    proposal(id) {
      const { proposals, plans } = decisionsOf(context);
      const plan = plans.proposals.find((each) => each.id === id);
      if (plan) return plan.body.title;
      const body = proposals.find((each) => each.id === id)?.body;
      return body && `${TARGETS[body.target as TargetId]?.zh ?? body.target} ${body.value}`;
    },
    case(id) {
      const found = replica.find<CaseState>('case', 'cases', id)?.state;
      if (!found) return null;
      const { place, plate } = shown(context, found);
      return [place, plate].filter((part) => part !== null).join(' ');
    },
    alarm(id) {
      const doc = alarmDocument(id);
      return doc === null ? null : replica.state<AlarmFacts>('alarm', doc, id)?.name;
    },
    action: (id) => actionOf(context, id)?.content,
  };
  return ({ kind, id }) => known[kind](id) || id;
}
