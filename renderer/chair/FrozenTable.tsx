import type { Frozen, MeetingFigures } from '../../domain/contract/meetings.ts';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './frozen.module.css';

type Now = MeetingFigures['figures'][number];

/** 'a41f…09c2': enough of a fingerprint to compare by eye; the whole stands in the title. */
const short = (hash: string): string => (hash.length > 9 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);

/** What the item rests on: the value frozen for the minutes beside the value of this moment. */
export function FrozenTable({
  figures,
  now,
}: {
  figures: readonly Frozen[];
  now: readonly Now[] | undefined;
}) {
  const t = useText().chair;
  const when = useWhen();
  const times = new Set(figures.map((figure) => when(figure.at)));
  const [one] = times;
  return (
    <section className={s.evidence} aria-label={t.evidence}>
      <h2>
        {t.evidence}{' '}
        <small>{one === undefined ? t.notFrozen : times.size === 1 ? t.frozenAt(one) : t.frozenMixed}</small>
      </h2>
      {figures.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t.cols.name}</th>
              <th scope="col" className={s.figure}>
                {t.cols.frozen}
              </th>
              <th scope="col">{t.cols.at}</th>
              <th scope="col" className={s.now}>
                {t.cols.now}
              </th>
              <th scope="col">{t.cols.source}</th>
            </tr>
          </thead>
          <tbody>
            {figures.map((figure) => (
              <Row key={figure.id} figure={figure} now={now?.find((each) => each.id === figure.id)} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

/** A number grouped by thousands, a word as it is. */
const written = (value: number | string): string =>
  typeof value === 'number' ? value.toLocaleString('en-US', { maximumFractionDigits: 1 }) : value;

function Row({ figure, now }: { figure: Frozen; now: Now | undefined }) {
  const t = useText();
  const when = useWhen();
  const same = now !== undefined && now.now !== null && !now.changed;
  return (
    <tr data-figure={figure.id}>
      <th scope="row">{figure.label}</th>
      <td className={s.figure}>
        {figure.value === null ? <Unknown /> : `${written(figure.value)} ${figure.unit}`}
      </td>
      <td className="nowrap">{when(figure.at)}</td>
      <td className={same || now === undefined || now.now === null ? `${s.now} ${s.same}` : s.now}>
        {now === undefined ? (
          ''
        ) : same ? (
          t.chair.unchanged
        ) : now.now === null ? (
          <Unknown />
        ) : (
          `${written(now.now)} ${figure.unit}`
        )}
      </td>
      <td className={s.hash} title={figure.hash}>
        <span>{figure.query}</span> <span>{short(figure.hash)}</span>
        {now?.verified === false && (
          <b className="is-overdue">
            <Mark of="overdue" />
            {t.chair.broken}
          </b>
        )}
      </td>
    </tr>
  );
}

function Unknown() {
  const t = useText().common.data;
  return (
    <span className={s.words}>
      <Mark of="unknown" />
      {t.unknown}
    </span>
  );
}
