import type { Operation } from "../../world.ts";
import { wire } from "../json.ts";
import { page } from "../registry/page.ts";
import { parse } from "../registry/parse-request.ts";
import type { Executions } from "./execution/executions.ts";
import { createdBetween, sorted } from "./listing.ts";
import type { Pipeline } from "./pipeline.ts";
import type { Pipelines } from "./pipelines.ts";
import { createPipeline, listPipelines, pipelineReference, updatePipeline } from "./requests.ts";

/** CreatePipeline and its companions. */
export function pipelineResourceOperations(
  pipelines: Pipelines,
  executions: Executions,
): readonly (readonly [string, Operation])[] {
  return [
    [
      "CreatePipeline",
      async (input) => ({ PipelineArn: (await pipelines.create(parse(createPipeline, input))).arn }),
    ],
    [
      "UpdatePipeline",
      async (input) => ({ PipelineArn: (await pipelines.update(parse(updatePipeline, input))).arn }),
    ],
    [
      "DescribePipeline",
      async (input) => describe(pipelines.find(parse(pipelineReference, input).PipelineName)),
    ],
    ["ListPipelines", async (input) => list(pipelines, input)],
    [
      "DeletePipeline",
      async (input) => {
        const pipeline = pipelines.find(parse(pipelineReference, input).PipelineName);
        executions.deleteOf(pipeline);
        pipelines.delete(pipeline);
        return { PipelineArn: pipeline.arn };
      },
    ],
  ];
}

function describe(pipeline: Pipeline): Readonly<Record<string, unknown>> {
  return wire({
    PipelineArn: pipeline.arn,
    PipelineName: pipeline.name,
    PipelineDisplayName: pipeline.displayName,
    PipelineDefinition: pipeline.checked.text,
    PipelineDescription: pipeline.description,
    RoleArn: pipeline.roleArn,
    PipelineStatus: "Active",
    CreationTime: pipeline.creationTime,
    LastModifiedTime: pipeline.lastModifiedTime,
    LastRunTime: pipeline.lastRunTime,
    CreatedBy: {},
    LastModifiedBy: {},
    ParallelismConfiguration:
      pipeline.maxParallelSteps === null ? null : { MaxParallelExecutionSteps: pipeline.maxParallelSteps },
  });
}

function list(pipelines: Pipelines, input: Readonly<Record<string, unknown>>): unknown {
  const request = parse(listPipelines, input);
  const wanted = pipelines
    .all()
    .filter(
      ({ name, creationTime }) =>
        name.startsWith(request.PipelineNamePrefix ?? "") && createdBetween(creationTime, request),
    );
  const key = (pipeline: Pipeline) =>
    request.SortBy === "Name" ? pipeline.name : pipeline.creationTime.getTime();
  const { items, ...rest } = page(sorted(wanted, key, request.SortOrder), request);
  return { PipelineSummaries: items.map(summary), ...rest };
}

function summary(pipeline: Pipeline): Readonly<Record<string, unknown>> {
  return wire({
    PipelineArn: pipeline.arn,
    PipelineName: pipeline.name,
    PipelineDisplayName: pipeline.displayName,
    PipelineDescription: pipeline.description,
    RoleArn: pipeline.roleArn,
    CreationTime: pipeline.creationTime,
    LastModifiedTime: pipeline.lastModifiedTime,
    LastExecutionTime: pipeline.lastRunTime,
  });
}
