import type { Operations } from "@driftwheel/aws/testing/json-wire.ts";

const arn = (resource: string) => `arn:aws:sagemaker:eu-west-1:444455556666:${resource}`;
const time = 1_780_000_000;

/**
 * What the monitor asks SageMaker of an endpoint. The small AWS has a process for each endpoint, which nobody wants
 * five thousand of; here each has one variant with one model, whose package names the fleet's baseline.
 */
export function describedBy(baseline: string): Operations {
  return {
    DescribeEndpoint: ({ EndpointName }) => ({
      EndpointName,
      EndpointArn: arn(`endpoint/${EndpointName}`),
      EndpointConfigName: `${EndpointName}-1`,
      EndpointStatus: "InService",
      ProductionVariants: [
        { VariantName: "AllTraffic", CurrentWeight: 1, DesiredWeight: 1, CurrentInstanceCount: 1 },
      ],
      CreationTime: time,
      LastModifiedTime: time,
    }),
    DescribeEndpointConfig: ({ EndpointConfigName }) => ({
      EndpointConfigName,
      EndpointConfigArn: arn(`endpoint-config/${EndpointConfigName}`),
      ProductionVariants: [
        { VariantName: "AllTraffic", ModelName: EndpointConfigName, InitialVariantWeight: 1 },
      ],
      CreationTime: time,
    }),
    DescribeModel: ({ ModelName }) => ({
      ModelName,
      ModelArn: arn(`model/${ModelName}`),
      Containers: [{ ModelPackageName: arn(`model-package/${ModelName}/1`) }],
      CreationTime: time,
    }),
    DescribeModelPackage: ({ ModelPackageName }) => ({
      ModelPackageArn: ModelPackageName,
      ModelPackageStatus: "Completed",
      ModelMetrics: { ModelDataQuality: { Statistics: { S3Uri: baseline } } },
      CreationTime: time,
    }),
  };
}
