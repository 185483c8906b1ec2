import * as z from "zod/mini";
import { brokenKind, describeIssues } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import { parseJson } from "../../schema/python-json.ts";
import type { Payload } from "../payloads/payload.ts";
import { plainMoment } from "../values/plain-moment.ts";
import { type CapturedPayload, capturedPayload, identity, isShown, payloadOf } from "./captured-payload.ts";

const capture = z.object({
  captureData: z.object(
    { endpointInput: capturedPayload("the captured request, a text", "an object with the captured request") },
    "an object with endpointInput",
  ),
  eventMetadata: z.object({ ...identity, inferenceTime: moment }, "an object with eventId and inferenceTime"),
});

/** One captured request, its payload as it was captured. */
export interface Capture extends Payload {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly eventId: string;
  /** What ground truth is joined by, when the caller gave one. */
  readonly inferenceId: string | null;
  /** What was captured of the model's answer, as the line has it: `answersAt` looks at it. */
  readonly answer: unknown;
}

export type CaptureAnswer =
  | ({ readonly ok: true } & Capture)
  | {
      readonly ok: false;
      readonly reason: string;
      /** When it was made, milliseconds since 1970, where the line says so; null where it does not. */
      readonly time: number | null;
    };

/**
 * Reads one line of a data capture file.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @returns the request, or a reason that names the path of what is wrong; never throws
 */
export function readCapture(line: string): CaptureAnswer {
  const json = parseJson(line);
  if (!json.ok) return refused("the line is no JSON; expected one captured request");
  return usual(json.value) ?? checked(json.value);
}

/** A line of JSON, as far as it is asked; nothing of it is known before. */
interface Line {
  readonly captureData?: {
    readonly endpointInput?: { readonly [field in keyof CapturedPayload]?: unknown };
    readonly endpointOutput?: unknown;
  };
  readonly eventMetadata?: {
    readonly eventId?: unknown;
    readonly inferenceId?: unknown;
    readonly inferenceTime?: unknown;
  };
}

/** A request in the form that SageMaker writes, looked at by hand: a schema takes longer than parsing the line. */
function usual(json: unknown): CaptureAnswer | null {
  // Any value of JSON may be asked for a field but null, and every field found is looked at before it is used.
  const line = json as Line | null;
  const request = line?.captureData?.endpointInput;
  const metadata = line?.eventMetadata;
  if (!request || !metadata) return null;
  const { data, encoding, observedContentType } = request;
  const { eventId, inferenceId, inferenceTime } = metadata;
  if (typeof data !== "string" || typeof inferenceTime !== "string") return null;
  if (encoding !== "CSV" && encoding !== "JSON" && encoding !== "BASE64") return null;
  if (typeof eventId !== "string" || eventId === "") return null;
  const contentType = observedContentType ?? "";
  const joinedBy = inferenceId ?? null;
  if (typeof contentType !== "string" || (joinedBy !== null && typeof joinedBy !== "string")) return null;
  const time = plainMoment(inferenceTime);
  if (Number.isNaN(time)) return null;
  const answer = line.captureData?.endpointOutput;
  return { ok: true, time, eventId, inferenceId: joinedBy, answer, data, encoding, contentType };
}

/** What is in any other form, and why it cannot be read. */
function checked(json: unknown): CaptureAnswer {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    return refused(brokenKind("the line", json, "an object with one captured request"));
  }
  const parsed = capture.safeParse(json);
  if (!parsed.success) {
    return refused(
      describeIssues(
        parsed.error.issues,
        json,
        (path) => isShown(path) || path === "eventMetadata.inferenceTime",
      ),
      timeOf(json),
    );
  }
  const { captureData, eventMetadata } = parsed.data;
  return {
    ok: true,
    time: Date.parse(eventMetadata.inferenceTime),
    eventId: eventMetadata.eventId,
    inferenceId: eventMetadata.inferenceId ?? null,
    answer: (json as Line).captureData?.endpointOutput, // As `usual` asks for it.
    ...payloadOf(captureData.endpointInput),
  };
}

/** A line that lacks its request, as of an endpoint that captures answers only, says its time all the same. */
function timeOf(json: object): number | null {
  const time = (json as Line).eventMetadata?.inferenceTime; // As `usual` asks for it.
  const parsed = moment.safeParse(time);
  return parsed.success ? Date.parse(parsed.data) : null;
}

function refused(reason: string, time: number | null = null): CaptureAnswer {
  return { ok: false, reason, time };
}
