import type { Output } from '../../domain/contract.ts';
import { countyName } from '../../domain/county.ts';
import { dayOf } from '../../domain/day.ts';
import { TARGETS, type TargetId } from '../../domain/target.ts';
import { clock } from '../clock.ts';
import type { Text } from '../text.ts';
import { dayShort } from './Dates.tsx';

export type Request = Output<'targets.proposals'>['proposals'][number];
export type Line = Output<'targets.inForce'>['targets'][number];
export type Unit = Line['unit'];
type Asked = Pick<Request, 'body' | 'target' | 'value'>;

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

export const unitOf = (target: string): Unit =>
  Object.hasOwn(TARGETS, target)
    ? TARGETS[target as TargetId].unit
    : target.endsWith('.share')
      ? 'percent'
      : 'count';

/** The line that a request would change, as it stands: null where it adds one, or the line is no longer there. */
export function lineChanged({ body, target }: Asked, lines: readonly Line[]): Line | null {
  const replaces = textOf(body.replaces);
  return lines.find((line) => line.id === target && line.dueOn === replaces) ?? null;
}

/** A request as a sentence: what it would change, from what to what, until when. */
export function titleOf(asked: Asked, lines: readonly Line[], text: Text): string {
  const t = text.targets;
  const unit = unitOf(asked.target);
  const was = lineChanged(asked, lines);
  const today = dayOf(clock.now());
  const due = dayShort(textOf(asked.body.replaces) ?? textOf(asked.body.dueOn) ?? '', today);
  const change = t.change(
    t.target[asked.target] ?? asked.target,
    due,
    was ? t.value(was.value, unit) : '',
    t.value(asked.value, unit),
  );
  const to = textOf(asked.body.effectiveTo);
  return change + (to ? t.until(dayShort(to, today)) : textOf(asked.body.untilAlert) ? t.untilAlert : '');
}

/** What a request or a line is narrowed to beside its target: a county, an enterprise; empty for all of it. */
export function scopeOf(scope: unknown, text: Text): string {
  if (typeof scope !== 'object' || scope === null) return '';
  const { county, enterprise } = scope as Record<string, unknown>;
  const zh = text.targets.title === '目标' ? 'zh' : 'en';
  return [typeof county === 'string' ? countyName(county, zh) : '', textOf(enterprise) ?? '']
    .filter(Boolean)
    .join(' ');
}
