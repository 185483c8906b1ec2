import { isUtf8 } from "node:buffer";
import { formatOf } from "@driftwheel/core/monitor/predictions/captured-format.ts";

/** What was asked and answered, whatever of it is text. */
export interface Predicted {
  readonly model: string;
  readonly inferenceId: string;
  /** When the model was asked. */
  readonly time: Date;
  readonly variant: string;
  readonly request: Payload;
  readonly answer: Payload;
}

interface Payload {
  readonly contentType: string;
  readonly body: Buffer;
}

/** The message by which a prediction is logged: docs/guides/drift-without-data-capture.md. */
export function predictionMessage({ model, inferenceId, time, variant, ...sides }: Predicted): string {
  const prediction = {
    inferenceId,
    time: time.toISOString(),
    variant,
    request: sideOf(sides.request),
    answer: sideOf(sides.answer),
  };
  return JSON.stringify({ model, predictions: [prediction] });
}

/** SQS takes no message with these, and JSON does not write them otherwise: https://www.w3.org/TR/REC-xml/#charsets */
const noCharacters = /[\uFFFE\uFFFF]/;

function sideOf({ contentType, body }: Payload) {
  if (formatOf(contentType) !== "BASE64" && isUtf8(body)) {
    const text = body.toString("utf8");
    if (!noCharacters.test(text)) return { contentType, body: text };
  }
  return { contentType, body: body.toString("base64"), encoding: "BASE64" as const };
}
