import * as z from "zod";
import { duration } from "../duration.ts";
import { place } from "../place.ts";
import { s3Folder } from "../s3-uri.ts";

const share = z.number().gt(0, "must be above 0").lt(1, "must be below 1: 0.95 is 95 of 100 answers");
const whole = z.int("must be a whole number");

/** How a challenger is tried that answers in transform jobs: it transforms the inputs of the team's own jobs as well. */
export const paired = z.strictObject({
  /** Where its jobs write, `s3://bucket/prefix`, each into a folder of its own; nobody reads them but the trial. */
  outputs: s3Folder,
  /** How many jobs must count before it is promoted, and how many inputs are transformed twice at most, which bounds what it costs. */
  runs: z
    .strictObject({
      atLeast: whole.gte(2, "must be at least 2: of one run nobody knows how much runs differ").default(3),
      atMost: whole.gte(2, "must be at least 2").lte(200, "must be at most 200").default(14),
    })
    .default({ atLeast: 3, atMost: 14 }),
  /** A run with fewer rows by which it can be judged does not count. */
  minRows: whole.gte(1, "must be at least 1").default(100),
  /** The champion's answers, where they must be the challenger's as well; without `quality` they alone are judged. */
  agreement: z
    .strictObject({
      /** Where the answer stands in the outputs; `quality.prediction` unless it is given. */
      at: place.optional(),
      /** In so large a share of the rows at least both must have the same answer. */
      atLeast: share,
      /** Numbers that differ by no more than this are the same. */
      within: z.number().gte(0, "must not be negative").optional(),
    })
    .optional(),
  /** So many times as long as the champion's its jobs may take. */
  slowerBy: z.number().gt(1, "must be above 1: 2 is twice as long").default(2),
  /** A job that still runs then is stopped, and harms as one that failed. */
  longestRun: duration.default(6 * 3_600_000),
  /**
   * For how many of the team's next jobs a promoted version is watched: one that fails for a reason of its own takes it back.
   * Without it a promotion is the end.
   */
  bake: z
    .strictObject({
      jobs: whole.gte(1, "must be at least 1"),
      /** When it ends though fewer have run. */
      within: duration.default(7 * 86_400_000),
      /** Whether the labels of those jobs are waited for, and take it back where it is right less often than the champion was. */
      labels: z.boolean().default(false),
    })
    .optional(),
});

export type PairedPolicy = z.output<typeof paired>;
