/** Characters of a text that are looked at for words and letters: what a person writes, and time that is bounded. */
export const mostCharacters = 20_000;

/** Scripts that write no blanks between words. */
const unspacedScripts = String.raw`\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}`;

/**
 * Words: letters and digits that stand together. Scripts that write no blanks between words give each letter as one.
 * https://unicode.org/reports/tr29/#Word_Boundaries
 */
const word = new RegExp(String.raw`[${unspacedScripts}]|[[\p{L}\p{M}\p{N}]--[${unspacedScripts}]]+`, "gv");

export function wordsOf(text: string): readonly string[] {
  return text.slice(0, mostCharacters).toLowerCase().match(word) ?? [];
}

const letterOfWord = /\p{L}/u;
const unspaced = new RegExp(`[${unspacedScripts}]`, "gu");
/** Words from which on a text says something: names, codes and times have fewer. */
const fewestWords = 3;

/** Whether a text is what people write: several words with blanks between them, or letters that need none. */
export function isProse(text: string): boolean {
  const begins = text.slice(0, mostCharacters);
  const words = begins.split(/\s+/).filter((part) => letterOfWord.test(part)).length;
  return words >= fewestWords || (begins.match(unspaced)?.length ?? 0) >= 2 * fewestWords;
}
