import { textHash } from "../../values/text-hash.ts";
import { fromBase64, toBase64 } from "../base64.ts";

/** Hashes that words are told apart by. */
export const vocabularyBits = 32_768;
/** Hashes that are known at most: a word that is new has one of them with a probability of an eighth. */
const mostKnown = vocabularyBits / 8;
/** Texts that a word must be in: what one text alone has is no vocabulary. */
const fewestTexts = 2;

export function hashOfWord(word: string): number {
  return textHash(word) & (vocabularyBits - 1);
}

/** The words of texts by their hashes, and in how many texts each is. */
export class WordCounts {
  private readonly texts = new Uint32Array(vocabularyBits);

  add(words: readonly string[]): void {
    for (const hash of new Set(words.map(hashOfWord))) this.texts[hash] = (this.texts[hash] ?? 0) + 1;
  }

  /** In how many texts a word must be to be known: in as few as leave room for all that are. */
  fewest(): number {
    const sorted = this.texts.toSorted();
    return Math.max(fewestTexts, (sorted[vocabularyBits - 1 - mostKnown] ?? 0) + 1);
  }

  /**
   * Whether a text's word is known to all other texts. A text knows its own words, and a live one will not have been
   * among these; so each is asked as if it had been left out.
   */
  isKnownToOthers(hash: number, fewest: number): boolean {
    return (this.texts[hash] ?? 0) > fewest;
  }

  /** As statistics.json has it. */
  packed(fewest: number): string {
    const bytes = new Uint8Array(vocabularyBits / 8);
    for (const [hash, count] of this.texts.entries()) {
      if (count >= fewest) bytes[hash >> 3] = (bytes[hash >> 3] ?? 0) | (1 << (hash & 7));
    }
    return toBase64(bytes);
  }
}

/** Tells by its hash whether a word is in a vocabulary. */
export function knownWords(vocabulary: string): (hash: number) => boolean {
  const bytes = fromBase64(vocabulary) ?? new Uint8Array();
  return (hash) => ((bytes[hash >> 3] ?? 0) & (1 << (hash & 7))) !== 0;
}
