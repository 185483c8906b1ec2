import { toBase64 } from "../derived/base64.ts";
import { formatOf } from "./captured-format.ts";

/** What was asked, or what was answered. */
export interface PredictionSide {
  readonly contentType: string;
  /** A text, or bytes in BASE64 where `encoding` says so. */
  readonly body: string;
  readonly encoding?: "BASE64" | undefined;
}

interface Prediction {
  readonly inferenceId: string;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly request: PredictionSide;
  readonly answer: PredictionSide | undefined;
}

/**
 * A prediction as data capture writes it: a line of JSON, without its end.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 */
export function predictionLine({ inferenceId, time, request, answer }: Prediction): string {
  return JSON.stringify({
    captureData: {
      endpointInput: captured(request, "INPUT"),
      ...(answer && { endpointOutput: captured(answer, "OUTPUT") }),
    },
    eventMetadata: { eventId: inferenceId, inferenceId, inferenceTime: new Date(time).toISOString() },
    eventVersion: "0",
  });
}

/** Bytes as they are logged: those of a text as the text. */
export function sideOf(contentType: string, bytes: Uint8Array): PredictionSide {
  return formatOf(contentType) === "BASE64"
    ? { contentType, body: toBase64(bytes), encoding: "BASE64" }
    : { contentType, body: new TextDecoder().decode(bytes) };
}

function captured({ contentType, body, encoding }: PredictionSide, mode: "INPUT" | "OUTPUT") {
  const format = encoding ?? formatOf(contentType);
  const data =
    encoding === undefined && format === "BASE64" ? toBase64(new TextEncoder().encode(body)) : body;
  return { observedContentType: contentType, mode, data, encoding: format };
}
