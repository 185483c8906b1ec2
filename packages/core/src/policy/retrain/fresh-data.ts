import * as z from "zod";
import { duration } from "../duration.ts";
import { s3Folder, s3Prefix } from "../s3-uri.ts";

const count = (what: string) =>
  z.int(`must be a whole number of ${what}, such as 100`).gte(1, "must be at least 1");

/** Data that a retraining has not seen: where they come, and when they are worth one. */
export const freshData = z.strictObject({
  /** Files of any kind below a folder. */
  prefix: s3Prefix.optional(),
  /** Records of a feature group of SageMaker Feature Store, by the files of its offline store. */
  featureGroup: z
    .string()
    .regex(/^[a-zA-Z0-9]([-_]*[a-zA-Z0-9]){0,63}$/, "must be a feature group's name, at most 64 characters")
    .optional(),
  /** The S3Uri that the feature group was created with. */
  offlineStore: s3Folder.optional(),
  /** What jobs of SageMaker Data Wrangler export. */
  dataWrangler: z
    .strictObject({
      /** What the names of the processing jobs begin with. */
      jobs: z
        .string()
        .regex(
          /^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}$/,
          "must be what the jobs' names begin with: letters, digits and -, at most 63",
        ),
      output: s3Prefix,
    })
    .optional(),
  /** So much is worth a retraining; one of the three. */
  atLeast: z
    .strictObject({
      files: count("files").optional(),
      bytes: count("bytes").optional(),
      records: count("records").optional(),
    })
    .optional(),
  /** What has waited for so long is worth one, however little it is. */
  orAfter: duration.optional(),
  /** When nothing has come for so long, people are told. */
  staleAfter: duration.optional(),
  /** Events of new files make the folder be listed no more often than this. */
  readEvery: duration.default(60_000),
});

export type FreshDataSection = z.output<typeof freshData>;
