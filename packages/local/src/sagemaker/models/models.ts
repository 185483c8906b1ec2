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
  readonly image: string;
  readonly modelDataUrl: string | null;
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
  private readonly byName = new ByName<Model>();
  private readonly shared: Shared;
  private made = 0;

  constructor(shared: Shared) {
    this.shared = shared;
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
    const { Image, ModelDataUrl, Environment } = this.resolved(soleContainer(request));
    if (Image === undefined) throw invalid("Either an Image or a ModelPackageName must be provided.");
    if (!this.shared.world.images.find(Image)) throw imageNotFound(Image);
    if (ModelDataUrl !== undefined) await this.checkModelData(ModelDataUrl);
    this.made += 1;
    return {
      identity: `${arn}#${this.made}`,
      image: Image,
      modelDataUrl: ModelDataUrl ?? null,
      environment: Environment ?? {},
    };
  }

  /** A package stands for its container; the model's own variables are added. */
  private resolved(given: ModelContainer): ModelContainer {
    if (given.ModelPackageName === undefined) return given;
    const [packaged, ...others] = this.shared.modelPackage(given.ModelPackageName);
    if (!packaged || others.length > 0) throw onlyOneContainer();
    return { ...packaged, Environment: { ...packaged.Environment, ...given.Environment } };
  }

  private async checkModelData(url: string): Promise<void> {
    const { bucket, key } = s3Location(url);
    if ((await this.shared.world.objects.get(bucket, key)) === null) {
      throw invalid(`Could not find model data at ${url}.`);
    }
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

function soleContainer({ PrimaryContainer, Containers = [] }: CreateModel): ModelContainer {
  const containers = [...(PrimaryContainer ? [PrimaryContainer] : []), ...Containers];
  const [container, ...others] = containers;
  if (!container || others.length > 0) throw onlyOneContainer();
  return container;
}

function onlyOneContainer() {
  return invalid("A model on Driftwheel's local SageMaker has one container, neither none nor several.");
}
