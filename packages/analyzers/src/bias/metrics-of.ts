import { PersonError } from "@driftwheel/cli/context/errors.ts";
import type { BiasMetric } from "./groups.ts";
import { MetricUndefined } from "./groups.ts";
import { notHere, postTrainingMetrics } from "./post-training-metrics.ts";
import { preTrainingMetrics } from "./pre-training-metrics.ts";

const known = { "pre-training": preTrainingMetrics, "post-training": postTrainingMetrics };

/**
 * The metrics that are asked for. Of all, those that are not implemented are reported without a value; by their names they
 * are refused.
 */
export function metricsOf(
  stage: keyof typeof known,
  asked: "all" | readonly string[],
): readonly BiasMetric[] {
  const metrics = known[stage];
  if (asked === "all") return stage === "post-training" ? [...metrics, ...notHere.map(missing)] : metrics;
  const refused = notHere.filter((name) => asked.includes(name));
  if (refused.length > 0) {
    throw new PersonError(
      `methods.post_training_bias: ${refused.join(", ")} is not implemented on the local AWS; leave it out.`,
    );
  }
  return metrics.filter(({ name }) => asked.includes(name));
}

function missing(name: (typeof notHere)[number]): BiasMetric {
  return {
    name,
    description: "Flip Test (FT)",
    value() {
      throw new MetricUndefined("It is not implemented on the local AWS");
    },
  };
}
