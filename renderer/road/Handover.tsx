import type { HandoverList } from '../../domain/contract/road.ts';
import frame from '../desk/frame.module.css';
import { PaperButton } from '../parts/PaperButton.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import type { Line } from './place.ts';
import { Read } from './Read.tsx';
import { Results } from './Results.tsx';
import type { Rights } from './Road.tsx';
import s from './road.module.css';
import { PlateTag, useCaseWords } from './tags.tsx';

type To = 'police' | 'transport';

/** 移送: what of this line is in other hands, as a list to take out; and what came back. */
export function Handover({ line, rights }: { line: Line; rights: Rights }) {
  const t = useText().road;
  const receivers: readonly To[] = line === 'road' ? ['police'] : ['police', 'transport'];
  return (
    <main className={s.rules}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.page} aria-label={t.parts.handover} tabIndex={0}>
        <p className={frame.quiet}>{t.handHint}</p>
        {receivers.map((to) => (
          <Receiver key={to} to={to} line={line} />
        ))}
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.side} aria-label={t.take} tabIndex={0}>
        <Results rights={rights} />
      </section>
    </main>
  );
}

function Receiver({ to, line }: { to: To; line: Line }) {
  const t = useText().road;
  const answer = useQuery('handover.list', { to, line });
  return (
    <section className={s.part} aria-label={t.handTo[to]}>
      <div className={s.partHead}>
        <h2>
          {t.handTo[to]} <small>{answer.value?.rows.length}</small>
        </h2>
        <PaperButton paper="handover-list" params={{ to, line }} label={t.word} />
        <PaperButton paper="handover-table" params={{ to, line }} label={t.excel} />
      </div>
      <Read answer={answer}>
        {({ rows }) =>
          rows.length === 0 ? <p>{t.handNone}</p> : <Rows rows={rows} caption={t.handTo[to]} />
        }
      </Read>
    </section>
  );
}

function Rows({ rows, caption }: { rows: HandoverList['rows']; caption: string }) {
  const t = useText().road;
  const when = useWhen();
  const words = useCaseWords();
  return (
    <table className={s.table}>
      <caption className="sr-only">{caption}</caption>
      <thead>
        <tr>
          {Object.values(t.handHeads).map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.case}>
            <td>
              <PlateTag plate={row.plate} />
            </td>
            <td className="nowrap">{words.kind(row.kind)}</td>
            <td className="nowrap">{row.capturedAt === null ? t.none : when(row.capturedAt)}</td>
            <td>
              {row.place ?? t.noPlace}
              {row.device !== null && <small>　{row.deviceName ?? row.device}</small>}
            </td>
            <td className="nowrap">{when(row.heldSince)}</td>
            <td className={s.number}>{row.days}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
