import * as z from "zod";
import { knownMetrics } from "../../monitor/quality/constraints.ts";
import { duration } from "../duration.ts";
import { place } from "../place.ts";
import { nearest } from "../refusal/nearest.ts";
import { s3Prefix, s3Statistics } from "../s3-uri.ts";

const constraint = z
  .strictObject({
    /** A metric of the problem, as Model Monitor calls it. */
    metric: z.string().min(1),
    atMost: z.number().optional(),
    atLeast: z.number().optional(),
    /** How much worse than the baseline's value, as a share of it: 0.1 is a tenth. */
    worseThanBaselineBy: z.number().gte(0, "must not be negative").optional(),
  })
  .refine(
    ({ atMost, atLeast, worseThanBaselineBy }) =>
      [atMost, atLeast, worseThanBaselineBy].some((line) => line !== undefined),
    { message: "needs one of atMost, atLeast or worseThanBaselineBy" },
  );

/** How a model's answers are compared with ground truth. */
export const quality = z
  .strictObject({
    /** Where ground truth is put: files of JSON lines under `yyyy/mm/dd/hh/`, the hour in which it was collected, UTC. */
    groundTruth: s3Prefix,
    problem: z.enum(["regression", "binary", "multiclass"]),
    label: place.default(0),
    /** Column 0 unless told; a binary model that has only a score needs none. */
    prediction: place.optional(),
    /** Probability of the positive class; binary only. */
    score: place.optional(),
    threshold: z.number().gt(0, "must be above 0").lt(1, "must be below 1").default(0.5),
    positive: z.union([z.string().min(1), z.number(), z.boolean()]).default("1"),
    /** When an answer counts as a success: a regression's within this of the label, in its unit; a class when equal. */
    success: z.strictObject({ within: z.number().gte(0, "must not be negative") }).optional(),
    /** Without them the usual ones hold, which depend on the baseline. */
    constraints: z.array(constraint).min(1, "needs at least one constraint, or leave it out").optional(),
    /** Model-quality statistics to compare with; the champion package's own unless given. */
    baseline: s3Statistics.optional(),
    /** Fewer joined labels in an hour are "not-enough-data". */
    minLabels: z.int().gte(10, "must be at least 10").default(100),
    /** How far back captures are looked for: labels of older requests are not joined. */
    lookBack: duration.default(86_400_000),
    /** How long after an hour's end its ground truth and captures may still arrive. */
    lag: duration.default(300_000),
    /** After so many hours in a row without answers that could be judged people are told. */
    blindAfter: z
      .int("must be a whole number of hours, such as 24")
      .gte(1, "must be a whole number of hours, at least 1")
      .lte(336, "must be at most 336 hours, which are two weeks")
      .default(48),
  })
  .superRefine((settings, context) => {
    const refuse = (path: readonly (string | number)[], message: string, meant: string | null = null) =>
      context.addIssue({
        code: "custom",
        path: [...path],
        message,
        params: meant === null ? {} : { remedy: `did you mean ${JSON.stringify(meant)}?` },
      });
    const { problem, success, score, constraints = [] } = settings;
    if (problem === "regression" && success === undefined) {
      refuse(["success"], "a regression needs { within: ... }: how near to the label an answer must be");
    }
    if (problem !== "regression" && success !== undefined) {
      refuse(["success"], "only a regression has one; a class is a success when it is the label's");
    }
    if (problem !== "binary" && score !== undefined) refuse(["score"], "only a binary problem has one");
    for (const [index, { metric }] of constraints.entries()) {
      if (knownMetrics[problem].includes(metric)) continue;
      const known = knownMetrics[problem];
      const message = `must be one of ${known.join(", ")}`;
      refuse(["constraints", index, "metric"], message, nearest(metric, known));
    }
  })
  .transform(({ success, ...settings }) => ({ ...settings, within: success?.within ?? 0 }));

export type QualityPolicy = z.output<typeof quality>;
