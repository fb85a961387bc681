import type { Phase } from './plan.ts';

/** What one version of a group's plan changes of another, phase by phase and part by part. */
const PARTS = ['name', 'from', 'to', 'measure', 'unit'] as const;
export type PhasePart = (typeof PARTS)[number];
export type PhaseText = Pick<Phase, PhasePart>;

export type PhaseChange =
  | { kind: 'same' | 'changed'; before: PhaseText; after: PhaseText; parts: PhasePart[] }
  | { kind: 'added'; before: null; after: PhaseText; parts: [] }
  | { kind: 'removed'; before: PhaseText; after: null; parts: [] };

const samePart = (a: PhaseText, b: PhaseText) => (part: PhasePart) => a[part].trim() === b[part].trim();

/** Phases of one version by their place in the other: of the same name, else over the same days, which is a new name. */
function partners(before: readonly PhaseText[], after: readonly PhaseText[]): Map<number, number> {
  const found = new Map<number, number>();
  const taken = new Set<number>();
  const pair = (fits: (a: PhaseText, b: PhaseText) => boolean) =>
    after.forEach((phase, at) => {
      if (found.has(at)) return;
      const own = before.findIndex((each, index) => !taken.has(index) && fits(each, phase));
      if (own < 0) return;
      found.set(at, own);
      taken.add(own);
    });
  pair((a, b) => samePart(a, b)('name'));
  pair((a, b) => samePart(a, b)('from') && samePart(a, b)('to'));
  return found;
}

/**
 * Line by line in the order of the new version; what it leaves out stands where it stood, behind the phase that was
 * before it. Both versions can be read back from the lines.
 */
export function phaseChanges(before: readonly PhaseText[], after: readonly PhaseText[]): PhaseChange[] {
  const of = partners(before, after);
  const kept = new Set(of.values());
  const lines: PhaseChange[] = [];
  const removedAfter = (index: number) => {
    for (let at = index + 1; at < before.length && !kept.has(at); at++)
      lines.push({ kind: 'removed', before: before[at]!, after: null, parts: [] });
  };
  removedAfter(-1);
  for (const [at, phase] of after.entries()) {
    const own = of.get(at);
    if (own === undefined) {
      lines.push({ kind: 'added', before: null, after: phase, parts: [] });
      continue;
    }
    const was = before[own]!;
    const parts = PARTS.filter((part) => !samePart(was, phase)(part));
    lines.push({ kind: parts.length > 0 ? 'changed' : 'same', before: was, after: phase, parts });
    removedAfter(own);
  }
  return lines;
}

export const changed = (lines: readonly PhaseChange[]): number =>
  lines.filter(({ kind }) => kind !== 'same').length;
