import type { DataCaptureConfig, ProductionVariant } from "../endpoint-configs/request.ts";
import type { ServingProcess } from "./serving-process.ts";

export type EndpointStatus = "Creating" | "Updating" | "RollingBack" | "InService" | "Deleting" | "Failed";

export interface VariantStatus {
  readonly Status: "Creating" | "Updating" | "Deleting" | "ActivatingTraffic" | "Baking";
  readonly StatusMessage: string;
  readonly StartTime: Date;
}

/** One production variant of an endpoint, with the process that serves it. */
export interface Variant {
  readonly name: string;
  readonly config: ProductionVariant;
  readonly server: ServingProcess;
  currentWeight: number;
  desiredWeight: number;
  currentInstanceCount: number;
  desiredInstanceCount: number;
  status: VariantStatus | null;
}

/** A deployment that is not the endpoint's own yet. */
export interface PendingDeployment {
  readonly configName: string;
  readonly startTime: Date;
  readonly variants: readonly Variant[];
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
  capture: DataCaptureConfig | null;
  metricsConfig: unknown;
  failureReason: string | null;
  pending: PendingDeployment | null;
  lastDeploymentConfig: unknown;
}

/** Whether an endpoint answers requests: also while it is being changed. */
export function takesTraffic({ status }: Endpoint): boolean {
  return status === "InService" || status === "Updating" || status === "RollingBack";
}
