import type { Operation } from "../../world.ts";
import type { SageMaker } from "../context.ts";
import { registryOf } from "../registry/registry-of.ts";
import { callbackOperations } from "./callback-operations.ts";
import { Executions } from "./execution/executions.ts";
import { executionOperations } from "./execution-operations.ts";
import { isObject } from "./expressions/json.ts";
import { pipelineResourceOperations } from "./pipeline-operations.ts";
import { Pipelines } from "./pipelines.ts";

/** The pipelines' operations by name. Executions run until they end or the service closes. */
export function pipelineOperations(context: SageMaker): Map<string, Operation> {
  const { world, tags } = context;
  const now = () => context.now();
  const executions = new Executions({
    jobs: {
      startJob: (operation, request) => context.startJob(operation, request),
      makeResource: (operation, request) => context.makeResource(operation, request),
      callFunction: (arn, payload) => world.callFunction(arn, payload),
      driftCheckBaselines: (group) => {
        const baselines = registryOf(context).latestApproved(group)?.request.DriftCheckBaselines;
        return isObject(baselines) ? baselines : null;
      },
      sendMessage: (queueUrl, body) => world.sendMessage(queueUrl, body),
    },
    objects: world.objects,
    state: world.state,
    random: () => world.random(),
    announce: ({ detailType, resources, detail, time }) => context.emit(detailType, resources, detail, time),
    now,
    log: (line) => world.log(line),
  });
  const pipelines = new Pipelines({
    arn: (kind, name) => context.arn(kind, name),
    tags,
    state: world.state,
    now,
    objects: world.objects,
  });
  // What an earlier server has kept is there.
  executions.endLost();
  context.onClose(() => executions.close());
  return new Map([
    ...pipelineResourceOperations(pipelines, executions),
    ...executionOperations(pipelines, executions),
    ...callbackOperations(executions.callbacks),
  ]);
}
