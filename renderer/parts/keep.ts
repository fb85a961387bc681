import type { PaperMade } from '../../domain/contract/papers.ts';
import { csvText } from '../../domain/csv.ts';

/** Hands a file over to the browser, or to Electron, which asks where to keep it. */
function keepBlob(name: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun with the click; what it reads stays until then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

export function keepFile({ name, mime, base64 }: PaperMade): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  keepBlob(name, new Blob([bytes], { type: mime }));
}

/** Rows that only the screen has, such as those that an act refused: `name` without extension. */
export function keepRows(
  name: string,
  heads: readonly string[],
  rows: readonly (readonly (string | number | null)[])[],
): void {
  keepBlob(`${name}.csv`, new Blob([csvText(heads, rows)], { type: 'text/csv;charset=utf-8' }));
}
