import { z } from 'zod';
import { dateZh } from '../../domain/chinese.ts';
import { countyName } from '../../domain/county.ts';
import { dayOf, parseTime } from '../../domain/day.ts';
import type { TargetProposal as Proposal } from '../../domain/decision.ts';
import { readClock } from '../../domain/ledger/clock.ts';
import { parsePost } from '../../domain/post.ts';
import { Refusal } from '../../domain/rpc.ts';
import { type Line, type Scope, TARGETS, type TargetId, targetFor } from '../../domain/target.ts';
import { groupOf } from '../../domain/unit.ts';
import type { Context } from '../app.ts';
import { decisionsOf, nameOf, rolesOf } from '../decisions.ts';
import { enterprisesOf } from '../registry.ts';
import { docx, type Maker } from './maker.ts';

/** 请示: a group's request to change a target, from its signed proposal. */

const unitZh = (unit: string) => (unit === 'percent' ? '%' : '');
const valueZh = (value: number, unit: string, dueOn: string) => `${value}${unitZh(unit)}（${dateZh(dueOn)}）`;

function scopeZh(context: Context, scope: Scope): string {
  if (scope.enterprise)
    return enterprisesOf(context).find((each) => each.id === scope.enterprise)?.name ?? scope.enterprise;
  const tiers: Record<string, string> = {
    key_dual_high: '重点双高企业',
    other_gated: '其余设置门禁系统的企业',
  };
  const tier = scope.tier ? (tiers[scope.tier] ?? scope.tier) : '';
  const county = scope.county ? countyName(scope.county) : '';
  return `${county}${tier}` || '全市';
}

/** The line that the request would change, else what stands on its first day. */
function lineBefore(context: Context, { body }: Proposal): Line | null {
  const { book } = decisionsOf(context);
  const day = body.replaces ?? body.effectiveFrom;
  return targetFor(book, { target: body.target, day, ...body.scope }).inForce;
}

const Ground = z.looseObject({
  name: z.string().optional(),
  label: z.string().optional(),
  query: z.string().optional(),
  value: z.unknown(),
  asOf: z.string().optional(),
  at: z.string().optional(),
});

/** Grounds as the proposal froze them. What can't be read is said to be there, never left out. */
function groundsOf({ body }: Proposal) {
  return (body.grounds ?? []).map((given) => {
    const ground = Ground.safeParse(given);
    if (!ground.success) return { name: '无法识别的依据', value: JSON.stringify(given), asOf: '' };
    const { name, label, query, value, asOf, at } = ground.data;
    const when = parseTime(asOf ?? at ?? '');
    return {
      name: name ?? label ?? query ?? '依据',
      value: typeof value === 'string' ? value : JSON.stringify(value ?? ''),
      asOf: when === null ? (asOf ?? at ?? '') : dateZh(dayOf(when)),
    };
  });
}

/** The group whose leader asks; the person where no group is known. */
function unitOf(context: Context, { by }: Proposal): string {
  for (const role of rolesOf(context, by)) {
    const post = parsePost(role);
    if (post && (post.role === 'leader' || post.role === 'member')) return groupOf(post.group).zh;
  }
  return nameOf(context)(by);
}

export const makers = {
  'target-request': docx('target-request', { proposal: z.string() }, (context, { proposal: id }) => {
    const found = decisionsOf(context).proposals.find((each) => each.id === id);
    if (!found) throw new Refusal('unknown_proposal', `${id}: no such proposal here`, id);
    const { body, entry, by } = found;
    const name = Object.hasOwn(TARGETS, body.target) ? TARGETS[body.target as TargetId].zh : body.target;
    const before = lineBefore(context, found);
    const title = `关于调整${name}目标的请示`;
    return {
      title,
      data: {
        number: '',
        signer: nameOf(context)(by),
        title,
        to: '焦作市绿色运输工作指挥部',
        target: name,
        scope: scopeZh(context, body.scope),
        before: before ? valueZh(before.value, before.unit, before.dueOn) : '此前无目标',
        after: valueZh(body.value, body.unit, body.dueOn),
        from: dateZh(body.effectiveFrom),
        until: body.effectiveTo ? dateZh(body.effectiveTo) : body.untilAlert ? '重污染天气预警解除之日' : '',
        reason: body.reason.split(/\n+/).filter(Boolean),
        grounds: groundsOf(found),
        basis: before ? `${before.basis.document}，${before.basis.article}（${before.basis.status}）` : '',
        unit: unitOf(context, found),
        date: dateZh(dayOf(readClock(entry.at).ms)),
        contact: '',
        phone: '',
      },
    };
  }),
} satisfies Record<string, Maker>;
