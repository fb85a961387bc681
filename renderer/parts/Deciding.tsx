import { Link } from 'wouter';
import type { Output } from '../../domain/contract.ts';
import { dayOf, parseTime } from '../../domain/day.ts';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './deciding.module.css';
import { Mark } from './Mark.tsx';
import { usePostName } from './post.ts';

type Given = Output<'people.deciding'>['given'][number];

/** Who was given a post that decides targets, or a device for it, in one sentence. */
export function useDecidingText(): (given: Given) => string {
  const t = useText().parts.deciding;
  const post = usePostName();
  const when = useWhen();
  return ({ kind, person, post: of, by, at }) =>
    kind === 'person.appointed'
      ? t.appointed(person.name, post(of), by || t.office, when(at))
      : t.certified(person.name, post(of), when(at));
}

/** For the day on which it came to the office: nobody is to learn of it by chance. Nothing on other days. */
export function DecidingNotice() {
  const t = useText().parts.deciding;
  const say = useDecidingText();
  const today = dayOf(useNow(60_000));
  const given = useQuery('people.deciding', {}).value?.given ?? [];
  const those = given.filter(({ at }) => dayOf(parseTime(at) ?? 0) === today);
  if (those.length === 0) return null;
  return (
    <section className={s.notice} aria-label={t.title}>
      <b>
        <Mark of="info" />
        {t.title}
      </b>
      <ul>
        {those.map((each) => (
          <li key={each.id}>{say(each)}</li>
        ))}
      </ul>
      <Link href="/people/log">{t.open}</Link>
    </section>
  );
}
