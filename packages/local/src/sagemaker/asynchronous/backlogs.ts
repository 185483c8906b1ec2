import { unchanging } from "../../state/state.ts";
import type { Shared } from "../context.ts";
import { type Endpoint, takesTraffic, type Variant } from "../endpoints/endpoint.ts";
import type { Endpoints } from "../endpoints/endpoints.ts";
import type { ModelConnections } from "../runtime/model-connections.ts";
import type { InferenceRequest } from "./inference-request.ts";
import { backlogMetrics } from "./metrics.ts";
import { expireInference, performInference } from "./perform-inference.ts";

/** The service chooses a number itself where a configuration has none; which, it does not say. */
const usuallyAtOnce = 4;

/** The queues of all asynchronous endpoints: requests wait for instances, which ask their model for some at a time. */
export class Backlogs {
  private readonly shared: Shared;
  private readonly endpoints: Endpoints;
  private readonly connections: ModelConnections;
  /** All that are not over, oldest first. */
  private readonly requests: Map<string, InferenceRequest>;
  private readonly underWay = new Map<string, { readonly variant: Variant; readonly ended: Promise<void> }>();
  private readonly timer: NodeJS.Timeout;
  private closed = false;

  constructor(shared: Shared, endpoints: Endpoints, connections: ModelConnections) {
    this.shared = shared;
    this.endpoints = endpoints;
    this.connections = connections;
    this.requests = new Map(
      shared.world.state.keep("sagemaker/inference-requests", () => unchanging(this.requests)),
    );
    this.timer = setInterval(() => this.look(), shared.settings.backlogInterval).unref();
  }

  add(request: InferenceRequest): void {
    this.requests.set(request.id, request);
    const endpoint = this.endpoints.get(request.endpoint);
    if (endpoint) this.proceed(endpoint);
  }

  /** Resolves when nothing more is written. */
  async close(): Promise<void> {
    this.closed = true;
    clearInterval(this.timer);
    await Promise.all([...this.underWay.values()].map(({ ended }) => ended));
  }

  /** Measures all queues, and goes on where instances came, or time went by. */
  private look(): void {
    const now = new Date();
    for (const endpoint of this.endpoints.all()) {
      if (endpoint.asyncConfig === null || !takesTraffic(endpoint)) continue;
      this.measure(endpoint, now);
      this.proceed(endpoint);
    }
    for (const { id, endpoint } of this.requests.values()) {
      // A request goes with its endpoint.
      if (this.endpoints.get(endpoint) === null && !this.underWay.has(id)) this.requests.delete(id);
    }
  }

  private measure(endpoint: Endpoint, now: Date): void {
    const requests = this.of(endpoint);
    const [first] = requests;
    const size = {
      endpoint: endpoint.name,
      requests: requests.length,
      instances: instancesOf(endpoint),
      oldest: first
        ? Math.max(now.getTime() - first.receivedAt, 0) / this.shared.settings.requestSecond
        : null,
    };
    this.shared.world.metrics.put(backlogMetrics(size, now));
  }

  private of({ name }: Endpoint): readonly InferenceRequest[] {
    return [...this.requests.values()].filter(({ endpoint }) => endpoint === name);
  }

  /** Gives the model as many requests as it may have at once, and gives up those that waited too long. */
  private proceed(endpoint: Endpoint): void {
    const [variant] = endpoint.variants;
    const config = endpoint.asyncConfig;
    if (this.closed || !variant || config === null || !takesTraffic(endpoint)) return;
    const all = this.of(endpoint);
    const { MaxConcurrentInvocationsPerInstance: each = usuallyAtOnce } = config.ClientConfig ?? {};
    const { requestSecond: second } = this.shared.settings;
    for (const request of all) {
      if (this.underWay.has(request.id)) continue;
      const expired = Date.now() - request.receivedAt > request.timeToLive * second;
      const next = expired ? variant : this.fleetFor(endpoint, variant);
      if (!expired && this.askedOf(next) >= next.currentInstanceCount * each) continue;
      this.begin(endpoint, request, { variant: next, expired });
    }
  }

  /**
   * One queue, from which both fleets take while an update shifts the traffic, each its share; AWS does not say how a queue is
   * shared, and this is how requests of a real-time endpoint are. What finds its fleet busy waits, and is drawn for again.
   */
  private fleetFor({ pending }: Endpoint, variant: Variant): Variant {
    const [next] = pending?.variants ?? [];
    return pending && next && pending.share > 0 && this.shared.world.random() < pending.share
      ? next
      : variant;
  }

  private askedOf(variant: Variant): number {
    return [...this.underWay.values()].filter((one) => one.variant === variant).length;
  }

  private begin(
    endpoint: Endpoint,
    request: InferenceRequest,
    { variant, expired }: { readonly variant: Variant; readonly expired: boolean },
  ): void {
    const { asyncConfig: config } = endpoint;
    if (config === null) return;
    const { world, settings } = this.shared;
    const place = {
      ...{ world, config, variant, connections: this.connections },
      ...{ second: settings.requestSecond, ended: () => this.closed },
    };
    const work = expired
      ? expireInference(request, place).then(() => true)
      : performInference(request, place);
    const followed = work
      .then((over) => {
        if (over) this.requests.delete(request.id);
      })
      .catch((error: unknown) => {
        // It would break again.
        this.requests.delete(request.id);
        world.warn(`sagemaker: the inference ${request.inferenceId} broke: ${String(error)}`);
      })
      .finally(() => {
        this.underWay.delete(request.id);
        this.proceed(endpoint);
      });
    this.underWay.set(request.id, { variant, ended: followed });
  }
}

/** Those of a fleet that takes part of the traffic already answer beside the old ones. */
function instancesOf({ variants, pending }: Endpoint): number {
  const next = pending && pending.share > 0 ? pending.variants : [];
  return [...variants.slice(0, 1), ...next.slice(0, 1)].reduce(
    (sum, { currentInstanceCount }) => sum + currentInstanceCount,
    0,
  );
}
