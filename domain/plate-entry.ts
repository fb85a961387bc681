import { classify, normalise, PROVINCES } from './plate.ts';

/**
 * A plate as it is keyed in, place by place: which keys can stand in the open place, and what the text is so far. I and
 * O have no key, since no plate carries them; a key that cannot lead to any form is not live (DOMAIN.md 4).
 */
const DIGITS = '0123456789';
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';
const ENERGY = 'ABCDEFGHJK';
const ENDS = ['挂', '学', '警', '港', '澳'];

/** The forms as one class of signs a place; the first that a text can still become decides nothing, all are kept. */
const FORMS: readonly (readonly string[])[] = [
  [PROVINCES, LETTERS, DIGITS, DIGITS, DIGITS, DIGITS, DIGITS, ENERGY],
  [PROVINCES, LETTERS, ENERGY, LETTERS + DIGITS, DIGITS, DIGITS, DIGITS, DIGITS],
  [PROVINCES, LETTERS, ...Array<string>(4).fill(LETTERS + DIGITS), '挂学'],
  [PROVINCES, `${LETTERS}O`, ...Array<string>(4).fill(LETTERS + DIGITS), '警'],
  ['粤', 'Z', ...Array<string>(4).fill(LETTERS + DIGITS), '港澳'],
  [PROVINCES, LETTERS, ...Array<string>(5).fill(LETTERS + DIGITS)],
];

const fits = (form: readonly string[], signs: readonly string[]) =>
  signs.length <= form.length && signs.every((sign, index) => form[index]!.includes(sign));

export interface PlateEntry {
  /** The signs that stand, province first. */
  signs: string[];
  /** Keys that can stand in the open place. */
  live: ReadonlySet<string>;
  /** `short`: not yet a plate; `whole`: a plate; `open`: a plate that one more sign makes another one; `wrong`. */
  state: 'short' | 'whole' | 'open' | 'wrong';
  /** Signs still missing to an ordinary plate, and to a new-energy one; null where it cannot become one. */
  missing: { ordinary: number | null; newEnergy: number | null };
  class: ReturnType<typeof classify>['class'];
}

/** What stands and what may follow. Takes any text, as a camera or an earlier draft has it. */
export function plateEntry(text: string): PlateEntry {
  const signs = [...normalise(text)].slice(0, 8);
  const able = FORMS.filter((form) => fits(form, signs));
  const live = new Set(able.flatMap((form) => [...(form[signs.length] ?? '')]));
  const whole = able.some((form) => form.length === signs.length);
  const missingTo = (...forms: (readonly string[])[]) => {
    const left = forms.filter((form) => fits(form, signs)).map((form) => form.length - signs.length);
    return left.length ? Math.min(...left) : null;
  };
  return {
    signs,
    live,
    state: able.length === 0 ? 'wrong' : whole ? (live.size ? 'open' : 'whole') : 'short',
    missing: { ordinary: missingTo(FORMS[5]!), newEnergy: missingTo(FORMS[0]!, FORMS[1]!) },
    class: classify(signs.join('')).class,
  };
}

/** The keys in their rows: provinces in the field's order, digits, letters without I and O, the ends. */
export const PLATE_KEYS = {
  provinces: [...PROVINCES],
  digits: [...'1234567890'],
  letters: [[...'QWERTYUP'], [...'ASDFGHJKL'], [...'ZXCVBNM']],
  ends: ENDS,
} as const;
