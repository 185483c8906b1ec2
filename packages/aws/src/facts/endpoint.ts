import {
  type ContainerDefinition,
  DescribeEndpointConfigCommand,
  type DescribeEndpointConfigOutput,
  DescribeModelCommand,
} from "@aws-sdk/client-sagemaker";
import type { EndpointFact, EndpointTraits, Question } from "@driftwheel/core/vocabulary/fact.ts";
import { deployedOn, isComponent } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { orNull } from "../failure.ts";
import { publishedEvery } from "../metrics/published-every.ts";
import { describeEndpoint } from "./described-endpoint.ts";
import { foundEndpoint, missingEndpoint } from "./found-endpoint.ts";

/** What is found out where an endpoint, or a route of transform jobs, is asked about. */
export async function findServing({
  name,
  beside,
  route,
}: Extract<Question, { readonly ask: "endpoint" }>): Promise<EndpointFact> {
  return route === undefined
    ? findEndpoint(name, beside)
    : (await import("./batch/routed-model.ts")).findRoutedModel(route);
}

/**
 * What the endpoint is now: its config, each variant's weight, model and package, and what kind of endpoint it is.
 *
 * @param beside the challenger's own endpoint and the route's parameter, in a trial on two endpoints
 */
export async function findEndpoint(
  name: string,
  beside?: { readonly endpoint: string; readonly parameter: string },
): Promise<EndpointFact> {
  const own = await findOwn(name);
  // Where nobody asks, a function does not carry what it takes to answer.
  return beside ? { ...own, beside: await (await import("./beside.ts")).findBeside(beside) } : own;
}

async function findOwn(name: string): Promise<EndpointFact> {
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

function describedConfig(config: string | null): Promise<DescribeEndpointConfigOutput | null> {
  return orNull(async () =>
    config === null
      ? null
      : sageMaker().send(new DescribeEndpointConfigCommand({ EndpointConfigName: config })),
  );
}

/** Of an inference pipeline the preprocessor may be made from none. */
function packageOf(containers: readonly ContainerDefinition[]): string | null {
  return containers.find(({ ModelPackageName }) => ModelPackageName)?.ModelPackageName ?? null;
}

/** None for a model that is gone, and for a variant without one: inference components are placed on it. */
async function containersOf(model: string | undefined): Promise<readonly ContainerDefinition[]> {
  if (model === undefined) return [];
  const described = await orNull(() => sageMaker().send(new DescribeModelCommand({ ModelName: model })));
  return described?.PrimaryContainer ? [described.PrimaryContainer] : (described?.Containers ?? []);
}

function traitsOf(
  config: DescribeEndpointConfigOutput,
  containers: readonly ContainerDefinition[],
): EndpointTraits {
  const { ProductionVariants = [], ShadowProductionVariants = [] } = config;
  const capture = config.DataCaptureConfig;
  return {
    shadows: ShadowProductionVariants.length > 0,
    serverless: ProductionVariants.some(({ ServerlessConfig }) => ServerlessConfig !== undefined),
    asynchronous: config.AsyncInferenceConfig !== undefined,
    components: ProductionVariants.some(({ ModelName }) => ModelName === undefined),
    multiModel: containers.some(({ Mode }) => Mode === "MultiModel"),
    containers: containers.length,
    instanceTypes: ProductionVariants.flatMap(({ InstanceType }) => InstanceType ?? []),
    answersCaptured:
      capture?.EnableCapture === true &&
      (capture.CaptureOptions ?? []).some(({ CaptureMode }) => CaptureMode !== "Input"),
    metricsEvery: publishedEvery(config.MetricsConfig),
  };
}
