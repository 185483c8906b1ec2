import type { Deploying } from "../deploying.ts";
import { nameOf } from "../scope.ts";
import { widgets } from "./widgets.ts";

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
export function dashboard(scope: Deploying, api: $util.Input<string>): void {
  const dashboardBody = $util.output(api).apply((id) => JSON.stringify({ widgets: widgets(scope, id) }));
  new aws.cloudwatch.Dashboard(
    "dashboard",
    { dashboardName: nameOf(scope, "overview"), dashboardBody },
    scope.within,
  );
}
