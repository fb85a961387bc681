import { z } from 'zod';
import {
  ActionClose,
  ActionConfirm,
  ActionCreate,
  ActionDecide,
  ActionDrop,
  ActionExtend,
  ActionReceive,
  ActionReport,
  ActionsBoard,
  ActionsDue,
  ActionsDueInput,
  ActionsList,
  ActionsListInput,
  ActionsView,
  ActionsViewInput,
  ActionsWeekly,
} from './contract/actions.ts';
import { GatesDay, GatesExplain, GatesExplainInput, GatesTrend, GatesTrendInput } from './contract/gates.ts';
import { KeyState } from './contract/keys.ts';
import {
  EnterpriseCard,
  MeetingActs,
  MeetingFigures,
  MeetingInput,
  MeetingsList,
  MeetingsProposed,
  MeetingView,
  StationCard,
} from './contract/meetings.ts';
import {
  AlarmsNow,
  CasesList,
  CasesListInput,
  ChargersLoad,
  ChargersNow,
  DutyLog,
  EnforcementBoard,
  FeedsStatus,
  GoalsProgress,
} from './contract/operations.ts';
import { Me, Overview, SyncStatus, WallNow } from './contract/overview.ts';
import { SearchInput, SearchResult } from './contract/search.ts';
import { Day } from './contract/shapes.ts';
import {
  TargetsInForce,
  TargetsInForceInput,
  TargetsProposals,
  WhatIf,
  WhatIfInput,
} from './contract/targets.ts';

/**
 * Every call between screen and console: input and output schema; all types come from here. A query can be
 * called once or followed: the follower gets the result and then each change, at most four times a second.
 * An act writes one or more entries and answers with the id of what it made. An errand writes none: it is about
 * this device alone, or asks the office itself and needs it there.
 */
const Nothing = z.object({});
const OnDay = z.object({ date: Day });
const Made = z.object({ id: z.string() });

function query<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'query' as const, input, output };
}
function act<I extends z.ZodType>(input: I) {
  return { kind: 'act' as const, input, output: Made };
}

function errand<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'errand' as const, input, output };
}

const Text = z.string().trim().min(1).max(2000);
const Id = z.string().min(1).max(128);
const Pin = z.string().min(1).max(128);

export const contract = {
  'gates.day': query(OnDay, GatesDay),
  'gates.explain': query(GatesExplainInput, GatesExplain),
  'gates.trend': query(GatesTrendInput, GatesTrend),
  'chargers.now': query(z.object({ date: Day.optional() }), ChargersNow),
  'chargers.load': query(OnDay, ChargersLoad),
  'cases.list': query(CasesListInput, CasesList),
  'enforcement.board': query(z.object({ date: Day.optional() }), EnforcementBoard),
  'targets.inForce': query(TargetsInForceInput, TargetsInForce),
  'targets.proposals': query(Nothing, TargetsProposals),
  'targets.whatIf': query(WhatIfInput, WhatIf),
  'goals.progress': query(z.object({ date: Day.optional() }), GoalsProgress),
  'overview.now': query(z.object({ date: Day.optional() }), Overview),
  'alarms.now': query(Nothing, AlarmsNow),
  'duty.log': query(z.object({ month: z.string().optional() }), DutyLog),
  'actions.list': query(ActionsListInput, ActionsList),
  'actions.view': query(ActionsViewInput, ActionsView),
  'actions.board': query(z.object({ date: Day.optional() }), ActionsBoard),
  'actions.weekly': query(z.object({ date: Day.optional() }), ActionsWeekly),
  'actions.due': query(ActionsDueInput, ActionsDue),
  'feeds.status': query(Nothing, FeedsStatus),
  'wall.now': query(Nothing, WallNow),
  'meetings.list': query(Nothing, MeetingsList),
  'meetings.proposed': query(Nothing, MeetingsProposed),
  'meeting.view': query(MeetingInput, MeetingView),
  'meeting.figures': query(MeetingInput, MeetingFigures),
  'card.enterprise': query(z.object({ enterprise: Id }), EnterpriseCard),
  'card.station': query(z.object({ station: Id }), StationCard),
  'sync.status': query(Nothing, SyncStatus),
  'key.state': query(Nothing, KeyState),
  'search.find': query(SearchInput, SearchResult),
  me: query(Nothing, Me),

  'alarm.acknowledge': act(z.object({ alarm: Id, note: z.string().max(500).optional() })),
  'alarm.assign': act(z.object({ alarm: Id, to: Text })),
  'alarm.shelve': act(z.object({ alarm: Id, until: z.string(), reason: Text })),
  'alarm.unshelve': act(z.object({ alarm: Id })),
  'duty.call': act(
    z.object({ alarm: Id.optional(), called: Text, about: Text, answer: z.string().max(2000).optional() }),
  ),
  'duty.handover': act(z.object({ to: Text, note: z.string().max(2000) })),
  'wall.send': act(
    z.object({
      scene: z.string().nullable(),
      hold: z.boolean(),
      params: z.record(z.string(), z.string()).optional(),
    }),
  ),
  'case.open': act(
    z.looseObject({
      id: Id.optional(),
      kind: z.enum(['restricted_road', 'emission_over_limit', 'black_smoke', 'gate']),
      plate: z.string().nullable().optional(),
      capturedAt: z.string().optional(),
      place: z.unknown().optional(),
      readings: z.record(z.string(), z.unknown()).optional(),
      media: z.array(z.unknown()).optional(),
    }),
  ),
  'case.advance': act(z.looseObject({ case: Id, to: Text, note: z.string().optional() })),
  'check.record': act(z.looseObject({ kind: Text, result: Text })),
  'alert.raise': act(z.looseObject({ level: z.enum(['blue', 'yellow', 'orange', 'red']), from: z.string() })),
  'alert.lift': act(z.looseObject({ alert: Id })),
  'target.propose': act(z.looseObject({ target: Id, value: z.number() })),
  'target.decide': act(
    z.looseObject({
      proposal: Id,
      decision: z.enum(['approve', 'amend', 'return', 'reject']),
      remark: z.string(),
    }),
  ),
  'target.withdraw': act(z.looseObject({ proposal: Id })),
  'target.record': act(z.looseObject({ proposal: Id, approver: Id, decision: Text })),
  'target.confirm': act(z.looseObject({ recorded: Id })),

  'key.unlock': errand(z.object({ pin: Pin }), KeyState),
  'key.lock': errand(Nothing, KeyState),
  'key.changePin': errand(z.object({ pin: Pin, next: Pin }), KeyState),
  /** Somebody is at the desk: the key does not lock itself yet. */
  'key.touch': errand(Nothing, KeyState),
  'action.create': act(ActionCreate),
  'action.receive': act(ActionReceive),
  'action.report': act(ActionReport),
  'action.extend': act(ActionExtend),
  'action.decide': act(ActionDecide),
  'action.close': act(ActionClose),
  'action.confirm': act(ActionConfirm),
  'action.drop': act(ActionDrop),
  'meeting.create': act(MeetingActs['meeting.create']),
  'meeting.state': act(MeetingActs['meeting.state']),
  'meeting.proposeAgenda': act(MeetingActs['meeting.proposeAgenda']),
  'meeting.item': act(MeetingActs['meeting.item']),
  'meeting.order': act(MeetingActs['meeting.order']),
  'meeting.drop': act(MeetingActs['meeting.drop']),
  'meeting.link': act(MeetingActs['meeting.link']),
  'meeting.freeze': act(MeetingActs['meeting.freeze']),
  'meeting.unfreeze': act(MeetingActs['meeting.unfreeze']),
  'meeting.paper': act(MeetingActs['meeting.paper']),
  'meeting.call': act(MeetingActs['meeting.call']),
  'meeting.start': act(MeetingActs['meeting.start']),
  'meeting.go': act(MeetingActs['meeting.go']),
  'meeting.show': act(MeetingActs['meeting.show']),
  'meeting.hold': act(MeetingActs['meeting.hold']),
  'meeting.release': act(MeetingActs['meeting.release']),
  'meeting.attend': act(MeetingActs['meeting.attend']),
  'meeting.outcome': act(MeetingActs['meeting.outcome']),
  'meeting.write': act(MeetingActs['meeting.write']),
  'meeting.close': act(MeetingActs['meeting.close']),
  'meeting.seal': act(MeetingActs['meeting.seal']),
  'meeting.reopen': act(MeetingActs['meeting.reopen']),
  'meeting.minutes': act(MeetingActs['meeting.minutes']),
};

export type Contract = typeof contract;
export type Name = keyof Contract;
export type QueryName = { [N in Name]: Contract[N]['kind'] extends 'query' ? N : never }[Name];
export type ActName = { [N in Name]: Contract[N]['kind'] extends 'act' ? N : never }[Name];
export type ErrandName = { [N in Name]: Contract[N]['kind'] extends 'errand' ? N : never }[Name];
export type Input<N extends Name> = z.input<Contract[N]['input']>;
export type Parsed<N extends Name> = z.output<Contract[N]['input']>;
export type Output<N extends Name> = z.output<Contract[N]['output']>;

export function isName(name: string): name is Name {
  return Object.hasOwn(contract, name);
}
