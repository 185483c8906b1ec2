import { alarms } from "./alarms.ts";
import { alerts } from "./alerts.ts";
import { assertParameters } from "./assert-parameters.ts";
import { bus, sourceAccounts } from "./bus.ts";
import { dashboard } from "./dashboard.ts";
import { delivery } from "./delivery.ts";
import { front } from "./front.ts";
import { assertGrantable, lambdaFunction } from "./function.ts";
import { apiRouting, httpApi } from "./http-api.ts";
import { intake } from "./intake.ts";
import { ledger } from "./ledger.ts";
import { logMetricFilters } from "./log-metrics.ts";
import { domainTarget, publicUrl } from "./public-url.ts";
import { rollout } from "./rollout.ts";
import { schedules } from "./schedules.ts";
import type { Scope, Wanted } from "./scope.ts";
import { assertFits } from "./settings.ts";

/**
 * Everything that is deployed. A change here is a change of the deployment and of nothing else.
 *
 * @throws Error naming what is wrong with settings and fleet, before anything is created.
 */
export async function everything({ stage, settings, fleet, bundle }: Wanted) {
  assertFits(settings, fleet);
  const [{ accountId, arn }, { region }] = await Promise.all([aws.getCallerIdentity({}), aws.getRegion({})]);
  const partition = arn.split(":")[1] ?? "aws";
  const scope: Scope = {
    stage,
    production: stage === "production",
    partition,
    region,
    account: accountId,
    settings,
    fleet,
  };
  assertGrantable(scope);
  await assertParameters(scope);

  const table = ledger(scope);
  const own = bus(scope);
  sourceAccounts(scope);
  const { key, ...topics } = alerts(scope);
  const api = httpApi(scope);
  const distribution = front(scope, api);
  const shared = { topics, publicUrl: publicUrl(scope, api, distribution), key, bundle };
  rollout(scope, shared);
  delivery(scope, shared);
  intake(scope, shared);
  schedules(scope, shared);
  const stageOfApi = apiRouting(scope, api, {
    api: lambdaFunction(scope, "api", shared),
    hooks: lambdaFunction(scope, "hooks", shared),
  });
  const domain = domainTarget(scope, stageOfApi, distribution);
  logMetricFilters(scope);
  alarms(scope, topics.page, api.id);
  dashboard(scope, api.id);
  return {
    ledger: table.name,
    bus: own.arn,
    ...topics,
    api: api.apiEndpoint,
    public: shared.publicUrl,
    ...(domain === null ? {} : { domain }),
  };
}
