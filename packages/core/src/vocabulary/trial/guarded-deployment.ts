/** How SageMaker moves the traffic from the old fleet of a variant to the new one. */
export type TrafficShift =
  | { readonly kind: "all at once" }
  /** So much of the new fleet first, and after the wait the rest. */
  | { readonly kind: "canary" | "linear"; readonly percent: number; readonly waitSeconds: number }
  /** So much of the old fleet is replaced at a time. */
  | { readonly kind: "rolling"; readonly percent: number; readonly waitSeconds: number };

/**
 * A deployment that SageMaker carries out, watches and takes back itself.
 * https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_DeploymentConfig.html
 */
export interface GuardedDeployment {
  readonly shift: TrafficShift;
  /** How long the old fleet stays once the new one has all of the traffic; a rolling deployment has none. */
  readonly terminationWaitSeconds: number;
  /** When SageMaker gives up; null for its own limit. */
  readonly maximumSeconds: number | null;
  /** Names of CloudWatch alarms, any of which takes the deployment back; none where nothing may. */
  readonly alarms: readonly string[];
}

/** What one step of a deployment is at, as DescribeEndpoint tells it while a deployment is under way. */
export interface DeploymentStage {
  readonly variant: string;
  /** `Creating`, `ActivatingTraffic`, `Baking`, `Deleting` and others that SageMaker may name. */
  readonly status: string;
  /** What SageMaker says to it; empty when it says nothing. */
  readonly message: string;
}
