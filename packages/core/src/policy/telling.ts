import * as z from "zod";
import { duration } from "./duration.ts";

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as "22:00"');

/** How alerts of the whole fleet are told. Pages are told at once, whatever stands here. */
export const telling = z.strictObject({
  /** Notifications wait until these are over and come as one digest. */
  quietHours: z
    .strictObject({
      from: hour,
      to: hour,
      /** IANA name, `Europe/Berlin`. */
      timeZone: z.string().min(1),
    })
    .optional(),
  /** More notifications than this within the time are a storm: the rest comes as one digest with counts. */
  storm: z
    .strictObject({ above: z.int().gte(1).default(5), within: duration.default(600_000) })
    .default({ above: 5, within: 600_000 }),
});

export type Telling = z.output<typeof telling>;
