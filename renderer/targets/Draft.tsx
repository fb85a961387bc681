import { useEffect, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import type { Output } from '../../domain/contract.ts';
import { COUNTIES } from '../../domain/county.ts';
import { clockOf, dayOf, parseTime } from '../../domain/day.ts';
import { TARGET_IDS, TARGETS, type TargetId } from '../../domain/target.ts';
import { ActForm, Field, useReason } from '../duty/ActForm.tsx';
import { ChoiceField, DayField } from '../parts/fields.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import { useCall, useNow, useQuery } from '../use.ts';
import type { Line } from './request.ts';
import s from './targets.module.css';
import { useKept } from './use-kept.ts';
import { WhatIfOf } from './WhatIf.tsx';

/** A request as it is written; numbers and days as text, as they are typed. */
interface Written {
  target: string;
  replaces: string;
  county: string;
  enterprise: string;
  value: string;
  dueOn: string;
  effectiveFrom: string;
  until: '' | 'day' | 'alert';
  effectiveTo: string;
  untilAlert: string;
  reason: string;
  cosign: string;
  reviewOn: string;
  grounds: Output<'ground.freeze'>['grounds'];
}

const EMPTY: Written = {
  ...{ target: '', replaces: '', county: '', enterprise: '', value: '', dueOn: '', effectiveFrom: '' },
  ...{ until: '', effectiveTo: '', untilAlert: '', reason: '', cosign: '', reviewOn: '', grounds: [] },
};

/** The body of `target.proposed` that is written so far; null while value or a day is missing or can't be read. */
export function bodyOf(written: Written) {
  const value = Number(written.value);
  const { target, dueOn, effectiveFrom, until } = written;
  if (!Object.hasOwn(TARGETS, target) || written.value.trim() === '' || !Number.isFinite(value)) return null;
  if (dueOn === '' || effectiveFrom === '') return null;
  const units = written.cosign.split(/[、,，;；\s]+/).filter(Boolean);
  return {
    ...{ target, value, unit: TARGETS[target as TargetId].unit, dueOn, effectiveFrom },
    scope: {
      ...TARGETS[target as TargetId].scope,
      ...(written.county ? { county: written.county } : {}),
      ...(written.enterprise ? { enterprise: written.enterprise } : {}),
    },
    replaces: written.replaces || null,
    reason: written.reason.trim(),
    ...(until === 'day' && written.effectiveTo ? { effectiveTo: written.effectiveTo } : {}),
    ...(until === 'alert' && written.untilAlert ? { untilAlert: written.untilAlert } : {}),
    ...(units.length > 0 ? { cosign: units } : {}),
    ...(written.reviewOn ? { reviewOn: written.reviewOn } : {}),
    grounds: written.grounds,
  };
}

/** Drafting a request: kept on this machine at every pause, tried beside it as it stands, sent once it is signed. */
export function Draft({ id, lines }: { id: string | null; lines: readonly Line[] }) {
  const drafts = useQuery('drafts.list', {}).value?.drafts;
  if (!drafts) return null;
  const kept = drafts.find((each) => each.id === id)?.body;
  return (
    <Form
      id={kept ? id : null}
      kept={{ ...EMPTY, ...(kept as Partial<Written> | undefined) }}
      lines={lines}
    />
  );
}

function Form({ id, kept, lines }: { id: string | null; kept: Written; lines: readonly Line[] }) {
  const text = useText();
  const t = text.targetDesk.draft;
  const call = useCall();
  const [, go] = useLocation();
  const first = useRef(kept);
  const [written, setWritten] = useState(first.current);
  const draft = useKept('target', id);
  // Kept from the first change on, so that looking at an empty form writes nothing.
  useEffect(() => {
    if (written !== first.current) draft.keep({ ...written });
  }, [written, draft.keep]);
  const change = (of: Partial<Written>) => setWritten((now) => ({ ...now, ...of }));
  const body = useMemo(() => bodyOf(written), [written]);
  const made = useRef('');
  const send = () => {
    if (!body) return t.notValid;
    if (body.reason === '') return text.targets.form.needed(t.reason);
    return call('target.propose', body).then(async ({ id: proposal }) => {
      made.current = proposal;
      await draft.drop();
    });
  };
  return (
    <div className={s.draft}>
      <div>
        <ActForm
          title={t.title}
          send={send}
          onDone={() => go(`/targets/request/${encodeURIComponent(made.current)}`)}
          onCancel={() => go('/targets')}
        >
          <What written={written} lines={lines} change={change} />
          <When written={written} change={change} />
          <Field label={t.reason} value={written.reason} onChange={(reason) => change({ reason })} long />
          <Field label={t.cosign} value={written.cosign} onChange={(cosign) => change({ cosign })} />
          <DayField
            label={t.reviewOn}
            value={written.reviewOn}
            onChange={(reviewOn) => change({ reviewOn })}
          />
          <Grounds written={written} change={change} />
          <p className={s.quiet} role="status">
            {draft.said}
          </p>
        </ActForm>
        <p className={s.more}>
          <button
            type="button"
            onClick={() => {
              void draft.drop().then(() => go('/targets'));
            }}
          >
            {t.drop}
          </button>
        </p>
      </div>
      <div>{body ? <WhatIfOf input={{ draft: body }} /> : <p className={s.quiet}>{t.notValid}</p>}</div>
    </div>
  );
}

interface Part {
  written: Written;
  change(of: Partial<Written>): void;
}

/** Which target, which of its lines, for whom, and to what. */
function What({ written, lines, change }: Part & { lines: readonly Line[] }) {
  const text = useText();
  const t = text.targetDesk.draft;
  const { language } = usePlace();
  const today = dayOf(useNow(60_000));
  const rows = useQuery('gates.day', { date: today }).value?.rows ?? [];
  const own = lines.filter((line) => line.id === written.target);
  const { tier } = Object.hasOwn(TARGETS, written.target)
    ? TARGETS[written.target as TargetId].scope
    : { tier: undefined };
  return (
    <>
      <div className={s.fields}>
        <ChoiceField
          label={t.target}
          value={written.target}
          options={[['', '—'], ...TARGET_IDS.map((each) => [each, text.targets.target[each]!] as const)]}
          onChange={(target) => {
            const next = lines.findLast((line) => line.id === target)?.dueOn ?? '';
            change({ target, replaces: next, dueOn: next, enterprise: '', grounds: [] });
          }}
        />
        <ChoiceField
          label={t.line}
          value={written.replaces}
          options={[
            ...own.map((line) => {
              const value = text.targets.value(line.value, line.unit);
              return [line.dueOn, t.lineOf(value, line.dueOn)] as const;
            }),
            ['', t.newLine],
          ]}
          onChange={(replaces) => change({ replaces, ...(replaces ? { dueOn: replaces } : {}) })}
        />
      </div>
      {tier !== undefined && (
        <div className={s.fields}>
          <ChoiceField
            label={t.county}
            value={written.county}
            options={[
              ['', t.all],
              ...COUNTIES.map((each) => [each.code, language === 'zh' ? each.zh : each.en] as const),
            ]}
            onChange={(county) => change({ county, enterprise: '' })}
          />
          <ChoiceField
            label={t.enterprise}
            value={written.enterprise}
            options={[
              ['', t.all],
              ...rows
                .filter((row) => row.tier === tier && (!written.county || row.county === written.county))
                .map((row) => [row.enterprise, row.shortName] as const),
            ]}
            onChange={(enterprise) => change({ enterprise })}
          />
        </div>
      )}
    </>
  );
}

/** The new value, from when and until when. */
function When({ written, change }: Part) {
  const text = useText();
  const t = text.targetDesk.draft;
  const alert = useQuery('overview.now', {}).value?.alert ?? null;
  const ends = [
    ['', t.untilNone],
    ['day', t.untilDay],
    ...(alert ? [['alert', t.untilAlert(text.parts.alert.level[alert.level])] as const] : []),
  ] as const;
  return (
    <>
      <div className={s.fields}>
        <Field label={t.value} value={written.value} onChange={(value) => change({ value })} />
        <DayField label={t.dueOn} value={written.dueOn} onChange={(dueOn) => change({ dueOn })} />
        <DayField
          label={t.from}
          value={written.effectiveFrom}
          onChange={(effectiveFrom) => change({ effectiveFrom })}
        />
      </div>
      <div className={s.fields}>
        <ChoiceField
          label={t.until}
          value={written.until}
          options={ends}
          onChange={(until) => change({ until: until as Written['until'], untilAlert: alert?.id ?? '' })}
        />
        {written.until === 'day' && (
          <DayField
            label={t.day}
            value={written.effectiveTo}
            onChange={(effectiveTo) => change({ effectiveTo })}
          />
        )}
      </div>
    </>
  );
}

function Grounds({ written, change }: Part) {
  const text = useText();
  const t = text.targetDesk.draft;
  const call = useCall();
  const why = useReason();
  const [wrong, setWrong] = useState('');
  const { grounds, target } = written;
  const freeze = async () => {
    setWrong('');
    try {
      change(await call('ground.freeze', { target }));
    } catch (error) {
      setWrong(why(error));
    }
  };
  const at = parseTime(grounds[0]?.at ?? '');
  return (
    <fieldset className={s.phase}>
      <legend>{t.grounds}</legend>
      {grounds.length === 0 ? (
        <p className={s.quiet}>{t.noGrounds}</p>
      ) : (
        <ul>
          {grounds.map((ground) => (
            <li key={ground.path} className={s.row}>
              <span>{ground.label}</span>
              <b>
                {ground.value} {ground.unit}
              </b>
            </li>
          ))}
        </ul>
      )}
      {at !== null && <p className={s.quiet}>{t.frozenAt(clockOf(at))}</p>}
      <p>
        <button type="button" aria-disabled={target === ''} onClick={() => target !== '' && void freeze()}>
          {grounds.length === 0 ? t.freeze : t.freezeAgain}
        </button>
      </p>
      {wrong !== '' && <p role="alert">{wrong}</p>}
    </fieldset>
  );
}
