import { setTimeout as sleep } from "node:timers/promises";
import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
  type SageMakerClient,
} from "@aws-sdk/client-sagemaker";
import { names, tags } from "../names.ts";
import type { Registry } from "./registry.ts";

/** Milliseconds; the webhook of the promotion comes after the promotion. */
const longest = 15_000;

/**
 * Says which version is MLflow's champion.
 *
 * @returns how it is not the model package that the endpoint serves, or null.
 */
export async function checkChampion(
  registry: Registry,
  sagemaker: SageMakerClient,
  say: (text: string) => void,
): Promise<string | null> {
  const served = await servedPackage(sagemaker);
  const deadline = Date.now() + longest;
  let champion = await registry.withAlias("champion");
  while (champion.tags[tags.package] !== served && Date.now() < deadline) {
    await sleep(200);
    champion = await registry.withAlias("champion");
  }
  if (champion.tags[tags.package] === served) {
    say(`MLflow: champion is version ${champion.version}, and the endpoint serves its package, ${served}`);
    return null;
  }
  return `MLflow's champion is version ${champion.version} with package ${champion.tags[tags.package]}; the endpoint serves ${served}.`;
}

async function servedPackage(sagemaker: SageMakerClient): Promise<string | undefined> {
  const { EndpointConfigName } = await sagemaker.send(
    new DescribeEndpointCommand({ EndpointName: names.endpoint }),
  );
  const { ProductionVariants } = await sagemaker.send(
    new DescribeEndpointConfigCommand({ EndpointConfigName }),
  );
  const { PrimaryContainer, Containers } = await sagemaker.send(
    new DescribeModelCommand({ ModelName: ProductionVariants?.[0]?.ModelName }),
  );
  return (PrimaryContainer ?? Containers?.[0])?.ModelPackageName;
}
