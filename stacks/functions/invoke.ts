import type { Deploying } from "../deploying.ts";
import { isProxied } from "../routes.ts";
import { lambdaFunction, type Shared } from "./function.ts";

/**
 * The invoke proxy and its URL; null where it answers for no model of the fleet. Callers sign their requests, and the
 * account's policies say whose: nothing is allowed to anybody here.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function invokeProxy(
  scope: Deploying,
  shared: Shared,
  predictions: aws.sqs.Queue | null,
): aws.lambda.FunctionUrl | null {
  if (!isProxied(scope.fleet)) return null;
  const proxy = lambdaFunction(scope, "invoke", {
    ...shared,
    ...(predictions === null ? {} : { predictionQueue: predictions.url }),
  });
  return new aws.lambda.FunctionUrl(
    "invoke",
    {
      functionName: proxy.name,
      authorizationType: "AWS_IAM",
      // A function that streams may go on once it has answered; and the answer may have 200 MB, and not 6.
      invokeMode: "RESPONSE_STREAM",
    },
    scope.within,
  );
}
