import { unchanging } from "../../state/state.ts";
import { ByName } from "../by-name.ts";
import { s3Location } from "../containers/s3-location.ts";
import type { Shared } from "../context.ts";
import { alreadyExists, couldNotFind } from "../errors.ts";
import { eventDetail } from "../json.ts";
import type { Models } from "../models/models.ts";
import { parse } from "../registry/parse-request.ts";
import { checkKind, type Hosting } from "./kinds.ts";
import { type CreateEndpointConfig, createEndpointConfig, type ProductionVariant } from "./request.ts";

export interface EndpointConfig {
  readonly name: string;
  readonly arn: string;
  readonly request: CreateEndpointConfig;
  readonly creationTime: Date;
}

/** All endpoint configurations of the account. */
export class EndpointConfigs {
  private readonly byName: ByName<EndpointConfig>;
  private readonly shared: Shared;
  private readonly models: Models;

  constructor(shared: Shared, models: Models) {
    this.shared = shared;
    this.models = models;
    this.byName = new ByName(
      shared.world.state.keep("sagemaker/endpoint-configs", () => unchanging(this.byName)),
    );
  }

  create(input: Readonly<Record<string, unknown>>): EndpointConfig {
    const request = parse(createEndpointConfig, input);
    const name = request.EndpointConfigName;
    const arn = this.arnOf(name);
    if (this.byName.has(name)) throw alreadyExists("endpoint configuration", arn);
    this.check(request);
    const config = { name, arn, request, creationTime: this.shared.now() };
    this.byName.set(name, config);
    this.shared.tags.add(arn, request.Tags ?? []);
    this.emitChange(config);
    return config;
  }

  find(name: string): EndpointConfig {
    const config = this.byName.get(name);
    if (!config) throw couldNotFind("endpoint configuration", this.arnOf(name));
    return config;
  }

  all(): Iterable<EndpointConfig> {
    return this.byName.values();
  }

  delete(name: string): void {
    const config = this.find(name);
    this.byName.delete(name);
    this.emitChange(config);
    this.shared.tags.forget(config.arn);
  }

  private arnOf(name: string): string {
    return this.shared.arn("endpoint-config", name.toLowerCase());
  }

  private check(request: CreateEndpointConfig): void {
    const hosting = (variant: ProductionVariant): Hosting => ({
      variant,
      model: variant.ModelName === undefined ? null : this.models.find(variant.ModelName),
    });
    const { ProductionVariants, ShadowProductionVariants = [], DataCaptureConfig } = request;
    checkKind(request, ProductionVariants.map(hosting), ShadowProductionVariants.map(hosting));
    if (DataCaptureConfig) s3Location(DataCaptureConfig.DestinationS3Uri);
  }

  /** The event is the same when a configuration is made and when it is deleted; it has no status. */
  private emitChange(config: EndpointConfig): void {
    this.shared.emit(
      "SageMaker Endpoint Config State Change",
      [config.arn],
      eventDetail({ ...describeEndpointConfig(config), Tags: this.shared.tags.asMap(config.arn) }),
    );
  }
}

/** DescribeEndpointConfig's answer. */
export function describeEndpointConfig(config: EndpointConfig): Readonly<Record<string, unknown>> {
  const {
    EndpointConfigName: _name,
    Tags: _tags,
    ProductionVariants,
    ShadowProductionVariants,
    ...rest
  } = config.request;
  return {
    EndpointConfigName: config.name,
    EndpointConfigArn: config.arn,
    ProductionVariants: ProductionVariants.map(weighted),
    ShadowProductionVariants: ShadowProductionVariants?.map(weighted),
    ...rest,
    CreationTime: config.creationTime,
  };
}

function weighted(variant: ProductionVariant): ProductionVariant {
  return { ...variant, InitialVariantWeight: variant.InitialVariantWeight ?? 1 };
}
