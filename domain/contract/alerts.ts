import { z } from 'zod';
import { ALERT_LEVELS } from '../alert.ts';
import { Time } from './shapes.ts';

/** Pollution alerts with their notices, the one that begins last first. */
export const AlertsList = z.object({
  /** The alert that holds now (of several the highest), which every desk shows; null where none does. */
  holding: z.string().nullable(),
  alerts: z.array(
    z.object({
      id: z.string(),
      level: z.enum(ALERT_LEVELS),
      from: Time,
      until: Time.nullable(),
      response: z.string(),
      measures: z.string(),
      issuer: z.string(),
      number: z.string(),
      /** In the notice's words; empty: the whole city. */
      area: z.string(),
      liftedAt: Time.nullable(),
      /** `over`: its end has come and nobody lifted it. */
      state: z.enum(['coming', 'holds', 'over', 'lifted']),
    }),
  ),
});
export type AlertsList = z.infer<typeof AlertsList>;
