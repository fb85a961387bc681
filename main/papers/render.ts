import Docxtemplater, { type DXT } from 'docxtemplater';
import PizZip from 'pizzip';
import { misused, type Tag, tagged, type Used } from '../../domain/paper/tag.ts';
import { Refusal } from '../../domain/rpc.ts';

/** A template can't be used. Its file and the tag are named, so that who edited it finds the place. */
function broken(file: string, tag: string | null, why: string, cause?: unknown): Refusal {
  const refusal = new Refusal('template', `${file}: ${tag === null ? '' : `{${tag}}: `}${why}`, file);
  refusal.cause = cause;
  return refusal;
}

interface Mistake {
  message: string;
  properties?: { explanation?: string; xtag?: string; errors?: Mistake[] };
}

/** The first mistake that the template engine found, without the stack of its own errors. */
function firstMistake(error: unknown): { tag: string | null; why: string } {
  const { message, properties } = error as Mistake;
  const first = properties?.errors?.[0];
  if (first) return firstMistake(first);
  const why = properties?.explanation ?? message;
  // The explanation ends in advice about the code that called it.
  return { tag: properties?.xtag ?? null, why: why.split('\n')[0]! };
}

/** The tags of every part of the file (body, header, footer), as the engine reads them. */
class Tags implements DXT.Module {
  readonly name = 'tags';
  readonly found: DXT.Part[] = [];

  set({ inspect }: { inspect?: { postparsed?: DXT.Part[] } }): void {
    this.found.push(...(inspect?.postparsed ?? []));
  }
}

function open(bytes: Uint8Array, file: string): { document: Docxtemplater<PizZip>; used: Used[] } {
  let zip: PizZip;
  try {
    zip = new PizZip(bytes);
  } catch (error) {
    throw broken(file, null, 'is no Word file (.docx)', error);
  }
  if (zip.file('word/document.xml') === null) throw broken(file, null, 'is no Word file (.docx)');
  const tags = new Tags();
  try {
    const document = new Docxtemplater(zip, {
      modules: [tags],
      paragraphLoop: true,
      linebreaks: true,
      errorLogging: false,
      nullGetter: () => '',
    });
    return { document, used: usedIn(tags.found, file) };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const { tag, why } = firstMistake(error);
    throw broken(file, tag, why, error);
  }
}

function usedIn(parts: readonly DXT.Part[], file: string): Used[] {
  return parts
    .filter(({ type }) => type === 'placeholder')
    .map(({ value, module, subparsed }) => {
      if (module === 'rawxml') throw broken(file, value, 'raw XML is not taken');
      return { tag: value, section: subparsed ? usedIn(subparsed, file) : null };
    });
}

/**
 * Fills a Word template. Every tag is held against the fields before anything is filled, also those that this data
 * would not reach.
 * @throws {Refusal} `template` naming file and tag.
 */
export function render(
  bytes: Uint8Array,
  file: string,
  tags: readonly Tag[],
  data: Record<string, unknown>,
): Buffer {
  const { document, used } = open(bytes, file);
  const wrong = misused(used, tags);
  if (wrong) throw broken(file, wrong.tag, wrong.why);
  try {
    document.render(tagged(tags, data));
  } catch (error) {
    const { tag, why } = firstMistake(error);
    throw broken(file, tag, why, error);
  }
  return document.getZip().generate({ type: 'nodebuffer', compression: 'DEFLATE' });
}
