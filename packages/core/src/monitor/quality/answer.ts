import * as z from "zod/mini";
import { describeIssues } from "../../schema/issues.ts";
import { parseJson } from "../../schema/python-json.ts";
import { capturedPayload, identity, isShown, payloadOf } from "../captures/captured-payload.ts";
import { isScalar } from "../payloads/json/row-writer.ts";
import type { PlaceReading } from "../payloads/payload.ts";
import type { QualitySettings } from "./metrics/outcome.ts";
import { type Place, valuesAt } from "./metrics/place.ts";

const capture = z.object({
  captureData: z.object(
    {
      endpointOutput: capturedPayload(
        "the captured answer, a text",
        "an object with the captured answer: capture the endpoint's output too",
      ),
    },
    "an object with endpointOutput",
  ),
});

const identified = z.object({
  eventMetadata: z.object({ ...identity, inferenceTime: z.optional(z.unknown()) }, "an object with eventId"),
});

const asked = z.object({
  captureData: z.object({
    endpointInput: capturedPayload(
      "the captured request, a text",
      "an object with the captured request: capture the endpoint's input too",
    ),
  }),
});

/** A captured request as far as it has to be read to know whether its label has come. */
export type Captured =
  | {
      readonly ok: true;
      readonly ids: readonly string[];
      /** When the request came, milliseconds since 1970; null where that is not told. */
      readonly at: number | null;
      readonly json: unknown;
    }
  | { readonly ok: false; readonly reason: string };

/** Answers of one request: one prediction and one score for each of its rows. */
export type Answer =
  | { readonly ok: true; readonly predictions: readonly unknown[]; readonly scores: readonly unknown[] }
  | { readonly ok: false; readonly reason: string };

const dataPath = "captureData.endpointOutput.data";

/** What a line of a data capture file is joined by: the caller's inference id, and SageMaker's event id. */
export function parseCaptured(line: string): Captured {
  const read = parseJson(line);
  if (!read.ok) return { ok: false, reason: "the line is no JSON; expected one captured request" };
  const json = read.value;
  const parsed = identified.safeParse(json);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json, isShown) };
  const { eventId, inferenceId, inferenceTime } = parsed.data.eventMetadata;
  const at = typeof inferenceTime === "string" ? Date.parse(inferenceTime) : Number.NaN;
  return {
    ok: true,
    ids: inferenceId ? [inferenceId, eventId] : [eventId],
    at: Number.isFinite(at) ? at : null,
    json,
  };
}

/**
 * Whose each row of a captured request is.
 *
 * @returns one name for each row, or null where the request does not say it of all of them
 */
export function parseUnits(
  json: unknown,
  place: Place,
  { reading, rows }: { readonly reading: PlaceReading; readonly rows: number },
): readonly string[] | null {
  const parsed = asked.safeParse(json);
  if (!parsed.success) return null;
  const payload = payloadOf(parsed.data.captureData.endpointInput);
  return unitsOf(valuesAt(payload, place, "captureData.endpointInput.data", { reading, rows }), rows);
}

/** One name for each row: a single one is all rows'. Null where there are others, or one is no name. */
export function unitsOf(values: readonly unknown[] | string, rows: number): readonly string[] | null {
  if (typeof values === "string") return null;
  const names = values
    .map((value) => (isScalar(value) ? String(value) : null))
    .filter((name) => name !== null);
  if (names.length !== values.length) return null;
  const [only] = names;
  if (names.length === 1 && only !== undefined) return Array.from({ length: rows }, () => only);
  return names.length === rows ? names : null;
}

/**
 * The endpoint's answer in a captured request.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 *
 * @param rows how many answers there should be
 */
export function parseAnswer(
  json: unknown,
  settings: QualitySettings,
  { reading, rows }: { readonly reading: PlaceReading; readonly rows: number },
): Answer {
  const parsed = capture.safeParse(json);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json, isShown) };
  const payload = payloadOf(parsed.data.captureData.endpointOutput);
  const at = (place: QualitySettings["prediction"]) =>
    place === null ? null : valuesAt(payload, place, dataPath, { reading, rows });
  const predictions = at(settings.prediction);
  const scores = at(settings.score);
  for (const values of [predictions, scores]) {
    if (typeof values === "string") return { ok: false, reason: values };
  }
  const [found, probabilities] = [listOf(predictions), listOf(scores)];
  if (predictions && scores && found.length !== probabilities.length) {
    const reason = `${dataPath}: has ${found.length} predictions and ${probabilities.length} scores; expected as many`;
    return { ok: false, reason };
  }
  return { ok: true, predictions: found, scores: probabilities };
}

function listOf(values: readonly unknown[] | string | null): readonly unknown[] {
  return values === null || typeof values === "string" ? [] : values;
}
