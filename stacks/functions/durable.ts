import type { Deploying } from "../deploying.ts";
import type { FunctionName } from "../routes.ts";
import { durableAlias } from "../scope.ts";
import { lambdaFunction, type Shared } from "./function.ts";

/**
 * A durable function. It is called by its alias, so an execution ends with the version that it began with, whatever is
 * deployed meanwhile. https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html
 *
 * @param executionTimeout seconds
 */
export function durable(
  scope: Deploying,
  name: FunctionName,
  executionTimeout: number,
  shared: Shared,
): void {
  const { name: functionName, version } = lambdaFunction(scope, name, shared, {
    publish: true,
    durableConfig: { executionTimeout, retentionPeriod: 14 },
  });
  new aws.lambda.Alias(name, { name: durableAlias, functionName, functionVersion: version }, scope.within);
}
