/** Where the first line begins that is not blank. */
export function lineStart(text: string): number {
  const first = text.search(/\S/);
  return first < 0 ? 0 : text.lastIndexOf("\n", first) + 1;
}

/** The first line that is not blank. */
export function firstLine(text: string, start = lineStart(text)): string {
  const end = text.indexOf("\n", start);
  return text.slice(start, end < 0 ? text.length : end);
}
