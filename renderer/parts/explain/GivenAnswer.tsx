import { useText } from '../../text.ts';
import type { Given } from '../Ask.tsx';
import { Figure } from '../Figure.tsx';
import { TableTwin } from '../TableTwin.tsx';
import s from './explain.module.css';
import { Fact, Head } from './Head.tsx';

/** An answer that the asking figure brought with it. */
export function GivenAnswer({ title, answer }: { title: string; answer: Given }) {
  const t = useText().parts.explain;
  return (
    <>
      <Head title={title}>
        {answer.figure && <Figure value={answer.figure.value} unit={answer.figure.unit ?? ''} />}
      </Head>
      <div className={s.columns}>
        <dl className={s.facts}>
          <Fact term={t.rule}>{answer.rule}</Fact>
          {answer.target !== undefined && <Fact term={t.target}>{answer.target}</Fact>}
          {answer.basis && (
            <Fact term={t.basis}>
              {answer.basis.document}　{answer.basis.article}　{answer.basis.status}
            </Fact>
          )}
        </dl>
        {answer.records && (
          <section className={s.records}>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keyboard */}
            <div className={s.scroll} tabIndex={0}>
              <TableTwin
                className={s.table}
                caption={title}
                heads={answer.records.heads}
                rows={answer.records.rows}
              />
            </div>
          </section>
        )}
      </div>
    </>
  );
}
