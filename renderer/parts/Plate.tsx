import s from './plate.module.css';

/** GA 36 classes as far as a screen paints them; `masked` is an outline, for on walls a plate is no state. */
export type PlateLook = 'yellow' | 'blue' | 'nev-large' | 'nev-small' | 'masked' | 'plain';

function lookOf(plate: string): PlateLook {
  if (plate.includes('*')) return 'masked';
  const body = plate.replace(/[·\s]/g, '');
  if (body.length === 8) return /[A-HJK]$/.test(body) ? 'nev-large' : 'nev-small';
  return 'plain';
}

/** A plate looks like a plate. `look` is worked out from its form where it is not given; `doubtful` is dashed. */
export function Plate({
  plate,
  look = lookOf(plate),
  doubtful = false,
}: {
  plate: string;
  look?: PlateLook;
  doubtful?: boolean;
}) {
  const text = plate.includes('·') ? plate : `${plate.slice(0, 2)}·${plate.slice(2)}`;
  return (
    <span className={`${s.plate} ${s[look]} ${doubtful ? s.doubtful : ''}`} data-plate={look}>
      {text}
    </span>
  );
}
