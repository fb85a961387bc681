import { TableTwin } from '../parts/TableTwin.tsx';
import { useText } from '../text.ts';
import s from './enterprises.module.css';
import type { View } from './place.ts';

/** Barriers lifted by hand, day by day: they pass by every reader, so they are a series of their own. */
export function Lifts({ lifts }: { lifts: View['lifts'] }) {
  const t = useText().enterprises;
  const most = Math.max(1, ...lifts.map((each) => each.lifts));
  const sum = lifts.reduce((total, each) => total + each.lifts, 0);
  const title = t.lifts(sum, lifts.length);
  return (
    <>
      <h2>{title}</h2>
      <div className={s.lifts} aria-hidden="true">
        {lifts.map((each) => (
          <i key={each.date} style={{ height: `${(each.lifts * 100) / most}%` }} />
        ))}
      </div>
      <TableTwin
        caption={title}
        heads={[t.date(''), t.heads.lifts]}
        rows={lifts.map((each) => [each.date, String(each.lifts)])}
      />
      <p className="quiet">{t.liftsHint}</p>
    </>
  );
}
