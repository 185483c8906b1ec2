import type {
  AsyncInferenceConfig,
  DataCaptureConfig,
  ProductionVariant,
} from "../endpoint-configs/request.ts";
import type { DeploymentConfig } from "./deployment-config.ts";
import type { ServingChain } from "./serving-chain.ts";

export type EndpointStatus = "Creating" | "Updating" | "RollingBack" | "InService" | "Deleting" | "Failed";

export interface VariantStatus {
  readonly Status: "Creating" | "Updating" | "Deleting" | "ActivatingTraffic" | "Baking";
  readonly StatusMessage: string;
  readonly StartTime: Date;
}

/** One production variant of an endpoint, with the processes that serve it. */
export interface Variant {
  readonly name: string;
  readonly config: ProductionVariant;
  readonly server: ServingChain;
  currentWeight: number;
  desiredWeight: number;
  currentInstanceCount: number;
  desiredInstanceCount: number;
  status: VariantStatus | null;
}

/** The variants of one configuration: those that answer, and those that get a copy of what is asked. */
export interface Deployed {
  readonly variants: readonly Variant[];
  readonly shadows: readonly Variant[];
}

/** A deployment that is not the endpoint's own yet. */
export interface PendingDeployment extends Deployed {
  readonly configName: string;
  readonly startTime: Date;
  /** The share of the traffic that it has already, 0 to 1. */
  share: number;
}

export interface Endpoint {
  readonly name: string;
  readonly arn: string;
  readonly creationTime: Date;
  lastModifiedTime: Date;
  status: EndpointStatus;
  configName: string;
  /** Those that take traffic now. */
  variants: readonly Variant[];
  shadows: readonly Variant[];
  capture: DataCaptureConfig | null;
  metricsConfig: unknown;
  /** Null when it answers at once. */
  asyncConfig: AsyncInferenceConfig | null;
  failureReason: string | null;
  pending: PendingDeployment | null;
  lastDeploymentConfig: DeploymentConfig | null;
}

/** All variants that have a process. */
export function servedBy({ variants, shadows }: Deployed): readonly Variant[] {
  return [...variants, ...shadows];
}

/** Whether an endpoint answers requests: also while it is being changed. */
export function takesTraffic({ status }: Endpoint): boolean {
  return status === "InService" || status === "Updating" || status === "RollingBack";
}
