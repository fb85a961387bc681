import type { useCall } from '../use.ts';

type Call = ReturnType<typeof useCall>;

/** So much of a file goes in one call; as text it is a third more. */
const PART = 1_500_000;

function base64Of(part: Blob): Promise<string> {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => fail(reader.error ?? new Error('the file can’t be read'));
    reader.readAsDataURL(part);
  });
}

/** Sends a file in parts; what came of the last. `told` hears how far it is, in percent. */
export async function inParts<Came extends { upload: string }>(
  file: Blob,
  send: (part: { upload: string | null; part: string; last: boolean }) => Promise<Came>,
  told: (percent: number) => void = () => {},
): Promise<Came> {
  let upload: string | null = null;
  for (let from = 0; ; from += PART) {
    const last = from + PART >= file.size;
    const came: Came = await send({ upload, part: await base64Of(file.slice(from, from + PART)), last });
    upload = came.upload;
    told(Math.min(100, Math.round(((from + PART) / Math.max(1, file.size)) * 100)));
    if (last) return came;
  }
}

/** Keeps a file on this machine's console; its hash. The office gets it in the background. */
export async function keepFile(
  call: Call,
  file: Blob,
  told: (percent: number) => void,
  first = false,
): Promise<string> {
  const kept = await inParts(file, (part) => call('file.keep', { ...part, ...(first && { first }) }), told);
  if (kept.sha256 === null) throw new Error('the file was not kept');
  return kept.sha256;
}

/** What a file is, by its first bytes: names and types that come with it are not believed. */
function typeOf(bytes: Uint8Array): { mime: string; ending: string } {
  const begins = (...of: number[]) => of.every((byte, index) => bytes[index] === byte);
  if (begins(0x89, 0x50, 0x4e, 0x47)) return { mime: 'image/png', ending: 'png' };
  if (begins(0xff, 0xd8, 0xff)) return { mime: 'image/jpeg', ending: 'jpg' };
  if (begins(0x25, 0x50, 0x44, 0x46)) return { mime: 'application/pdf', ending: 'pdf' };
  return { mime: 'application/octet-stream', ending: 'bin' };
}

export interface ReadFile {
  address: string;
  image: boolean;
  name: string;
}

/** A kept file as an address of this page. To be revoked by whoever asked. */
export async function readFile(call: Call, sha256: string): Promise<ReadFile> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let from: number | null = 0; from !== null; ) {
    const read: { part: string; next: number | null } = await call('file.read', { sha256, from });
    parts.push(Uint8Array.from(atob(read.part), (letter) => letter.charCodeAt(0)));
    from = read.next;
  }
  const { mime, ending } = typeOf(parts[0] ?? new Uint8Array());
  return {
    address: URL.createObjectURL(new Blob(parts, { type: mime })),
    image: mime.startsWith('image/'),
    name: `${sha256.slice(0, 12)}.${ending}`,
  };
}

/** '2.1 MB': how large, for people. */
export function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
