import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import type { CheckRow } from '../../domain/contract/checks.ts';
import { dayOf, monthOf } from '../../domain/day.ts';
import frame from '../desk/frame.module.css';
import { Nothing } from '../desk/Nothing.tsx';
import { PickList } from '../desk/PickList.tsx';
import { AreaLine, useArea } from '../parts/AreaLine.tsx';
import { useText } from '../text.ts';
import { useNow, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { CheckDetail } from './CheckDetail.tsx';
import { type Line, pathTo } from './place.ts';
import { Read } from './Read.tsx';
import type { Rights } from './Road.tsx';
import s from './road.module.css';
import { PlateTag } from './tags.tsx';

const KINDS = ['road', 'emission', 'gate_count'] as const;
type Kind = (typeof KINDS)[number];

/** What was checked in a month, not only what was hit. */
export function Checks({ line, id, rights }: { line: Line; id: string; rights: Rights }) {
  const t = useText().road;
  const [, go] = useLocation();
  const today = dayOf(useNow(60_000));
  const field = useId();
  const [asked, setAsked] = useState('');
  const [kind, setKind] = useState<Kind | 'all'>(line);
  const [said, setSaid] = useState('');
  const month = asked || monthOf(today);
  const area = useArea();
  const answer = useQuery('checks.list', {
    month,
    counties: area.counties,
    ...(kind === 'all' ? {} : { kind }),
  });
  const choose = (next: string) => {
    if (next !== id) setSaid('');
    go(pathTo(line, 'checks', next), { replace: true });
  };
  return (
    <main className={s.columns}>
      <div className={s.left}>
        <fieldset className={s.holders}>
          <legend className="sr-only">{t.checksTitle}</legend>
          {(['all', ...KINDS] as const).map((each) => (
            <button key={each} type="button" aria-pressed={kind === each} onClick={() => setKind(each)}>
              {each === 'all' ? t.checkAll : t.checkKind[each]}
            </button>
          ))}
        </fieldset>
        <p className={s.above}>
          <label htmlFor={field}>{t.month}</label>
          <input
            id={field}
            type="month"
            value={month}
            max={monthOf(today)}
            onChange={(event) => setAsked(event.target.value)}
          />
        </p>
        <Read answer={answer}>
          {({ checks, more, area: left }) => (
            <>
              <AreaLine area={area} left={left} />
              {checks.length === 0 && <Nothing title={t.checkEmpty} hint={t.checkEmptyHint} />}
              <PickList label={t.checksTitle} rows={checks} chosen={id} onChoose={choose}>
                {(row) => <Item row={row} />}
              </PickList>
              {more > 0 && <p className={frame.quiet}>{t.more(more)}</p>}
            </>
          )}
        </Read>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.detail} aria-label={t.parts.checks} tabIndex={0}>
        <p role="status" className={frame.done}>
          {said}
        </p>
        {id === '' ? (
          <p className={frame.quiet}>{t.checkPick}</p>
        ) : (
          <CheckDetail
            key={id}
            line={line}
            id={id}
            rights={rights}
            onDone={(what) => setSaid(t.done(what))}
          />
        )}
      </section>
    </main>
  );
}

function Item({ row }: { row: CheckRow }) {
  const t = useText().road;
  const when = useWhen();
  return (
    <>
      <span className={frame.itemHead}>
        <ResultWord of={row.result} />
        <span>{t.checkKind[row.kind]}</span>
        <span className={frame.end}>{when(row.at)}</span>
      </span>
      <span className={s.place}>{row.place ?? row.enterprise ?? t.noPlace}</span>
      <span className={frame.itemFoot}>
        {row.plate !== null && <PlateTag plate={row.plate} />}
        {row.officers[1] < 2 && <span>{t.officersFew}</span>}
        {row.twins.length > 0 && <span>{t.twins}</span>}
        {row.saved === 'here' && <span>{t.saved}</span>}
        <span className={frame.end}>{row.by}</span>
      </span>
    </>
  );
}

/** A hit has weight, not a colour: a check that found something went well. */
export function ResultWord({ of }: { of: CheckRow['result'] }) {
  const t = useText().road;
  return <span className={of === 'unfit' ? s.strong : undefined}>{t.checkResult[of]}</span>;
}
