import { createRetryStrategy, type DurableContext, JitterStrategy } from "@aws/durable-execution-sdk-js";

/** What a workflow needs of a durable execution: steps whose results are remembered, and waits that cost nothing. */
export interface DurableSteps {
  step<T>(name: string, act: () => Promise<T>): Promise<T>;
  wait(name: string, seconds: number): Promise<void>;
}

/** A step that fails is tried again for about a day before its execution dies and the sweep begins another. */
const retryStrategy = createRetryStrategy({
  maxAttempts: 300,
  initialDelay: { seconds: 2 },
  maxDelay: { minutes: 5 },
  backoffRate: 2,
  jitter: JitterStrategy.FULL,
});

/** A workflow's steps and waits on the durable execution SDK. */
export function durableSteps(context: Pick<DurableContext, "step" | "wait">): DurableSteps {
  return {
    step: (name, act) => context.step(name, () => act(), { retryStrategy }),
    // Waits are whole seconds: https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
    wait: (name, seconds) => context.wait(name, { seconds: Math.max(1, Math.round(seconds)) }),
  };
}
