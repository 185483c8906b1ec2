import type { SageMakerRuntimeClient } from "@aws-sdk/client-sagemaker-runtime";
import type { OutcomeSettings } from "./outcomes.ts";
import type { TrafficSettings } from "./traffic.ts";

/** Requests of one kind, without end. */
interface Stretch<Asked> {
  /** What they are, for a status line: "Seattle". */
  readonly name: string;
  /** Said when they begin: "serving Seattle's other days". */
  readonly begins: string;
  requests(): Iterator<Asked>;
}

/** What is outside Driftwheel: who asks the model what, and what is known of it later. */
export interface World<Asked> extends OutcomeSettings<Asked> {
  /** The model's name in its fleet. */
  readonly model: string;
  /** When an answer is right, in words: "within 2 degrees". */
  readonly right: string;
  readonly pace: Pace;
  readonly usual: Stretch<Asked>;
  readonly drifted: Stretch<Asked>;
  ask(runtime: SageMakerRuntimeClient): TrafficSettings<Asked>["invoke"];
}

/** How it is served; times in milliseconds. */
interface Pace {
  readonly requestsPerSecond: number;
  readonly concurrency: number;
  /** Usual requests before drifted ones come. */
  readonly beforeDrift: number;
  /** Served on after the rollout, to see what the new champion is worth. */
  readonly afterRollout: number;
  /** From the first drifted request to the rollout's end. */
  readonly deadline: number;
  /** How long the usual is served where there is no drift. */
  readonly withoutDrift: number;
}
