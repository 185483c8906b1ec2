import { ApplicationAutoScaling } from "@aws-sdk/client-application-auto-scaling";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type LocalSageMaker, localSageMaker, settled, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;
let scaling: ApplicationAutoScaling;

beforeAll(async () => {
  local = await localSageMaker({ scaling: { second: 5 }, sagemaker: { backlogInterval: 20 } });
  scaling = new ApplicationAutoScaling({
    endpoint: local.server.url,
    region: "eu-west-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  });
  await local.createModel(7);
  await local.sagemaker.createEndpointConfig({
    EndpointConfigName: "queued-config",
    ProductionVariants: [
      { VariantName: "main", ModelName: "model-7", InitialInstanceCount: 1, InstanceType: "ml.m5.large" },
    ],
    AsyncInferenceConfig: { OutputConfig: { S3OutputPath: "s3://inferences/out" } },
  });
  await local.sagemaker.createEndpoint({ EndpointName: "queued", EndpointConfigName: "queued-config" });
  await settled(local, "queued");
});
afterAll(async () => {
  scaling.destroy();
  await local.close();
});

const instances = async () =>
  (await local.sagemaker.describeEndpoint({ EndpointName: "queued" })).ProductionVariants?.[0]
    ?.CurrentInstanceCount;

it("is scaled to no instance by an empty queue, and back by one that fills", async () => {
  const target = {
    ServiceNamespace: "sagemaker",
    ResourceId: "endpoint/queued/variant/main",
    ScalableDimension: "sagemaker:variant:DesiredInstanceCount",
  } as const;
  await scaling.registerScalableTarget({ ...target, MinCapacity: 0, MaxCapacity: 1 });
  // https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-autoscale.html
  await scaling.putScalingPolicy({
    ...target,
    PolicyName: "backlog",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue: 1,
      CustomizedMetricSpecification: {
        MetricName: "ApproximateBacklogSizePerInstance",
        Namespace: "AWS/SageMaker",
        Dimensions: [{ Name: "EndpointName", Value: "queued" }],
        Statistic: "Average",
      },
      ScaleInCooldown: 1,
      ScaleOutCooldown: 1,
    },
  });
  await until(instances, (count) => count === 0);
  const Body = Buffer.from("1");
  const asked = await Promise.all(
    [1, 2, 3].map(() => local.runtime.invokeEndpointAsync({ EndpointName: "queued", Body })),
  );
  const answered = async () =>
    (await local.server.world.objects.list("inferences", "out/")).map(({ key }) => `s3://inferences/${key}`);
  const answers = await until(answered, ({ length }) => length === 3);
  expect(answers.toSorted()).toEqual(asked.map(({ OutputLocation }) => OutputLocation).toSorted());
});
