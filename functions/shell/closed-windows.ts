export interface ClosedWindow {
  /** Start inclusive, end exclusive. */
  readonly start: Date;
  readonly end: Date;
}

/** So many windows back a run looks for one that no earlier run assessed, and for captures that came late. */
export const lookBack = 3;

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

/** The windows before one that are still looked back to when it is assessed, oldest first. */
export function windowsBefore({ start, end }: ClosedWindow): readonly ClosedWindow[] {
  const length = end.getTime() - start.getTime();
  return Array.from({ length: lookBack - 1 }, (_, index) => {
    const ended = start.getTime() - (lookBack - 2 - index) * length;
    return { start: new Date(ended - length), end: new Date(ended) };
  });
}
