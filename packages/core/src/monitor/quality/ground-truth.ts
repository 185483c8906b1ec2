import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import { brokenKind, describeIssues } from "../../schema/issues.ts";
import { parseJson } from "../../schema/python-json.ts";
import { capturedPayload, isShown, payloadOf } from "../captures/captured-payload.ts";
import type { PlaceReading } from "../payloads/payload.ts";
import { unitsOf } from "./answer.ts";
import { asLabel, type QualitySettings } from "./metrics/outcome.ts";
import { type Place, valuesAt } from "./metrics/place.ts";

const groundTruth = z.object(
  {
    groundTruthData: capturedPayload("the label, a text", "an object with data and encoding"),
    eventMetadata: z.object(
      { eventId: text("the inference id that the request was made with, or the capture's event id") },
      "an object with eventId",
    ),
  },
  "an object with groundTruthData and eventMetadata",
);

/** What turned out for one request, one label for each of its rows. */
export type GroundTruth =
  | {
      readonly ok: true;
      readonly id: string;
      readonly labels: readonly (number | string)[];
      /** Whose each row is, where the line says it. */
      readonly units: readonly string[] | null;
    }
  | { readonly ok: false; readonly reason: string };

const dataPath = "groundTruthData.data";

/**
 * Reads one line of a ground-truth file.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-merge.html
 *
 * @param unit where the line says whose it is
 * @returns the labels and what they are joined by, or what is wrong and where; never throws
 */
export function parseGroundTruth(
  line: string,
  settings: QualitySettings,
  reading: PlaceReading,
  unit: Place | null = null,
): GroundTruth {
  const json = parseJson(line);
  if (!json.ok) return { ok: false, reason: "the line is no JSON; expected one label with its event id" };
  const parsed = groundTruth.safeParse(json.value);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json.value, isShown) };
  const { groundTruthData, eventMetadata } = parsed.data;
  const payload = payloadOf(groundTruthData);
  const values = valuesAt(payload, settings.label, dataPath, { reading });
  if (typeof values === "string") return { ok: false, reason: values };
  const labels: (number | string)[] = [];
  for (const value of values) {
    const label = asLabel(value, settings.problem);
    if (label === null) {
      const expected = settings.problem === "regression" ? "a number" : "the name or number of a class";
      return { ok: false, reason: brokenKind(dataPath, value, expected) };
    }
    labels.push(label);
  }
  const rows = labels.length;
  const units = unit === null ? null : unitsOf(valuesAt(payload, unit, dataPath, { reading, rows }), rows);
  return { ok: true, id: eventMetadata.eventId, labels, units };
}
