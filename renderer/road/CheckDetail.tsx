import { useState } from 'react';
import { Link } from 'wouter';
import type { CheckView } from '../../domain/contract/checks.ts';
import frame from '../desk/frame.module.css';
import { ActForm } from '../duty/ActForm.tsx';
import { Mark } from '../parts/Mark.tsx';
import { PaperButton } from '../parts/PaperButton.tsx';
import { useText } from '../text.ts';
import { useCall, useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Part } from './CaseDetail.tsx';
import { ResultWord } from './Checks.tsx';
import { Select } from './case-forms.tsx';
import { Media } from './Media.tsx';
import { PersonalFields } from './PersonalFields.tsx';
import { type Line, pathTo } from './place.ts';
import { Read } from './Read.tsx';
import type { Rights } from './Road.tsx';
import s from './road.module.css';
import { PlateTag, shortId, Unconfirmed, useCounty } from './tags.tsx';

interface Shown {
  line: Line;
  rights: Rights;
  onDone(what: string): void;
}

/** One check with its officers and record; a count at a gate beside what the gate's system sent of that hour. */
export function CheckDetail({ id, ...rest }: Shown & { id: string }) {
  const answer = useQuery('checks.view', { check: id });
  return <Read answer={answer}>{(view) => <View view={view} {...rest} />}</Read>;
}

const textOf = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
const objectOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};

function View({ view, line, rights, onDone }: Shown & { view: CheckView }) {
  const t = useText().road;
  const when = useWhen();
  const county = useCounty();
  const devices = Array.isArray(view.body.devices) ? view.body.devices.map(String) : [];
  return (
    <article className={s.one} aria-label={t.checkKind[view.kind]}>
      <p className={s.tags}>
        {view.plate !== null && <PlateTag plate={view.plate} />}
        <span>{when(view.at)}</span>
        <span>{view.by}</span>
        {view.saved === 'here' && <span>{t.saved}</span>}
        {view.plate !== null && <Link href={pathTo(line, 'vehicle', view.plate)}>{t.vehicleLink}</Link>}
      </p>
      <h2>
        {t.checkKind[view.kind]}　<ResultWord of={view.result} />
      </h2>
      <p>
        {view.place ?? view.enterprise ?? t.noPlace}　{county(view.county)}
      </p>
      <div className={frame.acts}>
        <PaperButton paper="check-record" params={{ check: view.id }} label={t.recordPaper} />
      </div>
      <Twins view={view} line={line} rights={rights} onDone={onDone} />
      {view.case !== null && (
        <p className={s.tags}>
          <b>{t.caseOf}</b>
          <Link href={pathTo(line, 'cases', view.case)}>{shortId(view.case)}</Link>
        </p>
      )}
      {view.kind === 'gate_count' && (
        <Part title={t.compared}>
          <Comparison view={view} />
        </Part>
      )}
      <Officers view={view} />
      <Record of={objectOf(view.body.record)} />
      <Part title={t.devicesUsed}>
        <p>{devices.length ? devices.join(t.comma) : t.none}</p>
      </Part>
      <Media of={view.body.media} expired={view.filesExpired} />
      <PersonalFields document={view.document} entry={view.id} body={view.body} may={!rights.readOnly} />
    </article>
  );
}

function Twins({ view, line, rights, onDone }: Shown & { view: CheckView }) {
  const t = useText().road;
  const call = useCall();
  const [joining, setJoining] = useState(false);
  const [into, setInto] = useState(view.twins[0] ?? '');
  const joined = view.joinedInto !== null;
  if (!joined && view.twins.length === 0) return null;
  const name = joined ? t.unjoin : t.joinCheck;
  return (
    <>
      <p className={s.tags}>
        <b>{joined ? t.joinedInto : t.twins}</b>
        {(view.joinedInto === null ? view.twins : [view.joinedInto]).map((twin) => (
          <Link key={twin} href={pathTo(line, 'checks', twin)}>
            {shortId(twin)}
          </Link>
        ))}
      </p>
      {joining ? (
        <ActForm
          title={name}
          send={() => call('check.join', { check: view.id, into: joined ? null : into })}
          onDone={() => {
            setJoining(false);
            onDone(name);
          }}
          onCancel={() => setJoining(false)}
        >
          {!joined && <Select label={t.joinInto} value={into} options={view.twins} onChange={setInto} />}
        </ActForm>
      ) : (
        rights.may('check.join') && (
          <div className={frame.acts}>
            <button type="button" onClick={() => setJoining(true)}>
              {name}
            </button>
          </div>
        )
      )}
    </>
  );
}

/** What a person counted and what came in, one above the other; what differs is said in words. */
function Comparison({ view: { body, compared, notDownloaded, expired } }: { view: CheckView }) {
  const t = useText().road;
  const when = useWhen();
  const [from, to] = [textOf(body.from), textOf(body.to)];
  const number = (value: unknown) => (typeof value === 'number' ? String(value) : '—');
  const seen = ['lifts', 'otherGate', 'transfer'].filter(
    (name) => body[name] !== undefined && body[name] !== null,
  );
  return (
    <>
      {from !== null && to !== null && <p>{t.span(when(from), when(to))}</p>}
      {compared && (
        <p className={compared.verdict === 'same' ? undefined : `is-behind ${s.strong}`}>
          {compared.verdict !== 'same' && <Mark of="behind" />}
          {t.compareVerdict[compared.verdict]}
        </p>
      )}
      {expired !== null && <p>{t.expiredPassages(expired)}</p>}
      {notDownloaded && (
        <p>
          <Mark of="no-data" />
          {t.notDownloaded}
        </p>
      )}
      <table className={s.compare}>
        <caption className="sr-only">{t.compared}</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">{t.compareHeads.all}</th>
            <th scope="col">{t.compareHeads.green}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t.counted}</th>
            <td>{number(body.counted)}</td>
            <td>{number(body.green)}</td>
          </tr>
          <tr>
            <th scope="row">{t.received}</th>
            <td>{number(compared?.received.counted)}</td>
            <td>{number(compared?.received.green)}</td>
          </tr>
          <tr>
            <th scope="row">{t.missing}</th>
            <td>{number(compared?.missing)}</td>
            <td>{number(compared?.missingGreen)}</td>
          </tr>
        </tbody>
      </table>
      <p className={s.tags}>
        {seen.map((name) => (
          <span key={name}>
            {t.yesNo[name]}{' '}
            {typeof body[name] === 'boolean' ? (body[name] ? t.yes : t.no) : number(body[name])}
          </span>
        ))}
      </p>
    </>
  );
}

function Officers({ view }: { view: CheckView }) {
  const t = useText().road;
  const officers = Array.isArray(view.body.officers) ? view.body.officers : [];
  const few = view.kind !== 'gate_count' && view.officers[1] < 2;
  return (
    <Part title={t.officer}>
      <ul className={s.lines}>
        {officers.map((each: unknown) => {
          const name = typeof each === 'string' ? each : (textOf(objectOf(each).name) ?? t.none);
          const certificate = textOf(objectOf(each).certificate);
          return (
            <li key={`${name} ${certificate}`} className={s.tags}>
              <b>{name}</b>
              <span>{certificate === null ? t.noCertificate : t.certificate(certificate)}</span>
            </li>
          );
        })}
      </ul>
      {few && (
        <p className={s.tags}>
          <span>{t.officersFew}</span>
          <Unconfirmed />
        </p>
      )}
    </Part>
  );
}

function Record({ of }: { of: Record<string, unknown> }) {
  const t = useText().road;
  const text = textOf(of.text);
  const party = textOf(of.party);
  return (
    <Part title={t.record}>
      {text === null && party === null && <p>{t.recordNone}</p>}
      {text !== null && <p className={s.record}>{text}</p>}
      {party !== null && <p>{t.party[party] ?? party}</p>}
    </Part>
  );
}
