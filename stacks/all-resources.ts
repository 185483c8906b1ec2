import { bus, sourceAccounts } from "./bus.ts";
import { consolePage } from "./console/console.ts";
import type { Deploying } from "./deploying.ts";
import { delivery } from "./functions/delivery.ts";
import { assertGrantable, lambdaFunction } from "./functions/function.ts";
import { inferenceQueue } from "./functions/inferences.ts";
import { intake } from "./functions/intake.ts";
import { invokeProxy } from "./functions/invoke.ts";
import { predictionQueue } from "./functions/predictions.ts";
import { rollout } from "./functions/rollout.ts";
import { schedules } from "./functions/schedules.ts";
import { distribution as distributionOf } from "./http/distribution.ts";
import { apiRouting, httpApi } from "./http/http-api.ts";
import { apiUrl, domainTarget, publicUrl } from "./http/public-url.ts";
import { ledger } from "./ledger.ts";
import { alarms } from "./observability/alarms.ts";
import { alerts } from "./observability/alerts.ts";
import { dashboard } from "./observability/dashboard.ts";
import { logMetricFilters } from "./observability/log-metrics.ts";
import { overwritten } from "./overwritten.ts";
import { assertParameters } from "./parameters/assert-parameters.ts";
import type { Wanted } from "./scope.ts";
import { assertFits, assertReachable } from "./settings.ts";

/**
 * Everything that is deployed. A change here is a change of the deployment and of nothing else.
 *
 * @param parent whose children the resources are. Before there was one they were nobody's: the alias says that they are
 * the same, so that none is replaced. https://www.pulumi.com/docs/iac/concepts/resources/options/aliases/
 * @throws Error naming what is wrong with settings and fleet, before anything is created.
 */
export async function allResources(
  { stage, settings, fleet, fleetModule, bundle, page }: Wanted,
  parent: $util.ComponentResource,
) {
  assertFits(settings, fleet);
  const [{ accountId, arn }, { region }] = await Promise.all([aws.getCallerIdentity({}), aws.getRegion({})]);
  const partition = arn.split(":")[1] ?? "aws";
  const scope: Deploying = {
    stage,
    production: stage === "production",
    partition,
    region,
    account: accountId,
    settings,
    fleet,
    fleetModule,
    within: { parent, aliases: [{ parent: $util.rootStackResource }] },
  };
  assertReachable(fleet, scope);
  assertGrantable(scope);
  await assertParameters(scope);

  const table = ledger(scope);
  overwritten(scope, table);
  const own = bus(scope);
  sourceAccounts(scope);
  const { key, ...topics } = alerts(scope);
  const api = httpApi(scope);
  const distribution = distributionOf(scope, api);
  const urls = {
    publicUrl: publicUrl(scope, api, distribution),
    apiUrl: apiUrl(scope, api, distribution),
  };
  const shared = { topics, ...urls, key, bundle };
  rollout(scope, shared);
  delivery(scope, shared);
  intake(scope, shared);
  schedules(scope, shared);
  const predictions = predictionQueue(scope, shared);
  const proxy = invokeProxy(scope, shared, predictions);
  inferenceQueue(scope, shared);
  const stageOfApi = apiRouting(scope, api, {
    api: lambdaFunction(scope, "api", shared),
    hooks: lambdaFunction(scope, "hooks", shared),
  });
  const domain = domainTarget(scope, stageOfApi, distribution);
  const console = consolePage(scope, api, page);
  logMetricFilters(scope);
  alarms(scope, topics.page, api.id);
  dashboard(scope, api.id);
  return {
    ledger: table.name,
    bus: own.arn,
    ...topics,
    api: api.apiEndpoint,
    public: shared.publicUrl,
    ...(predictions === null ? {} : { predictions: predictions.url }),
    ...(proxy === null ? {} : { invoke: proxy.functionUrl }),
    ...(domain === null ? {} : { domain }),
    ...(console === null ? {} : { console: console.domainName.apply((name) => `https://${name}`) }),
  };
}
