import PizZip from 'pizzip';

/** What stands in a Word file, as a reader sees it: one string a paragraph. */
export function paragraphsOf(bytes: Uint8Array, part = 'word/document.xml'): string[] {
  return [...xmlOf(bytes, part).matchAll(/<w:p[ >].*?<\/w:p>/gs)].map(([paragraph]) =>
    [...paragraph.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<w:(tab|br)\/>/g)]
      .map(([, text, space]) => (space === undefined ? decoded(text ?? '') : ' '))
      .join(''),
  );
}

export function xmlOf(bytes: Uint8Array, part: string): string {
  const file = new PizZip(bytes).file(part);
  if (file === null) throw new Error(`no ${part}`);
  return file.asText();
}

/** Every part that carries text: body, headers, footers. */
export function partsOf(bytes: Uint8Array): string[] {
  return Object.keys(new PizZip(bytes).files).filter((name) =>
    /^word\/(document|header\d*|footer\d*)\.xml$/.test(name),
  );
}

/** A copy of a Word file with its body changed as an office might, well or badly. */
export function edited(bytes: Uint8Array, change: (body: string) => string): Buffer {
  const zip = new PizZip(bytes);
  zip.file('word/document.xml', change(zip.file('word/document.xml')!.asText()));
  return zip.generate({ type: 'nodebuffer' });
}

const decoded = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) =>
    String({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }[name]),
  );
