import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { afterAll, beforeAll, expect, it } from "vitest";
import { role } from "../sagemaker/testing/images.ts";
import { type LocalSageMaker, localSageMaker, settled, until } from "../sagemaker/testing/local-sagemaker.ts";

let local: LocalSageMaker;
let scaling: ApplicationAutoScaling;
const target = {
  ServiceNamespace: "sagemaker",
  ResourceId: "inference-component/tides",
  ScalableDimension: "sagemaker:inference-component:DesiredCopyCount",
} as const;

beforeAll(async () => {
  // A minute of the policies lasts three tenths of a second.
  local = await localSageMaker({ scaling: { second: 5 } });
  scaling = new ApplicationAutoScaling({
    endpoint: local.server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  await local.createModel(1);
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "shared",
    ExecutionRoleArn: role,
    ProductionVariants: [{ VariantName: "main", InstanceType: "ml.m5.large", InitialInstanceCount: 1 }],
  });
  await local.sagemaker.createEndpoint({ EndpointName: "shared", EndpointConfigName: "shared" });
  await settled(local, "shared");
  await local.sagemaker.createInferenceComponent({
    ...{ InferenceComponentName: "tides", EndpointName: "shared", VariantName: "main" },
    Specification: {
      ModelName: "model-1",
      ComputeResourceRequirements: { NumberOfCpuCoresRequired: 0.5, MinMemoryRequiredInMb: 512 },
    },
    RuntimeConfig: { CopyCount: 1 },
  });
  await copies(1);
});
afterAll(async () => {
  scaling.destroy();
  await local.close();
});

/** Resolves once the component has so many copies; asks it meanwhile, where there is something to ask. */
const copies = (count: number, ask?: () => Promise<unknown>) =>
  until(
    async () => {
      await ask?.();
      return await local.sagemaker.describeInferenceComponent({ InferenceComponentName: "tides" });
    },
    ({ InferenceComponentStatus: status, RuntimeConfig }) =>
      status === "InService" && RuntimeConfig?.CurrentCopyCount === count,
  );

it("scales the copies of an inference component, by their own invocations, within what is registered", async () => {
  await scaling.registerScalableTarget({ ...target, MinCapacity: 2, MaxCapacity: 3 });
  await copies(2);
  await scaling.putScalingPolicy({
    ...target,
    PolicyName: "invocations",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 0.1,
      PredefinedMetricSpecification: {
        PredefinedMetricType: "SageMakerInferenceComponentInvocationsPerCopy",
      },
    },
  });
  const asked = {
    EndpointName: "shared",
    InferenceComponentName: "tides",
    Body: "x",
    ContentType: "text/csv",
  };
  await copies(3, () => local.runtime.invokeEndpoint(asked));

  const { ScalingActivities } = await scaling.describeScalingActivities(target);
  expect(ScalingActivities?.map(({ Description, StatusCode }) => [Description, StatusCode])).toEqual([
    ["Setting desired copy count to 3.", "Successful"],
    ["Setting desired copy count to 2.", "Successful"],
  ]);
  const { ScalableTargets } = await scaling.describeScalableTargets({
    ServiceNamespace: "sagemaker",
    ResourceIds: [target.ResourceId],
  });
  expect(ScalableTargets).toMatchObject([{ ...target, MinCapacity: 2, MaxCapacity: 3 }]);
  const { ScalingPolicies } = await scaling.describeScalingPolicies({
    ServiceNamespace: "sagemaker",
    ResourceId: target.ResourceId,
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  });
  expect(ScalingPolicies).toEqual([]);
});

it.each([
  ["a component that there is none of", { ResourceId: "inference-component/none" }, "doesn't exist"],
  [
    "a variant in that dimension",
    { ResourceId: "endpoint/shared/variant/main" },
    "Unsupported service namespace",
  ],
])("refuses %s", async (_, changes, words) => {
  await expect(
    scaling.registerScalableTarget({ ...target, ...changes, MinCapacity: 1, MaxCapacity: 2 }),
  ).rejects.toThrow(words);
});

it("refuses a variant's metric for a component", async () => {
  await expect(
    scaling.putScalingPolicy({
      ...target,
      PolicyName: "of variants",
      PolicyType: "TargetTrackingScaling",
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 1,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      },
    }),
  ).rejects.toThrow("cannot scale sagemaker:inference-component:DesiredCopyCount");
});
