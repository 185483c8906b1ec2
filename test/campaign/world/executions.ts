import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { type RolloutContext, rolloutActivities } from "../../../functions/rollout/rollout-activities.ts";
import { type RolloutActivities, rolloutWorkflow } from "../../../functions/rollout/rollout-workflow.ts";
import { sizes } from "../../../stacks/functions/sizes.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Fault } from "../faults/fault.ts";
import type { Functions } from "./functions.ts";
import { never } from "./process.ts";
import type { Weather } from "./weather.ts";

interface ExecutionSettings {
  readonly time: VirtualTime;
  readonly weather: Weather;
  readonly functions: Functions;
  readonly seed: number;
  readonly faults: readonly Fault[];
  /** What the function finds when it is invoked again: null when its model is not in the fleet. */
  readonly context: (rollout: string) => RolloutContext | null;
}

/** Durable executions of rollouts: a name starts once; a step that failed or whose process is gone runs again. */
export class Executions {
  readonly started: string[] = [];
  private readonly settings: ExecutionSettings;
  private readonly random: () => number;

  constructor(settings: ExecutionSettings) {
    this.settings = settings;
    this.random = seededIntegers(settings.seed);
  }

  start(name: string, rollout: string): void {
    if (this.started.includes(name)) return;
    this.started.push(name);
    const nth = this.started.length;
    const deadly = this.settings.faults.find((fault) => fault.kind === "execution-dies" && fault.nth === nth);
    const lives = deadly?.kind === "execution-dies" ? deadly.steps : Number.POSITIVE_INFINITY;
    this.settings.time.after(1_000, () => void this.run(rollout, lives));
  }

  private async run(rollout: string, lives: number): Promise<void> {
    const { time, weather } = this.settings;
    let steps = 0;
    /** Each step is an invocation that reads the fleet anew, as functions/rollout.ts does. */
    const step = <T>(_name: string, act: () => Promise<T>): Promise<T> => {
      if (++steps <= lives) return this.untilDone(rollout, act);
      weather.count("execution-dies");
      return never();
    };
    const wait = (_name: string, seconds: number) => time.sleep(Math.max(1, Math.round(seconds)) * 1000);
    const current = async (): Promise<RolloutActivities> => {
      const context = this.settings.context(rollout);
      if (!context) throw new Left();
      return rolloutActivities(context);
    };
    const activities: RolloutActivities = {
      pollEverySeconds: (this.settings.context(rollout)?.policy.rollout.pollEvery ?? 30_000) / 1000,
      observe: async () => (await current()).observe(),
      read: async (look) => (await current()).read(look),
      judge: async (look, metrics) => (await current()).judge(look, metrics),
    };
    await rolloutWorkflow({ step, wait }, activities);
  }

  private untilDone<T>(rollout: string, act: () => Promise<T>): Promise<T> {
    const { time, functions } = this.settings;
    return new Promise((resolve) => {
      const attempt = (number: number): void => {
        let result: { readonly value: T } | null = null;
        const run = async () => {
          result = { value: await act() };
        };
        functions.invoke(`rollout ${rollout}`, sizes.rollout.timeout, run, (end) => {
          if (result !== null) return resolve(result.value);
          // A model that left the fleet ends its execution: policyOf() throws where no step is under way.
          if (end.how === "failed" && end.error instanceof Left) return;
          // functions/shell/durable-steps.ts: from two seconds to five minutes, with full jitter.
          const pause = Math.min(300, 2 ** Math.min(number, 9)) * 1000;
          time.after(1_000 + (this.random() % pause), () => attempt(number + 1));
        });
      };
      attempt(1);
    });
  }
}

/** The model is not in the fleet. */
class Left extends TransientError {}
