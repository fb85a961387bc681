import { Mark } from '../parts/Mark.tsx';
import frame from './frame.module.css';

/** Why a list is empty; `unknown` where nobody can say from here whether it is. */
export function Nothing({
  title,
  hint,
  unknown = false,
}: {
  title: string;
  hint: string;
  unknown?: boolean;
}) {
  return (
    <div className={frame.nothing}>
      <h2>
        {unknown && <Mark of="unknown" />}
        {title}
      </h2>
      <p>{hint}</p>
    </div>
  );
}
