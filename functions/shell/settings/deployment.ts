import type { Deployment } from "@driftwheel/aws/facts/usage/function-times.ts";
import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import * as z from "zod/mini";
import type { Variables } from "./read-environment.ts";

const memory = z.record(z.string(), z.number());

/**
 * The functions that this one is deployed with, by its own name and by what it is told of their memory. Null where it is not
 * told, as on a laptop, or runs nowhere.
 *
 * @throws Error when what it is told is no such thing
 */
export function deploymentOf(variables: Variables, fleet: Fleet): Deployment | null {
  const { AWS_LAMBDA_FUNCTION_NAME: own, AWS_REGION: region, DRIFTWHEEL_FUNCTION_MEMORY: told } = variables;
  if (!own || !region || !told) return null;
  const megabytes = memory.safeParse(JSON.parse(told));
  if (!megabytes.success)
    throw new Error(`DRIFTWHEEL_FUNCTION_MEMORY is ${told}; write megabytes by function: {"sweep":512}`);
  const models = Object.values(fleet.models);
  return {
    region,
    // Functions of one deployment all run on what this one runs on.
    architecture: process.arch === "arm64" ? "arm64" : "x86_64",
    prefix: own.slice(0, own.lastIndexOf("-") + 1),
    megabytes: megabytes.data,
    models: {
      all: models.length,
      watched: models.filter(({ drift }) => drift.monitor === "driftwheel").length,
      judged: models.filter(({ quality }) => quality !== undefined).length,
    },
  };
}
