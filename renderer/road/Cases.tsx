import { useState } from 'react';
import { useLocation } from 'wouter';
import type { DeskCase } from '../../domain/contract/road.ts';
import type { Output } from '../../domain/contract.ts';
import { parseTime } from '../../domain/day.ts';
import frame from '../desk/frame.module.css';
import { Nothing } from '../desk/Nothing.tsx';
import { PickList } from '../desk/PickList.tsx';
import { Age } from '../parts/Age.tsx';
import { AreaLine, useArea } from '../parts/AreaLine.tsx';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { CaseDetail } from './CaseDetail.tsx';
import { OpenForm } from './OpenForm.tsx';
import { type Line, pathTo } from './place.ts';
import { Read } from './Read.tsx';
import type { Rights } from './Road.tsx';
import s from './road.module.css';
import { ClashTag, DueTag, LeadsTag, PlateTag, useCaseWords } from './tags.tsx';

const HOLDERS = ['environment', 'police', 'transport'] as const;
type Held = (typeof HOLDERS)[number] | 'all';

/** Cases of a line, the longest overdue first: in whose hands and since when, what the rules say, what is lacking. */
export function Cases({ line, id, rights }: { line: Line; id: string; rights: Rights }) {
  const t = useText().road;
  const [, go] = useLocation();
  const [held, setHeld] = useState<Held>('all');
  const [ended, setEnded] = useState(false);
  const [opening, setOpening] = useState(false);
  const [said, setSaid] = useState('');
  const area = useArea();
  const asked = {
    line,
    counties: area.counties,
    ...(held === 'all' ? {} : { holder: held }),
    ...(ended ? { ended } : {}),
  };
  const answer = useQuery('cases.desk', asked);
  const choose = (next: string) => {
    if (next !== id) setSaid('');
    setOpening(false);
    go(pathTo(line, 'cases', next), { replace: true });
  };
  const done = (what: string) => {
    setSaid(t.done(what));
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(id)}"]`)?.focus();
  };
  const made = (next: string) => {
    choose(next);
    setSaid(t.done(t.open));
  };
  return (
    <main className={s.columns}>
      <div className={s.left}>
        {rights.may('case.open') && (
          <p className={s.opener}>
            <button type="button" onClick={() => setOpening(true)}>
              {t.open}
            </button>
          </p>
        )}
        <Read answer={answer}>
          {(desk) => (
            <>
              <Holders desk={desk} held={held} onHold={setHeld} />
              <p className={s.above}>
                <label>
                  <input
                    type="checkbox"
                    checked={ended}
                    onChange={(event) => setEnded(event.target.checked)}
                  />
                  {t.withEnded}
                </label>
                <Age at={desk.asOf === null ? null : parseTime(desk.asOf)} freshness="fresh" />
              </p>
              <AreaLine area={area} left={desk.area} />
              {desk.cases.length === 0 && (
                <Nothing
                  title={held === 'all' ? t.empty : t.noneHere}
                  hint={held === 'all' ? t.emptyHint : ''}
                />
              )}
              <PickList label={t.list} rows={desk.cases} chosen={id} onChoose={choose}>
                {(row) => <Item row={row} />}
              </PickList>
              {desk.more > 0 && <p className={frame.quiet}>{t.more(desk.more)}</p>}
            </>
          )}
        </Read>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.detail} aria-label={t.parts.cases} tabIndex={0}>
        <p role="status" className={frame.done}>
          {said}
        </p>
        {opening ? (
          <OpenForm line={line} onMade={made} onCancel={() => setOpening(false)} />
        ) : id === '' ? (
          <p className={frame.quiet}>{t.pick}</p>
        ) : (
          <CaseDetail key={id} line={line} id={id} rights={rights} onDone={done} />
        )}
      </section>
    </main>
  );
}

function Holders({
  desk,
  held,
  onHold,
}: {
  desk: Output<'cases.desk'>;
  held: Held;
  onHold(held: Held): void;
}) {
  const t = useText().road;
  const { counts, byHolder } = desk;
  return (
    <>
      <p className={s.sums}>
        <span className={counts.overdue > 0 ? 'is-overdue' : undefined}>
          {counts.overdue > 0 && <Mark of="overdue" />}
          {t.counts(counts.overdue)}
        </span>
        {counts.clash > 0 && (
          <span className="is-behind">
            <Mark of="behind" />
            {t.clashCount(counts.clash)}
          </span>
        )}
      </p>
      <fieldset className={s.holders}>
        <legend className="sr-only">{t.holders}</legend>
        {(['all', ...HOLDERS] as const).map((each) => (
          <button key={each} type="button" aria-pressed={held === each} onClick={() => onHold(each)}>
            {each === 'all' ? t.all : t.holder[each]}{' '}
            <b>{each === 'all' ? counts.running : (byHolder[each] ?? 0)}</b>
          </button>
        ))}
      </fieldset>
    </>
  );
}

function Item({ row }: { row: DeskCase }) {
  const t = useText().road;
  const words = useCaseWords();
  const when = useWhen();
  return (
    <>
      <span className={frame.itemHead}>
        <PlateTag plate={row.plate} />
        <span className={s.strong}>{words.stage(row.stage)}</span>
        <span className={frame.end}>
          <DueTag of={row} />
        </span>
      </span>
      <span className={s.place}>
        {words.kind(row.kind)}　{row.place ?? t.noPlace}
      </span>
      <span className={frame.itemFoot}>
        {row.clash && <ClashTag />}
        {row.leads && <LeadsTag leads={row.leads} />}
        {row.lacks.length > 0 && <span>{t.lacksCount(row.lacks.length)}</span>}
        {row.device !== null && !row.deviceKnown && <span>{t.deviceUnlisted}</span>}
        {row.twins.length > 0 && <span>{t.twins}</span>}
        {row.holder !== 'nobody' && (
          <span className={frame.end}>{t.held(t.holder[row.holder], when(row.heldSince))}</span>
        )}
      </span>
    </>
  );
}
