import type { VirtualTime } from "../virtual-time.ts";

/** What the parts of the simulated SageMaker share. */
export interface Surroundings {
  readonly time: VirtualTime;
  readonly arn: (resource: string) => string;
  /** Takes the events that SageMaker would put on the bus. */
  readonly emit: (detailType: string, resources: readonly string[], detail: Record<string, unknown>) => void;
}

export const minute = 60_000;
