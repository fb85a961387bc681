import type { ActName } from '../domain/contract.ts';
import { MEETING_RULES, type MeetingAct } from '../domain/meeting-acts.ts';
import type { Context, Queries } from './app.ts';
import { mayDo } from './may.ts';
import { mayAppoint } from './people.ts';

const meetingKinds = Object.fromEntries(Object.entries(MEETING_RULES).map(([act, { kind }]) => [act, kind]));

const MATTER = {
  ...{ propose: 'proposed', decide: 'decided', withdraw: 'withdrawn', record: 'recorded' },
  ...{ confirm: 'confirmed', check: 'checked', cosign: 'cosigned', review: 'reviewed' },
};
type MatterAct = keyof typeof MATTER;
const matterKinds = (noun: string) =>
  Object.fromEntries(Object.entries(MATTER).map(([act, verb]) => [`${noun}.${act}`, `${noun}.${verb}`]));

/** The entry kind that each act writes: what a post may do is asked of this. */
const KINDS: Record<ActName, string> = {
  'alarm.acknowledge': 'alarm.acknowledged',
  'alarm.assign': 'alarm.assigned',
  'alarm.shelve': 'alarm.shelved',
  'alarm.unshelve': 'alarm.unshelved',
  'alarm.nominate': 'duty.nominated',
  'duty.call': 'duty.called',
  'duty.handover': 'duty.handedOver',
  ...(meetingKinds as Record<MeetingAct, string>),
  'wall.send': 'wall.sent',
  'case.open': 'case.opened',
  'case.advance': 'case.advanced',
  'check.record': 'check.recorded',
  'gateDay.close': 'gate-day.closed',
  'gateDay.closeAll': 'gate-day.closed',
  'gateDay.waive': 'gate-day.waived',
  'gateDay.settle': 'gate-day.settled',
  'gateDay.correct': 'gate-day.corrected',
  'gateDay.dispute': 'gate-day.disputed',
  'gateDay.answer': 'gate-day.answered',
  'calendar.state': 'calendar.stated',
  'enterprise.register': 'enterprise.registered',
  'enterprise.state': 'enterprise.registered',
  'promise.state': 'enterprise.promised',
  'promise.withdraw': 'enterprise.promiseWithdrawn',
  'promise.list': 'enterprise.promised',
  'station.entrust': 'station.entrusted',
  'check.join': 'check.joined',
  'case.join': 'case.joined',
  'handover.results': 'case.advanced',
  'zone.state': 'zone.stated',
  'rule.state': 'rule.stated',
  'pass.grant': 'pass.granted',
  'pass.withdraw': 'pass.withdrawn',
  'alert.raise': 'alert.raised',
  'alert.lift': 'alert.lifted',
  ...(matterKinds('target') as Record<`target.${MatterAct}`, string>),
  'target.allot': 'target.allotted',
  ...(matterKinds('plan') as Record<`plan.${MatterAct}`, string>),
  'action.create': 'action.created',
  'action.receive': 'action.received',
  'action.report': 'action.reported',
  'action.extend': 'action.extensionAsked',
  'action.decide': 'action.extended',
  'action.close': 'action.closingAsked',
  'action.confirm': 'action.confirmed',
  'action.drop': 'action.closed',
  'person.appoint': 'person.appointed',
  'person.leave': 'person.left',
  'person.standIn': 'person.stoodIn',
  'person.endStandIn': 'person.standInEnded',
  'key.revoke': 'key.revoked',
};

/** An administrator's alone, whatever the table lets others write. */
const APPOINTING = ['person.appoint', 'person.leave'];

export const queries = {
  me: {
    reads: ['key', 'registry', 'sync'],
    run(context: Context) {
      const { person, name, unit, post, device, unlocked } = context.me;
      const acts = Object.entries(KINDS).flatMap(([act, kind]) => (mayDo(context, kind) ? [act] : []));
      const shown = mayAppoint(context)
        ? [...acts, 'person.invite', 'person.codes', 'person.takeBack']
        : acts.filter((act) => !APPOINTING.includes(act));
      return {
        ...{ person, name, unit, post, device, unlocked, acts: shown },
        demo: context.demo,
        readOnly: shown.length === 0,
      };
    },
  },
} satisfies Partial<Queries>;
