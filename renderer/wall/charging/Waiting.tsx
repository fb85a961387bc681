import { useText } from '../../text.ts';

/** In place of a scene that has no value yet: being read, or why it cannot be. Never a zero. */
export function Waiting({ error }: { error: Error | null }) {
  const t = useText().common;
  return <p className="quiet">{error ? t.unreadable(error.message) : t.loading}</p>;
}
