import { createHash } from "node:crypto";
import { duration } from "../definition/cache-config.ts";
import type { Step } from "../definition/step.ts";
import { isCheck, requestIn } from "../definition/written.ts";
import { isObject, type Json, type JsonObject } from "../expressions/json.ts";
import type { Execution, StepRecord } from "./execution.ts";

/** A step of an earlier execution, whose result may be used again. */
export interface Cached {
  readonly executionArn: string;
  readonly record: StepRecord;
}

/** Of the check's job, and of the step beside it: all but what happens to a step with violations. */
const ofCheck = [
  "AppSpecification",
  "Environment",
  "ProcessingInputs",
  "SkipCheck",
  "RegisterNewBaseline",
  "ModelPackageGroupName",
  "SuppliedBaselineConstraints",
  "SuppliedBaselineStatistics",
  "ModelName",
];

/**
 * The arguments that must be equal for a step's earlier result to be used again; all of those that are not here.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-default-keys.html
 */
const compared: Readonly<Partial<Record<Step["Type"], readonly string[]>>> = {
  Processing: ["AppSpecification", "Environment", "ProcessingInputs"],
  Training: [
    "AlgorithmSpecification",
    "CheckpointConfig",
    "DebugHookConfig",
    "DebugRuleConfigurations",
    "Environment",
    "HyperParameters",
    "InputDataConfig",
  ],
  Transform: ["DataProcessing", "Environment", "ModelName", "TransformInput"],
  Tuning: ["HyperParameterTuningJobConfig", "TrainingJobDefinition", "TrainingJobDefinitions"],
  QualityCheck: ofCheck,
  ClarifyCheck: ofCheck,
  AutoML: ["AutoMLJobConfig", "AutoMLJobObjective", "InputDataConfig", "ProblemType"],
};

/** What is compared of arguments that are themselves only compared in part. */
const comparedParts: Readonly<Record<string, readonly string[]>> = {
  TrainingJobDefinition: [
    "AlgorithmSpecification",
    "HyperParameterRanges",
    "InputDataConfig",
    "StaticHyperParameters",
    "TuningObjective",
  ],
  AutoMLJobConfig: ["CandidateGenerationConfig", "CompletionCriteria", "DataSplitConfig", "Mode"],
};

/** Equal for runs of a step whose results are the same, or null for a step that is never cached. */
export function cacheKey(step: Step, resolved: JsonObject): string | null {
  if (!("CacheConfig" in step)) return null;
  const called = step.Type === "Lambda" ? step.FunctionArn : step.Type === "Callback" ? step.SqsQueueUrl : "";
  const names = compared[step.Type];
  const all = isCheck(step) ? { ...resolved, ...requestIn(step, resolved) } : resolved;
  const kept = names === undefined ? all : only(all, names);
  return createHash("sha256")
    .update(JSON.stringify([step.Type, called, sorted(withParts(kept))]))
    .digest("hex");
}

function withParts(kept: JsonObject): JsonObject {
  const parts = Object.entries(comparedParts).flatMap(([name, ofPart]) => {
    const part = kept[name];
    return isObject(part) ? [[name, only(part, ofPart)]] : [];
  });
  return { ...kept, ...Object.fromEntries(parts) };
}

function only(object: JsonObject, names: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([name]) => names.includes(name)));
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return Object.fromEntries(entries.map(([name, part]) => [name, sorted(part)]));
}

/** The newest success of a step among a pipeline's executions that has the key and is not too old. */
export function findCached(
  executions: readonly Execution[],
  step: Step,
  { key, now }: { readonly key: string; readonly now: Date },
): Cached | null {
  const config = "CacheConfig" in step ? step.CacheConfig : undefined;
  if (!config?.Enabled) return null;
  const oldest =
    config.ExpireAfter === undefined
      ? Number.NEGATIVE_INFINITY
      : now.getTime() - (duration(config.ExpireAfter) ?? 0);
  const found = executions.flatMap(({ arn, steps }) =>
    steps
      .filter(
        (record) =>
          record.step.Name === step.Name &&
          record.cacheKey === key &&
          record.status === "Succeeded" &&
          // What was itself taken from elsewhere is as old as that.
          record.cacheHit === null &&
          record.copiedFrom === null &&
          ended(record) >= oldest,
      )
      .map((record) => ({ executionArn: arn, record })),
  );
  return found.toSorted((left, right) => ended(right.record) - ended(left.record))[0] ?? null;
}

function ended({ endTime }: Cached["record"]): number {
  return endTime?.getTime() ?? 0;
}
