import { takenOf } from '../../domain/exif.ts';
import { keepFile } from '../targets/file.ts';
import type { useCall } from '../use.ts';
import type { Photo } from './sheet.ts';

/** Longer side of the small copy, which travels before the original. */
const SMALL_PX = 1280;

/** A small copy of a picture; null where this browser can't read it (a raw file of a recorder): the original goes alone. */
async function smallCopy(file: Blob): Promise<Blob | null> {
  try {
    const picture = await createImageBitmap(file);
    const scale = Math.min(1, SMALL_PX / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    return await new Promise((done) => canvas.toBlob(done, 'image/jpeg', 0.72));
  } catch {
    return null;
  }
}

/** Keeps a photo: the small copy first, then the original, hashed as it came; its own time as the camera wrote it. */
export async function keepPhoto(call: ReturnType<typeof useCall>, file: File, kind: string): Promise<Photo> {
  const small = await smallCopy(file);
  const copy = small && (await keepFile(call, small, () => {}, true));
  const sha256 = await keepFile(call, file, () => {});
  const { local, offset } = takenOf(new Uint8Array(await file.slice(0, 256 * 1024).arrayBuffer()));
  return { sha256, small: copy, kind, bytes: file.size, takenAt: local && `${local}${offset ?? ''}` };
}
