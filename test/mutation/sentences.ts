import type { Mutant, MutatedFile } from "./result.ts";
import { isWithin, rangeOf } from "./source-text.ts";

/**
 * A file's mutants without those that only take words out of a sentence for people: a text with a space in it, and the
 * pieces of text inside such a text. What is compared with a value, or is a case of a switch, is no sentence: words of
 * a policy have spaces too. Everything that decides which words are said is kept.
 */
export function withoutSentences({ source, mutants }: MutatedFile): readonly Mutant[] {
  const texts = mutants
    .filter(({ mutatorName }) => mutatorName === "StringLiteral")
    .map(({ location }) => rangeOf(source, location));
  const sentences = texts.filter(
    ({ start, end }) =>
      isSentence(source.slice(start, end)) && !/(?:[=!]==|\bcase)\s*$/.test(source.slice(0, start)),
  );
  return mutants.filter(({ mutatorName, location }) => {
    const range = rangeOf(source, location);
    return mutatorName !== "StringLiteral" || !sentences.some((sentence) => isWithin(range, sentence));
  });
}

function isSentence(literal: string): boolean {
  return /\s/.test(literal.replaceAll(/\$\{[^}]*\}/g, ""));
}
