import { mostCharacters } from "./words.ts";

/** Scripts that most people write in; others are told as "other". */
const scripts = [
  "Latin",
  "Cyrillic",
  "Greek",
  "Arabic",
  "Hebrew",
  "Devanagari",
  "Bengali",
  "Tamil",
  "Telugu",
  "Gujarati",
  "Gurmukhi",
  "Thai",
  "Han",
  "Hiragana",
  "Katakana",
  "Hangul",
  "Armenian",
  "Georgian",
  "Ethiopic",
] as const;

const matchers = scripts.map((name) => ({ name, letters: new RegExp(`\\p{Script=${name}}`, "gu") }));
const plainLetter = /[a-z]/i;
const letter = /\p{L}/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is meant.
const onlyPlain = /^[\x00-\x7f]*$/;

/**
 * The script that most letters of a text are of (https://www.unicode.org/reports/tr24/): the one sign of its language that
 * needs no model.
 */
export function scriptOf(text: string): string {
  const begins = text.slice(0, mostCharacters);
  if (onlyPlain.test(begins)) return plainLetter.test(begins) ? "Latin" : "none";
  let [most, script]: [number, string] = [0, "none"];
  let left = begins.match(letter)?.length ?? 0;
  for (const { name, letters } of matchers) {
    const count = begins.match(letters)?.length ?? 0;
    left -= count;
    if (count > most) [most, script] = [count, name];
    if (left <= most) break;
  }
  return left > most ? "other" : script;
}
