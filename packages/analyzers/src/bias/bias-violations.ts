import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { z } from "zod";
import { checked } from "../dataset/checked.ts";
import type { BiasSection, ReportedMetric } from "./bias-report.ts";

const metric = z.object({
  name: z.string("the metric's name"),
  value: z.union([z.number(), z.enum(["Infinity", "-Infinity"]), z.null()], { error: "a number" }),
});

const section = z.object({
  facets: z.record(
    z.string(),
    z.array(
      z.object({ value_or_threshold: z.string("a text"), metrics: z.array(metric, "a list of metrics") }),
    ),
    "an object with a list for each facet",
  ),
});

const document = z.object({
  pre_training_bias_metrics: section.optional(),
  post_training_bias_metrics: section.optional(),
});

/** Sections of `analysis.json`, by name. */
export type BiasSections = Readonly<Partial<Record<keyof z.output<typeof document>, BiasSection>>>;

/**
 * Metrics that are further from no bias than those of a baseline: from 0, and of Disparate Impact from 1.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/clarify-model-monitor-bias-drift-violations.html
 *
 * @param baseline the JSON of an earlier `analysis.json`
 * @throws PersonError when it is none, or has none of the sections that are compared
 */
export function biasViolations(sections: BiasSections, baseline: unknown): readonly object[] {
  const earlier = checked(document, "baseline_constraints", baseline);
  const names = (["pre_training_bias_metrics", "post_training_bias_metrics"] as const).filter(
    (name) => sections[name],
  );
  if (!names.some((name) => earlier[name])) {
    throw new PersonError(
      `baseline_constraints: has no ${names.join(" and no ")}; expected an earlier analysis.json`,
    );
  }
  return names.flatMap((name) => {
    const before = earlier[name];
    const now = sections[name];
    return before && now ? ofSection(now, before) : [];
  });
}

function ofSection(now: BiasSection, before: z.output<typeof section>): readonly object[] {
  return Object.entries(now.facets).flatMap(([facet, reports]) =>
    reports.flatMap(({ value_or_threshold: words, metrics }) => {
      const earlier = before.facets[facet]?.find((report) => report.value_or_threshold === words);
      return metrics.flatMap((found) => {
        const line = earlier?.metrics.find(({ name }) => name === found.name);
        if (line === undefined) {
          console.log(`Not checked: the baseline has no ${found.name} of ${facet} ${words}.`);
          return [];
        }
        if (found.value === null)
          console.log(`Not checked: ${found.name} of ${facet} ${words} has no value: ${found.error}.`);
        if (!isWorse(found, line)) return [];
        return [
          {
            facet,
            facet_value: words,
            metric_name: found.name,
            constraint_check_type: "bias_drift_check",
            description: `Value ${found.value} does not meet the constraint requirement, ${line.value}`,
          },
        ];
      });
    }),
  );
}

function isWorse(found: Pick<ReportedMetric, "name" | "value">, line: z.output<typeof metric>): boolean {
  if (found.value === null || line.value === null) return false;
  return fromFair(found.name, Number(found.value)) > fromFair(line.name, Number(line.value));
}

function fromFair(name: string, value: number): number {
  return Math.abs(name === "DI" ? value - 1 : value);
}
