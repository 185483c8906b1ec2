import type { Mutant } from "./result.ts";

/** Where a mutant's code begins and ends in its file's source, as offsets. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** Lines and columns are counted from 1. */
export function rangeOf(source: string, { start, end }: Mutant["location"]): Range {
  const lines = source.split("\n");
  const offset = ({ line, column }: Mutant["location"]["start"]) =>
    lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, column - 1);
  return { start: offset(start), end: offset(end) };
}

export function isWithin(inner: Range, outer: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
