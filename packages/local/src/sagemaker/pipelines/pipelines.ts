import { type State, unchanging } from "../../state/state.ts";
import type { ObjectStore } from "../../world.ts";
import { invalid } from "../errors.ts";
import type { TagStore } from "../tags/tag-store.ts";
import { parseDefinition } from "./definition/definition.ts";
import { buildGraph } from "./definition/graph.ts";
import type { CheckedDefinition, Pipeline } from "./pipeline.ts";
import { notFound, refusing } from "./pipeline-errors.ts";
import type { CreatePipeline, UpdatePipeline } from "./requests.ts";

export interface PipelinePorts {
  arn(kind: "pipeline", name: string): string;
  readonly tags: TagStore;
  readonly state: State;
  now(): Date;
  readonly objects: ObjectStore;
}

/** The pipelines of the account. A definition is checked when it comes in, so that what is kept can run. */
export class Pipelines {
  private readonly byName: Map<string, Pipeline>;
  /** Name of the pipeline that a client request token made. */
  private readonly tokens: Map<string, string>;
  private readonly ports: PipelinePorts;

  constructor(ports: PipelinePorts) {
    this.ports = ports;
    const { state } = ports;
    this.byName = new Map(state.keep("sagemaker/pipelines", () => unchanging(this.byName)));
    this.tokens = new Map(state.keep("sagemaker/pipeline-tokens", () => unchanging(this.tokens)));
  }

  async create(request: CreatePipeline): Promise<Pipeline> {
    const { PipelineName: name, ClientRequestToken: token } = request;
    const checked = await this.check(request);
    if (checked === null) {
      throw invalid("Either Pipeline Definition or Pipeline Definition S3 location should be provided");
    }
    const existing = this.byName.get(name);
    if (existing !== undefined) {
      if (token !== undefined && this.tokens.get(token) === name) return existing;
      throw invalid(
        `Pipeline names must be unique within an AWS account and region. Pipeline with name (${name}) already exists.`,
      );
    }
    const pipeline = this.newPipeline(request, checked);
    this.byName.set(name, pipeline);
    if (token !== undefined) this.tokens.set(token, name);
    this.ports.tags.add(pipeline.arn, request.Tags ?? []);
    return pipeline;
  }

  private newPipeline(request: CreatePipeline, checked: CheckedDefinition): Pipeline {
    const now = this.ports.now();
    return {
      name: request.PipelineName,
      arn: this.ports.arn("pipeline", request.PipelineName),
      displayName: request.PipelineDisplayName ?? request.PipelineName,
      description: request.PipelineDescription ?? null,
      roleArn: request.RoleArn,
      checked,
      maxParallelSteps: request.ParallelismConfiguration?.MaxParallelExecutionSteps ?? null,
      creationTime: now,
      lastModifiedTime: now,
      lastRunTime: null,
    };
  }

  /** Executions under way go on with the definition that they were started with. */
  async update(request: UpdatePipeline): Promise<Pipeline> {
    this.find(request.PipelineName);
    const checked = await this.check(request);
    // As it is after the wait.
    const pipeline = this.find(request.PipelineName);
    return this.change({
      ...pipeline,
      checked: checked ?? pipeline.checked,
      displayName: request.PipelineDisplayName ?? pipeline.displayName,
      description: request.PipelineDescription ?? pipeline.description,
      roleArn: request.RoleArn ?? pipeline.roleArn,
      maxParallelSteps:
        request.ParallelismConfiguration?.MaxParallelExecutionSteps ?? pipeline.maxParallelSteps,
      lastModifiedTime: this.ports.now(),
    });
  }

  /** Notes that an execution has begun; one that began earlier than the last is an old one, found again. */
  ran(pipeline: Pipeline, time: Date): void {
    if (pipeline.lastRunTime !== null && pipeline.lastRunTime >= time) return;
    this.change({ ...pipeline, lastRunTime: time });
  }

  private change(pipeline: Pipeline): Pipeline {
    this.byName.set(pipeline.name, pipeline);
    return pipeline;
  }

  /** Finds a pipeline by its name or ARN. */
  find(reference: string): Pipeline {
    const name = reference.replace(/^arn:.*:pipeline\//, "");
    const pipeline = this.byName.get(name);
    if (pipeline === undefined) throw notFound("Pipeline", this.ports.arn("pipeline", name));
    return pipeline;
  }

  delete(pipeline: Pipeline): void {
    this.byName.delete(pipeline.name);
    this.ports.tags.forget(pipeline.arn);
  }

  all(): readonly Pipeline[] {
    return [...this.byName.values()];
  }

  /** Wordings of the refusals: src/sagemaker in getmoto/moto and aws/sagemaker-python-sdk. */
  private async check(request: UpdatePipeline): Promise<CheckedDefinition | null> {
    const { PipelineDefinition: given, PipelineDefinitionS3Location: location } = request;
    if (given !== undefined && location !== undefined) {
      throw invalid("Both Pipeline Definition and Pipeline Definition S3 Location shouldn't be present");
    }
    const text = location === undefined ? given : await this.download(location.Bucket, location.ObjectKey);
    if (text === undefined) return null;
    return refusing(() => {
      const definition = parseDefinition(text);
      return { text, definition, graph: buildGraph(definition) };
    });
  }

  private async download(bucket: string, key: string): Promise<string> {
    const body = await this.ports.objects.get(bucket, key);
    if (body === null) throw invalid(`The pipeline definition at s3://${bucket}/${key} does not exist.`);
    return new TextDecoder().decode(body);
  }
}
