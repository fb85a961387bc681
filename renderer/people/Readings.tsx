import { Refusal } from '../../domain/rpc.ts';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Log } from './Log.tsx';
import s from './people.module.css';

/** Who looked at whose telephone and papers: for the office and audit, whose consoles carry that ledger. */
export function Readings() {
  const t = useText().people;
  const when = useWhen();
  const { value, error } = useQuery('people.readings', {});
  const notCarried = error instanceof Refusal && error.code === 'not_carried';
  return (
    <Log
      words={t.readings}
      count={value?.readings.length}
      error={error}
      before={
        notCarried && (
          <p>
            <Mark of="unknown" />
            {t.readings.notCarried}
          </p>
        )
      }
    >
      {value?.readings.map((each) => (
        <tr key={each.id}>
          <td>
            <time>{when(each.at)}</time>
          </td>
          <th scope="row">{each.reader.name}</th>
          <td>{each.person.name}</td>
          <td>{each.reason}</td>
          <td className={s.num}>{each.device}</td>
        </tr>
      ))}
    </Log>
  );
}
