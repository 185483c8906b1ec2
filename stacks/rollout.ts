import { lambdaFunction, type Shared } from "./function.ts";
import { rolloutAlias, type Scope } from "./scope.ts";

const day = 86_400;

/**
 * The durable function of rollouts. It is called by its alias, so an execution ends with the version that it began
 * with, whatever is deployed meanwhile. https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
 */
export function rollout(scope: Scope, shared: Shared): void {
  const durable = lambdaFunction(scope, "rollout", shared, {
    publish: true,
    durableConfig: { executionTimeout: executionTimeout(scope), retentionPeriod: 14 },
  });
  new aws.lambda.Alias("rollout", {
    name: rolloutAlias,
    functionName: durable.name,
    functionVersion: durable.version,
  });
}

/** Seconds. The decider ends a rollout at its deadline; an execution that lives a day longer is an alarm. */
export function executionTimeout({ fleet }: Pick<Scope, "fleet">): number {
  const longest = Object.values(fleet.models).map(
    ({ rollout }) => rollout.deadline + 2 * rollout.changeDeadline,
  );
  return Math.min(366 * day, Math.ceil(Math.max(...longest) / 1000) + day);
}
