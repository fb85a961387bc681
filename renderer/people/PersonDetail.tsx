import { type ReactNode, useState } from 'react';
import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useDecidingText } from '../parts/Deciding.tsx';
import { Mark } from '../parts/Mark.tsx';
import { usePostName } from '../parts/post.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { DecidingMark } from './DecidingMark.tsx';
import { InviteForm, KeepForm, LeaveForm, PapersForm, RevokeForm, StandInForm } from './forms.tsx';
import s from './people.module.css';
import { inFours, type List, type PersonRow } from './place.ts';
import { Remark } from './UnitDetail.tsx';

type Key = PersonRow['keys'][number];
type Open =
  | { what: 'invite' | 'leave' | 'standIn' | 'papers' | 'keep' }
  | { what: 'revoke'; key: string }
  | { what: 'code'; invitation: Output<'person.invite'> }
  | { what: 'opened'; papers: Output<'paper.open'> }
  | null;

/** One person: post, keys and their state, and what may be done about them. */
export function PersonDetail({
  person,
  list,
  may,
}: {
  person: PersonRow;
  list: List;
  may(act: string): boolean;
}) {
  const t = useText().people;
  const post = usePostName();
  const [open, setOpen] = useState<Open>(null);
  const [done, setDone] = useState('');
  const close = (what?: string) => {
    setOpen(null);
    setDone(what === undefined ? '' : t.done(what));
  };
  return (
    <article>
      <div className={s.title}>
        <h2>{person.name}</h2>
        <span>{post(person.post)}</span>
        <DecidingMark post={person.post} />
      </div>
      <Given person={person.id} />
      <p>
        {person.unit}
        <Remark person={person} list={list} />
      </p>
      {!person.believed && !person.waiting && <p className={frame.quiet}>{t.notBelievedHint}</p>}
      <h3>{t.keys}</h3>
      {person.keys.length === 0 && <p className={frame.quiet}>{t.noKeys}</p>}
      <ul>
        {person.keys.map((key) => (
          <KeyItem key={key.key} of={key}>
            {may('key.revoke') && !key.revoked && (
              <button type="button" onClick={() => setOpen({ what: 'revoke', key: key.key })}>
                {t.act.revoke}
              </button>
            )}
          </KeyItem>
        ))}
      </ul>
      {open === null && <PersonActs person={person} may={may} onOpen={(what) => setOpen({ what })} />}
      <p role="status" className={frame.done}>
        {done}
      </p>
      <Opened person={person} list={list} open={open} onOpen={setOpen} onClose={close} />
    </article>
  );
}

/** How this person came to decide targets: who appointed them, and each device since. */
function Given({ person }: { person: string }) {
  const say = useDecidingText();
  const given = useQuery('people.deciding', {}).value?.given ?? [];
  const those = given.filter((each) => each.person.id === person);
  if (those.length === 0) return null;
  return (
    <ul className={frame.quiet}>
      {those.map((each) => (
        <li key={each.id}>{say(each)}</li>
      ))}
    </ul>
  );
}

function KeyItem({ of, children }: { of: Key; children: ReactNode }) {
  const t = useText().people;
  const when = useWhen();
  const { key, device, standing, certifiedAt, until, revoked, own } = of;
  const mark = standing === 'waiting' ? 'info' : standing === 'ended' ? 'behind' : null;
  return (
    <li className={s.keyItem}>
      <p className={s.keyHead}>
        <span className={s.print} data-standing={standing}>
          {inFours(key)}
        </span>
        <span className={s.standing} data-standing={standing}>
          {mark && <Mark of={mark} />}
          {t.standing[standing]}
        </span>
        {own && <span className={s.tag}>{t.keyFacts.own}</span>}
      </p>
      <p className={s.keyFacts}>
        {certifiedAt && <span>{t.keyFacts.certified(when(certifiedAt))}</span>}
        {standing !== 'revoked' && <span>{until ? t.keyFacts.until(until.slice(0, 10)) : t.noEnd}</span>}
        {device && <span>{t.keyFacts.device(device)}</span>}
      </p>
      {revoked && (
        <p className={s.keyFacts}>
          <span>
            {revoked.waiting
              ? t.revokeWaits
              : t.revokedBy(revoked.by || t.office, revoked.at === null ? '' : when(revoked.at))}
          </span>
          <span>{revoked.reason}</span>
        </p>
      )}
      {children}
    </li>
  );
}

function PersonActs({
  person,
  may,
  onOpen,
}: {
  person: PersonRow;
  may(act: string): boolean;
  onOpen(what: 'invite' | 'leave' | 'standIn' | 'papers' | 'keep'): void;
}) {
  const t = useText().people;
  const me = useQuery('me', {}).value;
  const gone = person.left !== null;
  const papers = me?.post === 'office' || me?.post === 'audit' || me?.person === person.id;
  const keeps = me?.post === 'office' || me?.person === person.id;
  const acts = [
    { what: 'invite' as const, able: may('person.invite') && !gone },
    { what: 'standIn' as const, able: may('person.standIn') && !gone },
    { what: 'leave' as const, able: may('person.leave') && !gone },
    { what: 'papers' as const, able: papers },
    { what: 'keep' as const, able: keeps },
  ];
  const able = acts.filter((act) => act.able);
  if (able.length === 0)
    return me ? (
      <p className={frame.quiet}>{t.mayNot(`${t.act.invite}、${t.act.revoke}、${t.act.papers}`)}</p>
    ) : null;
  return (
    <p className={s.acts}>
      {able.map(({ what }) => (
        <button type="button" key={what} onClick={() => onOpen(what)}>
          {t.act[what]}
        </button>
      ))}
    </p>
  );
}

function Opened({
  person,
  list,
  open,
  onOpen,
  onClose,
}: {
  person: PersonRow;
  list: List;
  open: Open;
  onOpen(next: Open): void;
  onClose(done?: string): void;
}) {
  const t = useText().people;
  const cancel = () => onClose();
  switch (open?.what) {
    case 'invite':
      return (
        <InviteForm
          person={person}
          onCode={(invitation) => onOpen({ what: 'code', invitation })}
          onCancel={cancel}
        />
      );
    case 'code':
      return <Code name={person.name} invitation={open.invitation} onClose={cancel} />;
    case 'leave':
      return (
        <LeaveForm person={person} day={list.date} onDone={() => onClose(t.act.leave)} onCancel={cancel} />
      );
    case 'standIn':
      return (
        <StandInForm person={person} list={list} onDone={() => onClose(t.act.standIn)} onCancel={cancel} />
      );
    case 'revoke':
      return <RevokeForm of={open.key} onDone={() => onClose(t.act.revoke)} onCancel={cancel} />;
    case 'papers':
      return (
        <PapersForm
          person={person}
          onOpened={(papers) => onOpen({ what: 'opened', papers })}
          onCancel={cancel}
        />
      );
    case 'keep':
      return <KeepForm person={person} onDone={() => onClose(t.act.keep)} onCancel={cancel} />;
    case 'opened':
      return <PapersPanel name={person.name} of={open.papers} onClose={cancel} />;
    default:
      return null;
  }
}

/** The code, once: it is nowhere else on the screen, and gone when it is put away. */
function Code({
  name,
  invitation: { code, expires },
  onClose,
}: {
  name: string;
  invitation: Output<'person.invite'>;
  onClose(): void;
}) {
  const t = useText().people.invited;
  const when = useWhen();
  return (
    <section className={s.panel} aria-label={t.title(name)}>
      <h3>{t.title(name)}</h3>
      <output className={s.code}>{code}</output>
      <p>{t.until(when(expires))}</p>
      <p>{t.once}</p>
      <p className={frame.quiet}>{t.how}</p>
      <button type="button" onClick={onClose}>
        {t.close}
      </button>
    </section>
  );
}

function PapersPanel({
  name,
  of: { papers, here },
  onClose,
}: {
  name: string;
  of: Output<'paper.open'>;
  onClose(): void;
}) {
  const t = useText().people;
  const when = useWhen();
  return (
    <section className={s.panel} aria-label={t.papers.title(name)}>
      <h3>{t.papers.title(name)}</h3>
      {papers.length === 0 && <p className={frame.quiet}>{t.papers.none}</p>}
      <dl className={`${frame.facts} ${s.facts}`}>
        {papers.map(({ kind, value, note, by, at }) => (
          <div key={kind} style={{ display: 'contents' }}>
            <dt>{t.paperKind[kind]}</dt>
            <dd>
              <b>{value}</b>
              {note && `　${note}`}
              <span className={s.sub}>{t.papers.by(by, when(at))}</span>
            </dd>
          </div>
        ))}
      </dl>
      {!here && <p className={frame.quiet}>{t.papers.fromOffice}</p>}
      <button type="button" onClick={onClose}>
        {t.papers.close}
      </button>
    </section>
  );
}
