import { z } from 'zod';
import { Day } from './shape.ts';

/** What a device lacks so that its records can stand as evidence taken off site. */
export type EvidenceLack = 'calibration' | 'legal_review' | 'technical_review' | 'publication';

const Maybe = <T extends z.ZodType>(type: T) => type.nullish().transform((value) => value ?? null);
const Review = z
  .object({ on: Day, number: Maybe(z.string().max(100)) })
  .nullish()
  .transform((value) => value ?? null);

/**
 * Parts of `device.registered` that evidence rests on: 法制审核 and 技术审核 with their numbers, and the day on which
 * the place was made public (行政处罚法 第四十一条，依据待核).
 */
export const EvidenceFitness = z.object({
  calibratedTo: Maybe(Day),
  legalReview: Review,
  technicalReview: Review,
  publishedOn: Maybe(Day),
});
export type EvidenceFitness = z.infer<typeof EvidenceFitness>;

/** Warns, never voids: the lacks of a device on a day, in the order in which they are mended. */
export function evidenceLacks(device: EvidenceFitness, day: string): EvidenceLack[] {
  const lacks: EvidenceLack[] = [];
  if (!device.calibratedTo || device.calibratedTo < day) lacks.push('calibration');
  if (!device.legalReview || device.legalReview.on > day) lacks.push('legal_review');
  if (!device.technicalReview || device.technicalReview.on > day) lacks.push('technical_review');
  if (!device.publishedOn || device.publishedOn > day) lacks.push('publication');
  return lacks;
}
