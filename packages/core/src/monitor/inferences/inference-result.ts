import * as z from "zod/mini";
import { text } from "../../schema/fields.ts";
import { describeIssues } from "../../schema/issues.ts";
import { moment } from "../../schema/moment.ts";
import { parseJson } from "../../schema/python-json.ts";

const location = z.optional(z.nullable(z.string("a location in S3")));
const contentType = z.optional(z.nullable(z.string("a content type")));

/**
 * What SageMaker tells the topics of an asynchronous endpoint. AWS documents the topics
 * (https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-check-predictions.html) and no message; its form is as
 * received ones are recorded in github.com/awslabs/osml-model-runner, answers and errors both.
 */
const notification = z.object(
  {
    eventName: z.literal("InferenceResult", '"InferenceResult"'),
    eventTime: moment,
    receivedTime: moment,
    invocationStatus: z.enum(["Completed", "Failed"], '"Completed" or "Failed"'),
    failureReason: z.optional(z.nullable(z.string("why it failed"))),
    inferenceId: text("the request's id"),
    requestParameters: z.object(
      {
        endpointName: text("the endpoint's name"),
        inputLocation: location,
        contentType,
        accept: contentType,
        customAttributes: z.optional(z.nullable(z.string("a text"))),
      },
      "an object with endpointName",
    ),
    responseParameters: z.optional(
      z.nullable(z.object({ contentType, outputLocation: location }, "an object with outputLocation")),
    ),
  },
  "a notification of an asynchronous inference",
);

/** As SNS wraps what it sends to a queue without raw delivery: https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html */
const envelope = z.object({ Type: z.literal("Notification"), Message: z.string() });

/** A place in S3, with the content type that was told of it. */
export interface InferencePayload {
  /** `s3://bucket/key` */
  readonly location: string;
  readonly contentType: string | null;
}

/** What became of one request to an asynchronous endpoint. */
export interface InferenceResult {
  readonly endpoint: string;
  readonly inferenceId: string;
  /** When the request came, and when it was over; milliseconds since 1970. */
  readonly receivedAt: number;
  readonly endedAt: number;
  /** Null where the request brought its payload itself. */
  readonly input: InferencePayload | null;
  /** What is sent again with the input. */
  readonly accept: string | null;
  readonly customAttributes: string | null;
  /** Where the answer, or the model's own error, lies. */
  readonly output: InferencePayload | null;
  /** Null where there is an answer. */
  readonly failure: InferenceFailure | null;
}

export interface InferenceFailure {
  /** SageMaker's own words. */
  readonly reason: string;
  /**
   * `input`: the model refused what was asked (4XX), as it would refuse it from any version; `model`: anything else, as
   * where a real-time endpoint counts a 5XX.
   */
  readonly fault: "input" | "model";
}

export type InferenceResultReading =
  | { readonly ok: true; readonly result: InferenceResult }
  | { readonly ok: false; readonly reason: string };

/** @returns the result, or which field is wrong and what would be right; never throws */
export function readInferenceResult(body: string): InferenceResultReading {
  const json = unwrapped(body);
  if (json === undefined)
    return { ok: false, reason: "the message is no JSON; expected SageMaker's notification of an inference" };
  const parsed = notification.safeParse(json);
  if (!parsed.success) return { ok: false, reason: describeIssues(parsed.error.issues, json) };
  const { data } = parsed;
  const { requestParameters: asked, responseParameters: answered } = data;
  return {
    ok: true,
    result: {
      endpoint: asked.endpointName,
      inferenceId: data.inferenceId,
      receivedAt: Date.parse(data.receivedTime),
      endedAt: Date.parse(data.eventTime),
      input: payload(asked.inputLocation, asked.contentType),
      accept: asked.accept ?? null,
      customAttributes: asked.customAttributes ?? null,
      output: payload(answered?.outputLocation, answered?.contentType),
      failure:
        data.invocationStatus === "Failed" ? failureOf(data.failureReason ?? "no reason is told") : null,
    },
  };
}

function unwrapped(body: string): unknown {
  const json = parseJson(body);
  if (!json.ok) return undefined;
  const wrapped = envelope.safeParse(json.value);
  if (!wrapped.success) return json.value;
  const inner = parseJson(wrapped.data.Message);
  return inner.ok ? inner.value : undefined;
}

function payload(where: string | null | undefined, type: string | null | undefined): InferencePayload | null {
  return where ? { location: where, contentType: type || null } : null;
}

/** "ClientError: Received client error (400) from model. See the SageMaker Endpoint logs ..." */
function failureOf(reason: string): InferenceFailure {
  return { reason, fault: /Received client error \(4\d\d\)/.test(reason) ? "input" : "model" };
}
