import type { ObjectStore } from "../../../world.ts";
import type { Graph } from "../definition/graph.ts";
import { type Scope, UnresolvedExpression } from "../expressions/evaluate.ts";
import type { Json, JsonObject } from "../expressions/json.ts";
import { lookUp } from "../expressions/path.ts";
import type { ExecutionVariable } from "../expressions/reference.ts";
import type { Execution } from "./execution.ts";

/** What the expressions of one execution can see, as its steps finish. */
export function executionScope(execution: Execution, graph: Graph, objects: ObjectStore): Scope {
  const properties = (step: string): JsonObject | undefined =>
    execution.steps.find((record) => record.step.Name === step)?.properties ?? undefined;
  return {
    parameters: execution.parameters,
    execution: (variable) => executionVariable(execution, variable),
    properties,
    propertyFile: (step, file) => readJson(objects, propertyFileUri(graph, step, file, properties(step))),
    json: (uri) => readJson(objects, uri),
  };
}

function executionVariable(execution: Execution, variable: ExecutionVariable): string {
  switch (variable) {
    case "PipelineName":
      return execution.pipelineName;
    case "PipelineArn":
      return execution.pipelineArn;
    case "PipelineExecutionId":
      return execution.id;
    case "PipelineExecutionArn":
      return execution.arn;
    case "StartDateTime":
      return execution.startTime.toISOString();
    case "CurrentDateTime":
      return new Date().toISOString();
  }
}

/**
 * Where a processing step wrote a property file: the output it is declared in, then its path in there.
 * Source: https://docs.aws.amazon.com/sagemaker/latest/dg/build-and-manage-propertyfile.html
 */
function propertyFileUri(graph: Graph, stepName: string, file: string, job: JsonObject | undefined): string {
  const step = graph.get(stepName)?.step;
  const declared =
    step?.Type === "Processing"
      ? step.PropertyFiles?.find(({ PropertyFileName }) => PropertyFileName === file)
      : undefined;
  if (declared === undefined || job === undefined) {
    throw new UnresolvedExpression(`Property file '${file}' of step '${stepName}' does not exist.`);
  }
  const { OutputName, FilePath } = declared;
  const uri = lookUp(job, ["ProcessingOutputConfig", "Outputs", OutputName, "S3Output", "S3Uri"]);
  if (typeof uri !== "string") {
    throw new UnresolvedExpression(
      `Step '${stepName}' has no output '${OutputName}' for property file '${file}'.`,
    );
  }
  return `${uri.replace(/\/+$/, "")}/${FilePath}`;
}

async function readJson(objects: ObjectStore, uri: string): Promise<Json> {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  const body = bucket === undefined || key === undefined ? null : await objects.get(bucket, key);
  if (body === null) throw new UnresolvedExpression(`There is no object at '${uri}'.`);
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new UnresolvedExpression(`The object at '${uri}' is not JSON.`);
  }
}
