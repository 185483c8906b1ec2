import { randomUUID } from "node:crypto";
import { unchanging } from "../../state/state.ts";
import { ByName } from "../by-name.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { Shared } from "../context.ts";
import { alreadyExists, couldNotFind, imageNotFound, invalid } from "../errors.ts";
import { eventDetail } from "../json.ts";
import { parse } from "../registry/parse-request.ts";
import { type CreateModel, createModel, type ModelContainer } from "./request.ts";

/** What a variant needs to serve a model. */
export interface Servable {
  /** Changes with everything that changes the served model. */
  readonly identity: string;
  /** In the order in which they answer; none of a variant that hosts inference components. */
  readonly containers: readonly ServableContainer[];
  /** Whether a request names the one container that answers it, instead of going through all. */
  readonly direct: boolean;
}

/** One container of a model. */
export interface ServableContainer {
  readonly hostname: string | null;
  readonly image: string;
  /** One archive, or the prefix below which the archives of many models are. */
  readonly modelDataUrl: string | null;
  /** Whether it loads the model that a request names. */
  readonly multiModel: boolean;
  readonly environment: Readonly<Record<string, string>>;
}

export interface Model {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateModel;
  readonly creationTime: Date;
  readonly servable: Servable;
}

/** All models of the account. */
export class Models {
  private readonly byName: ByName<Model>;
  private readonly shared: Shared;

  constructor(shared: Shared) {
    this.shared = shared;
    this.byName = new ByName(shared.world.state.keep("sagemaker/models", () => unchanging(this.byName)));
  }

  async create(input: Readonly<Record<string, unknown>>): Promise<Model> {
    const request = parse(createModel, input);
    const name = request.ModelName;
    const arn = this.arnOf(name);
    const servable = await this.servableOf(request, arn);
    if (this.byName.has(name)) throw alreadyExists("model", arn);
    const model = { name, arn, request, creationTime: this.shared.now(), servable };
    this.byName.set(name, model);
    this.shared.tags.add(arn, request.Tags ?? []);
    this.emitChange(model);
    return model;
  }

  find(name: string): Model {
    const model = this.byName.get(name);
    if (!model) throw couldNotFind("model", this.arnOf(name));
    return model;
  }

  all(): Iterable<Model> {
    return this.byName.values();
  }

  /** Endpoints go on serving a model that is deleted. */
  delete(name: string): void {
    const model = this.find(name);
    this.byName.delete(name);
    this.emitChange(model);
    this.shared.tags.forget(model.arn);
  }

  private arnOf(name: string): string {
    return this.shared.arn("model", name.toLowerCase());
  }

  private async servableOf(request: CreateModel, arn: string): Promise<Servable> {
    const given = containersOf(request).flatMap((container) => this.resolved(container));
    const containers: ServableContainer[] = [];
    for (const container of given) containers.push(await this.containerOf(container));
    if (containers.length > 1 && containers.some(({ multiModel }) => multiModel))
      throw invalid(
        "Driftwheel's local SageMaker does not implement pipelines with a container of many models.",
      );
    return {
      identity: `${arn}#${randomUUID()}`,
      containers,
      direct: request.InferenceExecutionConfig?.Mode === "Direct",
    };
  }

  private async containerOf(given: ModelContainer): Promise<ServableContainer> {
    const { ContainerHostname, Image, ModelDataUrl, Environment } = given;
    if (Image === undefined) throw invalid("Either an Image or a ModelPackageName must be provided.");
    if (!this.shared.world.images.find(Image)) throw imageNotFound(Image);
    const data = ModelDataUrl ?? given.ModelDataSource?.S3DataSource?.S3Uri;
    const multiModel = given.Mode === "MultiModel";
    if (multiModel && data === undefined) throw invalid("A container of many models needs a ModelDataUrl.");
    if (data !== undefined) await this.checkModelData(data, multiModel);
    return {
      hostname: ContainerHostname ?? null,
      image: Image,
      modelDataUrl: data ?? null,
      multiModel,
      environment: Environment ?? {},
    };
  }

  /** A package stands for its containers; the model's own variables are added to each. */
  private resolved(given: ModelContainer): readonly ModelContainer[] {
    if (given.ModelPackageName === undefined) return [given];
    const packaged = this.shared.modelPackage(given.ModelPackageName);
    if (packaged.length === 0) throw invalid(`The model package ${given.ModelPackageName} has no container.`);
    return packaged.map((container) => ({
      ...container,
      Environment: { ...container.Environment, ...given.Environment },
    }));
  }

  /**
   * The prefix of many models must not be empty, either: https://github.com/aws/sagemaker-python-sdk/pull/1144
   */
  private async checkModelData(url: string, isPrefix: boolean): Promise<void> {
    const { bucket, key } = s3Location(url);
    const { objects } = this.shared.world;
    const isThere = isPrefix
      ? (await objects.list(bucket, key)).length > 0
      : (await objects.get(bucket, key)) !== null;
    if (!isThere) throw invalid(`Could not find model data at ${url}.`);
  }

  /** The event is the same when a model is made and when it is deleted; it has no status to tell them apart. */
  private emitChange(model: Model): void {
    this.shared.emit(
      "SageMaker Model State Change",
      [model.arn],
      eventDetail({ ...describeModel(model), Tags: this.shared.tags.asMap(model.arn) }),
    );
  }
}

/** DescribeModel's answer. */
export function describeModel({
  name,
  arn,
  request,
  creationTime,
}: Model): Readonly<Record<string, unknown>> {
  const { ModelName: _name, Tags: _tags, ...rest } = request;
  return { ModelName: name, ...rest, CreationTime: creationTime, ModelArn: arn };
}

function containersOf({ PrimaryContainer, Containers = [] }: CreateModel): readonly ModelContainer[] {
  if (PrimaryContainer !== undefined && Containers.length > 0) {
    throw invalid("Only one of PrimaryContainer or Containers may be given.");
  }
  const containers = PrimaryContainer === undefined ? Containers : [PrimaryContainer];
  if (containers.length === 0) throw invalid("A model needs a PrimaryContainer or Containers.");
  return containers;
}
