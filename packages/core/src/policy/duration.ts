import * as z from "zod";
import { unitMilliseconds } from "../words/duration.ts";

const words = /^(\d+(?:\.\d+)?) (second|minute|hour|day|week)s?$/;

/** A duration in words ("5 minutes", "1 day", "90 seconds"), parsed to milliseconds. */
export const duration = z.string().transform((text, context) => {
  const match = words.exec(text.trim());
  const unit = match?.[2] as keyof typeof unitMilliseconds | undefined; // the pattern admits these words only
  if (!match || !unit || Number(match[1]) <= 0) {
    context.addIssue({
      code: "custom",
      message: `${JSON.stringify(text)} is no duration; write a number above 0 and a unit, such as "90 seconds", "5 minutes", "6 hours" or "2 days"`,
    });
    return z.NEVER;
  }
  return Number(match[1]) * unitMilliseconds[unit];
});
