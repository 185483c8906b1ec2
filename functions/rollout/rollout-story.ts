import type { Reading } from "@driftwheel/core/vocabulary/reading.ts";

/** What the story needs of a durable execution: steps whose results are remembered, and waits that cost nothing. */
export interface Durable {
  step<T>(name: string, act: () => Promise<T>): Promise<T>;
  wait(name: string, seconds: number): Promise<void>;
}

/** Where the rollout stands, as the ledger tells it. */
export interface Standing {
  readonly phase: "changing" | "looking" | "held" | "ended";
  /** Looks decided on so far. */
  readonly looks: number;
  /** When the next look is worth taking; 0 when there is none. */
  readonly nextLookInSeconds: number;
}

/** Each hand goes through the shell: what it finds becomes a signal, and the ledger answers. */
export interface RolloutHands {
  /** Looks at the endpoint; performs what the ledger still asks for. */
  observe(): Promise<Standing>;
  read(look: number): Promise<Reading>;
  judge(look: number, reading: Reading): Promise<Standing>;
  readonly pollEverySeconds: number;
}

/**
 * A durable execution holds 3,000 operations; one look takes four, and two more for each poll of a changing
 * endpoint. The sweep starts what is left under the next execution name.
 * https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
 */
const operationsPerExecution = 2_500;

/**
 * A rollout, as a story: the challenger is put beside the champion, the endpoint settles, looks are taken and
 * judged until the ledger says it is over, the winner is left alone. Every deadline is the decider's: a wait
 * that takes too long ends because `observe` answers "held".
 */
export async function rolloutStory(durable: Durable, hands: RolloutHands): Promise<Standing["phase"]> {
  let operations = 0;

  async function settled(when: string): Promise<Standing> {
    for (let poll = 1; ; poll++) {
      const standing = await durable.step(`${when}: observe the endpoint, ${poll}`, () => hands.observe());
      operations += 2;
      if (standing.phase !== "changing" || operations > operationsPerExecution) return standing;
      await durable.wait(`${when}: let it change, ${poll}`, hands.pollEverySeconds);
    }
  }

  let standing = await settled("the trial is deployed");
  while (standing.phase === "looking" && operations < operationsPerExecution) {
    const look = standing.looks + 1;
    await durable.wait(`until look ${look}`, standing.nextLookInSeconds);
    const reading = await durable.step(`read look ${look}`, () => hands.read(look));
    await durable.step(`judge look ${look}`, () => hands.judge(look, reading));
    operations += 3;
    standing = await settled(`after look ${look}`);
  }
  return standing.phase;
}
