/** A piece of a sentence: words, or a moment that it names. */
export interface TextPart {
  readonly text: string;
  /** ISO 8601. */
  readonly time: boolean;
}

const moments = /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z)/;

/** A sentence of the ledger in pieces, so that the moments in it can be told in the reader's own zone. */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(moments)
    .map((part, index) => ({ text: part, time: index % 2 === 1 }))
    .filter((part) => part.text !== "");
}
