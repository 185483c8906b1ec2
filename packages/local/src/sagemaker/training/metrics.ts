import { readFile } from "node:fs/promises";
import type { CreateTrainingJob } from "./request.ts";
import type { FinalMetric } from "./training-job.ts";

type Definitions = NonNullable<CreateTrainingJob["AlgorithmSpecification"]["MetricDefinitions"]>;

/** The last number that each metric's expression finds in the log; metrics that never occur are left out. */
export async function finalMetrics(
  log: string,
  definitions: Definitions,
  now: Date,
): Promise<readonly FinalMetric[]> {
  if (definitions.length === 0) return [];
  const text = await readFile(log, "utf8");
  return definitions.flatMap(({ Name, Regex }) => {
    const value = lastNumber(text, Regex);
    return value === null ? [] : [{ MetricName: Name, Value: value, Timestamp: now }];
  });
}

function lastNumber(text: string, expression: string): number | null {
  const found = [...text.matchAll(new RegExp(expression, "g"))].at(-1)?.[1];
  const value = Number(found ?? Number.NaN);
  return Number.isFinite(value) ? value : null;
}
