import * as z from "zod/mini";
import { text } from "../signals/fields.ts";
import { broken, describeIssues } from "../signals/issues.ts";
import { moment } from "../signals/moment.ts";
import { plainMoment } from "./plain-moment.ts";

const encodings = ["CSV", "JSON", "BASE64"] as const;
export type Encoding = (typeof encodings)[number];

const input = z.object(
  {
    data: z.string("the captured request, a text"),
    encoding: z.enum(encodings, "CSV, JSON or BASE64"),
    observedContentType: z.nullish(z.string("a content type")),
  },
  "an object with the captured request",
);

const capture = z.object({
  captureData: z.object({ endpointInput: input }, "an object with endpointInput"),
  eventMetadata: z.object(
    { eventId: text("the event's id"), inferenceId: z.nullish(z.string("a text")), inferenceTime: moment },
    "an object with eventId and inferenceTime",
  ),
});

/** One captured request, its payload as it was captured. */
export interface Capture {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly eventId: string;
  /** What ground truth is joined by, when the caller gave one. */
  readonly inferenceId: string | null;
  readonly data: string;
  readonly encoding: Encoding;
  /** "" when it was not captured. */
  readonly contentType: string;
}

export type CaptureAnswer =
  | ({ readonly ok: true } & Capture)
  | { readonly ok: false; readonly reason: string };

/**
 * Reads one line of a data capture file.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @returns the request, or a reason that names the path of what is wrong; never throws
 */
export function readCapture(line: string): CaptureAnswer {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return refused("the line is no JSON; expected one captured request");
  }
  return usual(json) ?? checked(json);
}

/** A request in the form that SageMaker writes, looked at by hand: a schema takes longer than parsing the line. */
function usual(json: unknown): CaptureAnswer | null {
  const request = inside(inside(json, "captureData"), "endpointInput");
  const metadata = inside(json, "eventMetadata");
  const data = inside(request, "data");
  const encoding = inside(request, "encoding");
  const contentType = inside(request, "observedContentType") ?? "";
  const eventId = inside(metadata, "eventId");
  const inferenceId = inside(metadata, "inferenceId") ?? null;
  const inferenceTime = inside(metadata, "inferenceTime");
  if (typeof data !== "string" || typeof contentType !== "string" || typeof inferenceTime !== "string") {
    return null;
  }
  if (encoding !== "CSV" && encoding !== "JSON" && encoding !== "BASE64") return null;
  if (typeof eventId !== "string" || eventId === "") return null;
  if (inferenceId !== null && typeof inferenceId !== "string") return null;
  const time = plainMoment(inferenceTime);
  return Number.isNaN(time) ? null : { ok: true, time, eventId, inferenceId, data, encoding, contentType };
}

/** What is in any other form, and why it cannot be read. */
function checked(json: unknown): CaptureAnswer {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return refused(broken("the line", json, "an object with one captured request"));
  }
  const parsed = capture.safeParse(json);
  if (!parsed.success) return refused(describeIssues(parsed.error.issues, json));
  const { captureData, eventMetadata } = parsed.data;
  const { data, encoding, observedContentType } = captureData.endpointInput;
  return {
    ok: true,
    time: Date.parse(eventMetadata.inferenceTime),
    eventId: eventMetadata.eventId,
    inferenceId: eventMetadata.inferenceId ?? null,
    data,
    encoding,
    contentType: observedContentType ?? "",
  };
}

/** A field of an object of JSON. Its prototype has none of the names that are asked for. */
function inside(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : undefined; // an object, just asked
}

function refused(reason: string): CaptureAnswer {
  return { ok: false, reason };
}
