import { useQuery } from '../use.ts';

/** Bureaux, counties and people by name, for a form to offer; any other name can be typed. */
export function useNames(): { units: readonly string[]; people: readonly string[] } {
  const known = useQuery('people.list', {}).value;
  return {
    units: (known?.units ?? []).map(({ shortName }) => shortName),
    people: [...new Set((known?.people ?? []).map(({ name }) => name))],
  };
}
