import type { Rollout } from "../../vocabulary/state.ts";

/** The next execution name of a rollout whose execution died; a name is never used twice. */
export function nextExecution(rollout: Rollout): {
  readonly rollout: string;
  readonly executionName: string;
} {
  return {
    rollout: rollout.rollout,
    executionName: `driftwheel-${rollout.rollout}-${rollout.executions + 1}`,
  };
}
