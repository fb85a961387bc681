import { useMemo, useState } from 'react';
import { Link } from 'wouter';
import { clockOf, parseTime } from '../../domain/day.ts';
import { PaperButton } from '../parts/PaperButton.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import type { Amendment } from './acts.tsx';
import { Dates } from './Dates.tsx';
import { Acts, Standing, StateTag, untilText } from './Matter.tsx';
import { type Line, type Request, scopeOf, textOf, titleOf, unitOf } from './request.ts';
import s from './targets.module.css';
import { WhatIfOf } from './WhatIf.tsx';

/** A request: what it asks, what it would mean, what it rests on, and what is said and decided about it. */
export function RequestDetail({
  request,
  requests,
  lines,
  due,
}: {
  request: Request;
  requests: readonly Request[];
  lines: readonly Line[];
  due: boolean;
}) {
  const text = useText();
  const t = text.targets;
  const when = useWhen();
  const value = (n: number) => t.value(n, unitOf(request.target));
  const rivals = requests.filter((each) => request.rivals.includes(each.id));
  const { body } = request;
  const scope = scopeOf(body.scope, text);
  const [from, dueOn] = [textOf(body.effectiveFrom) ?? '', textOf(body.dueOn) ?? ''];
  const asked = request.value;
  const amend = useMemo(() => ({ value: asked, dueOn, effectiveFrom: from }), [asked, dueOn, from]);
  const [tried, setTried] = useState<Amendment | null>(null);
  return (
    <article className={s.article}>
      <p className={s.over}>
        <StateTag row={request} />
        <span>{t.asked(request.by, when(request.at))}</span>
        <span>{request.receipted ? t.receipted : t.notReceipted}</span>
        <PaperButton paper="target-request" params={{ proposal: request.id }} label={t.print} />
      </p>
      <h2 className={s.title}>
        <Dates>{titleOf(request, lines, text)}</Dates>
      </h2>
      <p className={s.under}>
        {scope !== '' && <b>{scope}</b>}
        {from !== '' && <span>{t.from(from)}</span>}
        <span>{untilText(body, t)}</span>
        {request.untilAlert?.liftedOn && <b>{t.alertLifted(request.untilAlert.liftedOn)}</b>}
        {request.reviewOn && <span>{due ? t.reviewDue : t.reviewOn(request.reviewOn)}</span>}
      </p>
      {rivals.length > 0 && (
        <section className={s.rivals} aria-label={t.rivals}>
          <h3>{t.rivals}</h3>
          <ul>
            {rivals.map((each) => (
              <li key={each.id} className={s.row}>
                <Link href={`/targets/request/${encodeURIComponent(each.id)}`}>
                  {titleOf(each, lines, text)}
                </Link>
                <span>{t.by(each.by, when(each.at))}</span>
              </li>
            ))}
          </ul>
          <p>{t.rivalsHint}</p>
        </section>
      )}
      {textOf(body.reason) !== null && (
        <p className={s.reason}>
          <b>{t.reason}：</b>
          {textOf(body.reason)}
        </p>
      )}
      <WhatIfOf input={{ proposal: request.id, ...(tried ? { amended: tried } : {}) }} />
      <Grounds proposal={request.id} />
      <Standing row={request} value={value} />
      <Acts noun="target" row={request} due={due} value={value} amend={amend} onTry={setTried} />
    </article>
  );
}

const short = (hash: string): string => (hash.length > 9 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);

/** Figures as they were frozen, beside the values of this moment. */
function Grounds({ proposal }: { proposal: string }) {
  const t = useText().targets;
  const grounds = useQuery('targets.grounds', { proposal }).value?.grounds;
  if (!grounds) return null;
  const shown = (value: number | string | null, unit: string) =>
    value === null ? t.unknown : `${value} ${unit}`;
  return (
    <section className={s.grounds} aria-label={t.grounds}>
      <h3>{t.grounds}</h3>
      {grounds.length === 0 ? (
        <p className={s.quiet}>{t.noGrounds}</p>
      ) : (
        <table>
          <thead>
            <tr>
              {(['label', 'value', 'at', 'now', 'source'] as const).map((head) => (
                <th key={head} scope="col" className={head === 'value' || head === 'now' ? s.number : ''}>
                  {t.ground[head]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {grounds.map((ground) => (
              <tr key={`${ground.query} ${ground.label}`}>
                <th scope="row">{ground.label}</th>
                <td className={`${s.number} ${s.frozen}`}>{shown(ground.value, ground.unit)}</td>
                <td>{atText(ground.at)}</td>
                <td className={s.number}>
                  {ground.now === ground.value ? t.same : shown(ground.now, ground.unit)}
                </td>
                <td title={ground.hash}>
                  {ground.query} {short(ground.hash)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function atText(at: string): string {
  const ms = parseTime(at);
  return ms === null ? at : `${at.slice(5, 10)} ${clockOf(ms)}`;
}
