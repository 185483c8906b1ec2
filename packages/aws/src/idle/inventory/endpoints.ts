import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  paginateListEndpoints,
} from "@aws-sdk/client-sagemaker";
import type { DeployedEndpoint, EndpointInvocations } from "@driftwheel/core/idle/inventory.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { isNotFound } from "../../failure.ts";
import { sumOf } from "../metrics.ts";
import { tagsOf } from "./tags-of.ts";

const hour = 3_600_000;

/** All endpoints, with what they run on. */
export async function findDeployed(): Promise<readonly DeployedEndpoint[]> {
  const facts: DeployedEndpoint[] = [];
  for await (const page of paginateListEndpoints({ client: sageMaker() }, { MaxResults: 100 })) {
    for (const { EndpointName } of page.Endpoints ?? []) {
      const fact = EndpointName === undefined ? null : await deployedOrNull(EndpointName);
      if (fact) facts.push(fact);
    }
  }
  return facts;
}

/** How often those were asked that are old enough to be idle. */
export async function findInvocations(
  deployed: readonly DeployedEndpoint[],
  { withoutInvocationsFor }: NonNullable<IdlePolicy["endpoints"]>,
  now: Date,
): Promise<readonly EndpointInvocations[]> {
  const old = deployed.filter(
    ({ changedAt, status }) =>
      status === "InService" && now.getTime() - Date.parse(changedAt) >= withoutInvocationsFor,
  );
  const sums = await countedInvocations(old, new Date(now.getTime() - withoutInvocationsFor), now);
  return deployed.map((fact) => ({
    ...fact,
    invocations: old.includes(fact) ? (sums.get(fact.name) ?? 0) : null,
  }));
}

/** How often endpoints were asked, in whole hours that hold the time. A variant that publishes nothing was not asked. */
export async function countedInvocations(
  endpoints: readonly { readonly name: string; readonly variants: readonly { readonly name: string }[] }[],
  since: Date,
  until: Date,
): Promise<ReadonlyMap<string, number>> {
  const metrics = endpoints.flatMap(({ name, variants }) =>
    variants.map((variant) => ({
      key: name,
      namespace: "AWS/SageMaker",
      name: "Invocations",
      dimensions: { EndpointName: name, VariantName: variant.name },
    })),
  );
  return await sumOf(metrics, {
    start: new Date(Math.floor(since.getTime() / hour) * hour),
    end: new Date(Math.ceil(until.getTime() / hour) * hour),
    // CloudWatch keeps hours for 455 days: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
    periodSeconds: 3_600,
  });
}

async function deployedOrNull(name: string): Promise<DeployedEndpoint | null> {
  try {
    return await deployedFact(name);
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function deployedFact(name: string): Promise<DeployedEndpoint | null> {
  const found = await sageMaker().send(new DescribeEndpointCommand({ EndpointName: name }));
  const { EndpointArn: arn, EndpointConfigName: config, CreationTime, LastModifiedTime } = found;
  if (!arn || !config || !CreationTime || !LastModifiedTime) return null;
  const described = await sageMaker().send(new DescribeEndpointConfigCommand({ EndpointConfigName: config }));
  const running = new Map(found.ProductionVariants?.map((variant) => [variant.VariantName, variant]));
  const { ProductionVariants = [], AsyncInferenceConfig } = described;
  const pending = found.PendingDeploymentSummary?.EndpointConfigName;
  return {
    configs: [config, ...(pending === undefined ? [] : [pending])],
    ...{ name, arn, config, status: found.EndpointStatus ?? "Unknown" },
    tags: await tagsOf(arn),
    createdAt: CreationTime.toISOString(),
    changedAt: LastModifiedTime.toISOString(),
    variants: ProductionVariants.map((variant) => ({
      name: variant.VariantName ?? "",
      weight: running.get(variant.VariantName)?.CurrentWeight ?? 0,
      instanceType: variant.InstanceType ?? null,
      instances: running.get(variant.VariantName)?.CurrentInstanceCount ?? variant.InitialInstanceCount ?? 0,
    })),
    otherwiseAsked:
      AsyncInferenceConfig !== undefined
        ? "asynchronously"
        : ProductionVariants.some(({ ModelName }) => ModelName === undefined)
          ? "by inference components"
          : null,
  };
}
