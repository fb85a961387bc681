import { z } from 'zod';
import { LEVELS } from './allotment.ts';
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
import { AlertsList } from './contract/alerts.ts';
import { EnterpriseCard, StationCard, StationEntrust } from './contract/cards.ts';
import {
  ChecksCoverage,
  ChecksCoverageInput,
  ChecksList,
  ChecksListInput,
  CheckView,
  CheckViewInput,
} from './contract/checks.ts';
import {
  BundleMade,
  BundleTaken,
  CarryArea,
  CarryChoice,
  CarryChooseInput,
  CarryChosen,
  CarryOffer,
  CarryState,
  FieldLists,
  FieldState,
} from './contract/field.ts';
import { FileKept, FilePart, FileRead, FileReadInput } from './contract/files.ts';
import {
  EnterprisesList,
  EnterprisesListInput,
  EnterpriseView,
  EnterpriseViewInput,
  GateDaysClosing,
  GateDisputes,
  GateDisputesInput,
  GatesDoubtful,
  GatesDoubtfulInput,
  GatesTakes,
} from './contract/gate-days.ts';
import { GatesDay, GatesExplain, GatesExplainInput, GatesTrend, GatesTrendInput } from './contract/gates.ts';
import { KeepOutlook } from './contract/keep.ts';
import { EnrolAgain, EnrolBegin, EnrolState, KeyState } from './contract/keys.ts';
import { MeetingActs } from './contract/meeting-acts.ts';
import {
  MeetingFigures,
  MeetingInput,
  MeetingsList,
  MeetingsProposed,
  MeetingView,
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
import { PaperMade, PaperMakeInput } from './contract/papers.ts';
import {
  Codes,
  Deciding,
  Invitation,
  PaperKeep,
  PaperOpen,
  Papers,
  PeopleActs,
  PeopleList,
  PeopleLog,
  Readings,
} from './contract/people.ts';
import { PersonalOpened, PersonalOpenInput } from './contract/personal.ts';
import {
  CasesDesk,
  CasesDeskInput,
  CaseView,
  CaseViewInput,
  DevicesList,
  HandoverList,
  HandoverListInput,
  HandoverResults,
  RoadJudge,
  RoadJudgeInput,
  RoadRules,
  RowReport,
  VehicleHistory,
  VehicleHistoryInput,
} from './contract/road.ts';
import { SearchInput, SearchResult } from './contract/search.ts';
import { Day } from './contract/shapes.ts';
import { TableRead } from './contract/tables.ts';
import {
  DraftInput,
  DraftKept,
  Drafts,
  Grounds,
  PlansNow,
  TargetsBreakdown,
  TargetsGrounds,
  TargetsHistory,
  TargetsInForce,
  TargetsInForceInput,
  TargetsLeaders,
  TargetsProposals,
  WhatIf,
  WhatIfInput,
} from './contract/targets.ts';
import { EnterprisePromise } from './enterprise.ts';
import { Id, Text } from './shape.ts';

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
function act<I extends z.ZodType>(input: I): { kind: 'act'; input: I; output: typeof Made };
/** An act that takes many rows says of each refused one why, beside the id of what it made. */
function act<I extends z.ZodType, O extends z.ZodType<{ id: string }>>(
  input: I,
  output: O,
): { kind: 'act'; input: I; output: O };
function act(input: z.ZodType, output: z.ZodType = Made) {
  return { kind: 'act' as const, input, output };
}

function errand<I extends z.ZodType, O extends z.ZodType>(input: I, output: O) {
  return { kind: 'errand' as const, input, output };
}

const Pin = Id;

/** What is done about a proposal, whatever it is about: a target or a group's plan. */
function matterActs<N extends 'target' | 'plan'>(noun: N) {
  const made = {
    decide: act(
      z.looseObject({
        proposal: Id,
        decision: z.enum(['approve', 'amend', 'return', 'reject']),
        remark: z.string(),
      }),
    ),
    withdraw: act(z.looseObject({ proposal: Id })),
    record: act(z.looseObject({ proposal: Id, approver: Id, decision: Text })),
    confirm: act(z.looseObject({ recorded: Id })),
    check: act(z.looseObject({ proposal: Id, outcome: z.enum(['agreed', 'objected']) })),
    cosign: act(z.looseObject({ proposal: Id, outcome: z.enum(['agreed', 'objected']) })),
    review: act(z.looseObject({ proposal: Id })),
  };
  const named = Object.entries(made).map(([verb, each]) => [`${noun}.${verb}`, each]);
  return Object.fromEntries(named) as { [V in keyof typeof made as `${N}.${V}`]: (typeof made)[V] };
}

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
  'targets.history': query(z.object({ target: Id }), TargetsHistory),
  'targets.leaders': query(Nothing, TargetsLeaders),
  'targets.breakdown': query(z.object({ target: Id, date: Day.optional() }), TargetsBreakdown),
  'targets.grounds': query(z.object({ proposal: Id }), TargetsGrounds),
  'drafts.list': query(Nothing, Drafts),
  'plans.now': query(z.object({ date: Day.optional() }), PlansNow),
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
  'enrol.state': query(Nothing, EnrolState),
  'checks.list': query(ChecksListInput, ChecksList),
  'checks.view': query(CheckViewInput, CheckView),
  'checks.coverage': query(ChecksCoverageInput, ChecksCoverage),
  'carry.offer': query(CarryChoice, CarryOffer),
  'carry.area': query(Nothing, CarryArea),
  'carry.state': query(Nothing, CarryState),
  'field.lists': query(Nothing, FieldLists),
  'field.state': query(Nothing, FieldState),
  'alerts.list': query(Nothing, AlertsList),
  'enterprises.list': query(EnterprisesListInput, EnterprisesList),
  'enterprise.view': query(EnterpriseViewInput, EnterpriseView),
  'gates.takes': query(z.object({ date: Day.optional() }), GatesTakes),
  'gates.doubtful': query(GatesDoubtfulInput, GatesDoubtful),
  'gateDays.closing': query(OnDay, GateDaysClosing),
  'gateDays.disputes': query(GateDisputesInput, GateDisputes),
  'people.list': query(Nothing, PeopleList),
  'people.log': query(Nothing, PeopleLog),
  'people.deciding': query(Nothing, Deciding),
  'people.readings': query(Nothing, Readings),
  'road.rules': query(z.object({ date: Day.optional() }), RoadRules),
  'road.judge': query(RoadJudgeInput, RoadJudge),
  'devices.list': query(Nothing, DevicesList),
  'cases.desk': query(CasesDeskInput, CasesDesk),
  'cases.view': query(CaseViewInput, CaseView),
  'handover.list': query(HandoverListInput, HandoverList),
  'vehicle.history': query(VehicleHistoryInput, VehicleHistory),
  'search.find': query(SearchInput, SearchResult),
  me: query(Nothing, Me),
  'paper.make': query(PaperMakeInput, PaperMade),

  'alarm.acknowledge': act(z.object({ alarm: Id, note: z.string().max(500).optional() })),
  'alarm.assign': act(z.object({ alarm: Id, to: Text })),
  'alarm.shelve': act(z.object({ alarm: Id, until: z.string(), reason: Text })),
  'alarm.unshelve': act(z.object({ alarm: Id })),
  /** One click from an alarm to the next meeting's agenda. */
  'alarm.nominate': act(z.object({ alarm: Id, note: z.string().max(500).optional() })),
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
  'check.record': act(z.looseObject({ id: Id.optional(), kind: Text, result: Text })),
  'gateDay.close': act(z.object({ date: Day, enterprise: Id, reason: Text.optional() })),
  'gateDay.closeAll': act(OnDay, RowReport),
  'gateDay.waive': act(z.object({ date: Day, enterprise: Id, reason: Text })),
  'gateDay.settle': act(z.looseObject({ date: Day, enterprise: Id, passage: Id, reason: Text })),
  'gateDay.correct': act(z.looseObject({ date: Day, enterprise: Id, reason: Text })),
  'gateDay.dispute': act(z.looseObject({ date: Day, enterprise: Id, who: Text, ground: Text })),
  'gateDay.answer': act(z.looseObject({ dispute: Id, outcome: Text, text: z.string() })),
  'calendar.state': act(z.looseObject({ enterprise: Id, plan: Text, from: Day })),
  'enterprise.register': act(z.looseObject({ enterprise: Id, name: Text, gates: z.array(Id).min(1) })),
  /** One promise, new or changed (`promise`); `promise.list` is the whole list, as a table has it. */
  'promise.state': act(
    z.looseObject({
      enterprise: Id,
      promise: z.string().max(400).optional(),
      carrier: Text,
      trucks: z.number(),
    }),
  ),
  'promise.withdraw': act(z.object({ enterprise: Id, promise: z.string().min(1).max(400), reason: Text })),
  'promise.list': act(z.object({ enterprise: Id, promises: z.array(EnterprisePromise).max(500) })),
  'enterprise.state': act(z.looseObject({ enterprise: Id })),
  'station.entrust': act(StationEntrust),
  'check.join': act(z.object({ check: Id, into: Id.nullable() })),
  'case.join': act(z.object({ case: Id, into: Id.nullable(), reason: z.string().max(500).optional() })),
  'handover.results': act(HandoverResults, RowReport),
  'zone.state': act(z.looseObject({ zone: Id })),
  'rule.state': act(z.looseObject({ rule: Id })),
  'pass.grant': act(z.looseObject({ plate: Id, code: Id })),
  'pass.withdraw': act(z.looseObject({ pass: Id })),
  'alert.raise': act(z.looseObject({ level: z.enum(['blue', 'yellow', 'orange', 'red']), from: z.string() })),
  'alert.lift': act(z.looseObject({ alert: Id })),
  'target.propose': act(z.looseObject({ target: Id, value: z.number(), reason: Text })),
  ...matterActs('target'),
  'target.allot': act(
    z.looseObject({
      target: Id,
      dueOn: Day,
      level: z.enum(LEVELS),
      parts: z.array(z.object({ to: Id, value: z.number() })),
    }),
  ),
  'plan.propose': act(z.looseObject({ title: Text, phases: z.array(z.looseObject({})) })),
  ...matterActs('plan'),

  'ground.freeze': errand(z.object({ target: Id }), Grounds),
  'draft.keep': errand(DraftInput, DraftKept),
  'draft.drop': errand(z.object({ id: Id }), DraftKept),
  'personal.open': errand(PersonalOpenInput, PersonalOpened),
  'carry.choose': errand(CarryChooseInput, CarryChosen),
  'bundle.make': errand(Nothing, BundleMade),
  'bundle.take': errand(FilePart, BundleTaken),
  'file.keep': errand(FilePart, FileKept),
  'table.read': errand(FilePart, TableRead),
  'file.read': errand(FileReadInput, FileRead),
  'person.appoint': act(PeopleActs['person.appoint']),
  'person.leave': act(PeopleActs['person.leave']),
  'person.standIn': act(PeopleActs['person.standIn']),
  'person.endStandIn': act(PeopleActs['person.endStandIn']),
  'key.revoke': act(PeopleActs['key.revoke']),

  'person.invite': errand(z.object({ person: Id }), Invitation),
  'person.codes': errand(Nothing, Codes),
  'person.takeBack': errand(z.object({ code: Id }), Codes),
  /** Opens somebody's papers, which is written down. */
  'paper.open': errand(PaperOpen, Papers),
  'keep.outlook': errand(Nothing, KeepOutlook),
  'paper.keep': errand(PaperKeep, Made),

  /** A code and a new PIN for a console that is nobody's yet: the key is made here, the office asked. */
  'enrol.begin': errand(EnrolBegin, EnrolState),
  'enrol.again': errand(EnrolAgain, EnrolState),
  'enrol.drop': errand(Nothing, EnrolState),

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
  'meeting.handOut': act(MeetingActs['meeting.handOut']),
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
