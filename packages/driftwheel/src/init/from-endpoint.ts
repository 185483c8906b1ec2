import { captureSettings } from "@driftwheel/aws/check/capture-settings.ts";
import { modelRole } from "@driftwheel/aws/check/model-role.ts";
import { namesThere } from "@driftwheel/aws/check/names-there.ts";
import { findPipeline } from "@driftwheel/aws/check/pipeline-definition.ts";
import { findEndpoint } from "@driftwheel/aws/facts/endpoint.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import type { Answers } from "./answers.ts";

type Found = { readonly [Field in keyof Answers]?: string };

/**
 * What an account tells of a model by its endpoint. Nothing is changed.
 *
 * @throws PersonError when there is no such endpoint.
 */
export async function foundByEndpoint(endpoint: string): Promise<Found> {
  const found = await findEndpoint(endpoint);
  if (!found.exists) {
    const others = await namesThere("endpoint");
    throw new PersonError(
      `There is no endpoint ${endpoint}${others.length > 0 ? `; there are ${others.slice(0, 5).join(", ")}` : ""}.`,
    );
  }
  const serving = heaviestVariant(found.variants);
  const packageGroup = /:model-package\/([^/]+)\/\d+$/.exec(serving?.package ?? "")?.[1];
  const role = serving?.model ? await modelRole(serving.model) : null;
  const capture = (await captureSettings(endpoint))?.destination;
  const pipeline = packageGroup === undefined ? undefined : await pipelineOf(packageGroup);
  return {
    endpoint,
    ...(packageGroup === undefined ? {} : { packageGroup }),
    ...(pipeline === undefined ? {} : { pipeline }),
    ...(role ? { role } : {}),
    ...(capture ? { capture } : {}),
  };
}

/** The only pipeline whose definition names the group. */
async function pipelineOf(packageGroup: string): Promise<string | undefined> {
  const naming: string[] = [];
  for (const name of await namesThere("pipeline")) {
    const pipeline = await findPipeline(name);
    if (pipeline?.definition.includes(JSON.stringify(packageGroup))) naming.push(name);
  }
  return naming.length === 1 ? naming[0] : undefined;
}
