/** A piece of a sentence: words, or a moment or a resource of AWS that it names. */
export interface TextPart {
  readonly kind: "words" | "time" | "arn";
  readonly text: string;
}

const named =
  /(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z|arn:[\w-]+:[\w-]+:[\w-]*:\d*:[\w$/:.@=+-]*[\w/])/;

/** A sentence of the ledger in pieces: moments can be told in the reader's own zone, and ARNs by what tells them apart. */
export function textParts(text: string): readonly TextPart[] {
  return text
    .split(named)
    .map((part, index) => ({ kind: kindOf(part, index), text: part }))
    .filter((part) => part.text !== "");
}

function kindOf(part: string, index: number): TextPart["kind"] {
  if (index % 2 === 0) return "words";
  return part.startsWith("arn:") ? "arn" : "time";
}
