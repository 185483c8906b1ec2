import * as z from "zod";
import { duration } from "../duration.ts";
import { s3Folder } from "../s3-uri.ts";

/** The transform jobs of a model that is served in batch. */
export const batch = z.strictObject({
  /** Its jobs are named so, or so with a hyphen and more; it is known by this where others are by their endpoint. */
  jobs: z
    .string()
    .regex(
      /^[a-zA-Z0-9](-*[a-zA-Z0-9]){0,39}$/,
      "must be how its transform jobs' names begin: at most 40 letters, digits and hyphens, and no hyphen at the end",
    ),
  /** Where the jobs' inputs and outputs lie, `s3://bucket/prefix`: what they capture only names them, and the monitor's role reads no other. */
  inputs: s3Folder.optional(),
  outputs: s3Folder.optional(),
  /** How often a job ends well; without it nobody is told of one that did not run. */
  every: duration.optional(),
  /** How much later than that a job may end. */
  late: duration.default(3_600_000),
});

export type BatchPolicy = z.output<typeof batch>;
