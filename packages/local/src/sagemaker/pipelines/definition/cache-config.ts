import { z } from "zod";

/** Source: https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-caching.html */
export const cacheConfig = z.strictObject({
  Enabled: z.boolean(),
  ExpireAfter: z
    .string()
    .refine((text) => duration(text) !== null, {
      error: (issue) => `"${String(issue.input)}" is no ISO 8601 duration, as P30D, PT4H30M or P1DT12H are.`,
    })
    .optional(),
});

const form =
  /^P(?=.)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
/** Milliseconds of a year, a month, a week, a day, an hour, a minute and a second; months have 30 days here. */
const units = [365 * 86_400_000, 30 * 86_400_000, 7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000];

/** Milliseconds of an ISO 8601 duration, or null when it is none. */
export function duration(text: string): number | null {
  const match = form.exec(text);
  if (match === null) return null;
  return units.reduce((sum, unit, index) => sum + unit * Number(match[index + 1] ?? 0), 0);
}
