import { useState } from 'react';
import type { RoadRules } from '../../domain/contract/road.ts';
import { POLLUTANTS } from '../../domain/repeat.ts';
import frame from '../desk/frame.module.css';
import { useRefusalReason } from '../parts/reason.ts';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { Part } from './CaseDetail.tsx';
import { Passes } from './Passes.tsx';
import type { Line } from './place.ts';
import { Read } from './Read.tsx';
import { RepeatForm } from './RepeatForm.tsx';
import type { Rights } from './Road.tsx';
import s from './road.module.css';
import { RuleForm } from './rule-forms.tsx';
import { Try } from './Try.tsx';
import { BasisLine } from './Verdict.tsx';
import { LineDrawing, ZoneForm } from './ZoneForm.tsx';

type Rule = RoadRules['rules'][number];
type Stating = 'rule' | 'zone' | 'repeat' | null;

/** Zones and rules with their basis, what is refused and why; a vehicle to try; pass codes. */
export function Rules({ line, rights }: { line: Line; rights: Rights }) {
  const t = useText().road;
  const answer = useQuery('road.rules', {});
  const [stating, setStating] = useState<Stating>(null);
  const [said, setSaid] = useState('');
  const done = () => {
    setStating(null);
    setSaid(t.stateDone);
  };
  const closing = { onDone: done, onCancel: () => setStating(null) };
  return (
    <main className={s.rules}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.page} aria-label={t.rulesTitle} tabIndex={0}>
        <h2 className="sr-only">{t.rulesTitle}</h2>
        <p role="status" className={frame.done}>
          {said}
        </p>
        <Read answer={answer}>
          {(rules) => (
            <>
              {stating === 'rule' && <RuleForm zones={rules.zones} {...closing} />}
              {stating === 'zone' && <ZoneForm zones={rules.zones} {...closing} />}
              {stating === 'repeat' && <RepeatForm now={rules.repeat} {...closing} />}
              {stating === null && <State line={line} rights={rights} onState={setStating} />}
              {line === 'emission' && <RepeatNow rule={rules.repeat} />}
              <Zones zones={rules.zones} />
              <Part title={t.inForce}>
                <RuleRows rules={rules.rules.filter((each) => !each.ahead)} />
              </Part>
              <Part title={t.ahead}>
                <RuleRows rules={rules.rules.filter((each) => each.ahead)} />
              </Part>
              <Refused refused={rules.refused} />
            </>
          )}
        </Read>
      </section>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={s.side} aria-label={t.try} tabIndex={0}>
        <Try zones={answer.value?.zones ?? []} />
        <Passes rules={answer.value ?? null} rights={rights} />
      </section>
    </main>
  );
}

function State({
  line,
  rights,
  onState,
}: {
  line: Line;
  rights: Rights;
  onState(what: NonNullable<Stating>): void;
}) {
  const t = useText().road;
  if (!rights.may('rule.state'))
    return <p className={s.shut}>{rights.readOnly ? t.readOnly : t.mayNot(t.stateRule)}</p>;
  return (
    <div className={frame.acts}>
      <button type="button" className={frame.primary} onClick={() => onState('rule')}>
        {t.stateRule}
      </button>
      <button type="button" onClick={() => onState('zone')}>
        {t.stateZone}
      </button>
      {line === 'emission' && (
        <button type="button" onClick={() => onState('repeat')}>
          {t.stateRepeat}
        </button>
      )}
    </div>
  );
}

/** The repeat rule in force: how often, above which limits, and what only screens. */
function RepeatNow({ rule }: { rule: RoadRules['repeat'] }) {
  const t = useText().road;
  return (
    <Part title={t.repeats}>
      <p>
        <b>{t.repeatRule(rule.times, rule.months, rule.passResets)}</b>
      </p>
      <p className={s.tags}>
        {POLLUTANTS.map((of) => (
          <span key={of}>
            {t.limitOf[of]} {rule.limits[of] ?? t.none}
            {rule.screening.includes(of) && `（${t.useAs.screen}）`}
          </span>
        ))}
      </p>
      <BasisLine of={rule.basis} />
    </Part>
  );
}

function Zones({ zones }: { zones: RoadRules['zones'] }) {
  const t = useText().road;
  return (
    <Part title={t.zonesTitle}>
      <ul className={s.lines}>
        {zones.map((zone) => (
          <li key={`${zone.zone} ${zone.from}`}>
            <p className={s.tags}>
              <b>{zone.name}</b>
              {zone.within !== null && <span>{t.within(zone.within)}</span>}
              <span>{zone.polygon ? t.line : t.noLine}</span>
              <Span from={zone.from} to={zone.to} />
              <span>{zone.stated ? t.signed : t.seed}</span>
            </p>
            <BasisLine of={zone.basis} />
            {zone.polygon && <LineDrawing corners={zone.polygon} />}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Span({ from, to }: { from: string; to: string | null }) {
  const t = useText().road;
  return (
    <span className="nowrap">
      {t.from(from)}
      {to !== null && ` ${t.until(to)}`}
    </span>
  );
}

/** Whom a rule concerns, in words. */
function useWhom(): (rule: Pick<Rule, 'sizes' | 'energies'>) => string {
  const t = useText().road;
  return ({ sizes, energies }) => {
    const parts = [
      sizes?.map((size) => t.size[size] ?? size).join(t.comma),
      energies?.map((energy) => t.energy[energy] ?? energy).join(t.comma),
    ].filter((part) => part !== undefined);
    return parts.length ? parts.join('　') : t.anyVehicle;
  };
}

function RuleRows({ rules }: { rules: readonly Rule[] }) {
  const t = useText().road;
  const whom = useWhom();
  if (rules.length === 0) return <p>{t.none}</p>;
  return (
    <ul className={s.lines}>
      {rules.map((rule) => (
        <li key={`${rule.rule} ${rule.from}`}>
          <p className={s.tags}>
            <b>{rule.name}</b>
            {!rule.ahead && (
              <span className={rule.active ? s.strong : 'quiet'}>{rule.active ? t.active : t.asleep}</span>
            )}
          </p>
          <p className={s.tags}>
            <span>{t.effect[rule.effect]}</span>
            <span>{rule.zones.join(t.comma)}</span>
            <span>{whom(rule)}</span>
            <span>
              {rule.hours.length
                ? rule.hours.map((hours) => `${hours.from}–${hours.to}`).join(t.comma)
                : t.allDay}
            </span>
            {rule.alert && (
              <span>{t.byAlert(rule.alert.map((level) => t.level[level] ?? level).join(t.comma))}</span>
            )}
            <Span from={rule.from} to={rule.to} />
            <span>{rule.by !== null ? t.signedBy(rule.by) : rule.stated ? t.signed : t.seed}</span>
          </p>
          <BasisLine of={rule.basis} />
        </li>
      ))}
    </ul>
  );
}

function Refused({ refused }: { refused: RoadRules['refused'] }) {
  const t = useText().road;
  const reason = useRefusalReason();
  return (
    <Part title={t.refused}>
      {refused.length === 0 ? (
        <p>{t.refusedNone}</p>
      ) : (
        <>
          <p className={frame.quiet}>{t.refusedHint}</p>
          <ul className={s.lines}>
            {refused.map((each) => (
              <li key={each.id} className={s.tags}>
                <b>{reason(each.reason)}</b>
                <span>{each.kind}</span>
                <span className="quiet">{each.id}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Part>
  );
}
