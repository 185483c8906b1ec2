import { PutMetricAlarmCommand, type PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cloudWatch } from "../clients/cloudwatch.ts";
import { findScaling } from "../facts/scaling.ts";
import { pointTo } from "../testing/json-wire.ts";

let local: LocalServer;

beforeAll(async () => {
  local = await startLocal();
  pointTo(local.url);
});
afterAll(async () => {
  await local.close();
});

const dimensions = (endpoint: string, variant?: string) => [
  { Name: "EndpointName", Value: endpoint },
  ...(variant === undefined ? [] : [{ Name: "VariantName", Value: variant }]),
];

async function alarm(name: string, watches: Partial<PutMetricAlarmCommandInput>): Promise<void> {
  await cloudWatch().send(
    new PutMetricAlarmCommand({
      AlarmName: name,
      ComparisonOperator: "GreaterThanThreshold",
      EvaluationPeriods: 1,
      Threshold: 1,
      ...watches,
    }),
  );
}

const metric = (endpoint: string, variant?: string) => ({
  Namespace: "AWS/SageMaker",
  MetricName: "ModelLatency",
  Statistic: "Average" as const,
  Period: 60,
  Dimensions: dimensions(endpoint, variant),
});

it("alarms that name a variant are found, by their metric or by one that they compute with", async () => {
  await alarm("slow", metric("tides-prod", "AllTraffic"));
  await alarm("of the whole endpoint", metric("tides-prod"));
  await alarm("of another endpoint", metric("other", "AllTraffic"));
  await alarm("of another variant", metric("tides-prod", "version-2"));
  const { Dimensions, MetricName, Namespace } = metric("tides-prod", "AllTraffic");
  await alarm("computed", {
    Metrics: [
      { Id: "half", Expression: "latency / 2", ReturnData: true },
      {
        Id: "latency",
        ReturnData: false,
        MetricStat: { Metric: { Namespace, MetricName, Dimensions }, Period: 60, Stat: "Average" },
      },
    ],
  });

  expect(await findScaling({ ask: "scaling", endpoint: "tides-prod", variants: ["AllTraffic"] })).toEqual({
    variants: {},
    alarms: { AllTraffic: ["computed", "slow"] },
  });
});
