import type { DurableSteps } from "../../functions/shell/durable-steps.ts";
import type { VirtualTime } from "./virtual-time.ts";

interface Settings {
  readonly time: VirtualTime;
  /** Milliseconds after which a step that failed is tried again. */
  readonly retryAfter: number;
  /** How many steps an execution lives through before it dies, by its name; all of them when it is not named. */
  readonly lifetimes: Readonly<Record<string, number>>;
  readonly workflow: (rollout: string, durable: DurableSteps) => Promise<unknown>;
}

class Died extends Error {
  override readonly name = "Died";
}

/** Durable executions: a name starts once, a failed step runs again, and some die in the middle. */
export function executionsInMemory({ time, retryAfter, lifetimes, workflow }: Settings) {
  const started = new Set<string>();

  async function run(name: string, rollout: string): Promise<void> {
    let steps = 0;
    const durable: DurableSteps = {
      async step(_name, act) {
        if (++steps > (lifetimes[name] ?? Number.POSITIVE_INFINITY)) throw new Died(name);
        for (;;) {
          try {
            return await act();
          } catch {
            await time.sleep(retryAfter);
          }
        }
      },
      wait: (_name, seconds) => time.sleep(seconds * 1000),
    };
    try {
      await workflow(rollout, durable);
    } catch (error) {
      if (!(error instanceof Died)) throw error;
    }
  }

  return {
    start(name: string, rollout: string): void {
      if (started.has(name)) return;
      started.add(name);
      time.after(1_000, () => void run(name, rollout));
    },
    get names(): readonly string[] {
      return [...started];
    },
  };
}
