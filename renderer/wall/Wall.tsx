import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { scenes } from './scenes.ts';

export function Wall({ scene }: { scene?: string }) {
  const t = useText();
  const place = usePlace();
  const shown = scenes.find((each) => each.id === scene) ?? scenes[0];
  if (!shown) return <p>{t.wall.nothing}</p>;
  return <shown.component date={place.date} />;
}
