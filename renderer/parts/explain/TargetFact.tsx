import type { z } from 'zod';
import type { TargetRef } from '../../../domain/contract/shapes.ts';
import { useText } from '../../text.ts';
import { Fact } from './Head.tsx';

/** The target in force, since when, who set it, and the article it stands on. */
export function TargetFact({ target }: { target: z.infer<typeof TargetRef> | null }) {
  const t = useText().parts.explain;
  if (!target) return <Fact term={t.target}>{t.noTarget}</Fact>;
  return (
    <>
      <Fact term={t.target}>
        <b>{target.value}%</b>　{t.since(target.since)}
        {'　'}
        {target.decidedBy === undefined ? t.planned : t.decidedBy(target.decidedBy)}
      </Fact>
      <Fact term={t.basis}>
        {target.basis.document}　{target.basis.article}{' '}
        <span style={{ whiteSpace: 'nowrap' }}>{target.basis.status}</span>
      </Fact>
    </>
  );
}
