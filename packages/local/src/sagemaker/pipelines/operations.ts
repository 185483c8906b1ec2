import { checkRequest } from "../../validation/door.ts";
import type { Operation } from "../../world.ts";
import type { SageMaker } from "../context.ts";
import { wire } from "../json.ts";
import { describePackage } from "../registry/package-operations.ts";
import { parse } from "../registry/parse-request.ts";
import { registryOf } from "../registry/registry-of.ts";
import { createPackage } from "../registry/requests.ts";
import { Executions } from "./execution/executions.ts";
import { executionOperations } from "./execution-operations.ts";
import { pipelineResourceOperations } from "./pipeline-operations.ts";
import { Pipelines } from "./pipelines.ts";
import type { Jobs } from "./steps/step-work.ts";

/** The pipelines' operations by name. Executions run until they end or the service closes. */
export function pipelineOperations(context: SageMaker): Map<string, Operation> {
  const { world, tags } = context;
  const now = () => context.now();
  const executions = new Executions({
    jobs: jobsOf(context),
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
  context.onRestart(() => executions.endLost());
  context.onClose(() => executions.close());
  return new Map([
    ...pipelineResourceOperations(pipelines, executions),
    ...executionOperations(pipelines, executions),
  ]);
}

function jobsOf(context: SageMaker): Jobs {
  return {
    startTrainingJob: (request) => context.startTrainingJob(request),
    startProcessingJob: (request) => context.startProcessingJob(request),
    createModel: (request) => context.createModel(request),
    createModelPackage(request) {
      checkRequest("sagemaker", "CreateModelPackage", request);
      const made = registryOf(context).createPackage(parse(createPackage, request));
      return { arn: made.arn, description: wire(describePackage(made)) };
    },
  };
}
