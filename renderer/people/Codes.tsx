import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { Output } from '../../domain/contract.ts';
import frame from '../desk/frame.module.css';
import { useReason } from '../duty/ActForm.tsx';
import { usePostName } from '../parts/post.ts';
import { useText } from '../text.ts';
import { useCall } from '../use.ts';
import { useWhen } from '../wall/charging/when.ts';
import { Lines } from './Log.tsx';
import { pathToPerson } from './People.tsx';
import s from './people.module.css';
import type { List } from './place.ts';

type Code = Output<'person.codes'>['codes'][number];

/** Codes that are out and not used: only the office has them, so each look asks it. */
export function Codes({ list }: { list: List }) {
  const all = useText().people;
  const t = all.codes;
  const call = useCall();
  const why = useReason();
  const [codes, setCodes] = useState<Code[] | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const [said, setSaid] = useState('');
  const take = (asked: Promise<{ codes: Code[] }>, failure: (error: unknown) => void) =>
    asked.then(({ codes: got }) => {
      setCodes(got);
      setFailed(null);
    }, failure);
  const look = () => void take(call('person.codes', {}), setFailed);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the part is opened
  useEffect(look, []);
  const back = async ({ id, name }: Code) => {
    setSaid('');
    let wrong: unknown = null;
    await take(call('person.takeBack', { code: id }), (error) => {
      wrong = error;
    });
    setSaid(wrong === null ? t.taken(name) : t.failed(why(wrong)));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so the keyboard must get there
    <main className={s.page} tabIndex={0}>
      <div className={s.title}>
        <h2>{t.title}</h2>
        <span className={frame.quiet}>{t.hint}</span>
      </div>
      <p role="status" className={frame.done}>
        {said}
      </p>
      {failed !== null && (
        <p role="alert" className={frame.refused}>
          {all.failedRead(why(failed))}
        </p>
      )}
      {codes === null && failed === null && <p className={frame.quiet}>{t.loading}</p>}
      {codes?.length === 0 && (
        <div className={frame.nothing}>
          <h2>{t.none}</h2>
        </div>
      )}
      {codes && codes.length > 0 && <Table list={list} codes={codes} onBack={(code) => void back(code)} />}
      <p className={s.acts}>
        <button type="button" onClick={look}>
          {t.again}
        </button>
      </p>
    </main>
  );
}

function Table({ list, codes, onBack }: { list: List; codes: Code[]; onBack(code: Code): void }) {
  const t = useText().people.codes;
  const post = usePostName();
  const when = useWhen();
  return (
    <Lines heads={t.heads} acts>
      {codes.map((code) => (
        <tr key={code.id}>
          <th scope="row">
            <Link href={pathToPerson(list, code.person)}>{code.name}</Link>
          </th>
          <td>{post(code.post)}</td>
          <td>{code.by ?? t.console}</td>
          <td>
            <time>{code.issued && when(code.issued)}</time>
          </td>
          <td>
            <time>{code.expires && when(code.expires)}</time>
          </td>
          <td>
            <button type="button" onClick={() => onBack(code)}>
              {t.back}
            </button>
          </td>
        </tr>
      ))}
    </Lines>
  );
}
