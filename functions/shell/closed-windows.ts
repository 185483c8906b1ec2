export interface ClosedWindow {
  /** Start inclusive, end exclusive. */
  readonly start: Date;
  readonly end: Date;
}

/**
 * The last windows that are over and whose captures have arrived, oldest first. They begin at whole multiples of
 * their length since 1970, so every run of the monitor means the same windows.
 *
 * @param length and lag in milliseconds
 */
export function closedWindows(
  now: Date,
  { length, lag, last }: { readonly length: number; readonly lag: number; readonly last: number },
): readonly ClosedWindow[] {
  const end = Math.floor((now.getTime() - lag) / length) * length;
  return Array.from({ length: last }, (_, index) => {
    const ended = end - (last - 1 - index) * length;
    return { start: new Date(ended - length), end: new Date(ended) };
  });
}
