import { join } from "node:path";
import { ByName } from "../by-name.ts";
import type { Shared } from "../context.ts";
import { buildChain } from "../endpoints/build-chain.ts";
import { type Endpoint, takesTraffic, type Variant } from "../endpoints/endpoint.ts";
import type { Endpoints } from "../endpoints/endpoints.ts";
import type { ServingChain } from "../endpoints/serving-chain.ts";
import { variantOf } from "../endpoints/update-checks.ts";
import { alreadyExists, couldNotFind, invalid } from "../errors.ts";
import type { Models, Servable } from "../models/models.ts";
import { parse } from "../registry/parse-request.ts";
import type { Hosted, InferenceComponent } from "./inference-component.ts";
import { keepComponents } from "./kept-components.ts";
import { instancesFor, neededBy, type Resources, resourcesOf } from "./placement.ts";
import {
  type ComponentDeploymentConfig,
  type ComponentSpecification,
  createInferenceComponent,
  updateInferenceComponent,
  updateRuntimeConfig,
} from "./request.ts";
import { batchOf, rollOver } from "./updates.ts";

type Input = Readonly<Record<string, unknown>>;
type Place = Pick<InferenceComponent, "endpoint" | "name">;

/** Milliseconds that requests under way are given when their process is to end. */
const patience = 5_000;

/** In AWS's words, as users quote them; they do not tell whether it is refused or fails. Here a component fails of it. */
const noRoom =
  "There is not enough hardware resources on the instances for this endpoint to create a copy of the inference component.";

/** All inference components of the account: models that share the instances of an endpoint. AWS tells no events of them. */
export class InferenceComponents {
  readonly #byName: ByName<InferenceComponent>;
  readonly #shared: Shared;
  readonly #models: Models;
  readonly #endpoints: Endpoints;
  readonly #underWay = new Set<Promise<void>>();
  #built = 0;
  #closed = false;

  constructor(shared: Shared, models: Models, endpoints: Endpoints) {
    this.#shared = shared;
    this.#models = models;
    this.#endpoints = endpoints;
    const chainOf = (place: Place, servable: Servable) => this.#chainOf(place, servable, undefined);
    this.#byName = new ByName(keepComponents(shared.world.state, () => this.#byName, chainOf));
    endpoints.hosts((endpoint) => this.#on(endpoint).map(({ name }) => name));
    shared.onRestart(async () => {
      await Promise.all([...this.#byName.values()].map((component) => this.#restart(component)));
    });
  }

  create(input: Input): InferenceComponent {
    const request = parse(createInferenceComponent, input);
    const { InferenceComponentName: name, RuntimeConfig, Specification, Specifications } = request;
    const arn = this.#arnOf(name);
    if (this.#byName.has(name)) throw alreadyExists("inference component", arn);
    const endpoint = this.#endpoints.find(request.EndpointName);
    const variant = hostingVariant(endpoint, request.VariantName);
    if (endpoint.status !== "InService") {
      throw invalid(
        `Cannot create an inference component on endpoint "${endpoint.arn}" in status ${endpoint.status}.`,
      );
    }
    const copies = RuntimeConfig?.CopyCount ?? 1;
    // As told in https://github.com/stdapi-ai/stdapi.ai/issues/43: none is made with none, and one may be scaled to none.
    if (copies < 1)
      throw invalid("The copy count of an inference component must be an integer larger than 0.");
    const place = { endpoint: endpoint.name, name };
    const hosted = this.#hostedBy(place, oneOf(Specification, Specifications), null);
    const now = this.#shared.now();
    const component: InferenceComponent = {
      ...{ ...place, arn, endpointArn: endpoint.arn, variant: variant.name },
      ...{ creationTime: now, lastModifiedTime: now, status: "Creating", failureReason: null },
      ...{ hosted, pending: null, desiredCopies: copies, currentCopies: 0, lastDeploymentConfig: null },
    };
    this.#byName.set(name, component);
    this.#shared.tags.add(arn, request.Tags ?? []);
    this.#follow(this.#start(component));
    return component;
  }

  update(input: Input): InferenceComponent {
    const request = parse(updateInferenceComponent, input);
    const { Specification, Specifications, RuntimeConfig, DeploymentConfig = null } = request;
    const component = this.#changeable(request.InferenceComponentName);
    if (!Specification && !Specifications && !RuntimeConfig) {
      throw invalid("Either a Specification or a RuntimeConfig must be provided.");
    }
    const copies = RuntimeConfig?.CopyCount ?? component.desiredCopies;
    component.lastDeploymentConfig = DeploymentConfig;
    if (!Specification && !Specifications) {
      this.#follow(this.#scale(component, copies));
      return component;
    }
    const next = this.#hostedBy(component, oneOf(Specification, Specifications), component.hosted);
    this.#follow(this.#replace(component, next, copies, DeploymentConfig));
    return component;
  }

  updateCopies(input: Input): InferenceComponent {
    const { InferenceComponentName, DesiredRuntimeConfig } = parse(updateRuntimeConfig, input);
    const component = this.#changeable(InferenceComponentName);
    this.#follow(this.#scale(component, DesiredRuntimeConfig.CopyCount));
    return component;
  }

  delete(name: string): void {
    const component = this.find(name);
    const { arn, status } = component;
    // As told in https://github.com/aws/amazon-sagemaker-examples/issues/3432: none that is being made can be deleted.
    if (status !== "InService" && status !== "Failed")
      throw invalid(`Cannot delete inference component "${arn}" in status ${status}.`);
    this.#move(component, "Deleting");
    const deleted = component.hosted.server.end(patience).finally(() => {
      this.#byName.delete(name);
      this.#shared.tags.forget(arn);
    });
    this.#follow(deleted);
  }

  find(name: string): InferenceComponent {
    const component = this.#byName.get(name);
    if (!component) throw couldNotFind("inference component", this.#arnOf(name));
    return component;
  }

  /** For the runtime, which words it otherwise when the endpoint has no such component. */
  get(endpoint: string, name: string): InferenceComponent | null {
    const component = this.#byName.get(name);
    return component?.endpoint === endpoint ? component : null;
  }

  /** For Application Auto Scaling; null when there is none. */
  capacityOf(name: string): { readonly count: number; readonly active: boolean } | null {
    const component = this.#byName.get(name);
    if (!component || component.status === "Deleting") return null;
    return { count: component.desiredCopies, active: component.status === "InService" };
  }

  /** Gives a component as many copies, as UpdateInferenceComponentRuntimeConfig does; resolves when it has them. */
  async scale(name: string, copies: number): Promise<void> {
    const component = this.#changeable(name);
    const scaled = this.#scale(component, copies);
    this.#follow(scaled);
    await scaled;
    if (component.failureReason !== null) throw invalid(component.failureReason);
  }

  all(): Iterable<InferenceComponent> {
    return this.#byName.values();
  }

  /** Ends all serving processes at once. */
  async close(): Promise<void> {
    this.#closed = true;
    const servers = [...this.#byName.values()].flatMap(({ hosted, pending }) => [
      hosted.server,
      ...(pending ? [pending.hosted.server] : []),
    ]);
    await Promise.all(servers.map((server) => server.end(0)));
    await Promise.all(this.#underWay);
  }

  async #start(component: InferenceComponent): Promise<void> {
    const failure =
      (await this.#makeRoom(component, component.desiredCopies, [])) ??
      (await started(component.hosted.server));
    if (this.#closed) return;
    if (failure === null) component.currentCopies = component.desiredCopies;
    else await component.hosted.server.end(patience);
    component.failureReason = failure;
    this.#move(component, failure === null ? "InService" : "Failed");
  }

  async #restart(component: InferenceComponent): Promise<void> {
    if (component.status === "Failed") return;
    component.failureReason = await started(component.hosted.server);
    component.currentCopies = component.failureReason === null ? component.desiredCopies : 0;
    this.#move(component, component.failureReason === null ? "InService" : "Failed");
  }

  /** Copies for which there is no room are not there; those that are stay. */
  async #scale(component: InferenceComponent, copies: number): Promise<void> {
    this.#move(component, "Updating");
    component.desiredCopies = copies;
    component.failureReason = await this.#makeRoom(component, copies, []);
    if (component.failureReason === null) component.currentCopies = copies;
    this.#move(component, "InService");
  }

  /** Starts what is new beside what is old, and goes over; when there is no room for a batch, or it is not healthy, all is as it was. */
  async #replace(
    component: InferenceComponent,
    next: Hosted,
    copies: number,
    settings: ComponentDeploymentConfig | null,
  ): Promise<void> {
    component.pending = { hosted: next, share: 0 };
    this.#move(component, "Updating");
    const batch = Array.from({ length: batchOf(settings, copies) }, () => neededBy(next.requirements));
    const failure =
      (await this.#makeRoom(component, component.currentCopies, batch)) ??
      (await started(next.server)) ??
      (settings && (await this.#rollOver(component, settings)));
    if (this.#closed) return;
    const old = failure === null ? component.hosted.server : next.server;
    if (failure === null) {
      component.hosted = next;
      component.desiredCopies = copies;
      component.currentCopies = copies;
    }
    component.pending = null;
    component.failureReason = failure;
    await old.end(patience);
    this.#move(component, "InService");
  }

  async #rollOver(
    component: InferenceComponent,
    settings: ComponentDeploymentConfig,
  ): Promise<string | null> {
    return await rollOver(component, settings, {
      tripped: (names) => this.#endpoints.tripped(names),
      isClosed: () => this.#closed,
    });
  }

  /**
   * Adds instances where the variant's managed scaling may; why the copies have no room, or null when they have.
   *
   * @param more what is needed beside the copies of all components
   */
  async #makeRoom(
    component: InferenceComponent,
    copies: number,
    more: readonly Resources[],
  ): Promise<string | null> {
    const endpoint = this.#endpoints.get(component.endpoint);
    const variant = endpoint?.variants.find(({ name }) => name === component.variant);
    const has = resourcesOf(variant?.config.InstanceType ?? "");
    if (!endpoint || !variant || has === null) return null;
    const needed = this.#on(endpoint.name)
      .filter(({ variant: on, status }) => on === variant.name && status !== "Failed")
      .flatMap((each) =>
        Array.from({ length: each === component ? copies : each.desiredCopies }, () =>
          neededBy(each.hosted.requirements),
        ),
      );
    const instances = instancesFor([...needed, ...more], has, mostInstances(variant));
    if (instances === null) return noRoom;
    if (instances > variant.desiredInstanceCount)
      await this.#endpoints.scale(endpoint.name, variant.name, instances);
    return null;
  }

  #on(endpoint: string): readonly InferenceComponent[] {
    return [...this.#byName.values()].filter((each) => each.endpoint === endpoint);
  }

  #changeable(name: string): InferenceComponent {
    const component = this.find(name);
    if (component.status !== "InService") {
      throw invalid(`Cannot update inference component "${component.arn}" in status ${component.status}.`);
    }
    return component;
  }

  #hostedBy(place: Place, given: ComponentSpecification, before: Hosted | null): Hosted {
    if (given.BaseInferenceComponentName !== undefined) throw notHere("adapters of a base component");
    if (given.Container !== undefined)
      throw notHere("a container of its own in a Specification; name a model");
    const modelName = given.ModelName ?? before?.modelName;
    const requirements = given.ComputeResourceRequirements ?? before?.requirements;
    if (modelName === undefined) throw invalid("The Specification needs a ModelName.");
    if (requirements === undefined) throw invalid("The Specification needs ComputeResourceRequirements.");
    const { MinMemoryRequiredInMb: least, MaxMemoryRequiredInMb: most = least } = requirements;
    if (most < least) throw invalid("MaxMemoryRequiredInMb must not be less than MinMemoryRequiredInMb.");
    const startup = given.StartupParameters ?? before?.startup;
    const seconds = given.StartupParameters?.ContainerStartupHealthCheckTimeoutInSeconds;
    const server = this.#chainOf(place, this.#models.find(modelName).servable, seconds);
    return { modelName, requirements, startup, server };
  }

  /** The processes, not yet started, that serve a component. */
  #chainOf({ endpoint, name }: Place, servable: Servable, seconds: number | undefined): ServingChain {
    this.#built += 1;
    const number = String(this.#built);
    return buildChain(this.#shared, servable, {
      root: join(this.#shared.world.directory, "inference-components", `${name}-${number}`),
      // https://docs.aws.amazon.com/sagemaker/latest/dg/logging-cloudwatch.html
      logGroup: `/aws/sagemaker/InferenceComponents/${name}`,
      logStream: `${endpoint}/i-${number.padStart(17, "0")}`,
      deadline: seconds === undefined ? undefined : seconds * 1000,
    });
  }

  #move(component: InferenceComponent, status: InferenceComponent["status"]): void {
    component.status = status;
    component.lastModifiedTime = this.#shared.now();
  }

  #arnOf(name: string): string {
    return this.#shared.arn("inference-component", name.toLowerCase());
  }

  #follow(work: Promise<void>): void {
    const followed = work
      .catch((error: unknown) => this.#shared.world.log(`sagemaker: a component broke: ${String(error)}`))
      .finally(() => this.#underWay.delete(followed));
    this.#underWay.add(followed);
  }
}

/** Null as soon as all processes are healthy, or else why they are not. */
async function started(server: ServingChain): Promise<string | null> {
  try {
    const reason = await server.start();
    if (reason === null) return null;
    return `The primary container did not pass the ping health check. Please check CloudWatch logs for this inference component.${reason === "" ? "" : ` ${reason}`}`;
  } catch (error) {
    return `Failed to start the inference component: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function hostingVariant(endpoint: Endpoint, name: string | undefined): Variant {
  if (name === undefined) throw invalid("An inference component with a model needs a VariantName.");
  const variant = variantOf(endpoint, name);
  if (variant.config.ModelName !== undefined) {
    throw invalid(
      `The variant ${name} of endpoint "${endpoint.arn}" serves the model ${variant.config.ModelName}; it hosts no inference components.`,
    );
  }
  if (!takesTraffic(endpoint)) throw invalid(`Endpoint "${endpoint.arn}" is ${endpoint.status}.`);
  return variant;
}

function oneOf(
  one: ComponentSpecification | undefined,
  several: readonly ComponentSpecification[] | undefined,
): ComponentSpecification {
  if (several !== undefined) throw notHere("Specifications for several instance types");
  if (one === undefined) throw invalid("An inference component needs a Specification.");
  return one;
}

function notHere(what: string) {
  return invalid(`Driftwheel's local SageMaker does not implement ${what}.`);
}

interface Scaling {
  readonly Status?: string;
  readonly MaxInstanceCount?: number;
}

/** As many as there are, or as managed instance scaling may add. */
function mostInstances({ config, desiredInstanceCount }: Variant): number {
  const { Status, MaxInstanceCount = 0 } = (config.ManagedInstanceScaling ?? {}) as Scaling;
  return Status === "ENABLED" ? Math.max(MaxInstanceCount, desiredInstanceCount) : desiredInstanceCount;
}
