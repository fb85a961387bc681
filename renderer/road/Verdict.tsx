import type { CaseView } from '../../domain/contract/road.ts';
import { useText } from '../text.ts';
import s from './road.module.css';
import { Unconfirmed } from './tags.tsx';

type Judged = NonNullable<CaseView['judged']>;

/** What the rules say of a truck at a place and time: the answer, and each rule that made it, with its basis. */
export function Verdict({ judged }: { judged: Judged }) {
  const t = useText().road;
  return (
    <div className={s.verdict}>
      <p>
        <b>{t.verdict[judged.verdict]}</b>
        {judged.pass !== null && <span>{t.byPass(judged.pass)}</span>}
        {judged.reasons.length === 0 && judged.pass === null && <span>{t.noRule}</span>}
      </p>
      <ul>
        {judged.reasons.map((reason) => (
          <li key={`${reason.rule} ${reason.zone}`}>
            <p>
              <b>{t.why[reason.why]}</b>
              <span>{reason.zone}</span>
              <span>{reason.name}</span>
              {reason.lacks.map((lack) => (
                <span key={lack}>{t.lacksWhat[lack]}</span>
              ))}
              {reason.alert !== null && <span>{t.alertOn}</span>}
            </p>
            <BasisLine of={reason.basis} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Nothing of a draft is shown as law: its status stands beside it. */
export function BasisLine({
  of: { document, article, status },
}: {
  of: { document: string; article: string; status: string };
}) {
  const t = useText().road;
  return (
    <p className={s.basis}>
      {t.basis(document, article, t.status[status] ?? status)} {status !== '正式' && <Unconfirmed />}
    </p>
  );
}
