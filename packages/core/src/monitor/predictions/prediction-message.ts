import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import { broken, brokenKind, describeIssues } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import { parseJson } from "../../schema/python-json.ts";
import { predictionLine } from "./prediction-line.ts";

/** A sender's clock may be ahead by so much; what is said to come later is no time of a prediction. */
const mostAhead = 300_000;

const sides = "an object with contentType and body, and encoding where the body is BASE64";
const side = z.strictObject(
  {
    contentType: text('a content type, such as "text/csv"'),
    body: z.string("the payload as a text"),
    encoding: z.optional(z.literal("BASE64", '"BASE64", or nothing for a text')),
  },
  sides,
);

/** As a variant's name, of which a folder is made. https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_ProductionVariant.html */
const variantName =
  "the variant that answered: 1 to 63 letters, digits and hyphens, or an artifact's name that ends in .tar.gz";
const prediction = z.strictObject(
  {
    inferenceId: text("the request's id").check(
      z.maxLength(256, "the request's id, in at most 256 characters"),
    ),
    time: moment,
    variant: z
      .string(variantName)
      .check(z.regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,62}(\.tar\.gz)?$/, variantName)),
    request: side,
    answer: z.optional(side),
  },
  "an object with inferenceId, time, variant, request and answer alone",
);

const message = z.object(
  {
    model: text("the model's name in the fleet"),
    predictions: z
      .array(z.unknown(), "a list of predictions")
      .check(z.minLength(1, "at least one prediction")),
  },
  "an object with model and predictions",
);

/** A prediction as it is logged. */
export interface LoggedPrediction {
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly variant: string;
  /** As data capture writes it: a line of JSON, without its end. */
  readonly line: string;
}

export interface RefusedPrediction {
  /** From 0. */
  readonly place: number;
  /** Names the field, and what stands there where that is nobody's own. */
  readonly reason: string;
  readonly prediction: unknown;
}

export type PredictionMessage =
  | {
      readonly ok: true;
      readonly model: string;
      readonly predictions: readonly LoggedPrediction[];
      readonly refused: readonly RefusedPrediction[];
    }
  | { readonly ok: false; readonly reason: string };

/** What may be shown: payloads are people's own. */
const isShown = (path: string): boolean => !/(?:^|\.)body$/.test(path);

/**
 * Reads a message of predictions. One that is wrong does not keep the others from being logged. The same message read
 * again comes to the same lines.
 *
 * @param sentAt when the queue took the message, milliseconds since 1970
 * @returns the lines, or why the message as a whole is none; never throws
 */
export function readPredictions(body: string, sentAt: number): PredictionMessage {
  const json = parseJson(body);
  if (!json.ok)
    return { ok: false, reason: "the message is no JSON; expected an object with model and predictions" };
  const parsed = message.safeParse(json.value);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json.value, isShown) };
  const { model, predictions } = parsed.data;
  const logged: LoggedPrediction[] = [];
  const refused: RefusedPrediction[] = [];
  for (const [place, one] of predictions.entries()) {
    const read = readOne(one, place, sentAt);
    if ("reason" in read) refused.push({ place, reason: read.reason, prediction: one });
    else logged.push(read);
  }
  return { ok: true, model, predictions: logged, refused };
}

function readOne(
  one: unknown,
  place: number,
  sentAt: number,
): LoggedPrediction | { readonly reason: string } {
  const at = ["predictions", place];
  if (typeof one !== "object" || one === null || Array.isArray(one)) {
    return { reason: brokenKind(at.join("."), one, "an object with one prediction") };
  }
  const parsed = prediction.safeParse(one);
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => ({ ...issue, path: [...at, ...issue.path] }));
    const inPlace = { predictions: { [place]: one } };
    return { reason: describeIssues(issues, inPlace, isShown) };
  }
  const { inferenceId, time, variant, request, answer } = parsed.data;
  const milliseconds = Date.parse(time);
  if (milliseconds > sentAt + mostAhead) {
    const latest = new Date(sentAt).toISOString();
    return { reason: broken([...at, "time"].join("."), time, `a time before it was sent, ${latest}`) };
  }
  // A clock that is a little ahead would put it into an hour that has not begun, whose files nobody looks for yet.
  const asked = Math.min(milliseconds, sentAt);
  return { time: asked, variant, line: predictionLine({ inferenceId, time: asked, request, answer }) };
}
