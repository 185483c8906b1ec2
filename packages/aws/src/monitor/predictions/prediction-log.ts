import type { PredictionFile } from "@driftwheel/core/monitor/predictions/prediction-files.ts";
import type { RefusedPrediction } from "@driftwheel/core/monitor/predictions/prediction-message.ts";
import { asFolder, type S3Location, s3Location, s3Uri } from "../../s3/s3-location.ts";
import { textWrittenFirst, writtenFirst } from "../../s3/written-first.ts";
import { hourFolder } from "../hour-folder.ts";

/** Where a model's predictions are logged. */
export interface PredictionLog {
  /** `s3://bucket/prefix` */
  readonly destination: string;
  readonly endpoint: string;
}

/** Writes a file of predictions unless it is there; false when it is, of an earlier delivery. */
export function writePredictions(
  { destination, endpoint }: PredictionLog,
  { path, text }: PredictionFile,
): Promise<boolean> {
  const { bucket, key } = s3Location(destination);
  const at = { bucket, key: `${asFolder(key)}${endpoint}/${path}` };
  return textWrittenFirst(at, text, "application/x-ndjson");
}

/**
 * Keeps what was refused, with the reasons, under `driftwheel/refused-predictions/` in the log's bucket, where no monitor
 * looks for predictions.
 *
 * @returns where it lies
 */
export async function keepRefused(
  { destination, endpoint }: PredictionLog,
  {
    name,
    sentAt,
    refused,
  }: { readonly name: string; readonly sentAt: Date; readonly refused: readonly RefusedPrediction[] },
): Promise<string> {
  const { bucket } = s3Location(destination);
  const at: S3Location = {
    bucket,
    key: `driftwheel/refused-predictions/${endpoint}/${hourFolder(sentAt)}/${name}.json`,
  };
  await writtenFirst(at, { sentAt: sentAt.toISOString(), refused });
  return s3Uri(at);
}
