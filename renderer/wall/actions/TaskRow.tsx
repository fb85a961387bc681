import type { ActionRow } from '../../../domain/contract/actions.ts';
import { LightWord } from '../../actions/light.tsx';
import { unitWord } from '../../actions/units.ts';
import { usePlace } from '../../place.ts';
import { useText } from '../../text.ts';
import type { Standing } from '../focus.ts';
import { shortened } from '../pages.ts';
import { useStage } from '../stage.ts';
import s from './actions.module.css';

/** Ems that a line of a task's column holds on one panel and on two; follows actions.module.css. */
const LINE_EMS = { narrow: 22.5, wide: 32 };
/** Every row is two lines: state and reason, unit and person, date and request. In the wall's unit. */
export const ROW = 75;

/** One task: how late, what, whose, and why it lags. With visitors in the hall no person is named. */
export function TaskRow({ row, stands }: { row: ActionRow; stands: Standing }) {
  const { wide } = useStage();
  const t = useText().actions;
  const { language, visitor } = usePlace();
  const unit = unitWord(row.lead, row.leadName, language);
  const why = row.reasons.find(
    (reason) => reason !== 'overdue' && reason !== 'near' && reason !== 'escalated',
  );
  return (
    <li
      className={`${s.task} ${row.light === 'due' ? '' : s.abnormal}${stands.className}`}
      data-brought={stands.mark}
      data-task={row.id}
    >
      <div className={s.state}>
        <LightWord of={row} />
        <p className={s.quiet}>{why ? t.reason[why] : t.stage[row.stage]}</p>
      </div>
      <p className={s.content}>{shortened(row.content, wide ? LINE_EMS.wide : LINE_EMS.narrow, 2)}</p>
      <div>
        <p className={s.unit}>{unit}</p>
        <p className={s.quiet}>{visitor && row.person ? t.wall.masked : row.person}</p>
      </div>
      <div className={s.due}>
        <p>{row.dueOn.slice(5)}</p>
        <p className={s.quiet}>{row.extensionAsked ? t.wall.asked(row.extensionAsked.slice(5)) : ''}</p>
      </div>
    </li>
  );
}
