import {
  DeleteEndpointConfigCommand,
  DeleteModelCommand,
  DescribeEndpointConfigCommand,
  DescribeModelCommand,
} from "@aws-sdk/client-sagemaker";
import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import type { ActOutcome } from "@driftwheel/core/idle/ports.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { isNotFound } from "../../failure.ts";
import { findDeployed } from "../inventory/endpoints.ts";
import { done, spared } from "./outcome.ts";

type DeleteLeftover = Extract<IdleAct, { readonly operation: "delete-model" | "delete-endpoint-config" }>;

/** Deletes a model or a config if it is the one that was found, and no endpoint has it meanwhile. */
export async function deleteLeftover(
  { operation, name, createdAt }: DeleteLeftover,
  isAllowed: () => Promise<boolean>,
): Promise<ActOutcome> {
  const isModel = operation === "delete-model";
  const what = `${isModel ? "Model" : "Config"} ${name}`;
  const found = await creationTime(isModel, name);
  if (found === null) return done(`${what} is deleted.`);
  if (found !== createdAt) return spared(`${what} was made anew after it was found.`);
  if (!isModel && (await isDeployed(name))) return spared(`${what} is deployed.`);
  if (!(await isAllowed())) return spared(`${what} has not the tag any more that allows it.`);
  try {
    await (isModel
      ? sageMaker().send(new DeleteModelCommand({ ModelName: name }))
      : sageMaker().send(new DeleteEndpointConfigCommand({ EndpointConfigName: name })));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return done(`${what} is deleted.`);
}

async function creationTime(isModel: boolean, name: string): Promise<string | null> {
  try {
    const { CreationTime } = isModel
      ? await sageMaker().send(new DescribeModelCommand({ ModelName: name }))
      : await sageMaker().send(new DescribeEndpointConfigCommand({ EndpointConfigName: name }));
    return CreationTime?.toISOString() ?? null;
  } catch (error) {
    if (isNotFound(error)) return null;
    throw error;
  }
}

async function isDeployed(config: string): Promise<boolean> {
  return (await findDeployed()).some(({ configs }) => configs.includes(config));
}
