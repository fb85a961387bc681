import type { ActionsList } from '../../domain/contract/actions.ts';
import { PickList } from '../desk/PickList.tsx';
import { usePlace } from '../place.ts';
import { useText } from '../text.ts';
import s from './actions.module.css';
import { LightWord, numberWord } from './light.tsx';
import { unitWord } from './units.ts';

type Row = ActionsList['actions'][number];

/** The tasks, the worst first; up and down move, the row that has the focus is the one that the detail shows. */
export function ActionList({
  actions,
  chosen,
  onChoose,
}: {
  actions: readonly Row[];
  chosen: string;
  onChoose(id: string): void;
}) {
  return (
    <PickList
      label={useText().actions.list}
      rows={actions}
      chosen={chosen}
      onChoose={onChoose}
      mark="data-action"
      className={s.rows}
      rowClass={(row) => (isAbnormal(row) ? `${s.item} ${s.abnormal}` : s.item)}
    >
      {(row) => <Item row={row} />}
    </PickList>
  );
}

const isAbnormal = ({ light }: Row) => light === 'overdue' || light === 'behind';

function Item({ row }: { row: Row }) {
  const t = useText().actions;
  const { language } = usePlace();
  const flags = [
    row.extensionAsked !== null && t.extensionAsked(row.extensionAsked.slice(5)),
    row.closingAsked && t.closingAsked,
    row.conflicts > 0 && t.conflict,
    row.numberTwice && t.numberTwice,
    row.saved === 'here' && t.here,
  ].filter((flag) => flag !== false);
  return (
    <>
      <span className={s.itemHead}>
        <LightWord of={row} />
        {row.light === 'behind' && row.reasons[0] && <span>{t.reason[row.reasons[0]]}</span>}
        <span className={s.due}>{t.due(row.dueOn.slice(5))}</span>
      </span>
      <span className={s.content}>{row.content}</span>
      <span className={s.itemFoot}>
        <span>{t.unitAndPerson(unitWord(row.lead, row.leadName, language), row.person)}</span>
        {flags.map((flag) => (
          <b key={flag}>{flag}</b>
        ))}
        <span className={s.due}>{numberWord(row.number, t)}</span>
      </span>
    </>
  );
}
