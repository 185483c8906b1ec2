import { alarms } from "./alarms.ts";
import { alerts } from "./alerts.ts";
import { bus, sourceAccounts } from "./bus.ts";
import { dashboard } from "./dashboard.ts";
import { assertGrantable } from "./function.ts";
import { intake } from "./intake.ts";
import { ledger } from "./ledger.ts";
import { logMetricFilters } from "./log-metrics.ts";
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

  const table = ledger(scope);
  const own = bus(scope);
  sourceAccounts(scope);
  const { page, notify, key } = alerts(scope);
  const shared = { topics: { page, notify }, key, bundle };
  rollout(scope, shared);
  intake(scope, shared);
  schedules(scope, shared);
  logMetricFilters(scope);
  alarms(scope, page);
  dashboard(scope);
  return { ledger: table.name, bus: own.arn, page, notify };
}
