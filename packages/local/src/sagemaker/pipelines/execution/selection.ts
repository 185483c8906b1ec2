import { invalid } from "../../errors.ts";
import type { Graph } from "../definition/graph.ts";
import { referencesOf } from "../definition/references.ts";
import type { StartExecution } from "../requests.ts";
import type { Execution, StepRecord } from "./execution.ts";

type Config = NonNullable<StartExecution["SelectiveExecutionConfig"]>;

/** The steps that an execution runs, and what it takes for the others from an earlier one. */
export interface Selection {
  readonly steps: ReadonlySet<string>;
  readonly taken: readonly StepRecord[];
}

/**
 * What the selected steps need of those that are not selected must be in the source execution; throws ServiceError.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/pipelines-selective-ex.html
 */
export function selectSteps(config: Config, graph: Graph, source: Execution | null): Selection {
  const steps = new Set(config.SelectedSteps.map(({ StepName }) => StepName));
  const taken = new Map<string, StepRecord>();
  for (const name of steps) {
    const node = graph.get(name);
    if (node === undefined) throw invalid(`Selected step '${name}' is not in the pipeline definition.`);
    const read = new Set(
      referencesOf(node.step).flatMap(({ reference }) => ("step" in reference ? [reference.step] : [])),
    );
    for (const before of node.after) {
      if (steps.has(before)) continue;
      const record = source?.steps.find(
        (candidate) => candidate.step.Name === before && candidate.status === "Succeeded",
      );
      if (record !== undefined) taken.set(before, record);
      else if (read.has(before)) throw missing(name, before, source);
    }
  }
  const copiedFrom = source?.arn ?? null;
  return { steps, taken: [...taken.values()].map((record) => ({ ...record, copiedFrom })) };
}

function missing(step: string, before: string, source: Execution | null) {
  return invalid(
    source === null
      ? `Step '${step}' needs the output of step '${before}', which is not selected: SourcePipelineExecutionArn must name an execution in which it succeeded.`
      : `Step '${step}' needs the output of step '${before}', which is not selected and did not succeed in ${source.arn}.`,
  );
}
