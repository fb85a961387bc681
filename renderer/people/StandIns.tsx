import { useState } from 'react';
import { Link } from 'wouter';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { useSign } from '../parts/Unlock.tsx';
import { useText } from '../text.ts';
import { Lines } from './Log.tsx';
import { pathToPerson } from './People.tsx';
import s from './people.module.css';
import type { List } from './place.ts';

/** Who stands in for whom, from when to when, for what. */
export function StandIns({ list, may }: { list: List; may(act: string): boolean }) {
  const t = useText().people;
  const why = useReason();
  const { sign, ask } = useSign();
  const [said, setSaid] = useState('');
  const end = (standIn: string) => {
    setSaid('');
    sign('person.endStandIn', { standIn }).then(
      () => setSaid(t.done(t.act.endStandIn)),
      (error) => setSaid(why(error)),
    );
  };
  return (
    <main className={s.page}>
      <div className={s.title}>
        <h2>{t.standIns.title}</h2>
        <span className={frame.quiet}>{t.standIns.hint}</span>
      </div>
      {ask}
      <p role="status" className={frame.done}>
        {said}
      </p>
      {list.standIns.length === 0 ? (
        <div className={frame.nothing}>
          <h2>{t.standIns.none}</h2>
        </div>
      ) : (
        <Lines heads={t.standIns.heads} acts>
          {list.standIns.map((each) => (
            <tr key={each.id} data-left={each.state === 'over' || each.state === 'ended' ? '' : undefined}>
              <th scope="row">
                <Link href={pathToPerson(list, each.absent.id)}>{each.absent.name}</Link>
              </th>
              <td>{each.standIn.name}</td>
              <td>{each.duties.map((one) => t.form.duty[one]).join('、')}</td>
              <td className={s.num}>{t.standIns.period(each.from, each.until)}</td>
              <td>{each.reason}</td>
              <td>
                {t.standIns.state[each.state]}
                {each.saved === 'here' && <span className={s.sub}>{t.standIns.here}</span>}
              </td>
              <td>
                {may('person.endStandIn') && (each.state === 'now' || each.state === 'coming') && (
                  <button type="button" onClick={() => end(each.id)}>
                    {t.act.endStandIn}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </Lines>
      )}
    </main>
  );
}
