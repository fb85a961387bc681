import type { Output } from '../../domain/contract.ts';

type Proposals = Output<'targets.proposals'>['proposals'];
type Lines = Output<'targets.inForce'>['targets'];

export interface Pending {
  id: string;
  target: string;
  /** Value of the line it would change; null where it adds one. */
  was: number | null;
  value: number;
  percent: boolean;
  dueOn: string | null;
  from: string | null;
  by: string;
  state: 'pending' | 'signed';
  scope: string;
  /** For all of its target, not for one county or enterprise: it stands as a line on the wall. */
  wide: boolean;
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Proposals that are not decided yet (or decided here and not receipted), with the line that each would change. */
export function pendingOf(proposals: Proposals, lines: Lines): Pending[] {
  const found: Pending[] = [];
  for (const proposal of proposals) {
    if (proposal.state !== 'pending' && proposal.state !== 'signed') continue;
    const { body } = proposal;
    const replaces = text(body.replaces);
    const line = lines.find((each) => each.id === proposal.target && each.dueOn === replaces);
    const given = typeof body.scope === 'object' && body.scope !== null ? body.scope : {};
    const scope = Object.values(given);
    found.push({
      id: proposal.id,
      target: proposal.target,
      was: line?.value ?? null,
      value: proposal.value,
      percent: body.unit === 'percent' || proposal.target.endsWith('.share'),
      dueOn: text(body.dueOn),
      from: text(body.effectiveFrom),
      by: proposal.by,
      state: proposal.state,
      scope: scope.filter((each): each is string => typeof each === 'string').join(' '),
      wide: !('county' in given) && !('enterprise' in given),
    });
  }
  return found;
}
