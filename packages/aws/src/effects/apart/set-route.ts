import { PutParameterCommand } from "@aws-sdk/client-ssm";
import { isOneOf } from "@driftwheel/core/routing/compare.ts";
import { writtenRoute } from "@driftwheel/core/routing/route.ts";
import type { EffectAnswer, SetRoute } from "@driftwheel/core/vocabulary/effect.ts";
import type { FoundEndpoint } from "@driftwheel/core/vocabulary/endpoint-expectation.ts";
import { EndpointDiffers, TransientError } from "@driftwheel/core/vocabulary/errors.ts";
import { isComponent } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { ssm } from "../../clients/ssm.ts";
import { describeOwn, findBeside } from "../../facts/beside.ts";
import { readParameter } from "../../routing/found-route.ts";
import { replaceParameter } from "../../routing/replace-parameter.ts";

/**
 * Says where callers ask. What someone else wrote there is left as it is, and put back should it come between the reading and
 * the writing. A parameter that is not there is created and never overwritten.
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 *
 * @throws EndpointDiffers when the parameter holds anything else than it may, and where there is no room for the copies that
 * the route needs.
 */
export async function setRoute(effect: SetRoute): Promise<EffectAnswer> {
  const { apart, route, expectedRoutes } = effect;
  const found = await readParameter(apart.parameter);
  if (found.value !== null && isOneOf([route], found.value)) return {};
  const differs = async (value: string | null) =>
    new EndpointDiffers(
      `the route's parameter ${apart.parameter} holds ${value ?? "nothing"}`,
      await whole(effect),
    );
  if (!isOneOf(expectedRoutes, found.value)) throw await differs(found.value);
  const left = isComponent(apart.endpoint)
    ? await (await import("../components/before-route.ts")).beforeRoute(effect, found)
    : null;
  const told = left === null ? {} : { left };
  if (found.value === null) return { version: await create(effect), ...told };
  const { version, putBack } = await replaceParameter(apart.parameter, writtenRoute(route), found, (value) =>
    isOneOf([route, ...expectedRoutes], value),
  );
  if (putBack !== null) throw await differs(putBack);
  return { version: String(version), ...told };
}

async function create({ apart, route, model }: SetRoute): Promise<string> {
  try {
    const { Version } = await ssm().send(
      new PutParameterCommand({
        Name: apart.parameter,
        Value: writtenRoute(route),
        Type: "String",
        Description: `Which endpoints answer the requests of ${model}; Driftwheel writes it.`,
      }),
    );
    return String(Version);
  } catch (error) {
    if (error instanceof Error && error.name === "ParameterAlreadyExists")
      throw new TransientError(`${apart.parameter} was written a moment ago`, { cause: error });
    throw error;
  }
}

/** All that a reading of the trial has, so that what is wrong can be told. */
async function whole({ endpoint, apart }: SetRoute): Promise<FoundEndpoint> {
  const own = await describeOwn(endpoint, apart.parameter);
  return { ...own, beside: await findBeside(apart) };
}
