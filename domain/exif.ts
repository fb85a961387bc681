/**
 * When a photo was taken, by the photo itself: DateTimeOriginal with its offset, from the EXIF block of a JPEG
 * (CIPA DC-008, tags 0x9003, 0x9011 and 0x0132). What is not there is null, never guessed.
 */
export interface Taken {
  /** As the camera wrote it: '2024:12-05 …' as '2024-12-05T14:31:48'; no offset, since cameras seldom know it. */
  local: string | null;
  /** '+08:00'; null where the file does not say. */
  offset: string | null;
}

const NONE: Taken = { local: null, offset: null };

interface Block {
  view: DataView;
  /** Where the TIFF header stands. */
  start: number;
  little: boolean;
}

const DATE_TIME = 0x0132;
const EXIF_IFD = 0x8769;
const ORIGINAL = 0x9003;
const OFFSET_ORIGINAL = 0x9011;

/** The TIFF block behind `Exif\0\0` in the first APP1 segments; null where there is none. */
function findBlock(bytes: Uint8Array): Block | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 10 < bytes.length; ) {
    const marker = view.getUint16(at);
    // The image itself begins: no more segments.
    if ((marker & 0xff00) !== 0xff00 || marker === 0xffda) return null;
    const length = view.getUint16(at + 2);
    const exif = view.getUint32(at + 4) === 0x45786966 && view.getUint16(at + 8) === 0;
    if (marker === 0xffe1 && exif && at + 18 < bytes.length) {
      const start = at + 10;
      const order = view.getUint16(start);
      if (order !== 0x4949 && order !== 0x4d4d) return null;
      return { view, start, little: order === 0x4949 };
    }
    if (length < 2) return null;
    at += 2 + length;
  }
  return null;
}

function entriesOf(
  { view, start, little }: Block,
  at: number,
): Map<number, { count: number; value: number }> {
  const found = new Map<number, { count: number; value: number }>();
  const from = start + at;
  if (from + 2 > view.byteLength) return found;
  const count = view.getUint16(from, little);
  for (let i = 0; i < count && from + 14 + i * 12 <= view.byteLength; i++) {
    const entry = from + 2 + i * 12;
    found.set(view.getUint16(entry, little), {
      count: view.getUint32(entry + 4, little),
      // A value of four bytes or less stands in its own place; where a longer one stands, stands here.
      value: view.getUint32(entry + 4, little) <= 4 ? entry + 8 - start : view.getUint32(entry + 8, little),
    });
  }
  return found;
}

function textAt({ view, start }: Block, entry: { count: number; value: number } | undefined): string | null {
  if (!entry || entry.count > 64 || start + entry.value + entry.count > view.byteLength) return null;
  const bytes = new Uint8Array(view.buffer, view.byteOffset + start + entry.value, entry.count);
  return String.fromCharCode(...bytes)
    .replace(/\0.*$/s, '')
    .trim();
}

export function takenOf(bytes: Uint8Array): Taken {
  const block = findBlock(bytes);
  if (!block || block.start + 8 > bytes.length) return NONE;
  const main = entriesOf(block, block.view.getUint32(block.start + 4, block.little));
  const pointer = main.get(EXIF_IFD);
  const exif =
    pointer && block.start + pointer.value + 4 <= bytes.length
      ? entriesOf(block, block.view.getUint32(block.start + pointer.value, block.little))
      : new Map<number, { count: number; value: number }>();
  const text = textAt(block, exif.get(ORIGINAL)) ?? textAt(block, main.get(DATE_TIME));
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)$/.exec(text ?? '');
  const offset = textAt(block, exif.get(OFFSET_ORIGINAL));
  return {
    local: parts ? `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}` : null,
    offset: offset !== null && /^[+-]\d\d:\d\d$/.test(offset) ? offset : null,
  };
}
