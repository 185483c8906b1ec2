import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled } from "../testing/local-sagemaker.ts";
import { invoke } from "../testing/tiny-endpoint.ts";

let local: LocalSageMaker;
let cloudwatch: CloudWatch;
/** Milliseconds. */
const pace = { coldStart: 150, serverlessIdle: 400 };

beforeAll(async () => {
  local = await localSageMaker({ sagemaker: pace });
  cloudwatch = new CloudWatch({
    endpoint: local.server.url,
    region: local.server.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  await local.createModel(7);
  await serve("bursts", { MemorySizeInMB: 2048, MaxConcurrency: 2 });
  await serve("kept-warm", { MemorySizeInMB: 2048, MaxConcurrency: 2, ProvisionedConcurrency: 1 });
});
afterAll(async () => {
  cloudwatch.destroy();
  await local.close();
});

async function serve(
  name: string,
  ServerlessConfig: {
    readonly MemorySizeInMB: number;
    readonly MaxConcurrency: number;
    readonly ProvisionedConcurrency?: number;
  },
): Promise<void> {
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: name,
    ProductionVariants: [{ VariantName: "main", ModelName: "model-7", ServerlessConfig }],
  });
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: name });
  expect((await settled(local, name)).EndpointStatus).toBe("InService");
}

/** Values of a metric since the server began, by CloudWatch's own answer: their number and their sum. */
async function told(endpoint: string, MetricName: string, Stat: "SampleCount" | "Sum"): Promise<number> {
  const Dimensions = [
    { Name: "EndpointName", Value: endpoint },
    { Name: "VariantName", Value: "main" },
  ];
  const { MetricDataResults = [] } = await cloudwatch.getMetricData({
    StartTime: new Date(Date.now() - 3_600_000),
    EndTime: new Date(Date.now() + 3_600_000),
    MetricDataQueries: [
      {
        Id: "one",
        MetricStat: { Metric: { Namespace: "AWS/SageMaker", MetricName, Dimensions }, Period: 60, Stat },
      },
    ],
  });
  return (MetricDataResults[0]?.Values ?? []).reduce((sum, value) => sum + value, 0);
}

it("answers as many requests at once as it may, and throttles the others in the service's way", async () => {
  const asked = await Promise.allSettled([1, 2, 3].map(() => invoke(local, "bursts")));
  expect(asked.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "fulfilled", "rejected"]);
  const refused = asked.find((one) => one.status === "rejected");
  expect(refused?.reason).toMatchObject({
    name: "ThrottlingException",
    $metadata: { httpStatusCode: 400 },
  });
  expect(await told("bursts", "Invocations", "Sum")).toBe(2);
  expect(await told("bursts", "ServerlessConcurrentExecutionsUtilization", "Sum")).toBe(2.5);
});

it("launches compute for what finds none warm, and tells how long that took", async () => {
  const [count, overhead] = ["SampleCount", "Sum"] as const;
  const before = await told("bursts", "ModelSetupTime", count);
  const overheadBefore = await told("bursts", "OverheadLatency", overhead);
  await new Promise((resolve) => setTimeout(resolve, pace.serverlessIdle + 50));
  await invoke(local, "bursts");
  await invoke(local, "bursts");
  expect((await told("bursts", "ModelSetupTime", count)) - before).toBe(1);
  expect((await told("bursts", "OverheadLatency", overhead)) - overheadBefore).toBeGreaterThanOrEqual(
    (pace.coldStart - 5) * 1_000,
  );
  expect(await told("bursts", "InvocationsPerInstance", count)).toBe(0);
});

it("has provisioned concurrency warm from the start", async () => {
  await invoke(local, "kept-warm");
  expect(await told("kept-warm", "ModelSetupTime", "SampleCount")).toBe(0);
});
