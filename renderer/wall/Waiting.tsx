import { Refusal } from '../../domain/rpc.ts';
import { useText } from '../text.ts';

/**
 * In place of a scene that has no value yet: being read, or why it cannot be, in words of the hall; the console's own
 * message is for its log. Never a zero.
 */
export function Waiting({ error }: { error: Error | null }) {
  const t = useText();
  if (!error) return <p className="quiet">{t.common.loading}</p>;
  const code = error instanceof Refusal ? error.code : 'failed';
  return <p data-unreadable={code}>{t.common.unreadable(t.wall.why[code] ?? code)}</p>;
}
