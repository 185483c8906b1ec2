import type { JobOperation, ResourceOperation } from "../../context.ts";
import type { RequestStep } from "../definition/step.ts";
import { isObject, type JsonObject } from "../expressions/json.ts";
import { followJob, invoke } from "./job-step.ts";
import { atOnce, type StepEnvironment, type StepWork } from "./step-work.ts";

interface JobRequest {
  readonly kind: "job";
  readonly operation: JobOperation;
  /** The member of the step's metadata that names what was made. */
  readonly member: string;
  /** The member of the request that names it. */
  readonly name: string;
}

interface ResourceRequest {
  readonly kind: "resource";
  readonly operation: ResourceOperation;
  readonly member: string;
  readonly name: string | null;
}

const requests: Readonly<Record<RequestStep["Type"], JobRequest | ResourceRequest>> = {
  Training: job("CreateTrainingJob", "TrainingJob", "TrainingJobName"),
  Processing: job("CreateProcessingJob", "ProcessingJob", "ProcessingJobName"),
  Transform: job("CreateTransformJob", "TransformJob", "TransformJobName"),
  Tuning: job("CreateHyperParameterTuningJob", "TuningJob", "HyperParameterTuningJobName"),
  AutoML: job("CreateAutoMLJob", "AutoMLJob", "AutoMLJobName"),
  Endpoint: job("CreateEndpoint", "Endpoint", "EndpointName"),
  Model: resource("CreateModel", "Model", "ModelName"),
  EndpointConfig: resource("CreateEndpointConfig", "EndpointConfig", "EndpointConfigName"),
  RegisterModel: resource("CreateModelPackage", "RegisterModel", null),
};

/** Starts the job, or makes the resource, that a step's resolved arguments ask for. Rejects with StepRefused. */
export async function request(
  step: RequestStep,
  written: JsonObject,
  environment: StepEnvironment,
): Promise<StepWork> {
  const { jobs } = environment;
  const asked = requests[step.Type];
  const named = asked.name === null ? written : withName(step, written, asked.name, environment);
  const input = markGenerated(step, named, environment.executionArn);
  const call = `sagemaker:${asked.operation}`;
  if (asked.kind === "job") {
    return followJob(asked.member, await invoke(call, () => jobs.startJob(asked.operation, input)));
  }
  const made = await invoke(call, () => jobs.makeResource(asked.operation, input));
  return atOnce({ [asked.member]: { Arn: made.arn } }, { status: "Succeeded", properties: made.description });
}

/**
 * The service names jobs and models: a name in the definition is overwritten. What serves keeps the name that it is
 * given, because others call it by that.
 */
function withName(
  { Name, Type }: RequestStep,
  written: JsonObject,
  member: string,
  environment: StepEnvironment,
): JsonObject {
  const keeps = Type === "Endpoint" || Type === "EndpointConfig";
  if (keeps && typeof written[member] === "string") return written;
  const longest = Type === "Tuning" || Type === "AutoML" ? 32 : 63;
  return { ...written, [member]: environment.jobName(Name, longest) };
}

/** Marks what a pipeline makes: by a tag beside the step's own, and a version, which cannot have tags, by its origin. */
function markGenerated({ Type }: RequestStep, made: JsonObject, executionArn: string): JsonObject {
  if (Type === "RegisterModel") {
    const own = isObject(made.MetadataProperties) ? made.MetadataProperties : {};
    return { ...made, MetadataProperties: { GeneratedBy: executionArn, ...own } };
  }
  const own = Array.isArray(made.Tags) ? made.Tags : [];
  return { ...made, Tags: [...own, { Key: "sagemaker:pipeline-execution-arn", Value: executionArn }] };
}

function job(operation: JobOperation, member: string, name: string): JobRequest {
  return { kind: "job", operation, member, name };
}

function resource(operation: ResourceOperation, member: string, name: string | null): ResourceRequest {
  return { kind: "resource", operation, member, name };
}
