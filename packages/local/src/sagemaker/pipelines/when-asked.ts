import { nothingKept } from "../../state/state.ts";
import type { Operation } from "../../world.ts";
import type { SageMaker } from "../context.ts";

const names = [
  "CreatePipeline",
  "DeletePipeline",
  "DescribePipeline",
  "DescribePipelineDefinitionForExecution",
  "DescribePipelineExecution",
  "ListPipelineExecutionSteps",
  "ListPipelineExecutions",
  "ListPipelineParametersForExecution",
  "ListPipelines",
  "RetryPipelineExecution",
  "SendPipelineExecutionStepFailure",
  "SendPipelineExecutionStepSuccess",
  "StartPipelineExecution",
  "StopPipelineExecution",
  "UpdatePipeline",
] as const;

/** The pipelines' operations by name, whose code is loaded when the first is asked for, or an earlier server has kept some. */
export function pipelinesWhenAsked(context: SageMaker): ReadonlyMap<string, Operation> {
  let loading: Promise<ReadonlyMap<string, Operation>> | null = null;
  const all = () => {
    loading ??= load(context);
    return loading;
  };
  if (context.world.state !== nothingKept) {
    context.onRestart(async () => {
      await all();
    });
  }
  return new Map(
    names.map((name) => [name, async (...call) => await operationIn(await all(), name)(...call)]),
  );
}

async function load(context: SageMaker): Promise<ReadonlyMap<string, Operation>> {
  const { pipelineOperations } = await import("./operations.ts");
  return pipelineOperations(context);
}

function operationIn(operations: ReadonlyMap<string, Operation>, name: string): Operation {
  const operation = operations.get(name);
  if (operation) return operation;
  throw new Error(`There is no operation ${name} of pipelines.`);
}
