import { textParts } from "../words/text-parts.ts";
import { Time } from "./time.tsx";

/** A sentence of the ledger, with its moments in the reader's own zone. */
export function Sentence({ text }: { readonly text: string }) {
  return (
    <>
      {textParts(text).map((part, index) =>
        // A sentence's pieces stay where they are.
        part.time ? <Time key={String(index)} at={part.text} /> : part.text,
      )}
    </>
  );
}
