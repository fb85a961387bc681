import { countyOf } from '../../domain/county.ts';
import { parsePost } from '../../domain/post.ts';
import { groupOf } from '../../domain/unit.ts';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';

/** A post or role in words: `leader:source` is 源头治理组组长. What the table does not have is shown as it is. */
export function usePostName(): (post: string) => string {
  const t = useText().desk;
  const { language } = usePlace();
  return (text) => {
    const post = parsePost(text);
    if (!post) return text === '' ? t.noPost : text;
    if (post.role === 'leader' || post.role === 'member') return t[post.role](groupOf(post.group)[language]);
    if (post.role === 'county') return t.county(countyOf(post.county)?.[language] ?? post.county);
    return t.post[post.role] ?? post.role;
  };
}
