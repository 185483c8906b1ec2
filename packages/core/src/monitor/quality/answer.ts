import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import { broken, describeIssues } from "../../schema/issues.ts";
import type { QualitySettings } from "./metrics/outcome.ts";
import { valuesAt } from "./metrics/place.ts";

const capture = z.object({
  captureData: z.object(
    {
      endpointOutput: z.object(
        {
          data: z.string("the captured answer, a text"),
          encoding: z.enum(["CSV", "JSON", "BASE64"], "CSV, JSON or BASE64"),
        },
        "an object with the captured answer: capture the endpoint's output too",
      ),
    },
    "an object with endpointOutput",
  ),
});

const identified = z.object({
  eventMetadata: z.object(
    { eventId: text("the event's id"), inferenceId: z.nullish(z.string("a text")) },
    "an object with eventId",
  ),
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
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { ok: false, reason: "the line is no JSON; expected one captured request" };
  }
  const parsed = identified.safeParse(json);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json) };
  const { eventId, inferenceId } = parsed.data.eventMetadata;
  return { ok: true, ids: inferenceId ? [inferenceId, eventId] : [eventId], json };
}

/**
 * The endpoint's answer in a captured request.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html
 */
export function parseAnswer(json: unknown, settings: QualitySettings): Answer {
  const parsed = capture.safeParse(json);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json) };
  const output = parsed.data.captureData.endpointOutput;
  const predictions = settings.prediction === null ? null : valuesAt(output, settings.prediction, dataPath);
  const scores = settings.score === null ? null : valuesAt(output, settings.score, dataPath);
  for (const values of [predictions, scores]) {
    if (typeof values === "string") return { ok: false, reason: values };
  }
  const [found, probabilities] = [listOf(predictions), listOf(scores)];
  if (predictions && scores && found.length !== probabilities.length) {
    const reason = broken(dataPath, output.data, "as many scores as predictions");
    return { ok: false, reason };
  }
  return { ok: true, predictions: found, scores: probabilities };
}

function listOf(values: readonly unknown[] | string | null): readonly unknown[] {
  return values === null || typeof values === "string" ? [] : values;
}
