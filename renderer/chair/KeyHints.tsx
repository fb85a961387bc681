import { useText } from '../text.ts';
import s from './key-hints.module.css';

/** The keys of chair and clerk, on one line where there is room. */
export function KeyHints() {
  const { keys } = useText().chair;
  return (
    <p className={s.keys}>
      {keys.map((key) => (
        <span key={key}>{key}</span>
      ))}
    </p>
  );
}
