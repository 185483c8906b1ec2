import * as z from "zod/mini";
import { describeIssues } from "../../schema/issues.ts";
import { parseJson } from "../../schema/python-json.ts";
import { capturedPayload, identity, isShown, payloadOf } from "../captures/captured-payload.ts";
import type { PlaceReading } from "../payloads/payload.ts";
import type { QualitySettings } from "./metrics/outcome.ts";
import { valuesAt } from "./metrics/place.ts";

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
  eventMetadata: z.object(identity, "an object with eventId"),
});

/** A captured request as far as it has to be read to know whether its label has come. */
export type Captured =
  | { readonly ok: true; readonly ids: readonly string[]; readonly json: unknown }
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
  const { eventId, inferenceId } = parsed.data.eventMetadata;
  return { ok: true, ids: inferenceId ? [inferenceId, eventId] : [eventId], json };
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
