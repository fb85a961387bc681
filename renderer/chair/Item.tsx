import { useState } from 'react';
import type { MeetingFigures, MeetingItem } from '../../domain/contract/meetings.ts';
import type { Amendment } from '../targets/acts.tsx';
import { useText } from '../text.ts';
import s from './chair.module.css';
import { FrozenTable } from './FrozenTable.tsx';
import { Outcomes } from './Outcomes.tsx';
import { Decide, Request, useProposal } from './Request.tsx';
import { Scroll } from './Scroll.tsx';
import { Timer } from './Timer.tsx';

/** The item that is on: what is asked, what it does, what it rests on; what is to be decided stands at the bottom. */
export function Item({
  item,
  asOf,
  figures,
}: {
  item: MeetingItem;
  asOf: string;
  figures: MeetingFigures['figures'] | undefined;
}) {
  const t = useText().chair;
  const [tried, setTried] = useState<Amendment | null>(null);
  const proposal = useProposal(item.links.find((link) => link.kind === 'proposal')?.id);
  return (
    <>
      <header className={s.itemHead}>
        <div>
          <p className="quiet">
            {[t.itemNumber(item.number), t.asked(t.ask[item.ask]), item.unit, item.person]
              .filter(Boolean)
              .join('　')}
          </p>
          <h1>{item.title}</h1>
        </div>
        <Timer item={item} asOf={asOf} />
      </header>
      <Scroll label={t.evidence} className={s.itemBody}>
        {proposal && <Request proposal={proposal} tried={tried} />}
        <FrozenTable figures={item.figures} now={figures} />
        <Outcomes item={item} />
      </Scroll>
      {proposal && <Decide proposal={proposal} onTry={setTried} />}
    </>
  );
}
