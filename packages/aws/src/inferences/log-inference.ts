import { GetObjectCommand } from "@aws-sdk/client-s3";
import type {
  InferencePayload,
  InferenceResult,
} from "@driftwheel/core/monitor/inferences/inference-result.ts";
import { predictionFiles } from "@driftwheel/core/monitor/predictions/prediction-files.ts";
import {
  type PredictionSide,
  predictionLine,
  sideOf,
} from "@driftwheel/core/monitor/predictions/prediction-line.ts";
import { BadInput } from "@driftwheel/core/vocabulary/errors.ts";
import { s3 } from "../clients/s3.ts";
import { failure, isNotFound } from "../failure.ts";
import { type PredictionLog, writePredictions } from "../monitor/predictions/prediction-log.ts";
import { s3Location } from "../s3/s3-location.ts";
import { digestOf } from "./inference-record.ts";

/** Asynchronous payloads may have a gigabyte; rows of which windows are made have some kilobytes. */
const largest = 4 * 1024 * 1024;

/**
 * Logs what was asked and what was answered, in an object of its own, named after the request, so that a notification that
 * comes again finds it. Its time is that of the answer: a request may have waited for hours, and its window be judged.
 *
 * @throws BadInput naming what cannot be logged, which will not get better
 */
export async function logInference(
  log: PredictionLog,
  result: InferenceResult,
  variant: string,
): Promise<void> {
  const { inferenceId, endedAt, endpoint } = result;
  if (result.input === null) {
    throw new BadInput(
      `The inference ${inferenceId} of ${endpoint} is not logged: its request brought its payload itself (Body), which SageMaker does not keep. Ask with an InputLocation.`,
    );
  }
  const [request, answer] = await Promise.all([
    side(result.input, inferenceId),
    result.output && side(result.output, inferenceId),
  ]);
  const line = predictionLine({ inferenceId, time: endedAt, request, answer: answer ?? undefined });
  const [file] = predictionFiles([{ time: endedAt, variant, line }], digestOf(result));
  if (file) await writePredictions(log, file);
}

async function side(
  { location, contentType }: InferencePayload,
  inferenceId: string,
): Promise<PredictionSide> {
  const { bucket, key } = s3Location(location);
  try {
    const {
      Body,
      ContentLength = 0,
      ContentType,
    } = await s3().send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    if (ContentLength > largest) {
      // Otherwise the connection would stay open with the rest of the body in it.
      if (Body && "destroy" in Body) Body.destroy();
      throw new BadInput(
        `The inference ${inferenceId} is not logged: ${location} has ${ContentLength} bytes, and more than ${largest} are no rows for a monitor.`,
      );
    }
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return sideOf(contentType ?? ContentType ?? "application/octet-stream", bytes);
  } catch (error) {
    if (isNotFound(error)) {
      throw new BadInput(`The inference ${inferenceId} is not logged: there is no ${location}.`, {
        cause: error,
      });
    }
    throw failure(error, `reading ${location}`);
  }
}
