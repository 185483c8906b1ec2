export const unitMilliseconds = {
  second: 1_000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

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
