const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A moment at an axis, in the reader's own zone: as much of it as tells its neighbours apart. */
export function momentWords(at: number, span: number, zone?: string): string {
  const options: Intl.DateTimeFormatOptions =
    span > 3 * day
      ? { day: "numeric", month: "short" }
      : {
          hour: "2-digit",
          minute: "2-digit",
          ...(span <= 10 * minute ? { second: "2-digit" } : {}),
          ...(span > day ? { weekday: "short" } : {}),
        };
  return new Intl.DateTimeFormat("en-GB", {
    ...options,
    ...(zone === undefined ? {} : { timeZone: zone }),
  }).format(at);
}

/** `45 s`, `12 min`, `3.5 h`, `2 d`. */
export function durationWords(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const [unit, word] =
    size >= 2 * day
      ? [day, "d"]
      : size >= hour
        ? [hour, "h"]
        : size >= minute
          ? [minute, "min"]
          : [1_000, "s"];
  return `${Number((milliseconds / unit).toFixed(size < 10 * unit ? 1 : 0))} ${word}`;
}
