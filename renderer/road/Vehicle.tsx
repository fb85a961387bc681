import { type FormEvent, useId, useState } from 'react';
import { Link, useLocation } from 'wouter';
import type { VehicleHistory } from '../../domain/contract/road.ts';
import { classify } from '../../domain/plate.ts';
import frame from '../desk/frame.module.css';
import { Nothing } from '../desk/Nothing.tsx';
import form from '../duty/act-form.module.css';
import { Plate } from '../parts/Plate.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Part } from './CaseDetail.tsx';
import { type Line, pathTo } from './place.ts';
import { Read } from './Read.tsx';
import s from './road.module.css';
import { LeadsTag, shortId, useCaseWords } from './tags.tsx';
import { BasisLine } from './Verdict.tsx';

/** A VIN has seventeen letters and digits and no sign of a province. */
const isVin = (text: string) => /^[A-HJ-NPR-Z0-9]{17}$/i.test(text) && classify(text).class === 'other';

/** Everything this console knows of one vehicle, by its plate or its VIN; what is looked at stands in the address. */
export function VehicleSearch({ line, asked }: { line: Line; asked: string }) {
  const t = useText().road;
  const [, go] = useLocation();
  const id = useId();
  const [text, setText] = useState(asked);
  const find = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') go(pathTo(line, 'vehicle', text.trim()));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <main className={s.page} tabIndex={0} aria-label={t.vehicleTitle}>
      <h2 className="sr-only">{t.vehicleTitle}</h2>
      <form className={s.find} onSubmit={find} noValidate>
        <p className={form.field}>
          <label htmlFor={id}>{t.vehicleField}</label>
          <input id={id} value={text} maxLength={32} onChange={(event) => setText(event.target.value)} />
        </p>
        <button type="submit" className={frame.primary}>
          {t.vehicleFind}
        </button>
        <p className={frame.quiet}>{t.vehicleHint}</p>
      </form>
      {asked !== '' && <History line={line} asked={asked} />}
    </main>
  );
}

function History({ line, asked }: { line: Line; asked: string }) {
  const t = useText().road;
  const answer = useQuery('vehicle.history', isVin(asked) ? { vin: asked } : { plate: asked });
  return (
    <Read answer={answer}>
      {(history) => (
        <article className={s.wide}>
          <p className={s.tags}>
            {history.plate === null ? <b>{history.vin}</b> : <Plate plate={history.plate} />}
            {history.plateClass !== null && (
              <span>{t.plateClass[history.plateClass] ?? history.plateClass}</span>
            )}
          </p>
          {history.items.length === 0 ? (
            <Nothing title={t.vehicleNone} hint={t.vehicleNoneHint} />
          ) : (
            <Items line={line} items={history.items} />
          )}
          <Part title={t.repeats}>
            <p>{t.repeatRule(history.rule.times, history.rule.months, history.rule.passResets)}</p>
            <BasisLine of={history.rule.basis} />
          </Part>
          <Part title={t.vehiclePasses}>
            {history.passes.length === 0 && <p>{t.none}</p>}
            <ul className={s.lines}>
              {history.passes.map((pass) => (
                <li key={pass.id} className={s.tags}>
                  <b>{pass.code}</b>
                  <span>{pass.zones.join(t.comma)}</span>
                  <span>
                    {pass.from} {t.until(pass.to)}
                  </span>
                  <span>{pass.valid ? t.passState.valid : t.passState.over}</span>
                </li>
              ))}
            </ul>
          </Part>
        </article>
      )}
    </Read>
  );
}

function Items({ line, items }: { line: Line; items: VehicleHistory['items'] }) {
  const t = useText().road;
  const when = useWhen();
  const words = useCaseWords();
  const result = (state: string) => (t.checkResult as Record<string, string>)[state] ?? state;
  const kindOf = ({ noun, kind }: VehicleHistory['items'][number]) =>
    noun === 'case' ? words.kind(kind) : ((t.checkKind as Record<string, string>)[kind] ?? kind);
  return (
    <table className={s.table}>
      <caption className="sr-only">{t.vehicleTitle}</caption>
      <thead>
        <tr>
          {Object.values(t.vehicleHeads).map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td className="nowrap">{when(item.at)}</td>
            <td className="nowrap">
              <Link href={pathTo(line, item.noun === 'case' ? 'cases' : 'checks', item.id)}>
                {t.noun[item.noun]}　{kindOf(item)}
              </Link>
            </td>
            <td>{item.place ?? t.noPlace}</td>
            <td className="nowrap">
              {item.noun === 'case' ? words.stage(item.state) : result(item.state)}
              {item.joinedInto !== null && `　${t.joinedInto} ${shortId(item.joinedInto)}`}
            </td>
            <td>
              {item.repeats.map((each) => (
                <span key={each.pollutant} className={s.tags}>
                  {t.pollutant[each.pollutant]}{' '}
                  {(each.leads === 'unknown' ? t.repeatAtLeast : t.repeatCount)(each.count)}{' '}
                  <LeadsTag leads={each.leads} />
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
