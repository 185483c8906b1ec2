import type { MadeResource, SageMaker } from "../../context.ts";
import type { Scope } from "../expressions/evaluate.ts";
import type { JsonObject } from "../expressions/json.ts";

/** What a step shows of itself while it runs and afterwards: `PipelineExecutionStepMetadata`. */
export type StepMetadata = Readonly<Record<string, JsonObject>>;

export type StepEnd =
  /** `properties` is what later steps may refer to: the Describe response of the step's job. */
  | { readonly status: "Succeeded"; readonly properties: JsonObject }
  /** A Fail step without a message has no reason. */
  | { readonly status: "Failed"; readonly reason: string | null }
  | { readonly status: "Stopped" };

/** A step under way. */
export interface StepWork {
  readonly metadata: StepMetadata;
  readonly ended: Promise<StepEnd>;
  /** Asks the step to end early; it may still succeed. */
  stop(): void;
}

/** What a step is started with. */
export interface StepEnvironment {
  readonly executionArn: string;
  readonly scope: Scope;
  readonly jobs: Jobs;
  /** A name for the step's job, unique to this execution: `pipelines-<execution id>-<step>-<suffix>`. */
  jobName(step: string): string;
}

/** What steps do outside the pipeline. Each takes the service's own request and rejects with ServiceError. */
export interface Jobs extends Pick<SageMaker, "startTrainingJob" | "startProcessingJob" | "createModel"> {
  createModelPackage(request: JsonObject): MadeResource;
}

/** The end of a step that did its work at once. */
export function atOnce(metadata: StepMetadata, end: StepEnd): StepWork {
  return { metadata, ended: Promise.resolve(end), stop() {} };
}
