import type { Retrains } from "../../world/retrainers.ts";
import type { JobFate } from "../../world/sagemaker/job.ts";
import type { Fault } from "./fault.ts";

/** How good what the pipeline trains is: on the traffic, and what the gate says of it. Nobody asks `unasked` anything. */
export type Challenger = "better" | "worse" | "equal" | "fails-the-gate" | "unasked";

/** Where data come that the model waits for, beside its drift. */
export type Waits = "nothing" | "files" | "feature-group" | "exports";

/** Everything that a run depends on, as plain data. The same plan, the same run, byte for byte. */
export interface Plan {
  readonly seed: number;
  readonly approve: "automatically" | "person";
  readonly atDeadline: "roll back" | "promote" | "hold";
  /** Whether promoted versions bake, and whether the old variant is kept warm. */
  readonly bake: "none" | "cold" | "warm";
  /** Whether the champion's variant scales. */
  readonly scaled: boolean;
  /** Of the versions in the order of their training; the last one stands for all that follow. */
  readonly challengers: readonly Challenger[];
  readonly retrains: Retrains;
  /** What becomes of what retrains, in the order of its starts; the last one stands for all that follow. A pipeline completes. */
  readonly jobs: readonly JobFate[];
  readonly waits: Waits;
  /** Whether idle resources are looked for, and stopped. */
  readonly idle: boolean;
  readonly faults: readonly Fault[];
}
