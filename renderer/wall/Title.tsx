import { useText } from '../text.ts';
import type { Scene } from './scenes.ts';

/** A scene's title, and what it is about beside it. */
export function Title({ scene }: { scene: Scene }) {
  const t = useText();
  return (
    <h1>
      {scene.title(t)}
      {scene.subtitle && `　${scene.subtitle(t)}`}
    </h1>
  );
}
