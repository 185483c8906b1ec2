import type { ServingChain } from "../endpoints/serving-chain.ts";
import type { ComponentDeploymentConfig, ComponentRequirements } from "./request.ts";

type ComponentStatus = "Creating" | "InService" | "Updating" | "Failed" | "Deleting";

/** What a component serves, and what each of its copies needs. */
export interface Hosted {
  readonly modelName: string;
  readonly requirements: ComponentRequirements;
  /** As it was asked for, to be shown. */
  readonly startup: unknown;
  readonly server: ServingChain;
}

/** One model on an endpoint, with its share of the endpoint's instances. One process serves all its copies. */
export interface InferenceComponent {
  readonly name: string;
  readonly arn: string;
  readonly endpoint: string;
  readonly endpointArn: string;
  readonly variant: string;
  readonly creationTime: Date;
  lastModifiedTime: Date;
  status: ComponentStatus;
  failureReason: string | null;
  hosted: Hosted;
  /** What an update brings, and the share of the requests that it has already, 0 to 1. */
  pending: { readonly hosted: Hosted; share: number } | null;
  desiredCopies: number;
  currentCopies: number;
  lastDeploymentConfig: ComponentDeploymentConfig | null;
}
