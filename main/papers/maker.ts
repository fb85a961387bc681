import { z } from 'zod';
import { PAPERS, type PaperData, type PaperName } from '../../domain/paper.ts';
import { Refusal } from '../../domain/rpc.ts';
import type { Context } from '../app.ts';
import { paper } from './paper.ts';

/** How a paper or table is made from what this console holds: a noun's file exports its own. */
export interface Maker {
  make(context: Context, params: unknown): Promise<Made>;
}

export interface Made {
  /** Without extension, in the words of whoever reads it. */
  title: string;
  kind: 'docx' | 'xlsx' | 'csv';
  bytes: Buffer;
}

type Collected<N extends PaperName> = { title: string; data: Omit<PaperData<N>, 'demo'> };

export function readParams<P extends z.ZodType>(name: string, schema: P, params: unknown): z.output<P> {
  const parsed = schema.safeParse(params);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'params';
  throw new Refusal('bad_input', `${name}: ${field}: ${issue?.message ?? 'wrong'}`, field);
}

/** A Word paper: `collect` gathers its data, through the same functions that the noun's queries use. */
export function docx<N extends PaperName, Shape extends z.ZodRawShape>(
  name: N,
  shape: Shape,
  collect: (context: Context, params: z.output<z.ZodObject<Shape>>) => Collected<N> | Promise<Collected<N>>,
): Maker {
  const schema = z.strictObject(shape);
  return {
    async make(context, given) {
      const params = readParams(name, schema, given) as z.output<z.ZodObject<Shape>>;
      const { title, data } = await collect(context, params);
      const bytes = paper(name, { ...data, demo: context.demo } as PaperData<N>, context.templates);
      return { title: `${PAPERS[name].zh} ${title}`, kind: 'docx', bytes };
    },
  };
}

/** A table, or whatever else is no Word paper. */
export function table<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  make: (context: Context, params: z.output<z.ZodObject<Shape>>) => Made | Promise<Made>,
): Maker {
  const schema = z.strictObject(shape);
  return {
    make: async (context, given) =>
      make(context, readParams(name, schema, given) as z.output<z.ZodObject<Shape>>),
  };
}
