/**
 * A text from outside on one line, without control characters: a failure reason must not be able to move the
 * cursor or to write in colours of its own.
 */
export function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}]+/gu, " ").trim();
}

/** Breaks a sentence into lines of at most so many columns; words that are longer stay whole. */
export function wrap(sentence: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of oneLine(sentence).split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
