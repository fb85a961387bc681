import type { Output } from '../../domain/contract.ts';
import type { Text } from '../text.ts';

export type Request = Output<'targets.proposals'>['proposals'][number];
export type Line = Output<'targets.inForce'>['targets'][number];
export type Unit = Line['unit'];

export const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

export const unitOf = (request: Pick<Request, 'body' | 'target'>): Unit =>
  request.body.unit === 'percent' || request.target.endsWith('.share') ? 'percent' : 'count';

/** The line that a request would change, as it stands: null where it adds one, or the line is no longer there. */
export function lineChanged(request: Pick<Request, 'body' | 'target'>, lines: readonly Line[]): Line | null {
  const replaces = textOf(request.body.replaces);
  return lines.find((line) => line.id === request.target && line.dueOn === replaces) ?? null;
}

/** A request as a sentence: what it would change, from what to what. */
export function titleOf(request: Request, lines: readonly Line[], text: Text): string {
  const t = text.targets;
  const unit = unitOf(request);
  const was = lineChanged(request, lines);
  const due = textOf(request.body.replaces) ?? textOf(request.body.dueOn) ?? '';
  return t.change(
    t.target[request.target] ?? request.target,
    due,
    was ? t.value(was.value, unit) : '',
    t.value(request.value, unit),
  );
}
