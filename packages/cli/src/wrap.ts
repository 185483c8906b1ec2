/** Breaks a sentence into lines of at most so many columns; words that are longer stay whole. */
export function wrap(sentence: string, columns: number): readonly string[] {
  const lines: string[] = [];
  for (const word of sentence.replace(/\s+/g, " ").trim().split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= columns)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
