import * as z from "zod";

const unitMilliseconds = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

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

/** Says a duration the way a person would: 90000 -> "90 seconds", 7200000 -> "2 hours". */
export function inWords(milliseconds: number): string {
  const units = ["week", "day", "hour", "minute"] as const;
  const unit = units.find(
    (name) => milliseconds >= 2 * unitMilliseconds[name] || milliseconds === unitMilliseconds[name],
  );
  const name = unit ?? "second";
  const count = Math.round((milliseconds / unitMilliseconds[name]) * 10) / 10;
  return `${count} ${name}${count === 1 ? "" : "s"}`;
}
