import { crc32, deflateSync, inflateSync } from 'node:zlib';

/**
 * Screenshots as small PNGs: a palette of at most 256 colours in place of three bytes a pixel. Screens are few flat
 * colours and the edges of text, so nothing is lost that an eye sees, and a wall of 3840 pixels stays below 300 kB.
 */
interface Raster {
  width: number;
  height: number;
  /** One 0xrrggbb a pixel. */
  pixels: Uint32Array;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;

export function smaller(png: Buffer): Buffer {
  const raster = decode(png);
  const counts = new Map<number, number>();
  for (const colour of raster.pixels) counts.set(colour, (counts.get(colour) ?? 0) + 1);
  const { palette, placeOf } = paletteOf(counts);
  const { width, height } = raster;
  // No filter: neighbouring places in a palette say nothing about one another.
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      rows[y * (width + 1) + 1 + x] = placeOf.get(raster.pixels[y * width + x]!)!;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', colours),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** An 8-bit PNG of three or four channels, not interlaced: what a browser's screenshot is. */
export function decode(png: Buffer): Raster {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new Error('not a PNG');
  let [width, height, channels] = [0, 0, 3];
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const body = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)];
      if (body[8] !== 8 || (body[9] !== 2 && body[9] !== 6) || body[12] !== 0)
        throw new Error('not a PNG as screenshots are');
      channels = body[9] === 6 ? 4 : 3;
    }
    if (type === 'IDAT') data.push(body);
    at += length + 12;
  }
  const bytes = unfilter(inflateSync(Buffer.concat(data)), width * channels, height, channels);
  const pixels = new Uint32Array(width * height);
  for (let i = 0; i < pixels.length; i++) {
    const at = i * channels;
    pixels[i] = (bytes[at]! << 16) | (bytes[at + 1]! << 8) | bytes[at + 2]!;
  }
  return { width, height, pixels };
}

/** Undoes the five filters of PNG (RFC 2083, section 6). */
function unfilter(raw: Buffer, stride: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(stride * height);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x++) {
      const at = y * stride + x;
      const left = x < channels ? 0 : out[at - channels]!;
      const up = y === 0 ? 0 : out[at - stride]!;
      const corner = x < channels || y === 0 ? 0 : out[at - stride - channels]!;
      out[at] = raw[y * (stride + 1) + 1 + x]! + predicted(filter, left, up, corner);
    }
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

type Counted = readonly [colour: number, count: number];

/** The most frequent colours as they are, the rest by median cut, so that flat grounds keep their exact colour. */
function paletteOf(counts: Map<number, number>): { palette: number[]; placeOf: Map<number, number> } {
  const byCount = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
  const exact = byCount.length <= MOST_COLOURS ? byCount : byCount.slice(0, MOST_COLOURS / 4);
  const boxes = cut(byCount.slice(exact.length), MOST_COLOURS - exact.length);
  const placeOf = new Map<number, number>();
  exact.forEach(([colour], place) => {
    placeOf.set(colour, place);
  });
  boxes.forEach((box, place) => {
    for (const [colour] of box) placeOf.set(colour, exact.length + place);
  });
  return { palette: [...exact.map(([colour]) => colour), ...boxes.map(middle)], placeOf };
}

const channel = (colour: number, shift: number) => (colour >> shift) & 255;

function cut(colours: readonly Counted[], most: number): Counted[][] {
  const boxes: Counted[][] = colours.length > 0 ? [[...colours]] : [];
  while (boxes.length < most) {
    const widest = boxes
      .map((box, place) => ({ place, ...widestChannel(box) }))
      .reduce((best, each) => (each.span > best.span ? each : best), { place: -1, span: 0, shift: 0 });
    if (widest.span === 0) break;
    const box = boxes[widest.place]!.sort(
      (a, b) => channel(a[0], widest.shift) - channel(b[0], widest.shift),
    );
    boxes.push(box.splice(box.length >> 1));
  }
  return boxes;
}

function widestChannel(box: readonly Counted[]): { span: number; shift: number } {
  let best = { span: 0, shift: 0 };
  for (const shift of [16, 8, 0]) {
    let [least, most] = [255, 0];
    for (const [colour] of box) {
      least = Math.min(least, channel(colour, shift));
      most = Math.max(most, channel(colour, shift));
    }
    if (most - least > best.span) best = { span: most - least, shift };
  }
  return best;
}

function middle(box: readonly Counted[]): number {
  let total = 0;
  const sums = [0, 0, 0];
  for (const [colour, count] of box) {
    total += count;
    [16, 8, 0].forEach((shift, place) => {
      sums[place]! += channel(colour, shift) * count;
    });
  }
  const [red, green, blue] = sums.map((sum) => Math.round(sum / total));
  return (red! << 16) | (green! << 8) | blue!;
}

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  const out = Buffer.alloc(named.length + 8);
  out.writeUInt32BE(body.length, 0);
  named.copy(out, 4);
  out.writeUInt32BE(crc32(named), named.length + 4);
  return out;
}
