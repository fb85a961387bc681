import { Mark } from '../../parts/Mark.tsx';
import { type Text, useText } from '../../text.ts';
import { useQuery } from '../../use.ts';
import s from './headline.module.css';
import { type Group, headGroups } from './headline.ts';

function sentence(group: Group, t: Text): string {
  const words = t.overview;
  const state = t.common.state[group.state];
  const names = group.lines.map((line) => t.wall.lines[line]);
  if (group.count !== null) return words.count(names[0] ?? '', group.count, state);
  const told = words.lines(names.join(words.join), state);
  return group.more > 0 ? `${told} ${words.more(group.more)}` : told;
}

const notEmpty = (part: readonly Group[]) => part.length > 0;

/** One sentence made by rule from the six states: the three-second answer. */
export function Headline({ date }: { date: string | null }) {
  const t = useText();
  const told = useQuery('overview.now', date === null ? {} : { date }).value;
  if (!told) return <h1>{t.overview.title}</h1>;
  const groups = headGroups(told.lines);
  const unknown = told.lines.filter((line) => line.value === null).length;
  return (
    <h1 className={s.headline}>
      {/* On a wide wall the first two stand before the panel's seam, the rest after it. */}
      {[groups.slice(0, 2), groups.slice(2)].filter(notEmpty).map((part) => (
        <span key={part[0]?.state ?? ''} className={s.part}>
          {part.map((group) => (
            <span key={group.state}>
              <Mark of={group.state} />
              {sentence(group, t)}
            </span>
          ))}
        </span>
      ))}
      {groups.length === 0 && unknown === 0 && <span className={s.calm}>{t.overview.calm}</span>}
      {unknown > 0 && (
        <span className={s.calm}>
          <Mark of="unknown" />
          {t.overview.unknown(unknown)}
        </span>
      )}
    </h1>
  );
}
