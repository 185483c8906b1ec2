import * as z from "zod";
import { unitMilliseconds } from "../words/duration.ts";

const words = /^(\d+(?:\.\d+)?) (second|minute|hour|day|week)s?$/;

const abbreviations = /^(\d+(?:\.\d+)?)\s*([smhdw])[a-z]*\.?$/i;
const letters = { s: "second", m: "minute", h: "hour", d: "day", w: "week" } as const;

/** `5m`, `90sec` and `5minutes` have one meaning only. */
function meantBy(text: string): string | undefined {
  const [, count, letter] = abbreviations.exec(text.trim()) ?? [];
  if (count === undefined || letter === undefined || Number(count) <= 0) return undefined;
  if (/^mon|^mil|^ms/i.test(text.trim().slice(count.length).trim())) return undefined;
  const unit = letters[letter.toLowerCase() as keyof typeof letters]; // the pattern admits these letters only
  return `write "${count} ${unit}${count === "1" ? "" : "s"}"`;
}

/** A duration in words ("5 minutes", "1 day", "90 seconds"), parsed to milliseconds. */
export const duration = z
  .string({
    error: ({ input }) =>
      typeof input === "number"
        ? `must be a duration in words, with its unit: "${input} seconds" or "${input} minutes"`
        : "must be a duration in words, a number and its unit",
  })
  .transform((text, context) => {
    const match = words.exec(text.trim());
    const unit = match?.[2] as keyof typeof unitMilliseconds | undefined; // the pattern admits these words only
    if (!match || !unit || Number(match[1]) <= 0) {
      context.addIssue({
        code: "custom",
        message: "is no duration: must be a number above 0 and second, minute, hour, day or week(s)",
        params: { remedy: meantBy(text) },
      });
      return z.NEVER;
    }
    return Number(match[1]) * unitMilliseconds[unit];
  });
