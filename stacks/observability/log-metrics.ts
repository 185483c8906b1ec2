import type { Deploying } from "../deploying.ts";
import { accessLogOf } from "../http/api-stage.ts";
import { functionsOf } from "../routes.ts";
import { nameOf, type Scope } from "../scope.ts";
import { operations } from "./operations.ts";

/**
 * What is read from each function' logs, because CloudWatch has no metric of it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const logMetrics = [
  // functions/shell/intake.ts logs it with the error that says which field is wrong.
  { metric: "Malformed", pattern: '{ $.message = "not handled" && $.error.name = "BadInput" }' },
  // packages/aws/src/ledger/ledger.ts begins its errors so; the last two are of functions without a queue.
  {
    metric: "LedgerWriteFailures",
    pattern:
      '{ $.reason = "*appending to the ledger*" || $.error.message = "*appending to the ledger*" || $.message.errorMessage = "*appending to the ledger*" || $.errorMessage = "*appending to the ledger*" }',
  },
  // functions/shell/telemetry/failed-effects.ts.
  { metric: "EffectsFailed", pattern: '{ $.message = "effect failed" }' },
] as const;

/** What one log alone tells; a function's that is not deployed tells nothing. */
export const ownLogMetrics = [
  // functions/delivery.ts says how a delivery ended.
  {
    metric: "DeliveriesDead",
    name: "delivery-DeliveriesDead",
    log: (scope: Scope) => `/aws/lambda/${nameOf(scope, "delivery")}`,
    pattern: '{ $.message = "delivery ended" && $.status = "dead" }',
  },
  // The API's own metric does not tell its routes apart unless each is paid for.
  {
    metric: "HookFailures",
    name: "api-HookFailures",
    log: accessLogOf,
    pattern: '{ $.routeKey = "POST /hooks/*" && $.status = "5*" }',
  },
  // Strangers who ask for links that do not exist keep people from theirs.
  {
    metric: "LinksThrottled",
    name: "api-LinksThrottled",
    log: accessLogOf,
    pattern: '{ $.routeKey = "*/links/*" && $.status = "429" }',
  },
  // functions/invoke/warnings.ts writes these three.
  {
    metric: "RoutesNotRead",
    name: "invoke-RoutesNotRead",
    only: "invoke",
    log: (scope: Scope) => `/aws/lambda/${nameOf(scope, "invoke")}`,
    pattern: '{ $.message = "route not read" }',
  },
  {
    metric: "PredictionsNotLogged",
    name: "invoke-PredictionsNotLogged",
    only: "invoke",
    log: (scope: Scope) => `/aws/lambda/${nameOf(scope, "invoke")}`,
    pattern: '{ $.message = "prediction not logged" }',
  },
  {
    metric: "EndpointsThrottled",
    name: "invoke-EndpointsThrottled",
    only: "invoke",
    log: (scope: Scope) => `/aws/lambda/${nameOf(scope, "invoke")}`,
    pattern: '{ $.message = "endpoint throttled" }',
  },
  // functions/inferences.ts writes it: what is on record as counted does not come again.
  {
    metric: "InferencesNotCounted",
    name: "inferences-InferencesNotCounted",
    only: "inferences",
    log: (scope: Scope) => `/aws/lambda/${nameOf(scope, "inferences")}`,
    pattern: '{ $.message = "not counted" }',
  },
] as const;

export function logMetricFilters(scope: Deploying): void {
  for (const name of functionsOf(scope.fleet)) {
    for (const { metric, pattern } of logMetrics) {
      new aws.cloudwatch.LogMetricFilter(
        `${name}-${metric}`,
        {
          name: nameOf(scope, `${name}-${metric}`),
          logGroupName: `/aws/lambda/${nameOf(scope, name)}`,
          pattern,
          metricTransformation: { name: metric, namespace: operations(scope), value: "1" },
        },
        scope.within,
      );
    }
  }
  const deployed = functionsOf(scope.fleet);
  for (const { metric, name, log, pattern, ...of } of ownLogMetrics) {
    if ("only" in of && !deployed.includes(of.only)) continue;
    new aws.cloudwatch.LogMetricFilter(
      name,
      {
        name: nameOf(scope, name),
        logGroupName: log(scope),
        pattern,
        metricTransformation: { name: metric, namespace: operations(scope), value: "1" },
      },
      scope.within,
    );
  }
}
