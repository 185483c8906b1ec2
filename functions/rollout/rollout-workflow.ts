import type { LookOfAll } from "@driftwheel/core/vocabulary/trial/look-metrics.ts";
import type { PairedReading } from "@driftwheel/core/vocabulary/trial/paired-runs.ts";
import type { ShadowReading } from "@driftwheel/core/vocabulary/trial/shadow.ts";
import type { DurableSteps } from "../shell/durable-steps.ts";

/** Where the rollout stands, as the ledger tells it. */
export interface RolloutProgress {
  readonly phase: "changing" | "looking" | "held" | "ended";
  /** Looks decided on so far. */
  readonly looks: number;
  /** When the next look is worth taking; 0 when there is none. */
  readonly nextLookInSeconds: number;
}

/** Each activity goes through the shell: what it finds becomes a signal, and the ledger answers. */
export interface RolloutActivities {
  /** Looks at the endpoint; performs what the ledger still asks for. */
  observe(): Promise<RolloutProgress>;
  read(look: number): Promise<LookOfAll | ShadowReading | PairedReading>;
  judge(look: number, metrics: LookOfAll | ShadowReading | PairedReading): Promise<RolloutProgress>;
  readonly pollEverySeconds: number;
}

/**
 * A durable execution holds 3,000 operations; one look takes four, and two more for each poll of a changing
 * endpoint. The sweep starts what is left under the next execution name.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
 */
const operationsPerExecution = 2_500;

/**
 * The workflow of a rollout: the challenger is put beside the champion, the endpoint settles, looks are taken and
 * judged until the ledger says it is over, the winner is left alone. Every deadline is the decider's: a wait
 * that takes too long ends because `observe` answers "held".
 */
export async function rolloutWorkflow(
  durable: DurableSteps,
  activities: RolloutActivities,
): Promise<RolloutProgress["phase"]> {
  let operations = 0;

  async function settled(when: string): Promise<RolloutProgress> {
    for (let poll = 1; ; poll++) {
      const progress = await durable.step(`${when}: observe the endpoint, ${poll}`, () =>
        activities.observe(),
      );
      operations += 2;
      if (progress.phase !== "changing" || operations > operationsPerExecution) return progress;
      await durable.wait(`${when}: let it change, ${poll}`, activities.pollEverySeconds);
    }
  }

  let progress = await settled("the trial is deployed");
  while (progress.phase === "looking" && operations < operationsPerExecution) {
    const look = progress.looks + 1;
    await durable.wait(`until look ${look}`, progress.nextLookInSeconds);
    const metrics = await durable.step(`read look ${look}`, () => activities.read(look));
    await durable.step(`judge look ${look}`, () => activities.judge(look, metrics));
    operations += 3;
    progress = await settled(`after look ${look}`);
  }
  return progress.phase;
}
