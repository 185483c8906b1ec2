import { CreateEndpointCommand, DeleteEndpointCommand } from "@aws-sdk/client-sagemaker";
import type { IdleAct } from "@driftwheel/core/idle/act.ts";
import type { ActOutcome } from "@driftwheel/core/idle/ports.ts";
import { TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import type { Clock } from "@driftwheel/core/vocabulary/ports.ts";
import { sageMaker } from "../../clients/sagemaker.ts";
import { describeEndpoint } from "../../facts/described-endpoint.ts";
import { alreadyExists, isNotFound } from "../../failure.ts";
import { countedInvocations } from "../inventory/endpoints.ts";
import { tagList } from "../tag-list.ts";
import { done, spared } from "./outcome.ts";

type DeleteEndpoint = Extract<IdleAct, { readonly operation: "delete-endpoint" }>;

/** Deletes the endpoint if it is what it was when it was found, and nobody has asked it since. Its config stays. */
export async function deleteEndpoint(
  { name, config, createdAt, changedAt, variants, quietSince }: DeleteEndpoint,
  isAllowed: () => Promise<boolean>,
  clock: Clock,
): Promise<ActOutcome> {
  const found = await describeEndpoint(name);
  if (!found || found.EndpointStatus === "Deleting") return done(`Endpoint ${name} is deleted.`);
  if (found.EndpointStatus !== "InService") return spared(`Endpoint ${name} is ${found.EndpointStatus}.`);
  if (
    found.CreationTime?.toISOString() !== createdAt ||
    found.LastModifiedTime?.toISOString() !== changedAt ||
    found.EndpointConfigName !== config
  ) {
    return spared(`Endpoint ${name} was changed after it was found: somebody uses it.`);
  }
  const asked = await countedInvocations(
    [{ name, variants: variants.map((variant) => ({ name: variant })) }],
    new Date(quietSince),
    clock.now(),
  );
  const count = asked.get(name) ?? 0;
  if (count > 0) return spared(`Endpoint ${name} was asked ${count} times after it was found.`);
  if (!(await isAllowed())) return spared(`Endpoint ${name} has not the tag any more that allows it.`);
  try {
    await sageMaker().send(new DeleteEndpointCommand({ EndpointName: name }));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return done(`Endpoint ${name} is being deleted; its config ${config} stays.`);
}

/** Makes the endpoint again, of the config that it had. */
export async function createEndpoint({ name, config, tags }: DeleteEndpoint): Promise<ActOutcome> {
  try {
    await sageMaker().send(
      new CreateEndpointCommand({
        EndpointName: name,
        EndpointConfigName: config,
        Tags: tagList(tags),
      }),
    );
  } catch (error) {
    if (!alreadyExists(error)) throw error;
    const found = await describeEndpoint(name);
    return found?.EndpointStatus === "Deleting" ? stillThere(name) : done(`Endpoint ${name} is there.`);
  }
  return done(`Endpoint ${name} is being made again of ${config}.`);
}

function stillThere(name: string): never {
  throw new TransientError(`Endpoint ${name} is still being deleted.`);
}
