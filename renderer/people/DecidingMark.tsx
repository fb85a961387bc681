import { decidesTargets } from '../../domain/post.ts';
import { useText } from '../text.ts';
import s from './people.module.css';

/** Beside a post that decides targets, so that it is seen among the others. */
export function DecidingMark({ post }: { post: string | undefined }) {
  const t = useText().parts.deciding;
  if (post === undefined || !decidesTargets(post)) return null;
  return <span className={`${s.tag} ${s.decides}`}>{t.mark}</span>;
}
