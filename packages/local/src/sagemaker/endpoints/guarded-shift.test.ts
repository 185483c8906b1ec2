import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { DeploymentConfig, DescribeEndpointOutput } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled, until } from "../testing/local-sagemaker.ts";
import { createConfig, invoke } from "../testing/tiny-endpoint.ts";
import { stepsOf } from "./guarded-shift.ts";

describe("the steps of a deployment", () => {
  const percent = (Value: number) => ({ Type: "CAPACITY_PERCENT" as const, Value });
  const routed = (more: object) => ({
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: { Type: "CANARY" as const, WaitIntervalInSeconds: 60, ...more },
      TerminationWaitInSeconds: 5,
    },
  });

  it.each<[string, Parameters<typeof stepsOf>[0], number, readonly [share: number, seconds: number][]]>([
    [
      "a canary",
      routed({ CanarySize: percent(10) }),
      1,
      [
        [0.1, 60],
        [1, 5],
      ],
    ],
    [
      "a canary of one instance of four",
      routed({ CanarySize: { Type: "INSTANCE_COUNT", Value: 1 } }),
      4,
      [
        [0.25, 60],
        [1, 5],
      ],
    ],
    [
      "linear steps",
      routed({ Type: "LINEAR", LinearStepSize: percent(33) }),
      1,
      [
        [0.33, 60],
        [0.66, 60],
        [0.99, 60],
        [1, 5],
      ],
    ],
    [
      "linear steps that divide it",
      routed({ Type: "LINEAR", LinearStepSize: percent(20) }),
      1,
      [
        [0.2, 60],
        [0.4, 60],
        [0.6, 60],
        [0.8, 60],
        [1, 5],
      ],
    ],
    ["all at once", routed({ Type: "ALL_AT_ONCE" }), 1, [[1, 5]]],
    [
      "batches",
      { RollingUpdatePolicy: { MaximumBatchSize: percent(50), WaitIntervalInSeconds: 7 } },
      2,
      [
        [0.5, 7],
        [1, 7],
      ],
    ],
    ["nothing said", {}, 1, [[1, 0]]],
  ])("of %s", (_, settings, instances, steps) => {
    const found = stepsOf(settings, instances);
    expect(found.map(({ share, bake }) => [Math.round(share * 100) / 100, bake / 1000])).toEqual(steps);
  });
});

describe("an endpoint that is updated under guardrails", () => {
  let local: LocalSageMaker;
  let cloudwatch: CloudWatch;
  let asked = 0;
  let askedOfCanary = 0;

  beforeAll(async () => {
    local = await localSageMaker();
    const { url, world } = local.server;
    cloudwatch = new CloudWatch({
      endpoint: url,
      region: world.region,
      credentials: { accessKeyId: "local", secretAccessKey: "local" },
    });
    for (const mean of [1, 2]) {
      await local.createModel(mean);
      await createConfig(local, `config-${mean}`, { main: [`model-${mean}`, 1] });
    }
  });
  afterAll(async () => {
    cloudwatch.destroy();
    await local.close();
  });

  async function endpoint(name: string): Promise<void> {
    await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: "config-1" });
    await settled(local, name);
  }

  async function alarm(name: string, StateValue?: "ALARM"): Promise<void> {
    await cloudwatch.putMetricAlarm({
      AlarmName: name,
      Namespace: "AWS/SageMaker",
      MetricName: "Invocation5XXErrors",
      Statistic: "Average",
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 0.1,
      ComparisonOperator: "GreaterThanThreshold",
    });
    if (StateValue) await cloudwatch.setAlarmState({ AlarmName: name, StateValue, StateReason: "Too many." });
  }

  const update = (EndpointName: string, settings: DeploymentConfig) =>
    local.sagemaker.updateEndpoint({
      EndpointName,
      EndpointConfigName: "config-2",
      DeploymentConfig: settings,
    });
  const blueGreen = (Type: "CANARY" | "LINEAR", Value: number, wait: number, alarms: string[] = []) => ({
    BlueGreenUpdatePolicy: {
      TrafficRoutingConfiguration: {
        Type,
        WaitIntervalInSeconds: wait,
        [Type === "CANARY" ? "CanarySize" : "LinearStepSize"]: { Type: "CAPACITY_PERCENT" as const, Value },
      },
    },
    ...(alarms.length > 0
      ? { AutoRollbackConfiguration: { Alarms: alarms.map((AlarmName) => ({ AlarmName })) } }
      : {}),
  });

  const isBaking = ({ PendingDeploymentSummary }: DescribeEndpointOutput, percent: number) =>
    PendingDeploymentSummary?.ProductionVariants?.some(({ VariantStatus = [] }) =>
      VariantStatus.some(
        ({ Status, StatusMessage = "" }) => Status === "Baking" && StatusMessage.includes(`at ${percent}%`),
      ),
    ) === true;
  const described = (name: string) => local.sagemaker.describeEndpoint({ EndpointName: name });

  /** Resolves once SageMaker says that so much of the traffic is the new fleet's. */
  const baking = (name: string, percent: number) =>
    until(
      () => described(name),
      (found) => isBaking(found, percent),
    );

  /** How many of so many answers came from the new model. */
  async function answered(name: string, requests: number): Promise<number> {
    const answers = await Promise.all(Array.from({ length: requests }, () => invoke(local, name)));
    return answers.filter(({ mean, variant }) => variant === "main" && mean === 2).length;
  }

  /**
   * How much the new model's share differs from what is asked for, in standard deviations of a binomial share. Answers
   * count while SageMaker says that it bakes at that share: on a busy machine the bake may be over before all are there.
   */
  async function offBy(name: string, percent: number, requests: number): Promise<number> {
    await baking(name, percent);
    let [counted, fromNew] = [0, 0];
    while (counted < requests) {
      const several = await answered(name, 20);
      asked += 20;
      if (!isBaking(await described(name), percent)) break;
      counted += 20;
      fromNew += several;
    }
    expect(counted).toBeGreaterThan(0);
    const share = percent / 100;
    return Math.abs(fromNew / counted - share) / Math.sqrt((share * (1 - share)) / counted);
  }

  const stagesOf = (name: string) =>
    local.events
      .filter(
        ({ detail, "detail-type": type }) => type.includes("Deployment") && detail.EndpointName === name,
      )
      .map(({ detail }) => JSON.stringify(detail));

  it("gives a canary its share, and then all of it, under one variant name", async () => {
    await endpoint("canary");
    asked = 0;
    await update("canary", blueGreen("CANARY", 20, 4));
    expect(await offBy("canary", 20, 400)).toBeLessThan(5);
    await settled(local, "canary");
    expect(await answered("canary", 20)).toBe(20);
    askedOfCanary = asked + 20;
    const told = stagesOf("canary");
    const order = ["Creating", "ActivatingTraffic", "Baking", "ActivatingTraffic", "Deleting"];
    expect(told.map((text) => order.find((status) => text.includes(`"${status}"`)))).toEqual(order);
    const { EndpointConfigName, LastDeploymentConfig } = await local.sagemaker.describeEndpoint({
      EndpointName: "canary",
    });
    expect(EndpointConfigName).toBe("config-2");
    expect(LastDeploymentConfig).toMatchObject(blueGreen("CANARY", 20, 4));
  });

  it("takes linear steps", async () => {
    await endpoint("linear");
    await update("linear", blueGreen("LINEAR", 50, 3));
    expect(await offBy("linear", 50, 200)).toBeLessThan(5);
    await settled(local, "linear");
    expect(await answered("linear", 20)).toBe(20);
  });

  it("replaces instances batch by batch", async () => {
    await local.sagemaker.createEndpointConfig({
      EndpointConfigName: "four",
      ProductionVariants: [
        { VariantName: "main", ModelName: "model-1", InitialInstanceCount: 4, InstanceType: "ml.m5.large" },
      ],
    });
    await local.sagemaker.createEndpoint({ EndpointName: "rolling", EndpointConfigName: "four" });
    await settled(local, "rolling");
    await local.sagemaker.updateEndpoint({
      EndpointName: "rolling",
      EndpointConfigName: "config-2",
      RetainAllVariantProperties: true,
      DeploymentConfig: {
        RollingUpdatePolicy: {
          MaximumBatchSize: { Type: "CAPACITY_PERCENT", Value: 50 },
          WaitIntervalInSeconds: 1,
        },
      },
    });
    const { ProductionVariants, PendingDeploymentSummary } = await baking("rolling", 50);
    expect(ProductionVariants).toMatchObject([{ CurrentInstanceCount: 2, DesiredInstanceCount: 4 }]);
    expect(PendingDeploymentSummary?.ProductionVariants).toMatchObject([{ CurrentInstanceCount: 2 }]);
    await settled(local, "rolling");
    expect(await answered("rolling", 20)).toBe(20);
  });

  it("goes back when an alarm is in ALARM while it bakes, and says which", async () => {
    await alarm("back-5xx");
    await endpoint("back");
    await update("back", blueGreen("CANARY", 50, 60, ["back-5xx"]));
    await baking("back", 50);
    await alarm("back-5xx", "ALARM");
    const after = await settled(local, "back");
    expect(after).toMatchObject({
      EndpointStatus: "InService",
      EndpointConfigName: "config-1",
      FailureReason: "The deployment was rolled back because the alarm back-5xx is in ALARM.",
    });
    expect(after.PendingDeploymentSummary).toBeUndefined();
    expect(await answered("back", 20)).toBe(0);
    expect(
      local.events
        .filter(({ detail }) => detail.EndpointName === "back")
        .map(({ detail }) => detail.EndpointStatus),
    ).toContain("ROLLING_BACK");
  });

  it("is not taken back by an alarm that it does not name", async () => {
    await alarm("other-5xx", "ALARM");
    await endpoint("other");
    await update("other", blueGreen("CANARY", 50, 1));
    expect(await settled(local, "other")).toMatchObject({ EndpointConfigName: "config-2" });
  });

  it("tells the fleets' metrics apart by their configs", async () => {
    const counted = async (config: string) => {
      const { Datapoints = [] } = await cloudwatch.getMetricStatistics({
        Namespace: "AWS/SageMaker",
        MetricName: "Invocations",
        Dimensions: [
          { Name: "EndpointName", Value: "canary" },
          { Name: "VariantName", Value: "main" },
          { Name: "EndpointConfigName", Value: config },
        ],
        StartTime: new Date(Date.now() - 3_600_000),
        EndTime: new Date(Date.now() + 60_000),
        Period: 3_600,
        Statistics: ["Sum"],
      });
      return Datapoints.reduce((sum, { Sum = 0 }) => sum + Sum, 0);
    };
    expect((await counted("config-1")) + (await counted("config-2"))).toBe(askedOfCanary);
    expect(await counted("config-2")).toBeGreaterThanOrEqual(20);
  });
});
