import { Refusal } from '../../domain/rpc.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { Mark } from '../parts/Mark.tsx';
import { useText } from '../text.ts';
import { useQuery } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import s from './people.module.css';

/** Who looked at whose telephone and papers: for the office and audit, whose consoles carry that ledger. */
export function Readings() {
  const t = useText().people;
  const why = useReason();
  const when = useWhen();
  const { value, error } = useQuery('people.readings', {});
  const notCarried = error instanceof Refusal && error.code === 'not_carried';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must get there
    <main className={s.page} tabIndex={0}>
      <div className={s.title}>
        <h2>{t.readings.title}</h2>
        <span className={frame.quiet}>{t.readings.hint}</span>
      </div>
      {notCarried && (
        <p>
          <Mark of="unknown" />
          {t.readings.notCarried}
        </p>
      )}
      {!value && !notCarried && <p className={frame.quiet}>{error ? t.failedRead(why(error)) : t.loading}</p>}
      {value?.readings.length === 0 && (
        <div className={frame.nothing}>
          <h2>{t.readings.none}</h2>
        </div>
      )}
      {value && value.readings.length > 0 && (
        <table className={s.list}>
          <thead>
            <tr>
              {Object.values(t.readings.heads).map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {value.readings.map((each) => (
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
          </tbody>
        </table>
      )}
    </main>
  );
}
