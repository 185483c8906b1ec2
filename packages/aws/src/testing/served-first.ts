import { SageMakerFake } from "./sagemaker-fake.ts";

/**
 * An endpoint with one variant, `AllTraffic`, on three instances, by the config `first`.
 *
 * @param packages ARNs that the registry has
 */
export function servedFirst(...packages: readonly string[]): SageMakerFake {
  const sagemaker = new SageMakerFake();
  sagemaker.addConfig({
    EndpointConfigName: "first",
    ProductionVariants: [
      {
        VariantName: "AllTraffic",
        ModelName: "first-model",
        InitialVariantWeight: 5,
        InitialInstanceCount: 1,
      },
    ],
  });
  sagemaker.models.set("first-model", { ExecutionRoleArn: "arn:aws:iam::444455556666:role/serving" });
  for (const arn of packages) sagemaker.packages.set(arn, {});
  sagemaker.instances.set("AllTraffic", 3);
  sagemaker.serve("first");
  return sagemaker;
}
