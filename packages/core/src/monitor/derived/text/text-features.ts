import { scriptOf } from "./script.ts";
import { hashOfWord } from "./vocabulary.ts";
import { mostCharacters, wordsOf } from "./words.ts";

/** What is told of a text, in the order of `textValues`. */
export const textFeatures = ["length", "words", "unknown words", "signs", "script"] as const;

const letterOrBlank = /[\p{L}\p{M}\s]/gu;

/** @param isKnown whether the vocabulary has a word, by its hash */
export function textValues(
  text: string,
  isKnown: (hash: number) => boolean,
): readonly [number, number, number, number, string] {
  const words = wordsOf(text);
  const unknown = words.reduce((count, word) => count + Number(!isKnown(hashOfWord(word))), 0);
  const looked = Math.min(text.length, mostCharacters);
  const letters = (text.slice(0, mostCharacters).match(letterOrBlank) ?? []).join("").length;
  return [
    text.length,
    words.length,
    words.length > 0 ? unknown / words.length : 0,
    looked > 0 ? (looked - letters) / looked : 0,
    scriptOf(text),
  ];
}
