import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatch, type PutMetricAlarmCommandInput } from "@aws-sdk/client-cloudwatch";
import { AwsJson1_0Protocol, AwsQueryProtocol, AwsSmithyRpcV2CborProtocol } from "@aws-sdk/core/protocols";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { EventEnvelope } from "../../events/envelope.ts";
import {
  type LocalSageMaker,
  localSageMaker,
  settled,
  until,
} from "../../sagemaker/testing/local-sagemaker.ts";
import { createConfig } from "../../sagemaker/testing/tiny-endpoint.ts";

let local: LocalSageMaker;
const told: EventEnvelope[] = [];

beforeAll(async () => {
  local = await localSageMaker();
  local.server.world.buses.observe((_bus, event) => {
    if (event.source === "aws.cloudwatch") told.push(event);
  });
});
afterAll(() => local.close());

const client = () => ({
  endpoint: local.server.url,
  region: "eu-west-1",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
});

const errors: PutMetricAlarmCommandInput = {
  AlarmName: "errors",
  AlarmDescription: "the endpoint is unwell",
  Namespace: "AWS/SageMaker",
  MetricName: "Invocation5XXErrors",
  Dimensions: [
    { Name: "EndpointName", Value: "tides" },
    { Name: "VariantName", Value: "champion" },
  ],
  Statistic: "Sum",
  Period: 60,
  EvaluationPeriods: 3,
  Threshold: 5.5,
  ComparisonOperator: "GreaterThanThreshold",
  TreatMissingData: "notBreaching",
  AlarmActions: ["arn:aws:sns:eu-west-1:111122223333:page"],
};

describe.each([
  ["JSON", AwsJson1_0Protocol],
  ["CBOR", AwsSmithyRpcV2CborProtocol],
  ["query", AwsQueryProtocol],
])("an alarm by the %s protocol", (name, protocol) => {
  let cloudwatch: CloudWatch;
  const own = (more: object = {}) => ({ ...errors, AlarmName: `${name}-errors`, ...more });
  beforeAll(() => {
    cloudwatch = new CloudWatch({ ...client(), protocol });
  });
  afterAll(() => cloudwatch.destroy());

  it("is described as it was put, page by page, and deleted", async () => {
    await cloudwatch.putMetricAlarm(own());
    await cloudwatch.putMetricAlarm(own({ AlarmName: `${name}-more` }));
    const AlarmNamePrefix = `${name}-`;
    const first = await cloudwatch.describeAlarms({ AlarmNamePrefix, MaxRecords: 1 });
    const { NextToken } = first;
    const second = await cloudwatch.describeAlarms({ AlarmNamePrefix, MaxRecords: 1, NextToken });

    expect(first.MetricAlarms).toMatchObject([
      {
        ...own(),
        AlarmArn: `arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}-errors`,
        ActionsEnabled: true,
        StateValue: "INSUFFICIENT_DATA",
        StateUpdatedTimestamp: expect.any(Date),
      },
    ]);
    expect(second.MetricAlarms).toMatchObject([{ AlarmName: `${name}-more` }]);
    await cloudwatch.deleteAlarms({ AlarmNames: [`${name}-errors`, `${name}-more`] });
    expect((await cloudwatch.describeAlarms({ AlarmNamePrefix })).MetricAlarms).toEqual([]);
    await expect(cloudwatch.deleteAlarms({ AlarmNames: [`${name}-more`] })).rejects.toMatchObject({
      name: expect.stringContaining("ResourceNotFound"),
      $metadata: { httpStatusCode: 404 },
    });
  });

  it("tells the default bus when its state is set to another one", async () => {
    await cloudwatch.putMetricAlarm(own({ AlarmName: `${name}-told` }));
    for (let time = 0; time < 2; time++) {
      await cloudwatch.setAlarmState({
        AlarmName: `${name}-told`,
        StateValue: "ALARM",
        StateReason: "so many errors",
      });
    }
    const events = await until(
      async () => told.filter(({ detail }) => detail.alarmName === `${name}-told`),
      ({ length }) => length > 0,
    );

    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      "detail-type": "CloudWatch Alarm State Change",
      resources: [`arn:aws:cloudwatch:eu-west-1:111122223333:alarm:${name}-told`],
      detail: {
        state: { value: "ALARM", reason: "so many errors" },
        previousState: { value: "INSUFFICIENT_DATA" },
        configuration: {
          metrics: [
            {
              metricStat: {
                metric: {
                  name: "Invocation5XXErrors",
                  dimensions: { EndpointName: "tides", VariantName: "champion" },
                },
              },
            },
          ],
        },
      },
    });
  });

  it.each([
    ["both a metric and metric math", { Metrics: [{ Id: "m" }] }, "either a MetricName or Metrics"],
    ["no statistic", { Statistic: undefined }, "needs a Statistic"],
    ["no threshold", { Threshold: undefined }, "needs a Threshold"],
    ["no name", { AlarmName: "" }, "alarmName"],
  ])("is refused with %s", async (_, change, message) => {
    await expect(cloudwatch.putMetricAlarm(own(change))).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining(message),
    });
  });
});

it("the alarms of a policy that tracks a target come and go with it", async () => {
  const cloudwatch = new CloudWatch(client());
  const scaling = new ApplicationAutoScaling(client());
  await local.createModel(1);
  await createConfig(local, "tides-1", { champion: ["model-1", 1] });
  await local.sagemaker.createEndpoint({ EndpointName: "tides", EndpointConfigName: "tides-1" });
  await settled(local, "tides");
  const target = {
    ServiceNamespace: "sagemaker",
    ResourceId: "endpoint/tides/variant/champion",
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  } as const;
  await scaling.registerScalableTarget({ ...target, MinCapacity: 1, MaxCapacity: 3 });
  const { PolicyARN, Alarms } = await scaling.putScalingPolicy({
    ...target,
    PolicyName: "calls",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 100,
      PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
    },
  });
  const described = async () =>
    (await cloudwatch.describeAlarms({ AlarmNamePrefix: "TargetTracking-endpoint/tides/variant/champion-" }))
      .MetricAlarms;

  expect(await described()).toMatchObject([
    {
      AlarmArn: Alarms?.[0]?.AlarmARN,
      AlarmActions: [PolicyARN],
      MetricName: "InvocationsPerInstance",
      Dimensions: errors.Dimensions,
      Threshold: 100,
      EvaluationPeriods: 3,
    },
    { AlarmArn: Alarms?.[1]?.AlarmARN, Threshold: 90, EvaluationPeriods: 15 },
  ]);
  await scaling.deregisterScalableTarget(target);
  expect(await described()).toEqual([]);
  cloudwatch.destroy();
  scaling.destroy();
});
