/**
 * Reads the values that lib0 writes (`encoding.writeAny`), as lib0 does and several times as fast: every entry that is
 * taken in, folded or shown is read by this, and most of it is short texts of plain letters.
 */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const DEEPEST = 64;

const SLOTS = 512;
const names: (string | undefined)[] = new Array(SLOTS).fill(undefined);

function same(text: string, bytes: Buffer, at: number): boolean {
  for (let n = 0; n < text.length; n++) if (text.charCodeAt(n) !== bytes[at + n]) return false;
  return true;
}

class Reader {
  private readonly bytes: Buffer;
  private at = 0;
  private depth = 0;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  private byte(): number {
    if (this.at >= this.bytes.length) throw new Error('the value ends too early');
    return this.bytes[this.at++]!;
  }

  /** Where a part of so many bytes begins; the next one is read behind it. */
  private part(length: number): number {
    const start = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new Error('the value ends too early');
    return start;
  }

  private size(): number {
    let value = 0;
    for (let unit = 1; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return value;
      if (value > Number.MAX_SAFE_INTEGER) throw new Error('a number out of range');
    }
  }

  private integer(): number {
    const first = this.byte();
    const sign = first & 64 ? -1 : 1;
    let value = first & 63;
    if (first < 128) return sign * value;
    for (let unit = 64; ; unit *= 128) {
      const byte = this.byte();
      value += (byte & 127) * unit;
      if (byte < 128) return sign * value;
      if (value > Number.MAX_SAFE_INTEGER) throw new Error('a number out of range');
    }
  }

  private text(): string {
    const length = this.size();
    const start = this.part(length);
    const { bytes, at: end } = this;
    let text = '';
    if (length < 10) {
      for (let at = start; at < end; at++) {
        const byte = bytes[at]!;
        if (byte > 127) return decoder.decode(bytes.subarray(start, end));
        text += String.fromCharCode(byte);
      }
      return text;
    }
    for (let at = start; at < end; at++)
      if (bytes[at]! > 127) return decoder.decode(bytes.subarray(start, end));
    return bytes.toString('latin1', start, end);
  }

  /** Names of fields are few: one that was read before is that same string. */
  private key(): string {
    const { bytes, at } = this;
    const length = bytes[at]!;
    if (length > 32 || at + length >= bytes.length) return this.text();
    const slot = (length * 31 + bytes[at + 1]! * 7 + bytes[at + length]!) & (SLOTS - 1);
    const known = names[slot];
    if (known !== undefined && known.length === length && same(known, bytes, at + 1)) {
      this.at += length + 1;
      return known;
    }
    const text = this.text();
    // Shorter than its bytes: not plain letters, and `same` compares no others.
    if (text.length === length) names[slot] = text;
    return text;
  }

  private object(): Record<string, unknown> {
    const made: Record<string, unknown> = {};
    for (let left = this.size(); left > 0; left--) {
      const key = this.key();
      made[key] = this.any();
    }
    return made;
  }

  private array(): unknown[] {
    const made: unknown[] = [];
    for (let left = this.size(); left > 0; left--) made.push(this.any());
    return made;
  }

  any(): unknown {
    const type = this.byte();
    switch (type) {
      case 119:
        return this.text();
      case 125:
        return this.integer();
      case 118:
      case 117: {
        if (++this.depth > DEEPEST) throw new Error('nested too deeply');
        const made = type === 118 ? this.object() : this.array();
        this.depth--;
        return made;
      }
      case 120:
        return true;
      case 121:
        return false;
      case 126:
        return null;
      case 127:
        return undefined;
      case 124:
        return this.bytes.readFloatBE(this.part(4));
      case 123:
        return this.bytes.readDoubleBE(this.part(8));
      case 122:
        return this.bytes.readBigInt64BE(this.part(8));
      case 116: {
        const length = this.size();
        return new Uint8Array(this.bytes.subarray(this.part(length), this.at));
      }
      default:
        throw new Error(`no value type ${type}`);
    }
  }
}

export function readAny(bytes: Uint8Array): unknown {
  const buffer = Buffer.isBuffer(bytes)
    ? bytes
    : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return new Reader(buffer).any();
}
