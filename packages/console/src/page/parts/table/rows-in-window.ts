/** Where a list of rows of one height lies, in pixels. */
export interface Placed {
  readonly count: number;
  readonly height: number;
  /** From the list's head to the window's; negative while the list begins below it. */
  readonly above: number;
  readonly windowHeight: number;
}

/** So few are drawn at once, wherever they lie: who prints the page, searches it or copies from it has all of them. */
const few = 40;

/**
 * The first and one past the last of the rows that are in the window, even in part.
 *
 * @param spare rows more on either side: what the next turn of a wheel shows is there already
 */
export function rowsInWindow(
  { count, height, above, windowHeight }: Placed,
  spare: number,
): readonly [number, number] {
  if (count <= few) return [0, count];
  const first = Math.floor(above / height) - spare;
  const last = Math.ceil((above + windowHeight) / height) + spare;
  return [Math.max(0, Math.min(first, count)), Math.max(0, Math.min(last, count))];
}
