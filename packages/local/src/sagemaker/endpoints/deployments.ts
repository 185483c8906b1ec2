import { setTimeout as sleep } from "node:timers/promises";
import type { Shared } from "../context.ts";
import type { EndpointConfig } from "../endpoint-configs/endpoint-configs.ts";
import type { DataCaptureConfig } from "../endpoint-configs/request.ts";
import { eventDetail } from "../json.ts";
import type { DeploymentConfig } from "./deployment-config.ts";
import { endpointDetail } from "./describe.ts";
import {
  type Deployed,
  type Endpoint,
  type EndpointStatus,
  type PendingDeployment,
  servedBy,
  type Variant,
  type VariantStatus,
} from "./endpoint.ts";
import { alarmsOf, limitOf, stepsOf, type TrippedAlarm } from "./guarded-shift.ts";
import type { ServingChain } from "./serving-chain.ts";

/** Milliseconds that requests under way are given when their process is to end. */
const patience = 5_000;
/** Milliseconds between two looks at the alarms of a deployment. */
const alarmInterval = 50;

/** Brings endpoints from one state to another, with real processes, and tells every step. */
export class Deployments {
  private readonly shared: Shared;
  private closed = false;
  private tripped: TrippedAlarm = () => null;

  constructor(shared: Shared) {
    this.shared = shared;
  }

  /** CloudWatch puts itself in here. */
  watchedBy(tripped: TrippedAlarm): void {
    this.tripped = tripped;
  }

  /** From now on processes end because the server does, which says nothing about an endpoint: it stays as it is. */
  close(): void {
    this.closed = true;
  }

  /** Starts a new endpoint's variants: InService when all are healthy, Failed otherwise. */
  async create(endpoint: Endpoint): Promise<void> {
    const { variants, shadows } = endpoint;
    endpoint.pending = {
      ...{ configName: endpoint.configName, startTime: this.shared.now(), variants, shadows },
      share: 0,
    };
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
   * Starts what is new, switches the traffic by the deployment's settings, ends what is old. When something new is not
   * healthy, or an alarm of the settings goes off, everything is as it was.
   */
  async update(
    endpoint: Endpoint,
    config: EndpointConfig,
    next: Deployed,
    capture: DataCaptureConfig | null,
    settings: DeploymentConfig | null = null,
  ): Promise<void> {
    const before = servedBy(endpoint);
    const kept = new Set(before.map(({ server }) => server));
    const fresh = servedBy(next).filter(({ server }) => !kept.has(server));
    const began = Date.now();
    endpoint.pending = { configName: config.name, startTime: this.shared.now(), ...next, share: 0 };
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
    const takenBack =
      settings === null ? null : await this.shiftTraffic(endpoint.pending, endpoint, settings, began);
    if (this.closed) return;
    for (const variant of servedBy(next)) variant.status = null;
    if (takenBack !== null) {
      await this.rollBack(endpoint, fresh, takenBack);
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

  /** Gives the new fleet the traffic step by step. Why that was taken back, or null when it has all of it. */
  private async shiftTraffic(
    pending: PendingDeployment,
    endpoint: Endpoint,
    settings: DeploymentConfig,
    began: number,
  ): Promise<string | null> {
    const [first] = pending.variants;
    const alarms = alarmsOf(settings);
    const limit = limitOf(settings);
    for (const { share, bake } of stepsOf(settings, first?.desiredInstanceCount ?? 1)) {
      const percent = Math.round(share * 100);
      for (const variant of pending.variants)
        this.show(variant, "ActivatingTraffic", `Activating traffic for ${percent}% of the new fleet.`);
      pending.share = share;
      if (settings.RollingUpdatePolicy) moveInstances(endpoint, pending, share);
      this.tellDeployment(endpoint);
      if (bake === 0) continue;
      for (const variant of pending.variants)
        this.show(variant, "Baking", `Baking for ${bake / 1000} seconds at ${percent}% of the traffic.`);
      this.tellDeployment(endpoint);
      const until = Date.now() + bake;
      while (Date.now() < until && !this.closed) {
        const tripped = alarms.length === 0 ? null : this.tripped(alarms);
        // AWS documents no words for it.
        if (tripped !== null)
          return `The deployment was rolled back because the alarm ${tripped} is in ALARM.`;
        if (limit !== null && Date.now() > began + limit)
          return `The deployment was rolled back because it took longer than ${limit / 1000} seconds.`;
        await sleep(Math.min(alarmInterval, Math.max(1, until - Date.now())), undefined, { ref: false });
      }
      if (this.closed) return null;
    }
    return null;
  }

  private async rollBack(endpoint: Endpoint, fresh: readonly Variant[], failure: string): Promise<void> {
    endpoint.failureReason = failure;
    endpoint.pending = null;
    for (const variant of servedBy(endpoint)) variant.currentInstanceCount = variant.desiredInstanceCount;
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

/** A rolling deployment ends as many old instances as it has begun new ones; an old variant that goes is at none in the end. */
function moveInstances(endpoint: Endpoint, pending: PendingDeployment, share: number): void {
  for (const variant of pending.variants)
    variant.currentInstanceCount = Math.ceil(share * variant.desiredInstanceCount);
  for (const variant of endpoint.variants)
    variant.currentInstanceCount =
      variant.desiredInstanceCount - Math.ceil(share * variant.desiredInstanceCount);
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
