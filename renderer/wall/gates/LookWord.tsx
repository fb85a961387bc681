import { Mark } from '../../parts/Mark.tsx';
import { useText } from '../../text.ts';

/** In place of a share: why there is none. A day without release is no day without data, and neither is unknown. */
export function LookWord({ look }: { look: 'none' | 'empty' | 'unknown' }) {
  const words = useText().common.data;
  return (
    <>
      <Mark of={look === 'none' ? 'no-data' : look === 'empty' ? 'no-traffic' : 'unknown'} />
      {look === 'empty' ? words.noTraffic : words[look]}
    </>
  );
}
