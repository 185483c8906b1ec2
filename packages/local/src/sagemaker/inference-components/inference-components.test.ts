import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type {
  CreateInferenceComponentInput,
  DescribeInferenceComponentOutput,
  ProductionVariantInstanceType,
} from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/runner/temporary-folder.ts";
import { role, tinyImage } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, settled, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;
let answered: Readonly<Record<string, string | undefined>>;

beforeAll(async () => {
  local = await localSageMaker();
  for (const mean of [1, 2]) await local.createModel(mean);
  await local.createModel(3, { BROKEN: "1" });
  answered = {};
});
afterAll(() => local.close());

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

/** Half of an ml.m5.large. */
const half = { NumberOfCpuCoresRequired: 1, MinMemoryRequiredInMb: 1024 };

async function host(name: string, scaling: object = {}, type: ProductionVariantInstanceType = "ml.m5.large") {
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: name,
    ExecutionRoleArn: role,
    ProductionVariants: [{ VariantName: "main", InstanceType: type, InitialInstanceCount: 1, ...scaling }],
  });
  await local.sagemaker.createEndpoint({ EndpointName: name, EndpointConfigName: name });
  return await settled(local, name);
}

type More = Partial<CreateInferenceComponentInput>;

function asked(
  endpoint: string,
  name: string,
  model = "model-1",
  more: More = {},
): CreateInferenceComponentInput {
  return {
    InferenceComponentName: name,
    EndpointName: endpoint,
    VariantName: "main",
    Specification: { ModelName: model, ComputeResourceRequirements: half },
    RuntimeConfig: { CopyCount: 1 },
    ...more,
  };
}

async function component(...of: Parameters<typeof asked>): Promise<DescribeInferenceComponentOutput> {
  const request = asked(...of);
  await local.sagemaker.createInferenceComponent(request);
  return await inService(String(request.InferenceComponentName));
}

/** As it is once nothing of it is under way. */
async function inService(InferenceComponentName: string): Promise<DescribeInferenceComponentOutput> {
  return await until(
    () => local.sagemaker.describeInferenceComponent({ InferenceComponentName }),
    ({ InferenceComponentStatus: status = "" }) => !["Creating", "Updating", "Deleting"].includes(status),
  );
}

async function mean(EndpointName: string, InferenceComponentName: string, Body = "x"): Promise<number> {
  const request = { EndpointName, InferenceComponentName, Body, ContentType: "text/csv" };
  const answer = await local.runtime.invokeEndpoint(request);
  answered = { ...answered, [InferenceComponentName]: answer.InvokedProductionVariant };
  return JSON.parse(Buffer.from(answer.Body).toString()).mean;
}

const sum = (name: string, dimensions: Readonly<Record<string, string>>) =>
  local.server.world.metrics
    .samples({ namespace: "AWS/SageMaker", name, dimensions }, 0, Date.now() + 1, null)
    .reduce((total, { value }) => total + Number(value), 0);

it("serves two models beside each other on one instance, each asked by its component's name", async () => {
  expect(await host("shared")).toMatchObject({ EndpointStatus: "InService" });

  const one = await component("shared", "tides");
  await component("shared", "frost", "model-2");

  expect(one).toMatchObject({
    InferenceComponentArn: "arn:aws:sagemaker:eu-west-1:111122223333:inference-component/tides",
    InferenceComponentStatus: "InService",
    VariantName: "main",
    Specification: { ModelName: "model-1", ComputeResourceRequirements: half },
    RuntimeConfig: { DesiredCopyCount: 1, CurrentCopyCount: 1 },
  });
  expect([await mean("shared", "tides"), await mean("shared", "frost")]).toEqual([1, 2]);
  expect(answered).toEqual({ tides: "main", frost: "main" });
  const listed = await local.sagemaker.listInferenceComponents({
    EndpointNameEquals: "shared",
    SortBy: "Name",
  });
  expect(listed.InferenceComponents?.map(({ InferenceComponentName }) => InferenceComponentName)).toEqual([
    "tides",
    "frost",
  ]);
});

it("measures each component under its name, and the variant under its own", async () => {
  await host("measured", {}, "ml.m5.xlarge");
  await component("measured", "first", "model-1", { RuntimeConfig: { CopyCount: 2 } });
  await component("measured", "second", "model-2");
  for (let request = 0; request < 4; request++) await mean("measured", "first");
  await expect(mean("measured", "second", "fail")).rejects.toMatchObject({ name: "ModelError" });

  const of = { InferenceComponentName: "first" };
  expect([sum("Invocations", of), sum("InvocationsPerCopy", of), sum("Invocation5XXErrors", of)]).toEqual([
    4, 2, 0,
  ]);
  expect(sum("Invocation5XXErrors", { InferenceComponentName: "second" })).toBe(1);
  expect(sum("Invocations", { EndpointName: "measured", VariantName: "main" })).toBe(5);
});

it("fails a component for which the instance has no room, and takes it when the other is gone", async () => {
  await host("small");
  await component("small", "large-one", "model-1", { RuntimeConfig: { CopyCount: 2 } });

  expect(await component("small", "late-one", "model-2")).toMatchObject({
    InferenceComponentStatus: "Failed",
    FailureReason: expect.stringContaining("not enough hardware resources"),
    RuntimeConfig: { CurrentCopyCount: 0 },
  });

  await local.sagemaker.updateInferenceComponentRuntimeConfig({
    InferenceComponentName: "large-one",
    DesiredRuntimeConfig: { CopyCount: 1 },
  });
  expect((await inService("large-one")).RuntimeConfig).toEqual({ DesiredCopyCount: 1, CurrentCopyCount: 1 });
  expect(await component("small", "later-one", "model-2")).toMatchObject({
    InferenceComponentStatus: "InService",
  });
});

it("adds an instance for a copy where managed instance scaling may", async () => {
  await host("growing", {
    ManagedInstanceScaling: { Status: "ENABLED", MinInstanceCount: 1, MaxInstanceCount: 2 },
  });
  const { RuntimeConfig } = await component("growing", "spread", "model-1", {
    RuntimeConfig: { CopyCount: 3 },
  });

  expect(RuntimeConfig).toEqual({ DesiredCopyCount: 3, CurrentCopyCount: 3 });
  expect((await settled(local, "growing")).ProductionVariants).toMatchObject([{ CurrentInstanceCount: 2 }]);
});

it("gives a component another model without a request unanswered, and keeps the old one where there is no room for both", async () => {
  await host("moving");
  await component("moving", "mover");
  const rolling = {
    RollingUpdatePolicy: {
      MaximumBatchSize: { Type: "COPY_COUNT" as const, Value: 1 },
      WaitIntervalInSeconds: 0,
    },
  };
  const update = (ModelName: string) =>
    local.sagemaker.updateInferenceComponent({
      InferenceComponentName: "mover",
      Specification: { ModelName, ComputeResourceRequirements: half },
      DeploymentConfig: rolling,
    });
  await update("model-2");
  const during: number[] = [];
  let description = await local.sagemaker.describeInferenceComponent({ InferenceComponentName: "mover" });
  while (description.InferenceComponentStatus === "Updating") {
    during.push(await mean("moving", "mover"));
    description = await local.sagemaker.describeInferenceComponent({ InferenceComponentName: "mover" });
  }
  expect(during.filter((answer) => answer !== 1 && answer !== 2)).toEqual([]);
  expect(description).toMatchObject({
    Specification: { ModelName: "model-2" },
    LastDeploymentConfig: rolling,
  });
  expect(await mean("moving", "mover")).toBe(2);

  await component("moving", "neighbour");
  await update("model-1");
  expect(await inService("mover")).toMatchObject({
    InferenceComponentStatus: "InService",
    Specification: { ModelName: "model-2" },
    FailureReason: expect.stringContaining("not enough hardware resources"),
  });
  expect(await mean("moving", "mover")).toBe(2);
});

it("takes an update back whose model does not start, or during which an alarm goes off", async () => {
  await host("careful", {}, "ml.m5.xlarge");
  await component("careful", "guarded");
  const update = (ModelName: string, wait: number) =>
    local.sagemaker.updateInferenceComponent({
      InferenceComponentName: "guarded",
      Specification: { ModelName, ComputeResourceRequirements: half },
      DeploymentConfig: {
        RollingUpdatePolicy: {
          MaximumBatchSize: { Type: "COPY_COUNT", Value: 1 },
          WaitIntervalInSeconds: wait,
        },
        AutoRollbackConfiguration: { Alarms: [{ AlarmName: "guarded-errors" }] },
      },
    });
  await update("model-3", 0);
  expect(await inService("guarded")).toMatchObject({
    Specification: { ModelName: "model-1" },
    FailureReason: expect.stringContaining("did not pass the ping health check"),
  });

  const cloudwatch = new CloudWatch({ endpoint: local.server.url, region: "eu-west-1", credentials });
  await cloudwatch.putMetricAlarm({
    AlarmName: "guarded-errors",
    ...{ EvaluationPeriods: 1, ComparisonOperator: "GreaterThanThreshold", Threshold: 1, Period: 60 },
    ...{ Namespace: "AWS/SageMaker", MetricName: "Invocation5XXErrors", Statistic: "Sum" },
    Dimensions: [{ Name: "InferenceComponentName", Value: "guarded" }],
  });
  await update("model-2", 600);
  await until(
    () => mean("careful", "guarded"),
    (answer) => answer === 2,
  );
  await cloudwatch.setAlarmState({
    AlarmName: "guarded-errors",
    StateValue: "ALARM",
    StateReason: "Too many.",
  });
  cloudwatch.destroy();
  expect(await inService("guarded")).toMatchObject({
    Specification: { ModelName: "model-1" },
    FailureReason: "The update was rolled back because the alarm guarded-errors is in ALARM.",
  });
  expect(await mean("careful", "guarded")).toBe(1);
});

it("has its components again after a restart, with their processes", async () => {
  const state = temporaryFolder();
  const before = local;
  const images = tinyImage();
  local = await localSageMaker({ state, images });
  await local.createModel(1);
  await host("kept");
  const made = await component("kept", "stayer");
  await local.close();

  local = await localSageMaker({ state, images });
  expect(await inService("stayer")).toMatchObject({
    InferenceComponentArn: made.InferenceComponentArn,
    InferenceComponentStatus: "InService",
    RuntimeConfig: made.RuntimeConfig,
  });
  expect(await mean("kept", "stayer")).toBe(1);
  await local.close();
  local = before;
});

it("answers nothing without copies, and cannot be made with none", async () => {
  await host("idle");
  await component("idle", "sleeper");
  await local.sagemaker.updateInferenceComponent({
    InferenceComponentName: "sleeper",
    RuntimeConfig: { CopyCount: 0 },
  });
  expect((await inService("sleeper")).RuntimeConfig?.CurrentCopyCount).toBe(0);

  await expect(mean("idle", "sleeper")).rejects.toMatchObject({
    name: "ValidationError",
    message: expect.stringContaining("has no capacity to process this request"),
  });
  await expect(
    local.sagemaker.createInferenceComponent(
      asked("idle", "none", "model-1", { RuntimeConfig: { CopyCount: 0 } }),
    ),
  ).rejects.toThrow("must be an integer larger than 0");
});

it("keeps an endpoint as long as it has components", async () => {
  await host("lasting");
  await component("lasting", "tenant");

  await expect(local.sagemaker.deleteEndpoint({ EndpointName: "lasting" })).rejects.toThrow(
    "it has inference components (tenant); delete them first",
  );
  await local.sagemaker.deleteInferenceComponent({ InferenceComponentName: "tenant" });
  await expect(
    until(
      () => local.sagemaker.describeInferenceComponent({ InferenceComponentName: "tenant" }),
      () => false,
    ),
  ).rejects.toThrow(
    'Could not find inference component "arn:aws:sagemaker:eu-west-1:111122223333:inference-component/tenant"',
  );
  await local.sagemaker.deleteEndpoint({ EndpointName: "lasting" });
});

it("refuses a request that names no component, one of another endpoint, or one where there are none", async () => {
  await host("asked");
  await component("asked", "known");
  await host("beside");
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "whole",
    ProductionVariants: [
      { VariantName: "all", ModelName: "model-1", InstanceType: "ml.m5.large", InitialInstanceCount: 1 },
    ],
  });
  await local.sagemaker.createEndpoint({ EndpointName: "whole", EndpointConfigName: "whole" });
  await settled(local, "whole");

  await expect(local.runtime.invokeEndpoint({ EndpointName: "asked", Body: "x" })).rejects.toThrow(
    "Inference Component Name header is required",
  );
  await expect(mean("beside", "known")).rejects.toThrow(
    "Inference component known not found in endpoint beside",
  );
  await expect(mean("whole", "known")).rejects.toThrow("Inference Component Name header is not allowed");
  await expect(
    local.sagemaker.createInferenceComponent(asked("whole", "lost", "model-1", { VariantName: "all" })),
  ).rejects.toThrow("it hosts no inference components");
});
