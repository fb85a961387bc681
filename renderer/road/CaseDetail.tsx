import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import type { CaseView } from '../../domain/contract/road.ts';
import { colourIn } from '../../domain/vehicle.ts';
import frame from '../desk/frame.module.css';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { AdvanceForm, JoinForm } from './case-forms.tsx';
import { Media } from './Media.tsx';
import { PersonalFields } from './PersonalFields.tsx';
import { type Line, pathTo } from './place.ts';
import { Read } from './Read.tsx';
import type { Rights } from './Road.tsx';
import s from './road.module.css';
import {
  ClashTag,
  DueTag,
  LeadsTag,
  PlateTag,
  shortId,
  Unconfirmed,
  useCaseWords,
  useCounty,
} from './tags.tsx';
import { Verdict } from './Verdict.tsx';

type Open = { what: 'advance'; to: string } | { what: 'join'; into: string | null } | null;

/** One case: what it is, in whose hands, what the rules say and why, what came before it, and what may follow. */
export function CaseDetail({
  line,
  id,
  rights,
  onDone,
}: {
  line: Line;
  id: string;
  rights: Rights;
  onDone(what: string): void;
}) {
  const answer = useQuery('cases.view', { case: id });
  return (
    <Read answer={answer}>{(view) => <View line={line} view={view} rights={rights} onDone={onDone} />}</Read>
  );
}

function View({
  line,
  view,
  rights,
  onDone,
}: {
  line: Line;
  view: CaseView;
  rights: Rights;
  onDone(what: string): void;
}) {
  const t = useText().road;
  const words = useCaseWords();
  return (
    <article className={s.one} aria-label={words.kind(view.kind)}>
      <p className={s.tags}>
        <PlateTag plate={view.plate} />
        <DueTag of={view} />
        {view.clash && <ClashTag />}
        {view.leads && <LeadsTag leads={view.leads} />}
        {view.saved === 'here' && <span>{t.saved}</span>}
        {view.plate !== null && <Link href={pathTo(line, 'vehicle', view.plate)}>{t.vehicleLink}</Link>}
      </p>
      <h2>
        {words.kind(view.kind)}　{words.stage(view.stage)}
      </h2>
      <Warnings view={view} />
      <Next line={line} view={view} rights={rights} onDone={onDone} />
      {view.judged ? (
        <Part title={t.judged}>
          {view.clash && <p className={s.clash}>{t.clashLong}</p>}
          <Verdict judged={view.judged} />
        </Part>
      ) : (
        <Part title={t.repeats}>
          <Repeats line={line} of={view.repeats} self={view.id} />
        </Part>
      )}
      <Part title={t.lacksTitle}>
        <Evidence view={view} />
      </Part>
      <Facts view={view} />
      <Media of={view.opened.media} expired={view.filesExpired} />
      <Part title={t.history}>
        <History view={view} />
      </Part>
      <PersonalFields document={view.document} entry={view.entry} body={view.opened} may={!rights.readOnly} />
    </article>
  );
}

export function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={s.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

/** What its records' worth as evidence lacks. Of a device that nobody registered it is not known, which is not nothing. */
function Evidence({ view }: { view: CaseView }) {
  const t = useText().road;
  if (view.device === null) return <p>{t.noDevice}</p>;
  if (!view.deviceKnown)
    return (
      <p>
        <Mark of="unknown" />
        {t.deviceUnknown}
      </p>
    );
  if (view.lacks.length === 0) return <p>{t.lacksNone}</p>;
  return (
    <p className={s.tags}>
      {view.lacks.map((lack) => (
        <span key={lack}>{t.lacks[lack]}</span>
      ))}
      <Unconfirmed />
    </p>
  );
}

function Warnings({ view }: { view: CaseView }) {
  const t = useText().road;
  const words = useCaseWords();
  const lines = [
    ...view.conflicted.map(({ from, kept, other }) =>
      t.conflicts(words.stage(from), words.stage(kept), words.stage(other)),
    ),
    ...view.refused.map(({ to, reason }) => {
      const after = / does not follow (\w+)$/.exec(reason)?.[1];
      return t.refusedStep(words.stage(to), after === undefined ? null : words.stage(after));
    }),
  ];
  if (lines.length === 0) return null;
  return (
    <ul className={s.warnings}>
      {lines.map((each) => (
        <li key={each}>
          <Mark of="info" />
          {each}
        </li>
      ))}
    </ul>
  );
}

/** What may follow, and whether it is the same as another: both are a person's word. A clash proposes no step. */
function Next({
  line,
  view,
  rights,
  onDone,
}: {
  line: Line;
  view: CaseView;
  rights: Rights;
  onDone(what: string): void;
}) {
  const t = useText().road;
  const words = useCaseWords();
  const [open, setOpen] = useState<Open>(null);
  const keys = useRef<HTMLDivElement>(null);
  const left = useRef(false);
  const close = (what?: string) => {
    setOpen(null);
    left.current = what === undefined;
    if (what !== undefined) onDone(what);
  };
  // Who leaves a form is back at the keys that opened it.
  useLayoutEffect(() => {
    if (open !== null || !left.current) return;
    left.current = false;
    keys.current?.querySelector('button')?.focus();
  }, [open]);
  const twins = view.twins.length > 0 && (
    <p className={s.tags}>
      <b>{t.twins}</b>
      {view.twins.map((twin) => (
        <Link key={twin} href={pathTo(line, 'cases', twin)}>
          {shortId(twin)}
        </Link>
      ))}
      <span className="quiet">{t.twinsHint}</span>
    </p>
  );
  if (open?.what === 'advance')
    return (
      <AdvanceForm
        view={view}
        to={open.to}
        onDone={() => close(t.advanceTo(words.stage(open.to)))}
        onCancel={() => close()}
      />
    );
  if (open?.what === 'join')
    return (
      <JoinForm
        view={view}
        into={open.into}
        onDone={() => close(open.into === null ? t.unjoin : t.join)}
        onCancel={() => close()}
      />
    );
  return (
    <>
      {twins}
      {view.joinedInto !== null && (
        <p className={s.tags}>
          <b>{t.joinedInto}</b>
          <Link href={pathTo(line, 'cases', view.joinedInto)}>{shortId(view.joinedInto)}</Link>
        </p>
      )}
      {rights.may('case.advance') || rights.may('case.join') ? (
        <div className={`${frame.acts} ${s.next}`} ref={keys}>
          {rights.may('case.advance') &&
            view.next.map((to, at) => (
              <button
                key={to}
                type="button"
                className={at === 0 && !view.clash ? frame.primary : undefined}
                onClick={() => setOpen({ what: 'advance', to })}
              >
                {t.advanceTo(words.stage(to))}
              </button>
            ))}
          {rights.may('case.join') && view.joinedInto !== null && (
            <button type="button" onClick={() => setOpen({ what: 'join', into: null })}>
              {t.unjoin}
            </button>
          )}
          {rights.may('case.join') && view.joinedInto === null && view.twins.length > 0 && (
            <button type="button" onClick={() => setOpen({ what: 'join', into: view.twins[0]! })}>
              {t.join}
            </button>
          )}
        </div>
      ) : (
        <p className={s.shut}>{rights.readOnly ? t.readOnly : t.mayNot(t.next)}</p>
      )}
    </>
  );
}

/** A value of the opening as a person reads it; what is nested is shown part by part. */
function words(value: unknown, names: Record<string, string>): string {
  if (Array.isArray(value)) return String(value.length);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([, each]) => each !== null && typeof each !== 'object')
      .map(([name, each]) => `${names[name] ?? name} ${String(each)}`)
      .join('，');
  return String(value);
}

/** A device by the registry's name, its number behind it. */
const deviceText = (id: string, name: string | null) => (name === null ? id : `${name}（${id}）`);

function Facts({ view }: { view: CaseView }) {
  const t = useText().road;
  const when = useWhen();
  const county = useCounty();
  const colours = useText().gateDays.colours;
  const colour = colourIn(view.opened.plateColor);
  const more = Object.entries(view.opened).filter(
    ([name, value]) =>
      value !== null &&
      t.field[name] !== undefined &&
      !['capturedAt', 'place', 'device', 'county', 'media', 'plateColor'].includes(name),
  );
  const media = Array.isArray(view.opened.media) ? view.opened.media.length : 0;
  const rows: [string, string][] = [
    [
      t.holding,
      view.holder === 'nobody' ? t.holder.nobody : t.held(t.holder[view.holder], when(view.heldSince)),
    ],
    [t.field.capturedAt!, view.capturedAt === null ? t.none : when(view.capturedAt)],
    [t.openedAt, when(view.openedAt)],
    [t.field.place!, `${view.place ?? t.noPlace}　${county(view.county)}`],
    [t.field.device!, view.device === null ? t.none : deviceText(view.device, view.deviceName)],
    [t.field.media!, t.files(media)],
    ...(colour === undefined ? [] : [[t.field.plateColor!, colours[colour] ?? colour] as [string, string]]),
    ...more.map(([name, value]): [string, string] => [t.field[name]!, words(value, t.reading)]),
  ];
  return (
    <dl className={frame.facts}>
      {rows.map(([name, value]) => (
        <div key={name} className={s.fact}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** By pollutant: the reading, which hit of its window it is, with which others, and what that leads to. */
export function Repeats({ line, of, self }: { line: Line; of: CaseView['repeats']; self: string }) {
  const t = useText().road;
  if (of.length === 0) return <p>{t.repeatNone}</p>;
  return (
    <ul className={s.lines}>
      {of.map((each) => (
        <li key={each.pollutant} className={s.tags}>
          <b>{t.pollutant[each.pollutant]}</b>
          <span>{t.repeatLine(String(each.value ?? '—'), String(each.limit ?? '—'))}</span>
          <span>{(each.leads === 'unknown' ? t.repeatAtLeast : t.repeatCount)(each.count)}</span>
          <LeadsTag leads={each.leads} />
          <Unconfirmed />
          {each.with.length > 1 && (
            <span>
              {t.repeatWith}{' '}
              {each.with
                .filter((other) => other !== self)
                .map((other) => (
                  <Link key={other} href={pathTo(line, 'cases', other)}>
                    {shortId(other)}
                  </Link>
                ))}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function History({ view }: { view: CaseView }) {
  const when = useWhen();
  const words = useCaseWords();
  return (
    <ol className={s.lines}>
      {view.history.map((step) => (
        <li key={`${step.stage} ${step.at}`} className={s.step}>
          <time>{when(step.at)}</time>
          <p>
            <b>{words.stage(step.stage)}</b>　{step.by}
            {step.note !== null && <span>　{step.note}</span>}
          </p>
        </li>
      ))}
    </ol>
  );
}
