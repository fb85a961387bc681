import { z } from 'zod';
import { dateZh } from '../../domain/chinese.ts';
import { dayOf, parseTime } from '../../domain/day.ts';
import type { TargetProposal as Proposal } from '../../domain/decision.ts';
import { readClock } from '../../domain/ledger/clock.ts';
import { parsePost } from '../../domain/post.ts';
import { Refusal } from '../../domain/rpc.ts';
import { type Line, type Scope, scopeOf, targetFor } from '../../domain/target.ts';
import { groupOf } from '../../domain/unit.ts';
import type { Context } from '../app.ts';
import { decisionsOf, nameOf, rolesOf } from '../decisions.ts';
import { enterprisesOf } from '../registry.ts';
import { kindOf, queries } from '../targets.ts';
import { docx, type Maker } from './maker.ts';
import { contactOf, countyZh, dayZh, linesOf, TIER_ZH } from './words.ts';

/** 请示: a group's request to change a target, from its signed proposal. */

const unitZh = (unit: string) => (unit === 'percent' ? '%' : '');
const valueZh = (value: number, unit: string, dueOn: string) => `${value}${unitZh(unit)}（${dateZh(dueOn)}）`;

function scopeZh(context: Context, scope: Scope): string {
  if (scope.enterprise)
    return enterprisesOf(context).find((each) => each.id === scope.enterprise)?.name ?? scope.enterprise;
  const tiers: Record<string, string> = TIER_ZH;
  const tier = scope.tier ? (tiers[scope.tier] ?? scope.tier) : '';
  const county = scope.county ? countyZh(scope.county) : '';
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

/** What a request is called. */
export const requestZh = (target: string): string => `关于调整${kindOf(target)?.zh ?? target}目标的请示`;

const NOTE_ZH = { checked: '核稿', cosigned: '会签' };
const SAID_ZH = { agreed: '同意', objected: '有意见' };

function notesOf(context: Context, id: string) {
  const { proposals } = queries['targets.proposals'].run(context);
  const notes = proposals.find((each) => each.id === id)?.notes ?? [];
  return notes.map(({ kind, unit, by, outcome, remark, at }) => ({
    ...{ kind: NOTE_ZH[kind], unit: unit ?? '', by, outcome: SAID_ZH[outcome], remark, date: dayZh(at) },
  }));
}

export const makers = {
  'target-request': docx('target-request', { proposal: z.string() }, (context, { proposal: id }) => {
    const found = decisionsOf(context).proposals.find((each) => each.id === id);
    if (!found) throw new Refusal('unknown_proposal', `${id}: no such proposal here`, id);
    const { body, entry, by } = found;
    const before = lineBefore(context, found);
    const name = kindOf(body.target)?.zh ?? body.target;
    const title = requestZh(body.target);
    return {
      title,
      data: {
        number: '',
        signer: nameOf(context)(by),
        title,
        to: '焦作市绿色运输工作指挥部',
        target: name,
        scope: scopeZh(context, scopeOf(body.target, body.scope)),
        before: before ? valueZh(before.value, before.unit, before.dueOn) : '此前无目标',
        after: valueZh(body.value, body.unit, body.dueOn),
        from: dateZh(body.effectiveFrom),
        until: body.effectiveTo ? dateZh(body.effectiveTo) : body.untilAlert ? '重污染天气预警解除之日' : '',
        reason: linesOf(body.reason),
        grounds: groundsOf(found),
        notes: notesOf(context, id),
        basis: before ? `${before.basis.document}，${before.basis.article}（${before.basis.status}）` : '',
        unit: unitOf(context, found),
        date: dateZh(dayOf(readClock(entry.at).ms)),
        ...contactOf(context),
      },
    };
  }),
} satisfies Record<string, Maker>;
