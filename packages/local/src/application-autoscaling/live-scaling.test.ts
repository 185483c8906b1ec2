import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled, until } from "../sagemaker/testing/local-sagemaker.ts";
import { createConfig, invoke } from "../sagemaker/testing/tiny-endpoint.ts";

let local: LocalSageMaker;
let scaling: ApplicationAutoScaling;

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
});
afterAll(async () => {
  scaling.destroy();
  await local.close();
});

it("scales an endpoint by its invocations, and tells of it as of any change of capacity", async () => {
  await createConfig(local, "busy-1", { champion: ["model-1", 1] });
  await local.sagemaker.createEndpoint({ EndpointName: "busy", EndpointConfigName: "busy-1" });
  await settled(local, "busy");
  const target = {
    ServiceNamespace: "sagemaker",
    ResourceId: "endpoint/busy/variant/champion",
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  } as const;
  await scaling.registerScalableTarget({ ...target, MinCapacity: 1, MaxCapacity: 3 });
  await scaling.putScalingPolicy({
    ...target,
    PolicyName: "invocations",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 0.1,
      PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
    },
  });
  const scaled = await until(
    async () => {
      await invoke(local, "busy");
      return await local.sagemaker.describeEndpoint({ EndpointName: "busy" });
    },
    ({ EndpointStatus, ProductionVariants }) =>
      EndpointStatus === "InService" && ProductionVariants?.[0]?.CurrentInstanceCount === 3,
  );
  const told = await until(
    async () =>
      local.events.filter(
        (event) =>
          event["detail-type"] === "SageMaker Endpoint State Change" && event.detail.EndpointName === "busy",
      ),
    (events) => events.length === 4,
  );

  expect(scaled).toMatchObject({ EndpointConfigName: "busy-1", ProductionVariants: [{ CurrentWeight: 1 }] });
  expect(told.map(({ detail }) => detail.EndpointStatus)).toEqual([
    "CREATING",
    "IN_SERVICE",
    "UPDATING",
    "IN_SERVICE",
  ]);
  const { ScalingActivities } = await scaling.describeScalingActivities({ ServiceNamespace: "sagemaker" });
  expect(ScalingActivities).toMatchObject([
    {
      Description: "Setting desired instance count to 3.",
      Cause: expect.stringContaining("AlarmHigh"),
      StatusCode: "Successful",
    },
  ]);
});
