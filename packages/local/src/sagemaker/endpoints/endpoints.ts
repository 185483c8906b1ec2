import type { Shared } from "../context.ts";
import type { EndpointConfigs } from "../endpoint-configs/endpoint-configs.ts";
import { alreadyExists, couldNotFind, endpointBusy, invalid } from "../errors.ts";
import type { Models } from "../models/models.ts";
import { parse } from "../registry/parse-request.ts";
import { Deployments } from "./deployments.ts";
import type { Endpoint } from "./endpoint.ts";
import { createEndpoint, type UpdateEndpoint, updateEndpoint, updateWeights } from "./request.ts";
import { VariantBuilder } from "./variants.ts";

type Input = Readonly<Record<string, unknown>>;

/** All endpoints of the account. One change at a time is under way on each. */
export class Endpoints {
  private readonly byName = new Map<string, Endpoint>();
  private readonly shared: Shared;
  private readonly configs: EndpointConfigs;
  private readonly variants: VariantBuilder;
  private readonly deployments: Deployments;
  private readonly underWay = new Set<Promise<void>>();

  constructor(shared: Shared, models: Models, configs: EndpointConfigs) {
    this.shared = shared;
    this.configs = configs;
    this.variants = new VariantBuilder(shared, models);
    this.deployments = new Deployments(shared);
  }

  create(input: Input): Endpoint {
    const request = parse(createEndpoint, input);
    const arn = this.arnOf(request.EndpointName);
    if (this.byName.has(request.EndpointName)) throw alreadyExists("endpoint", arn);
    const config = this.configs.find(request.EndpointConfigName);
    const now = this.shared.now();
    const endpoint: Endpoint = {
      name: request.EndpointName,
      arn,
      creationTime: now,
      lastModifiedTime: now,
      status: "Creating",
      configName: config.name,
      variants: this.variants.build(request.EndpointName, config, [], retainNothing),
      capture: config.request.DataCaptureConfig ?? null,
      metricsConfig: config.request.MetricsConfig ?? null,
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
    const retains = retention(request);
    const next = this.variants.build(endpoint.name, config, endpoint.variants, {
      weight: retains("DesiredWeight"),
      instanceCount: retains("DesiredInstanceCount"),
    });
    const capture = retains("DataCaptureConfig")
      ? endpoint.capture
      : (config.request.DataCaptureConfig ?? null);
    if (!request.RetainDeploymentConfig) endpoint.lastDeploymentConfig = request.DeploymentConfig ?? null;
    this.follow(this.deployments.update(endpoint, config, next, capture));
    return endpoint;
  }

  updateWeights(input: Input): Endpoint {
    const request = parse(updateWeights, input);
    const endpoint = this.changeable(request.EndpointName);
    const changes = request.DesiredWeightsAndCapacities.map((change) => {
      const variant = endpoint.variants.find(({ name }) => name === change.VariantName);
      if (!variant) {
        throw invalid(`Could not find variant "${change.VariantName}" in endpoint "${endpoint.arn}".`);
      }
      return { change, variant };
    });
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
    const deleted = this.deployments.delete(endpoint).finally(() => {
      this.byName.delete(name);
      this.shared.tags.forget(endpoint.arn);
    });
    this.follow(deleted);
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

  /** Ends all serving processes at once. */
  async close(): Promise<void> {
    const variants = [...this.byName.values()].flatMap((each) => [
      ...each.variants,
      ...(each.pending?.variants ?? []),
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

const retainNothing = { weight: false, instanceCount: false };

/** Tells which properties of the variants in service an update keeps. */
function retention(request: UpdateEndpoint): (property: string) => boolean {
  const excluded = new Set(
    request.ExcludeRetainedVariantProperties?.map(({ VariantPropertyType }) => String(VariantPropertyType)),
  );
  return (property) => (request.RetainAllVariantProperties ?? false) && !excluded.has(property);
}
