import {
  knownMetrics,
  lowerIsBetter,
  type QualityConstraint,
} from "@driftwheel/core/monitor/quality/constraints.ts";
import type { Quality } from "@driftwheel/core/monitor/quality/measure.ts";
import type { Problem } from "@driftwheel/core/monitor/quality/metrics/outcome.ts";
import { z } from "zod";
import { checked } from "../dataset/checked.ts";

const sections = {
  regression: "regression_constraints",
  binary: "binary_classification_constraints",
  multiclass: "multiclass_classification_constraints",
} as const satisfies Readonly<Record<Problem, string>>;

const line = z.object({
  threshold: z.union([z.number(), z.literal("NaN")], { error: 'a number or "NaN"' }),
  comparison_operator: z.enum(["LessThanThreshold", "GreaterThanThreshold"], {
    error: "LessThanThreshold or GreaterThanThreshold",
  }),
});

/**
 * The constraints that a model itself just satisfies, in the layout of Model Monitor's model-quality `constraints.json`:
 * each metric's value, and on which side of it is worse.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-model-quality-baseline.html
 */
export function qualityConstraints({ problem, metrics }: Quality): object {
  const lines = [...metrics].flatMap(([metric, { value }]) =>
    Number.isFinite(value)
      ? [
          [
            metric,
            {
              threshold: value,
              comparison_operator: lowerIsBetter.has(metric) ? "GreaterThanThreshold" : "LessThanThreshold",
            },
          ] as const,
        ]
      : [],
  );
  return { version: 0, [sections[problem]]: Object.fromEntries(lines) };
}

/** @throws PersonError naming the path of what is wrong, or the section that is missing */
export function readQualityConstraints(document: unknown, problem: Problem): readonly QualityConstraint[] {
  const section = sections[problem];
  const lines = z.record(z.string(), line, "an object with a line for each metric");
  const read = checked(z.object({ [section]: lines }), "baseline_constraints", document);
  return Object.entries(read[section] ?? {}).flatMap(
    ([metric, { threshold, comparison_operator: operator }]) => {
      if (threshold === "NaN") return [];
      if (!knownMetrics[problem].includes(metric)) {
        console.log(`Not checked: ${metric} is not measured here.`);
        return [];
      }
      return [
        operator === "LessThanThreshold" ? { metric, atLeast: threshold } : { metric, atMost: threshold },
      ];
    },
  );
}
