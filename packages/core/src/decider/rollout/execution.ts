import type { Rollout } from "../../vocabulary/state.ts";

/** A name is never used twice, so that a second start under one starts nothing. */
export function executionName(rollout: string, number: number): string {
  return `driftwheel-${rollout}-${number}`;
}

/** The next execution name of a rollout whose execution died or was held. */
export function nextExecution({ rollout, executions }: Rollout): {
  readonly rollout: string;
  readonly executionName: string;
} {
  return { rollout, executionName: executionName(rollout, executions + 1) };
}
