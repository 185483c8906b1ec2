import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import type { Payload } from "../payloads/payload.ts";

const fields = {
  encoding: z.enum(["CSV", "JSON", "BASE64"], "CSV, JSON or BASE64"),
  observedContentType: z.nullish(z.string("a content type")),
};

/** What a line is joined by. */
export const identity = {
  eventId: text("the event's id"),
  inferenceId: z.nullish(z.string("a text")),
};

/** What may be shown of a payload that is broken: the rest is people's own. */
export const isShown = (path: string): boolean => path.endsWith(".encoding");

/**
 * One side of a captured request, or ground truth, which is written alike.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @param data what the data is
 * @param expected what is told where there is none
 */
export function capturedPayload(data: string, expected: string) {
  return z.object({ data: z.string(data), ...fields }, expected);
}

export type CapturedPayload = z.output<ReturnType<typeof capturedPayload>>;

export function payloadOf({ data, encoding, observedContentType }: CapturedPayload): Payload {
  return { data, encoding, contentType: observedContentType ?? "" };
}
