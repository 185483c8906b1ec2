import { shortArn } from "../words/packages.ts";
import { type TextPart, textParts } from "../words/text-parts.ts";
import { Time } from "./time.tsx";

/** A sentence of the ledger: its moments in the reader's own zone, its ARNs short, both whole in their hints. */
export function Sentence({ text }: { readonly text: string }) {
  return (
    <>
      {textParts(text).map((part, index) => (
        // A sentence's pieces stay where they are.
        <Piece key={String(index)} {...part} />
      ))}
    </>
  );
}

function Piece({ kind, text }: TextPart) {
  switch (kind) {
    case "time":
      return <Time at={text} />;
    case "arn":
      return <span title={text}>{shortArn(text)}</span>;
    case "words":
      return <>{text}</>;
  }
}
