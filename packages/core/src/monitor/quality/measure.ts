import { binaryConfusion, binaryMetrics, type ConfusionMatrix } from "./metrics/binary.ts";
import { multiclassConfusion, multiclassMetrics } from "./metrics/multiclass.ts";
import type { Outcome, Problem, QualitySettings } from "./metrics/outcome.ts";
import { regressionMetrics } from "./metrics/regression.ts";
import { standardErrors } from "./metrics/standard-error.ts";

export interface Measured {
  readonly value: number;
  /** Not a number where there is none. */
  readonly standardError: number;
}

/** The quality of a model's answers over one window. */
export interface Quality {
  readonly problem: Problem;
  readonly count: number;
  readonly confusion: ConfusionMatrix | null;
  readonly metrics: ReadonlyMap<string, Measured>;
}

/** @param outcomes at least one */
export function measureQuality(
  outcomes: readonly Outcome[],
  { problem, positive }: Pick<QualitySettings, "problem" | "positive">,
): Quality {
  const metricsOf = (some: readonly Outcome[]) => {
    switch (problem) {
      case "regression":
        return regressionMetrics(some);
      case "binary":
        return binaryMetrics(some, positive);
      case "multiclass":
        return multiclassMetrics(some);
    }
  };
  const errors = standardErrors(outcomes, metricsOf);
  return {
    problem,
    count: outcomes.length,
    confusion: confusionOf(outcomes, problem, positive),
    metrics: new Map(
      Object.entries(metricsOf(outcomes)).map(([name, value]) => [
        name,
        { value, standardError: errors[name] ?? Number.NaN },
      ]),
    ),
  };
}

function confusionOf(
  outcomes: readonly Outcome[],
  problem: Problem,
  positive: string,
): ConfusionMatrix | null {
  if (problem === "regression") return null;
  return problem === "binary" ? binaryConfusion(outcomes, positive) : multiclassConfusion(outcomes);
}
