import { LARGEST_TABLE, readTable } from '../replica/table.ts';
import type { Errands } from './app.ts';

export const errands = {
  /** A table from a file, read and not kept: the screen has no files, and what is taken of it is an act's matter. */
  'table.read': {
    async run(context, { upload, part, last }) {
      const came = context.files.gather(upload, Buffer.from(part, 'base64'), last, LARGEST_TABLE);
      const table = came.whole && (await readTable(came.whole));
      return { upload: came.upload, bytes: came.bytes, table };
    },
  },
} satisfies Partial<Errands>;
