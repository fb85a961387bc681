import { dayOf } from '../../domain/day.ts';
import { useNow } from '../use.ts';

/** The day that a view shows: the one looked back at, else today by the one clock. */
export function useToday(date: string | null): string {
  const now = useNow(10_000);
  return date ?? dayOf(now);
}
