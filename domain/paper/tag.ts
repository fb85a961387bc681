import { z } from 'zod';

/**
 * What a template may use. A field of a paper's data carries its tag, the Chinese word that a clerk writes between
 * braces in Word, as the schema's description: `title: text('标题')` is `{标题}`.
 */
export const text = (tag: string) => z.string().describe(tag);
/** `{#演示数据}…{/演示数据}` shows what stands between where it is true, `{^演示数据}…` where it is not. */
export const flag = (tag: string) => z.boolean().describe(tag);
/** Lines of text: `{#正文}{.}{/正文}`. */
export const texts = (tag: string) => z.array(z.string()).describe(tag);
/** Rows: `{#议题}{序号} {议题名称}{/议题}`. */
export const list = <Shape extends z.ZodRawShape>(tag: string, shape: Shape) =>
  z.array(z.strictObject(shape)).describe(tag);

/** Data of a paper: its own fields, and whether the office that holds the figures is a demonstration. */
export const sheetOf = <Shape extends z.ZodRawShape>(shape: Shape) =>
  z.strictObject({ demo: flag('演示数据').default(false), ...shape });

export interface Tag {
  /** Field of the data, as the schema calls it. */
  field: string;
  tag: string;
  kind: 'text' | 'flag' | 'texts' | 'list';
  /** Of a list, the tags of a row. */
  tags: Tag[];
}

const bare = (schema: z.core.$ZodType): z.core.$ZodType =>
  schema instanceof z.ZodDefault ? bare(schema.def.innerType) : schema;

function tagOf(field: string, given: z.core.$ZodType): Tag {
  const schema = bare(given);
  const tag = (schema as z.ZodType).description ?? field;
  if (schema instanceof z.ZodBoolean) return { field, tag, kind: 'flag', tags: [] };
  if (!(schema instanceof z.ZodArray)) return { field, tag, kind: 'text', tags: [] };
  const { element } = schema;
  return element instanceof z.ZodObject
    ? { field, tag, kind: 'list', tags: tagsIn(element) }
    : { field, tag, kind: 'texts', tags: [] };
}

/** The tags that a template of this data may use. */
export function tagsIn(schema: z.ZodObject): Tag[] {
  const tags = Object.entries(schema.shape).map(([field, each]) => tagOf(field, each));
  return tags.flatMap((each) =>
    each.kind === 'list' || each.kind === 'texts' ? [each, anyOf(each)] : [each],
  );
}

/** `{#有议题}…{/有议题}` stands once around a heading or a table, where the list has a row at all. */
const anyOf = ({ field, tag }: Tag): Tag => ({ field, tag: `有${tag}`, kind: 'flag', tags: [] });

/** What XML can't hold; it comes in with names that machines wrote. */
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** Parsed data under its tags, as a template asks for it. */
export function tagged(tags: readonly Tag[], data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    tags.map(({ field, tag, kind, tags: inner }) => {
      const value = data[field];
      return [tag, kind === 'flag' && Array.isArray(value) ? value.length > 0 : plainOf(value, inner)];
    }),
  );
}

function plainOf(value: unknown, inner: readonly Tag[]): unknown {
  if (typeof value === 'string') return value.replace(UNPRINTABLE, '');
  if (!Array.isArray(value)) return value;
  return value.map((each) =>
    typeof each === 'string' ? plainOf(each, []) : tagged(inner, each as Record<string, unknown>),
  );
}

/** A tag as a template uses it: `part` for a plain one, else what stands between its two ends. */
export interface Used {
  tag: string;
  section: readonly Used[] | null;
}

/** What is wrong with the first tag that these fields do not offer at its place; null for nothing. */
export function misused(used: readonly Used[], tags: readonly Tag[]): { tag: string; why: string } | null {
  return misusedIn(used, [tags], false);
}

function misusedIn(
  used: readonly Used[],
  scopes: readonly (readonly Tag[])[],
  inLines: boolean,
): { tag: string; why: string } | null {
  for (const { tag, section } of used) {
    if (tag === '.' && inLines && section === null) continue;
    // A row's own field hides one of the same name outside of it.
    const found = scopes.map((scope) => scope.find((each) => each.tag === tag)).findLast(Boolean);
    if (!found) return { tag, why: 'this paper has no such field here' };
    if (section === null && found.kind !== 'text')
      return { tag, why: `is no single text: write {#${tag}}…{/${tag}}` };
    if (section === null) continue;
    const deeper = found.kind === 'list' ? [...scopes, found.tags] : scopes;
    const wrong = misusedIn(section, deeper, found.kind === 'texts');
    if (wrong) return wrong;
  }
  return null;
}
