import * as z from "zod";
import { duration } from "./duration.ts";
import { nearest } from "./refusal/nearest.ts";

const hour = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "must be a time of day, hours and minutes");
const minute = 60_000;
const day = 86_400_000;

const timeZone = z.string().superRefine((name, context) => {
  if (isTimeZone(name)) return;
  const meant = nearest(name, Intl.supportedValuesOf("timeZone"));
  context.addIssue({
    code: "custom",
    message: "must be a time zone of the IANA database",
    params: meant === null ? {} : { remedy: `did you mean "${meant}"?` },
  });
});

/** When alerts of the whole fleet are sent. Pages are sent at once, whatever stands here. */
export const notificationSettings = z.strictObject({
  /** Notifications wait until these are over and come as one digest. */
  quietHours: z
    .strictObject({
      from: hour,
      to: hour,
      /** IANA name, `Europe/Berlin`. */
      timeZone,
    })
    .refine(({ from, to }) => from !== to, {
      message: "must differ from quietHours.from: quiet all day, nobody would ever be told anything",
      path: ["to"],
    })
    .optional(),
  /** More notifications than this within the time are a storm: the rest comes as one digest with counts. */
  storm: z
    .strictObject({
      above: z
        .int()
        .gte(1, "must be at least 1")
        .lte(100, "must be at most 100: more is no alert")
        .default(5),
      within: duration
        .refine((milliseconds) => milliseconds >= minute && milliseconds <= day, {
          message: "must be from 1 minute to 1 day",
        })
        .default(10 * minute),
    })
    .default({ above: 5, within: 10 * minute }),
});

export type NotificationSettings = z.output<typeof notificationSettings>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
