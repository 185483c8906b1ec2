import type { Deploying } from "../deploying.ts";
import type { Scope } from "../scope.ts";
import { durable } from "./durable.ts";
import type { Shared } from "./function.ts";

const day = 86_400;

/** The durable function of rollouts. */
export function rollout(scope: Deploying, shared: Shared): void {
  durable(scope, "rollout", executionTimeout(scope), shared);
}

/** Seconds. The decider ends a rollout at its deadline; an execution that lives a day longer is an alarm. */
function executionTimeout({ fleet }: Pick<Scope, "fleet">): number {
  const longest = Object.values(fleet.models).map(
    ({ rollout }) => rollout.deadline + 2 * rollout.changeDeadline,
  );
  return Math.min(366 * day, Math.ceil(Math.max(...longest) / 1000) + day);
}
