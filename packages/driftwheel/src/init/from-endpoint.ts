import { captureSettings } from "@driftwheel/aws/check/capture-settings.ts";
import { modelRole } from "@driftwheel/aws/check/model-role.ts";
import { mostNames, namesThere } from "@driftwheel/aws/check/names-there.ts";
import { findPipeline } from "@driftwheel/aws/check/pipeline-definition.ts";
import { findEndpoint } from "@driftwheel/aws/facts/endpoint.ts";
import { PersonError } from "@driftwheel/cli/context/errors.ts";
import { packageGroupOf } from "@driftwheel/core/policy/package-group.ts";
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
  const role = serving?.model ? await modelRole(serving.model) : null;
  const packageGroup = groupOf(serving?.package ?? "", role);
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

/** As a policy names the group of a version: by its ARN where it is of another account than the role. */
function groupOf(version: string, role: string | null): string | undefined {
  const match = /^(arn:[^:]+:sagemaker:[^:]+:(\d{12}):model-package)\/([^/]+)\/\d+$/.exec(version);
  if (!match) return undefined;
  const [, beginning, account, name] = match;
  return role === null || role.includes(`::${account}:`) ? name : `${beginning}-group/${name}`;
}

/** The only pipeline whose definition names the group; undefined where that cannot be told. */
async function pipelineOf(packageGroup: string): Promise<string | undefined> {
  const names = await namesThere("pipeline");
  // There may be more.
  if (names.length === mostNames) return undefined;
  const written = [packageGroup, packageGroupOf(packageGroup).name].map((text) => JSON.stringify(text));
  const naming: string[] = [];
  for (const name of names) {
    const pipeline = await findPipeline(name).catch(() => "refused" as const);
    // It may be the one, or another; a person knows.
    if (pipeline === "refused") return undefined;
    if (written.some((text) => pipeline?.definition.includes(text))) naming.push(name);
  }
  return naming.length === 1 ? naming[0] : undefined;
}
