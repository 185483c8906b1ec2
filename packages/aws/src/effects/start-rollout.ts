import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { EffectAnswer, StartRollout } from "@driftwheel/core/vocabulary/effect.ts";
import { lambda } from "../clients/lambda.ts";

/** What the durable function is started with. */
export interface RolloutStart {
  readonly model: string;
  readonly rollout: string;
}

/** Starts the durable function; its execution's name makes a second start no start. */
export async function startRollout(effect: StartRollout, rolloutFunction: string): Promise<EffectAnswer> {
  const payload: RolloutStart = { model: effect.model, rollout: effect.rollout };
  try {
    const { DurableExecutionArn } = await lambda().send(
      new InvokeCommand({
        FunctionName: rolloutFunction,
        InvocationType: "Event",
        DurableExecutionName: effect.executionName,
        Payload: new TextEncoder().encode(JSON.stringify(payload)),
      }),
    );
    return { execution: DurableExecutionArn ?? effect.executionName };
  } catch (error) {
    if (error instanceof Error && error.name.startsWith("DurableExecutionAlreadyStarted")) {
      return { execution: effect.executionName };
    }
    throw error;
  }
}
