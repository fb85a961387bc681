import { caseFold } from './case.ts';
import type { Fold } from './fold.ts';

/** Every projection by subject that a replica keeps, of the console and of the office alike. */
export const folds: Fold[] = [caseFold];
