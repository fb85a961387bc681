import { useId, useState } from 'react';
import type { CarryChoice, CarryOffer, CarryState, Loads } from '../../domain/contract/field.ts';
import { COUNTIES } from '../../domain/county.ts';
import { addDays, dayOf } from '../../domain/day.ts';
import { useAreaName } from '../parts/AreaLine.tsx';
import { sizeText } from '../targets/file.ts';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import c from './carry.module.css';
import s from './field.module.css';

const FAMILIES = ['cases', 'checks', 'gate-days', 'gates', 'duty'] as const;
const FILES = ['details', 'pictures'] as const;
const BACK_DAYS = 30;

/** Out where it is in, in where it is out. */
const toggled = <T,>(all: readonly T[], one: T): T[] =>
  all.includes(one) ? all.filter((each) => each !== one) : [...all, one];

/** Before leaving: which area, time and ledgers to take along, with their size shown first. */
export function Carry() {
  const t = useText().field;
  const call = useCall();
  const today = dayOf(useNow(60_000));
  const state = useQuery('carry.state', {}).value;
  const head = useId();
  const [edited, setEdited] = useState<Partial<CarryChoice>>({});
  const [wrong, setWrong] = useState<string | null>(null);
  const choice = choiceNow(today, state?.choice ?? null, edited);
  const sane = choice.from <= choice.to;
  const offer = useQuery('carry.offer', sane ? choice : { ...choice, from: choice.to }).value;
  const edit = (part: Partial<CarryChoice>) => setEdited({ ...edited, ...part });
  const choose = (input: Parameters<typeof call<'carry.choose'>>[1]) =>
    call('carry.choose', input).then(
      () => setWrong(null),
      (error: Error) => setWrong(error.message),
    );
  return (
    <section aria-labelledby={head}>
      <h2>
        <span id={head}>{t.carry}</span>
        <small>{t.carryWhy}</small>
      </h2>
      <Area counties={choice.counties} onPick={(counties) => edit({ counties })} />
      <div className={s.pair}>
        <label className={s.input}>
          {t.from}
          <input
            type="date"
            value={choice.from}
            onChange={({ target }) => edit({ from: target.value || choice.from })}
          />
        </label>
        <label className={s.input}>
          {t.to}
          <input
            type="date"
            value={choice.to}
            onChange={({ target }) => edit({ to: target.value || choice.to })}
          />
        </label>
      </div>
      <fieldset className={s.choices}>
        <legend>{t.carryWhole}</legend>
        {FAMILIES.map((family) => (
          <button
            key={family}
            type="button"
            aria-pressed={choice.families.includes(family)}
            onClick={() => edit({ families: toggled(choice.families, family) })}
          >
            {t.carryFamilies[family]}
          </button>
        ))}
      </fieldset>
      <fieldset className={s.choices}>
        <legend>{t.carryByArea}</legend>
        {FILES.map((of) => (
          <button
            key={of}
            type="button"
            aria-pressed={choice.files.includes(of)}
            onClick={() => edit({ files: toggled(choice.files, of) })}
          >
            {t.carryFiles[of]}
          </button>
        ))}
      </fieldset>
      {offer && <Sizes offer={offer} choice={choice} />}
      {wrong && (
        <p role="alert" className={s.bad}>
          {wrong}
        </p>
      )}
      <div className={s.two}>
        <button type="button" aria-disabled={!sane} onClick={() => sane && void choose(choice)}>
          {t.carryTake}
        </button>
        <button type="button" onClick={() => void choose({ all: true })}>
          {t.carryAll}
        </button>
      </div>
      {offer && state && <Taken state={state} offer={offer} />}
    </section>
  );
}

/** What was chosen last, up to today, until somebody changes it. */
function choiceNow(today: string, taken: CarryChoice | null, edited: Partial<CarryChoice>): CarryChoice {
  return {
    ...{ from: addDays(today, -BACK_DAYS), to: today, families: ['cases', 'checks'] },
    ...{ counties: [], files: [...FILES] },
    ...(taken && { families: taken.families, counties: taken.counties, files: taken.files }),
    ...edited,
  };
}

function Area({ counties, onPick }: { counties: readonly string[]; onPick(counties: string[]): void }) {
  const t = useText().field;
  const name = useAreaName();
  return (
    <fieldset className={`${s.choices} ${c.area}`}>
      <legend>{t.carryArea}</legend>
      <button type="button" aria-pressed={counties.length === 0} onClick={() => onPick([])}>
        {name([])}
      </button>
      {COUNTIES.map(({ code }) => (
        <button
          key={code}
          type="button"
          aria-pressed={counties.includes(code)}
          onClick={() => onPick(toggled(counties, code))}
        >
          {name([code])}
        </button>
      ))}
    </fieldset>
  );
}

type Load = Loads['details'];

/** A size of files as far as the office told it; what it did not tell is said, never left out in silence. */
function useLoadText(): (load: Load, bytes: number) => string {
  const t = useText().field;
  return ({ files, unsized, away }, bytes) => {
    const known = files - unsized - away;
    const parts = [known > 0 || unsized + away === 0 ? sizeText(bytes) : null];
    if (unsized > 0) parts.push(t.carryUnsized(unsized));
    return parts.filter(Boolean).join(t.carryPlus);
  };
}

/** The sum told apart: ledgers, passages, pictures; what is to come; and what is not known. */
function Sizes({ offer, choice }: { offer: CarryOffer; choice: CarryChoice }) {
  const t = useText().field;
  const name = useAreaName();
  const text = useLoadText();
  const { details, pictures, bare, unread } = offer.files;
  const files = [
    ['details', details],
    ['pictures', pictures],
  ] as const;
  const sum = (of: 'bytes' | 'missing') => offer[of] + details[of] + pictures[of];
  const open = details.unsized + pictures.unsized + unread > 0 || offer.listedAt === null;
  const total = (of: 'bytes' | 'missing') => (open ? t.carryAtLeast(sizeText(sum(of))) : sizeText(sum(of)));
  return (
    <>
      <table className={c.sizes}>
        <caption className="sr-only">{t.carrySizes}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t.carryOf}</th>
            <th scope="col">{t.carrySum}</th>
            <th scope="col">{t.carryToCome}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t.carryLedgers}</th>
            <td>{t.carryDocuments(offer.documents.length)}</td>
            <td>{sizeText(offer.bytes)}</td>
            <td>{sizeText(offer.missing)}</td>
          </tr>
          {files
            .filter(([of]) => choice.files.includes(of))
            .map(([of, load]) => (
              <tr key={of}>
                <th scope="row">
                  {t.carryFiles[of]}　{name(choice.counties)}
                </th>
                <td>{t.carryCount(load.files)}</td>
                <td>{text(load, load.bytes)}</td>
                <td>{text(load, load.missing)}</td>
              </tr>
            ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t.carryTotal}</th>
            <td />
            <td>{total('bytes')}</td>
            <td>{total('missing')}</td>
          </tr>
        </tfoot>
      </table>
      {offer.listedAt === null && <p>{t.carryUnlisted}</p>}
      {unread > 0 && <p>{t.carryUnread(unread)}</p>}
      {details.away > 0 && <p>{t.carryAwayDetails(details.away)}</p>}
      {pictures.away > 0 && <p>{t.carryAway(pictures.away)}</p>}
      {bare > 0 && <p>{t.carryBare(bare)}</p>}
    </>
  );
}

/** What is taken along now, and how far it has come. */
function Taken({ state, offer }: { state: CarryState; offer: CarryOffer }) {
  const t = useText().field;
  const name = useAreaName();
  const connected = useQuery('field.state', {}).value?.connected ?? false;
  const { choice, documents, files } = state;
  if (choice === null) return <p>{offer.chosen === null ? t.carriedAll : t.carried(offer.chosen.length)}</p>;
  const bars = [
    { name: t.carryLedgers, here: documents.here, all: documents.all },
    ...FILES.filter((of) => choice.files.includes(of)).map((of) => ({
      ...{ name: t.carryFiles[of], here: files[of].here, all: files[of].files - files[of].away },
    })),
  ];
  const whole = bars.every(({ here, all }) => here >= all) && files.unread === 0;
  return (
    <div role="status">
      <p>
        <b>{t.carriedOf(name(choice.counties), choice.from.slice(5), choice.to.slice(5))}</b>{' '}
        {whole ? t.carriedWhole : connected ? t.carrying : t.carryHolds}
      </p>
      <ul className={c.bars}>
        {bars.map((each) => (
          <li key={each.name}>
            <span>{each.name}</span>
            <progress aria-label={each.name} value={each.here} max={Math.max(1, each.all)} />
            <span>{t.carryHere(each.here, each.all)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
