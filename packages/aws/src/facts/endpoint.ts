import type { EndpointFact, Question } from "@driftwheel/core/vocabulary/fact.ts";
import { deployedOn, isComponent, isTargetModel } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { containersOf, describedConfig, packageOf, traitsOf } from "./configs/described-config.ts";
import { describeEndpoint } from "./described-endpoint.ts";
import { foundEndpoint, missingEndpoint } from "./found-endpoint.ts";

/** What is found out where an endpoint, or a route of transform jobs, is asked about. */
export async function findServing({
  name,
  beside,
  route,
  championIn,
}: Extract<Question, { readonly ask: "endpoint" }>): Promise<EndpointFact> {
  return route === undefined
    ? findEndpoint(name, beside, championIn)
    : (await import("./batch/routed-model.ts")).findRoutedModel(route);
}

/**
 * What the endpoint is now: its config, each variant's weight, model and package, and what kind of endpoint it is.
 *
 * @param beside the challenger's own endpoint and the route's parameter, in a trial on two endpoints
 * @param championIn the parameter that says which artifact of a multi-model endpoint is the champion
 */
export async function findEndpoint(
  name: string,
  beside?: { readonly endpoint: string; readonly parameter: string },
  championIn?: string,
): Promise<EndpointFact> {
  const own = await findOwn(name, championIn);
  // Where nobody asks, a function does not carry what it takes to answer.
  return beside ? { ...own, beside: await (await import("./beside.ts")).findBeside(beside) } : own;
}

async function findOwn(name: string, championIn: string | undefined): Promise<EndpointFact> {
  if (isTargetModel(name))
    return (await import("./target-models/found-target.ts")).findTarget(name, championIn);
  return isComponent(name) ? findComponent(name) : findWhole(name);
}

async function findComponent(name: string): Promise<EndpointFact> {
  const { describeComponent, foundComponent } = await import("./components/described-component.ts");
  const described = await describeComponent(name);
  if (!described) return missingEndpoint;
  const found = foundComponent(described);
  const host = await describeEndpoint(deployedOn(name).endpoint);
  const [config, containers] = await Promise.all([
    describedConfig(host?.EndpointConfigName ?? null),
    containersOf(found.config ?? undefined),
  ]);
  return {
    ...found,
    variants: found.variants.map((variant) => ({
      ...variant,
      model: found.config,
      package: packageOf(containers),
    })),
    traits: config && traitsOf(config, containers),
  };
}

async function findWhole(name: string): Promise<EndpointFact> {
  const endpoint = await describeEndpoint(name);
  if (!endpoint) return missingEndpoint;
  const found = foundEndpoint(endpoint);
  const { config } = found;
  const described = await describedConfig(config);
  const variants = await Promise.all(
    found.variants.map(async (variant) => {
      const configured = described?.ProductionVariants?.find(
        ({ VariantName }) => VariantName === variant.name,
      );
      const containers = await containersOf(configured?.ModelName);
      return { ...variant, model: configured?.ModelName ?? null, containers };
    }),
  );
  const heaviest = variants.toSorted((one, other) => other.weight - one.weight)[0];
  return {
    ...found,
    variants: variants.map(({ containers, ...variant }) => ({
      ...variant,
      package: packageOf(containers),
    })),
    traits: described && traitsOf(described, heaviest?.containers ?? []),
  };
}
