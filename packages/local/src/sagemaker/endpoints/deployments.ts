import { setTimeout as sleep } from "node:timers/promises";
import type { Shared } from "../context.ts";
import type { EndpointConfig } from "../endpoint-configs/endpoint-configs.ts";
import type { DataCaptureConfig } from "../endpoint-configs/request.ts";
import { eventDetail } from "../json.ts";
import { endpointDetail } from "./describe.ts";
import {
  type Deployed,
  type Endpoint,
  type EndpointStatus,
  servedBy,
  type Variant,
  type VariantStatus,
} from "./endpoint.ts";
import type { ServingChain } from "./serving-chain.ts";

/** Milliseconds that requests under way are given when their process is to end. */
const patience = 5_000;

/** Brings endpoints from one state to another, with real processes, and tells every step. */
export class Deployments {
  private readonly shared: Shared;
  private closed = false;

  constructor(shared: Shared) {
    this.shared = shared;
  }

  /** From now on processes end because the server does, which says nothing about an endpoint: it stays as it is. */
  close(): void {
    this.closed = true;
  }

  /** Starts a new endpoint's variants: InService when all are healthy, Failed otherwise. */
  async create(endpoint: Endpoint): Promise<void> {
    const { variants, shadows } = endpoint;
    endpoint.pending = { configName: endpoint.configName, startTime: this.shared.now(), variants, shadows };
    this.move(endpoint, "Creating");
    const failure = await startAll(servedBy(endpoint));
    if (this.closed) return;
    endpoint.pending = null;
    if (failure !== null) {
      endpoint.failureReason = failure;
      await endAll(serversOf(endpoint));
    }
    this.move(endpoint, failure === null ? "InService" : "Failed");
  }

  /** Starts the variants of an endpoint that an earlier server had: it is what it was, or Failed. */
  async restart(endpoint: Endpoint): Promise<void> {
    if (endpoint.status === "Failed") return;
    const failure = await startAll(servedBy(endpoint));
    if (failure === null) {
      const before = endpoint.status;
      endpoint.status = "InService";
      if (before !== "InService") this.move(endpoint, "InService");
      return;
    }
    endpoint.failureReason = failure;
    await endAll(serversOf(endpoint));
    this.move(endpoint, "Failed");
  }

  /**
   * Starts what is new, switches the traffic, ends what is old. When something new is not healthy everything
   * stays as it was.
   */
  async update(
    endpoint: Endpoint,
    config: EndpointConfig,
    next: Deployed,
    capture: DataCaptureConfig | null,
  ): Promise<void> {
    const before = servedBy(endpoint);
    const kept = new Set(before.map(({ server }) => server));
    const fresh = servedBy(next).filter(({ server }) => !kept.has(server));
    endpoint.pending = { configName: config.name, startTime: this.shared.now(), ...next };
    this.move(endpoint, "Updating");
    for (const variant of fresh) this.show(variant, "Creating", launching(variant));
    this.tellDeployment(endpoint);
    const failure = await startAll(fresh);
    if (this.closed) return;
    for (const variant of servedBy(next)) variant.status = null;
    if (failure !== null) {
      await this.rollBack(endpoint, fresh, failure);
      return;
    }
    const wanted = new Set(serversOf(next));
    const old = before.filter(({ server }) => !wanted.has(server));
    for (const variant of old) this.show(variant, "Deleting", terminating(variant));
    this.tellDeployment(endpoint);
    endpoint.variants = next.variants;
    endpoint.shadows = next.shadows;
    endpoint.configName = config.name;
    endpoint.capture = capture;
    endpoint.metricsConfig = config.request.MetricsConfig;
    endpoint.asyncConfig = config.request.AsyncInferenceConfig ?? null;
    endpoint.failureReason = null;
    await endAll(old.map(({ server }) => server));
    endpoint.pending = null;
    this.move(endpoint, "InService");
  }

  /** Shifts weights and instance counts to what is desired. */
  async shift(endpoint: Endpoint, changed: readonly Variant[]): Promise<void> {
    for (const variant of changed) this.show(variant, "Updating", "Updating weights and capacities.");
    this.move(endpoint, "Updating");
    this.tellDeployment(endpoint);
    await sleep(this.shared.settings.weightsDelay, undefined, { ref: false });
    for (const variant of changed) {
      variant.currentWeight = variant.desiredWeight;
      variant.currentInstanceCount = variant.desiredInstanceCount;
      variant.status = null;
    }
    endpoint.failureReason = null;
    this.move(endpoint, "InService");
  }

  async delete(endpoint: Endpoint): Promise<void> {
    this.move(endpoint, "Deleting");
    await endAll(serversOf(endpoint));
  }

  private async rollBack(endpoint: Endpoint, fresh: readonly Variant[], failure: string): Promise<void> {
    endpoint.failureReason = failure;
    endpoint.pending = null;
    this.move(endpoint, "RollingBack");
    await endAll(fresh.map(({ server }) => server));
    this.move(endpoint, "InService");
  }

  private show(variant: Variant, Status: VariantStatus["Status"], StatusMessage: string): void {
    variant.status = { Status, StatusMessage, StartTime: this.shared.now() };
  }

  private move(endpoint: Endpoint, status: EndpointStatus): void {
    endpoint.status = status;
    endpoint.lastModifiedTime = this.shared.now();
    this.emitChange(endpoint, "SageMaker Endpoint State Change", "state");
  }

  private tellDeployment(endpoint: Endpoint): void {
    this.emitChange(endpoint, "SageMaker Endpoint Deployment State Change", "deployment");
  }

  private emitChange(endpoint: Endpoint, detailType: string, about: "state" | "deployment"): void {
    const detail = eventDetail(endpointDetail(endpoint, this.shared.tags, about));
    this.shared.emit(detailType, [endpoint.arn], detail, this.shared.now());
  }
}

/** Starts all at once. The reason why one is not healthy, or null when all are. */
async function startAll(variants: readonly Variant[]): Promise<string | null> {
  const reasons = await Promise.all(variants.map(startOne));
  return reasons.find((reason) => reason !== null) ?? null;
}

async function startOne({ name, server }: Variant): Promise<string | null> {
  try {
    const reason = await server.start();
    if (reason === null) return null;
    return `The primary container for production variant ${name} did not pass the ping health check. Please check CloudWatch logs for this endpoint.${reason === "" ? "" : ` ${reason}`}`;
  } catch (error) {
    return `Failed to start production variant ${name}: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function serversOf(deployed: Deployed): readonly ServingChain[] {
  return servedBy(deployed).map(({ server }) => server);
}

async function endAll(servers: readonly ServingChain[]): Promise<void> {
  await Promise.all(servers.map((server) => server.end(patience)));
}

// Wordings: https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
function launching({ desiredInstanceCount }: Variant): string {
  return `Launching ${desiredInstanceCount} instance(s).`;
}

function terminating({ currentInstanceCount }: Variant): string {
  return `Terminating ${currentInstanceCount} instance(s).`;
}
