import { ByName } from "../by-name.ts";
import type { Shared } from "../context.ts";
import type { EndpointConfigs } from "../endpoint-configs/endpoint-configs.ts";
import { alreadyExists, couldNotFind, endpointBusy, invalid } from "../errors.ts";
import type { Models } from "../models/models.ts";
import { parse } from "../registry/parse-request.ts";
import { checkSettings } from "./deployment-config.ts";
import { Deployments } from "./deployments.ts";
import { type Deployed, type Endpoint, servedBy } from "./endpoint.ts";
import type { TrippedAlarm } from "./guarded-shift.ts";
import { type ChainOf, keepEndpoints } from "./kept-endpoints.ts";
import { createEndpoint, type UpdateEndpoint, updateEndpoint, updateWeights } from "./request.ts";
import { nothingScaled, type ScaledVariants } from "./scaled-variants.ts";
import { checkChanges, checkEmpty, checkHosting, checkUpdate, variantOf } from "./update-checks.ts";
import { VariantBuilder } from "./variants.ts";

type Input = Readonly<Record<string, unknown>>;

/** All endpoints of the account. One change at a time is under way on each. */
export class Endpoints {
  private readonly byName: ByName<Endpoint>;
  private readonly shared: Shared;
  private readonly configs: EndpointConfigs;
  private readonly variants: VariantBuilder;
  private readonly deployments: Deployments;
  private readonly underWay = new Set<Promise<void>>();
  private scaled: ScaledVariants = nothingScaled;
  private componentsOn: (endpoint: string) => readonly string[] = () => [];
  /** The name of an alarm that is in ALARM now. */
  tripped: TrippedAlarm = () => null;

  constructor(shared: Shared, models: Models, configs: EndpointConfigs) {
    this.shared = shared;
    this.configs = configs;
    this.variants = new VariantBuilder(shared, models);
    this.deployments = new Deployments(shared);
    const chainOf: ChainOf = (...of) => this.variants.chainOf(...of);
    this.byName = new ByName(keepEndpoints(shared.world.state, () => this.byName, chainOf));
    shared.onRestart(() => this.restart());
  }

  create(input: Input): Endpoint {
    const request = parse(createEndpoint, input);
    const arn = this.arnOf(request.EndpointName);
    if (this.byName.has(request.EndpointName)) throw alreadyExists("endpoint", arn);
    const config = this.configs.find(request.EndpointConfigName);
    if (request.DeploymentConfig) checkSettings(request.DeploymentConfig);
    const now = this.shared.now();
    const endpoint: Endpoint = {
      name: request.EndpointName,
      arn,
      creationTime: now,
      lastModifiedTime: now,
      status: "Creating",
      configName: config.name,
      ...this.variants.build(request.EndpointName, config, nothingYet, retainNothing),
      capture: config.request.DataCaptureConfig ?? null,
      metricsConfig: config.request.MetricsConfig,
      asyncConfig: config.request.AsyncInferenceConfig ?? null,
      failureReason: null,
      pending: null,
      lastDeploymentConfig: request.DeploymentConfig ?? null,
    };
    this.byName.set(endpoint.name, endpoint);
    this.shared.tags.add(arn, request.Tags ?? []);
    this.follow(this.deployments.create(endpoint));
    return endpoint;
  }

  update(input: Input): Endpoint {
    const request = parse(updateEndpoint, input);
    const endpoint = this.changeable(request.EndpointName);
    const config = this.configs.find(request.EndpointConfigName);
    checkUpdate(endpoint, config, request, this.scaled);
    checkHosting(this.componentsOn(endpoint.name), config);
    const retains = retention(request);
    const next = this.variants.build(endpoint.name, config, endpoint, {
      weight: retains("DesiredWeight"),
      instanceCount: retains("DesiredInstanceCount"),
    });
    const capture = retains("DataCaptureConfig")
      ? endpoint.capture
      : (config.request.DataCaptureConfig ?? null);
    if (!request.RetainDeploymentConfig) endpoint.lastDeploymentConfig = request.DeploymentConfig ?? null;
    const settings =
      (request.RetainDeploymentConfig && endpoint.lastDeploymentConfig) || request.DeploymentConfig || null;
    this.follow(this.deployments.update(endpoint, config, next, capture, settings));
    return endpoint;
  }

  updateWeights(input: Input): Endpoint {
    const request = parse(updateWeights, input);
    const endpoint = this.changeable(request.EndpointName);
    const changes = request.DesiredWeightsAndCapacities.map((change) => ({
      change,
      variant: variantOf(endpoint, change.VariantName),
    }));
    checkChanges(changes);
    for (const { change, variant } of changes) {
      variant.desiredWeight = change.DesiredWeight ?? variant.desiredWeight;
      variant.desiredInstanceCount = change.DesiredInstanceCount ?? variant.desiredInstanceCount;
    }
    const changed = changes.map(({ variant }) => variant);
    this.follow(this.deployments.shift(endpoint, changed));
    return endpoint;
  }

  delete(name: string): void {
    const endpoint = this.find(name);
    if (endpoint.status !== "InService" && endpoint.status !== "Failed") throw endpointBusy(endpoint.arn);
    checkEmpty(endpoint, this.componentsOn(name));
    this.scaled.endpointDeleted(name);
    const deleted = this.deployments.delete(endpoint).finally(() => {
      this.byName.delete(name);
      this.shared.tags.forget(endpoint.arn);
    });
    this.follow(deleted);
  }

  /** Application Auto Scaling puts itself in here. */
  scaledBy(scaled: ScaledVariants): void {
    this.scaled = scaled;
  }

  /** Inference components put themselves in here: the names of those on an endpoint. */
  hosts(componentsOn: (endpoint: string) => readonly string[]): void {
    this.componentsOn = componentsOn;
  }

  /** CloudWatch puts itself in here, for the alarms of deployments. */
  watchedBy(tripped: TrippedAlarm): void {
    this.tripped = tripped;
    this.deployments.watchedBy(tripped);
  }

  /** What a variant runs on; null when there is none. */
  capacityOf(name: string, variantName: string): VariantCapacity | null {
    const endpoint = this.get(name);
    const variant = endpoint?.variants.find((each) => each.name === variantName);
    if (!endpoint || !variant || endpoint.status === "Deleting") return null;
    return {
      count: variant.desiredInstanceCount,
      instanceType: variant.config.InstanceType ?? null,
      active: endpoint.status === "InService",
    };
  }

  /** Gives a variant as many instances, as UpdateEndpointWeightsAndCapacities does; resolves when it has them. */
  async scale(name: string, variantName: string, instances: number): Promise<void> {
    const endpoint = this.changeable(name);
    const variant = variantOf(endpoint, variantName);
    variant.desiredInstanceCount = instances;
    const shifted = this.deployments.shift(endpoint, [variant]);
    this.follow(shifted);
    await shifted;
  }

  find(name: string): Endpoint {
    const endpoint = this.byName.get(name);
    if (!endpoint) throw couldNotFind("endpoint", this.arnOf(name));
    return endpoint;
  }

  /** For the runtime, which words it otherwise when there is none. */
  get(name: string): Endpoint | null {
    return this.byName.get(name) ?? null;
  }

  all(): Iterable<Endpoint> {
    return this.byName.values();
  }

  /** Starts the processes of all endpoints that an earlier server had. */
  private async restart(): Promise<void> {
    await Promise.all([...this.byName.values()].map((endpoint) => this.deployments.restart(endpoint)));
  }

  /** Ends all serving processes at once. */
  async close(): Promise<void> {
    this.deployments.close();
    const variants = [...this.byName.values()].flatMap((each) => [
      ...servedBy(each),
      ...(each.pending ? servedBy(each.pending) : []),
    ]);
    await Promise.all([...new Set(variants.map(({ server }) => server))].map((server) => server.end(0)));
    await Promise.all(this.underWay);
  }

  private arnOf(name: string): string {
    return this.shared.arn("endpoint", name.toLowerCase());
  }

  private changeable(name: string): Endpoint {
    const endpoint = this.find(name);
    if (endpoint.status === "Failed") {
      throw invalid(`Cannot update endpoint "${endpoint.arn}" in status Failed; it can only be deleted.`);
    }
    if (endpoint.status !== "InService") throw endpointBusy(endpoint.arn);
    return endpoint;
  }

  private follow(work: Promise<void>): void {
    const followed = work
      .catch((error: unknown) => this.shared.world.log(`sagemaker: a deployment broke: ${String(error)}`))
      .finally(() => this.underWay.delete(followed));
    this.underWay.add(followed);
  }
}

interface VariantCapacity {
  /** As many instances as are wanted. */
  readonly count: number;
  /** Null when it runs on none of its own. */
  readonly instanceType: string | null;
  /** Whether the endpoint can be changed now. */
  readonly active: boolean;
}

const nothingYet: Deployed = { variants: [], shadows: [] };
const retainNothing = { weight: false, instanceCount: false };

/** Tells which properties of the variants in service an update keeps. */
function retention(request: UpdateEndpoint): (property: string) => boolean {
  const excluded = new Set(
    request.ExcludeRetainedVariantProperties?.map(({ VariantPropertyType }) => String(VariantPropertyType)),
  );
  return (property) => (request.RetainAllVariantProperties ?? false) && !excluded.has(property);
}
