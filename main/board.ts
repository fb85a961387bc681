import { type Board, readBoard } from '../domain/board.ts';
import type { Context } from './app.ts';
import { madeOf } from './states.ts';

/** The office's board of a day: what it lets a wall see of ledgers that are not carried here. Null where it is not. */
export function boardOn(context: Context, date: string): Board | null {
  const doc = `board/${date}`;
  if (!context.carries(doc)) return null;
  return madeOf(context.replica, doc, 'board', () => {
    const values = context.replica.gauge(doc);
    return values && readBoard(values);
  });
}
