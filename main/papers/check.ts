import { z } from 'zod';
import { placeOf } from '../../domain/case.ts';
import { type Check, type CheckState, checkOf } from '../../domain/check.ts';
import { dateZh } from '../../domain/chinese.ts';
import { clockOf, dayOf, isoShanghai } from '../../domain/day.ts';
import type { DeviceState } from '../../domain/registry.ts';
import { measured, type Pollutant, repeatRuleOn } from '../../domain/repeat.ts';
import { Refusal } from '../../domain/rpc.ts';
import type { Context } from '../app.ts';
import { maskedBody, plateIsOver } from '../keep.ts';
import { enterprisesOf } from '../registry.ts';
import { rulesOf } from '../road-book.ts';
import { statesIn } from '../states.ts';
import { docx, type Maker } from './maker.ts';
import { linesOf, momentZh, NONE } from './words.ts';

/** 现场检查笔录, from a check as its inspectors wrote it down. */

function checkFor(context: Context, id: string): Check {
  for (const doc of context.replica.family('checks').toReversed()) {
    const entry = context.replica.entry(doc, id);
    const check = entry && checkOf(entry);
    const state = check && context.replica.state<CheckState>('check', doc, id);
    if (check && state && plateIsOver(context, state)) return { ...check, body: maskedBody(check.body) };
    if (check) return check;
  }
  throw new Refusal('unknown_check', `${id}: no such check here`, id);
}

const KIND_ZH = { road: '路面检查', emission: '排放检测', gate_count: '门禁蹲点核数' };
const RESULT_ZH = { fit: '合格', unfit: '不合格', unclear: '无结果' };
const PARTY_ZH = { signed: '已签字', refused: '拒绝签字', absent: '当事人不在场' };

/** Two officers with certificates take part: what lacks is said, since a record without it may not hold. */
function officersZh({ body }: Check) {
  return (body.officers ?? []).map((each) =>
    typeof each === 'string'
      ? { name: each, unit: '', certificate: '未填' }
      : {
          name: each.name,
          unit: typeof each.unit === 'string' ? each.unit : '',
          certificate: each.certificate || '未填',
        },
  );
}

function devicesZh(context: Context, { body }: Check) {
  const all = statesIn<DeviceState>(context.replica, 'device', 'registry');
  const known = new Map(all.map((each) => [each.id, each]));
  return (body.devices ?? []).map((id) => {
    const until = known.get(id)?.fitness.calibratedTo;
    return { name: known.get(id)?.name ?? id, number: id, calibrated: until ? dateZh(until) : '未登记' };
  });
}

const POLLUTANT_ZH: Record<Pollutant, [name: string, unit: string]> = {
  opacity: ['不透光度', '%'],
  blackness: ['林格曼黑度', '级'],
  no: ['一氧化氮', 'ppm'],
};

/** Pollutants are judged by the limits that were in force on the day; limits are 依据待核. */
function readingsZh(context: Context, { at, body }: Check) {
  const rule = repeatRuleOn(rulesOf(context).repeat, dayOf(at));
  return measured(body.readings, body.limits, rule).map(({ pollutant, value, limit, over }) => {
    const [name, unit] = POLLUTANT_ZH[pollutant];
    return {
      ...{ name, value: `${value}${unit}`, limit: `${limit}${unit}（依据待核）` },
      judged: over ? '超过限值' : '未超过',
    };
  });
}

/** What was counted at a gate within the time, beside what the inspectors wrote. */
function findingsOf({ body }: Check): string[] {
  const { counted, green, unread, lifts, otherGate, transfer } = body;
  const facts = [
    counted == null ? '' : `共离场货车${counted}辆`,
    green == null ? '' : `其中绿牌${green}辆`,
    unread == null ? '' : `未识别${unread}辆`,
    lifts == null ? '' : `人工抬杆${lifts}次`,
    otherGate == null ? '' : otherGate ? '发现另有出入口通行' : '未发现另有出入口通行',
    transfer == null ? '' : transfer ? '发现厂外倒运' : '未发现厂外倒运',
  ].filter((each) => each !== '');
  return [...(facts.length > 0 ? [`${facts.join('，')}。`] : []), ...linesOf(body.record?.text ?? '')];
}

function recordOf(context: Context, check: Check) {
  const { body } = check;
  const moment = isoShanghai(check.at);
  const enterprise = enterprisesOf(context).find(({ id }) => id === body.enterprise);
  const where = placeOf(body.place).place ?? NONE;
  return {
    number: check.id,
    kind: KIND_ZH[check.kind],
    from: momentZh(body.from ?? moment),
    to: momentZh(body.to ?? null, ''),
    place: enterprise && body.gate ? `${enterprise.name}${body.gate}号门` : where,
    party: enterprise?.name ?? body.plate ?? NONE,
    plate: body.plate ?? NONE,
    vehicle: body.vehicleType ?? NONE,
    driver: '',
    officers: officersZh(check),
    devices: devicesZh(context, check),
    findings: findingsOf(check),
    readings: readingsZh(context, check),
    result: RESULT_ZH[check.result],
    signature: body.record?.party ? PARTY_ZH[body.record.party] : '',
    note: officersZh(check).length < 2 ? '检查人员不足两名。' : '',
  };
}

export const makers = {
  'check-record': docx('check-record', { check: z.string() }, (context, { check: id }) => {
    const check = checkFor(context, id);
    return {
      title: `${dayOf(check.at)} ${clockOf(check.at).replace(':', '')}`,
      data: recordOf(context, check),
    };
  }),
} satisfies Record<string, Maker>;
