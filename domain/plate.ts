/**
 * Number plates after GA 36-2018, as DOMAIN.md section 4 reads it (the standard's own text is 依据待核).
 * Nothing is guessed: a text that fits no form is `other`.
 */
export type PlateClass =
  | 'nev_large'
  | 'nev_small'
  | 'trailer'
  | 'coach'
  | 'police'
  | 'hk_mo'
  | 'ordinary'
  | 'other';

export const PROVINCES = '京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新';
/** Letters without I and O, which no plate carries. */
const LETTER = 'A-HJ-NP-Z';
const SIGN = 'A-HJ-NP-Z0-9';

/** In the order in which they are tried: the narrow forms first, ordinary last. */
const forms: [PlateClass, RegExp][] = [
  ['nev_large', new RegExp(`^[${PROVINCES}][${LETTER}][0-9]{5}[A-HJK]$`)],
  ['nev_small', new RegExp(`^[${PROVINCES}][${LETTER}][A-HJK][${SIGN}][0-9]{4}$`)],
  ['trailer', new RegExp(`^[${PROVINCES}][${LETTER}][${SIGN}]{4}挂$`)],
  ['coach', new RegExp(`^[${PROVINCES}][${LETTER}][${SIGN}]{4}学$`)],
  ['police', new RegExp(`^[${PROVINCES}][A-HJ-Z][${SIGN}]{4}警$`)],
  ['hk_mo', new RegExp(`^粤Z[${SIGN}]{4}[港澳]$`)],
  ['ordinary', new RegExp(`^[${PROVINCES}][${LETTER}][${SIGN}]{5}$`)],
];

/** What most plates look like already, so that they need no normalising. */
const PLAIN = /^[\u4e00-\u9fff][A-Z][A-Z0-9]{4,6}[\u4e00-\u9fff]?$/;
const SEPARATORS = /[\s·•.・‧-]/g;
const HEAD = new RegExp(`^[${PROVINCES}][A-Z]`);
/** What cameras write for a plate that they could not read. */
const NOTHING_READ = /^(?:[?*_#]*|未识别|未知|无牌|无牌车|无车牌|UNKNOWN|NULL|NONE|NOPLATE)$/;
/** Energy letters of pure electric vehicles; F, G, H, J, K are new energy, but not purely electric. */
const PURE_ELECTRIC = 'DABCE';

/** The normal form: NFKC, upper case, no spaces, dots or hyphens. Two reads are the same plate when this is equal. */
export function normalise(plate: string): string {
  return PLAIN.test(plate) ? plate : plate.normalize('NFKC').toUpperCase().replace(SEPARATORS, '');
}

/** Form of a plate and whether its energy letter says purely electric (null where the form has no such letter). */
export function classify(plate: string): { class: PlateClass; bev: boolean | null } {
  const text = normalise(plate);
  const found = forms.find(([, form]) => form.test(text))?.[0] ?? 'other';
  if (found === 'nev_large') return { class: found, bev: PURE_ELECTRIC.includes(text[7]!) };
  if (found === 'nev_small') return { class: found, bev: PURE_ELECTRIC.includes(text[2]!) };
  return { class: found, bev: null };
}

/** True where the plate has one of the two new-energy forms, which says green whatever colour a camera saw. */
export function isNewEnergyForm(plate: string): boolean {
  const text = normalise(plate);
  return forms[0]![1].test(text) || forms[1]![1].test(text);
}

/** True for a trailer's plate. The sign 挂 alone tells: a read that lost a letter is a trailer still. */
export function isTrailer(plate: string): boolean {
  return normalise(plate).endsWith('挂');
}

/** True where nothing of the plate was read: null, empty, only place-holders, or a camera's words for that. */
export function isUnread(plate: string | null): boolean {
  return plate === null || (!PLAIN.test(plate) && NOTHING_READ.test(normalise(plate)));
}

/** Province sign with agency letter, and the rest; the head is empty where a plate has no such head. */
function parts(plate: string): [head: string, rest: string] {
  const text = normalise(plate);
  return HEAD.test(text) ? [text.slice(0, 2), text.slice(2)] : ['', text];
}

/** As people write it: 豫H·12345D. */
export function display(plate: string): string {
  const [head, rest] = parts(plate);
  return head === '' ? rest : `${head}·${rest}`;
}

/**
 * For walls and visitors: 豫H·12**5D, 豫H·7**28. The last two places stay, before them stars; of the places before
 * those, two stay in a plate of eight, one in a plate of seven. A shorter rest shows less, never more.
 */
export function mask(plate: string): string {
  const [head, rest] = parts(plate);
  const signs = [...rest];
  const first = Math.max(0, Math.min(2, signs.length - 4));
  const last = signs.length >= 4 ? 2 : 0;
  const stars = '*'.repeat(signs.length - first - last);
  const masked = signs.slice(0, first).join('') + stars + signs.slice(signs.length - last).join('');
  return head === '' ? masked : `${head}·${masked}`;
}
