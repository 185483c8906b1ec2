import { ServiceError, type World } from "../../world.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { AsyncInferenceConfig } from "../endpoint-configs/request.ts";
import type { Variant } from "../endpoints/endpoint.ts";
import type { ModelAnswer, ModelConnections } from "../runtime/model-connections.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { inferenceMetrics, type MeasuredInference } from "./metrics.ts";
import { type InferenceResult, notificationOf } from "./notification.ts";

interface Place {
  readonly world: Pick<World, "objects" | "publish" | "metrics" | "logs" | "region">;
  readonly connections: ModelConnections;
  readonly config: AsyncInferenceConfig;
  readonly variant: Variant;
  /** Milliseconds that a second of a request's timeout lasts. */
  readonly second: number;
  /** True once the server ends: what breaks then says nothing about the request, which is done again. */
  readonly ended: () => boolean;
}

type Steps = Pick<MeasuredInference, "downloading" | "model" | "status" | "failedToDownload">;

const notAsked: Steps = { downloading: null, model: null, status: null, failedToDownload: false };

/** Reads what is asked, asks the model, writes what it said, and tells the topics. False when the server ended meanwhile. */
export async function performInference(request: InferenceRequest, place: Place): Promise<boolean> {
  const taken = Date.now();
  const { result, steps } = await answered(request, place);
  if (place.ended()) return false;
  await concluded(request, { result, steps, taken, expired: false }, place);
  return true;
}

/** Gives up a request whose time in the queue is over. */
export async function expireInference(request: InferenceRequest, place: Place): Promise<void> {
  const reason = `ClientError: The request expired after ${request.timeToLive} seconds in the queue.`;
  const result = { ok: false, reason, answer: null } as const;
  await concluded(request, { result, steps: notAsked, taken: Date.now(), expired: true }, place);
}

/** Reasons begin as those that are reported; where nobody reported one the words are ours. */
async function answered(
  request: InferenceRequest,
  { world, connections, variant, second }: Place,
): Promise<{ readonly result: InferenceResult; readonly steps: Steps }> {
  const began = performance.now();
  const body = await bodyOf(request, world);
  const downloading = performance.now() - began;
  if (body === null) {
    const location = "location" in request.input ? request.input.location : "the request";
    const reason = `ClientError: Unable to download ${location}: there is no such object.`;
    return {
      result: { ok: false, reason, answer: null },
      steps: { ...notAsked, downloading, failedToDownload: true },
    };
  }
  const asked = performance.now();
  const answer = await modelAnswer(request, {
    connections,
    variant,
    body,
    timeout: request.timeout * second,
  });
  const steps: Steps = {
    downloading,
    model: performance.now() - asked,
    status: answer?.status ?? 0,
    failedToDownload: false,
  };
  if (answer === null) {
    const reason = `ClientError: The model did not answer within ${request.timeout} seconds.`;
    return { result: { ok: false, reason, answer: null }, steps };
  }
  const said = { contentType: answer.contentType ?? "application/octet-stream", body: answer.body };
  const { status } = answer;
  if (status >= 200 && status < 300) return { result: { ok: true, ...said }, steps };
  const kind = status >= 400 && status < 500 ? "client" : "server";
  const reason = `ClientError: Received ${kind} error (${status}) from model. See the SageMaker Endpoint logs in your account for more information.`;
  return { result: { ok: false, reason, answer: said }, steps };
}

async function bodyOf(
  { input }: InferenceRequest,
  { objects }: Pick<World, "objects">,
): Promise<Buffer | null> {
  if ("body" in input) return Buffer.from(input.body);
  const { bucket, key } = s3Location(input.location);
  const found = await objects.get(bucket, key);
  return found === null ? null : Buffer.from(found);
}

/** Null when there is no answer in time. */
async function modelAnswer(
  { contentType, accept, customAttributes, inferenceId }: InferenceRequest,
  {
    connections,
    variant,
    body,
    timeout,
  }: {
    readonly connections: ModelConnections;
    readonly variant: Variant;
    readonly body: Buffer;
    readonly timeout: number;
  },
): Promise<ModelAnswer | null> {
  const headers = {
    ...(contentType !== null && { "content-type": contentType }),
    ...(accept !== null && { accept }),
    ...(customAttributes !== null && { "x-amzn-sagemaker-custom-attributes": customAttributes }),
    "x-amzn-sagemaker-inference-id": inferenceId,
  };
  try {
    return await variant.server.during(async () => {
      const { ports } = variant.server;
      return ports === null ? null : await connections.inTurn(ports, headers, body, timeout);
    });
  } catch {
    return null;
  }
}

interface Ended {
  readonly result: InferenceResult;
  readonly steps: Steps;
  /** When its turn came, milliseconds since 1970. */
  readonly taken: number;
  readonly expired: boolean;
}

async function concluded(
  request: InferenceRequest,
  { result, steps, taken, expired }: Ended,
  { world, config, variant }: Place,
): Promise<void> {
  const began = performance.now();
  const unwritten = await written(request, result, world);
  const uploading = performance.now() - began;
  const told: InferenceResult =
    unwritten === null
      ? result
      : { ok: false, reason: `ClientError: Unable to upload the response: ${unwritten}`, answer: null };
  const failedToNotify = !notified(request, told, { world, config });
  const { endpoint, receivedAt, inferenceId } = request;
  const now = Date.now();
  const measured: MeasuredInference = {
    endpoint,
    variant: variant.name,
    time: new Date(now),
    failed: !told.ok,
    expired,
    ...steps,
    failedToUpload: unwritten !== null,
    failedToNotify,
    inBacklog: Math.max(taken - receivedAt, 0),
    uploading: result.ok || result.answer ? uploading : null,
    total: Math.max(now - receivedAt, 0),
  };
  world.metrics.put(inferenceMetrics(measured));
  // https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html, "Logs".
  const stream = `${variant.name}/i-00000000000000001/data-log`;
  const line = told.ok ? "Inference completed." : told.reason;
  world.logs.write(`/aws/sagemaker/Endpoints/${endpoint}`, stream, `[${inferenceId}] ${line}`);
}

/** Writes the answer, or the model's error where there is a place for errors; why it cannot be written, if so. */
async function written(
  { outputLocation, failureLocation }: InferenceRequest,
  result: InferenceResult,
  { objects }: Pick<World, "objects">,
): Promise<string | null> {
  const location = result.ok ? outputLocation : failureLocation;
  if (location === null) return null;
  const { bucket, key } = s3Location(location);
  const [body, contentType] = result.ok
    ? [result.body, result.contentType]
    : [result.answer?.body ?? Buffer.from(result.reason), result.answer?.contentType ?? "text/plain"];
  try {
    await objects.put(bucket, key, body, { contentType });
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** False when there is a topic and it took no message. */
function notified(
  request: InferenceRequest,
  result: InferenceResult,
  { world, config }: Pick<Place, "world" | "config">,
): boolean {
  const notification = notificationOf(request, result, { config, region: world.region });
  if (notification === null) return true;
  try {
    world.publish(notification.topic, notification.message);
    return true;
  } catch (error) {
    if (error instanceof ServiceError) return false;
    throw error;
  }
}
