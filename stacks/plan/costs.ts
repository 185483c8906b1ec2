import { messageFunctions, taskFunctions } from "../routes.ts";
import { assumed, assumptions } from "./assumptions.ts";
import { dollars, json, quantity, table } from "./markdown.ts";
import { byService, monthlyPrice } from "./price.ts";
import { list, number, object, ofType, type PlannedResource, words } from "./resource.ts";
import { type PriceName, priceRegion, pricesLookedUp, type UnitPrice, unitPrices } from "./unit-prices.ts";
import { type Deployed, workload } from "./workload.ts";

/** Fleets that the plan has a price for. */
const fleetSizes = [1, 20, 500] as const;
/** `Dropped`, `Entries` and `NotHandled` by each function behind a queue (`functions/shell/intake.ts`). */
const metricsPerIntake = 3;
/** `Rows`, `LateRequests`, `UnreadLines` and `ViolatedChecks` of the whole fleet: functions/monitor/window-metrics.ts. */
const metricsOfMonitor = 4;

/** Counts what has a price whatever the models do. */
export function deployedIn(resources: readonly PlannedResource[]): Deployed {
  const count = (type: string) => ofType(resources, type).length;
  const mappings = count("aws:lambda/eventSourceMapping:EventSourceMapping");
  const withoutMetrics = ofType(resources, "aws:lambda/eventSourceMapping:EventSourceMapping").filter(
    ({ name }) => [...taskFunctions, ...messageFunctions].some((one) => one === name),
  ).length;
  const functions = ofType(resources, "aws:lambda/function:Function");
  const alarms = ofType(resources, "aws:cloudwatch/metricAlarm:MetricAlarm").map(({ properties }) => {
    const metrics = list(properties.metricQueries).filter((query) => object(query)?.metric !== undefined);
    return Math.max(1, metrics.length);
  });
  const memory = (of: readonly PlannedResource[]) =>
    Math.max(128, ...of.map((one) => number(one, "memorySize") ?? 128)) / 1024;
  const filtered = ofType(resources, "aws:cloudwatch/logMetricFilter:LogMetricFilter").map(
    ({ properties }) => {
      const made = object(properties.metricTransformation) ?? {};
      return json([made.namespace, made.name, made.dimensions]);
    },
  );
  return {
    polledQueues: mappings,
    proxies: functions.filter(({ name }) => name === "invoke").length,
    predictionLogs: functions.filter(({ name }) => name === "predictions").length,
    asynchronous: functions.filter(({ name }) => name === "inferences").length,
    alarms: alarms.reduce((sum, metrics) => sum + metrics, 0),
    dashboards: count("aws:cloudwatch/dashboard:Dashboard"),
    keys: count("aws:kms/key:Key"),
    queuesWithKey: ofType(resources, "aws:sqs/queue:Queue").filter(
      ({ properties }) => words(properties.kmsMasterKeyId) !== "",
    ).length,
    archives: count("aws:cloudwatch/eventArchive:EventArchive"),
    webAcls: count("aws:wafv2/webAcl:WebAcl"),
    webAclRules: ofType(resources, "aws:wafv2/webAcl:WebAcl").flatMap(({ properties }) =>
      list(properties.rules),
    ).length,
    consoles: ofType(resources, "aws:cloudfront/distribution:Distribution").filter(
      ({ name }) => name === "console",
    ).length,
    customMetrics:
      metricsPerIntake * (mappings - withoutMetrics) +
      metricsOfMonitor * functions.filter(({ name }) => name === "monitor").length +
      new Set(filtered).size,
    memory: {
      monitor: memory(functions.filter(({ name }) => name === "monitor")),
      others: memory(functions.filter(({ name }) => name !== "monitor")),
    },
    architecture: functions.some(({ properties }) => words(list(properties.architectures)[0]) === "arm64")
      ? "arm64"
      : "x86_64",
  };
}

const label = (price: PriceName) => `${unitPrices[price].service}: ${unitPrices[price].unit}`;

/** The monthly price of each fleet, with everything that it rests on. */
export function renderCosts(resources: readonly PlannedResource[]): string {
  const usage = workload(deployedIn(resources), assumptions);
  const months = fleetSizes.map((models) => monthlyPrice(usage, models));
  const services = months.map((month) => new Map(byService(month)));
  const names = byService(months.at(-1) ?? monthlyPrice(usage, 1)).map(([service]) => service);
  const total = ["**together**", ...months.map((month) => `**${dollars(month.total)}**`)];
  const each = ["for each model", ...months.map(({ total: sum, models }) => dollars(sum / models))];
  const used = new Set(usage.map(({ price }) => price));
  return [
    `Dollars a month in ${priceRegion}, without free allowances, taxes and discounts. SageMaker's own price (endpoints, training, processing) and the storage of captured data are not in it: they are the models', with or without Driftwheel. Nor are the instances that a challenger has while it is on trial, on an endpoint of its own or beside the champion.`,
    table(
      ["service", ...fleetSizes.map((models) => `${models} ${models === 1 ? "model" : "models"}`)],
      [...names.map((name) => [name, ...services.map((map) => dollars(map.get(name) ?? 0))]), total, each],
    ),
    "### How it is reckoned",
    "For each line: (fixed + for each model x models) x price.",
    table(
      ["what", "fixed, a month", "for each model, a month", "how it comes about"],
      usage.map(({ price, fixed, perModel, because }) => [
        label(price),
        quantity(fixed),
        quantity(perModel),
        because,
      ]),
    ),
    "### What is assumed",
    table(
      ["how much", "from"],
      Object.values(assumed).map(({ value, unit, from }) => [`${quantity(value)} ${unit}`, from]),
    ),
    "### Unit prices",
    `Looked up on ${pricesLookedUp} in stored copies of public pages. AWS's price pages fill in most numbers by script, and their stored text has none; then the number is from the secondary source beside it. Look at AWS's page before you rely on one.`,
    table(
      ["what", "price", "AWS's page", "number from"],
      Object.entries<UnitPrice>(unitPrices)
        .filter(([name]) => used.has(name as PriceName)) // the keys of the table are its names
        .map(([, price]) => [
          `${price.service}: ${price.unit}`,
          `$${price.dollars} for ${price.per === 1 ? "one" : quantity(price.per)}`,
          price.source,
          price.readAt ?? "AWS's page",
        ]),
    ),
  ].join("\n\n");
}
