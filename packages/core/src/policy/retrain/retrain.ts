import * as z from "zod";
import { dollars } from "../costs/dollars.ts";
import { duration } from "../duration.ts";
import { s3Folder } from "../s3-uri.ts";
import { freshData } from "./fresh-data.ts";
import { parameters } from "./parameters.ts";
import { retrainer } from "./retrainer.ts";

export const retrain = z.strictObject({
  pipeline: z
    .string()
    .regex(/^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,255}$/, "must be a SageMaker pipeline name")
    .optional(),
  /** What retrains where no pipeline does. */
  with: retrainer.optional(),
  cooldown: duration.default(6 * 3_600_000),
  budget: z
    .strictObject({
      perMonth: dollars,
      /** What a run is expected to cost: it counts until it is known what it did. */
      perRun: dollars,
      /** The share of it that people are told of when it is spent. */
      alertAt: z
        .number()
        .gt(0, "must be above 0")
        .lte(1, "must be at most 1: 0.8 tells when four fifths are spent")
        .default(0.8),
    })
    .optional(),
  /** A retraining that has not ended by then counts as failed. */
  deadline: duration.default(24 * 3_600_000),
  /** A retraining that succeeded and has registered no version by then counts as failed. */
  registerWithin: duration.default(30 * 60_000),
  labelledData: s3Folder.optional(),
  freshData: freshData.optional(),
  parameters,
  /** Which container of an inference pipeline's package has the model, for "champion model data". */
  modelContainer: z
    .union(
      [z.string().min(1).max(63), z.int().gte(1).lte(15)],
      'must be a container\'s host name such as "model", or its place from 1 to 15',
    )
    .optional(),
});
