import { randomUUID } from "node:crypto";
import type { Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { RequestHeaders } from "../http/request.ts";
import { checkRestRequest, decodedLabel } from "../validation/rest-door.ts";
import { ServiceError, type World } from "../world.ts";
import { type Endpoint, takesTraffic, type Variant } from "./endpoints/endpoint.ts";
import type { ServingChain } from "./endpoints/serving-chain.ts";
import type { InferenceComponent } from "./inference-components/inference-component.ts";
import type { Servable } from "./models/models.ts";
import { loadingMetrics } from "./multi-model/loading-metrics.ts";
import { captureRecord } from "./runtime/capture-record.ts";
import { CaptureWriter } from "./runtime/capture-writer.ts";
import { chooseVariant, isCopied } from "./runtime/choose-variant.ts";
import { invocationMetrics } from "./runtime/invocation-metrics.ts";
import { type ModelAnswer, ModelConnections } from "./runtime/model-connections.ts";
import {
  artifactMissing,
  componentMissing,
  componentNotAllowed,
  componentNotFound,
  endpointNotFound,
  modelError,
  noAnswer,
  noCapacity,
  notMultiModel,
  onlyAsynchronous,
  RuntimeError,
  targetModelMissing,
  variantNotFound,
  wrongContainer,
} from "./runtime/runtime-error.ts";
import { ServerlessConcurrency } from "./runtime/serverless-concurrency.ts";
import type { SageMakerService } from "./service.ts";

export interface SageMakerRuntime {
  /** Answers `POST /endpoints/{name}/invocations`; null for everything else. */
  handle(call: Call): Promise<Answer | null>;
  /** Writes what was captured and closes the connections; the serving processes are the service's. */
  close(): Promise<void>;
}

const header = {
  customAttributes: "x-amzn-sagemaker-custom-attributes",
  targetVariant: "x-amzn-sagemaker-target-variant",
  inferenceId: "x-amzn-sagemaker-inference-id",
  component: "x-amzn-sagemaker-inference-component",
  targetContainer: "x-amzn-sagemaker-target-container-hostname",
  targetModel: "x-amzn-sagemaker-target-model",
} as const;

/** SageMaker's runtime: routes requests to the endpoints' processes, captures and measures them. */
export function sagemakerRuntime(world: World, service: SageMakerService): SageMakerRuntime {
  const { settings } = service.context;
  const connections = new ModelConnections(settings.invocationTimeout);
  const serverless = new ServerlessConcurrency({
    coldStart: settings.coldStart,
    idleAfter: settings.serverlessIdle,
  });
  const captures = new CaptureWriter(world.objects, settings.captureInterval, (line) => world.log(line));
  return {
    async handle(call) {
      const name = endpointNameIn(call);
      if (name === null) return null;
      const { requestId } = call;
      try {
        return await invoke(world, service, { connections, captures, serverless }, call, name);
      } catch (error) {
        if (error instanceof RuntimeError) return error.toAnswer(requestId);
        if (error instanceof ServiceError) {
          return new RuntimeError(error.code, error.message, error.status).toAnswer(requestId);
        }
        throw error;
      }
    },
    async close() {
      await captures.flush();
      connections.close();
    },
  };
}

function endpointNameIn({ method, path }: Call): string | null {
  if (method !== "POST") return null;
  const name = /^\/endpoints\/([^/]+)\/invocations$/.exec(path)?.[1];
  return name === undefined ? null : decodedLabel(name);
}

interface Tools {
  readonly connections: ModelConnections;
  readonly captures: CaptureWriter;
  readonly serverless: ServerlessConcurrency;
}

async function invoke(
  world: World,
  service: SageMakerService,
  tools: Tools,
  call: Call,
  name: string,
): Promise<Answer> {
  const began = performance.now();
  const time = new Date();
  const fault = world.faults.take("sagemaker", "InvokeEndpoint");
  if (fault) throw new RuntimeError(fault.code, fault.message, fault.status);
  await checkRestRequest("sagemaker-runtime", "InvokeEndpoint", call, { EndpointName: name });
  const endpoint = service.endpoints.get(name);
  if (!endpoint || !takesTraffic(endpoint)) throw endpointNotFound(name, world.account);
  if (endpoint.asyncConfig !== null) throw onlyAsynchronous(name);
  const { headers, requestId } = call;
  const fleet = fleetFor(endpoint, () => world.random());
  const variant = variantFor(fleet.variants, headers[header.targetVariant] ?? null, endpoint.name, () =>
    world.random(),
  );
  const component = componentFor(service, endpoint, variant, headers[header.component] ?? null);
  const server = component ? serverOf(component, () => world.random()) : variant.server;
  checkTarget(server, headers[header.targetContainer] ?? null);
  const target = targetModel(server, name, call);
  const body = await call.body();

  const config = endpoint.lastDeploymentConfig === null ? null : fleet.configName;
  const asked = { endpoint: endpoint.name, config, component, target, began, time, headers, body };
  for (const shadow of endpoint.shadows) {
    if (isCopied(shadow, variant, () => world.random())) void copied(endpoint, shadow);
  }
  /** A shadow's answer goes to nobody, and is captured beside the caller's under the caller's own inference id. */
  async function copied(of: Endpoint, shadow: Variant): Promise<void> {
    const said = await measured(world, tools, shadow, shadow.server, asked);
    if (said.status < 200 || said.status > 299) return;
    const eventId = randomUUID();
    capture(tools.captures, of, shadow, { headers, eventId, time, body, answer: said, world });
  }
  const answer = await tools.serverless.during(
    variant,
    {
      common: {
        namespace: "AWS/SageMaker",
        dimensions: { EndpointName: endpoint.name, VariantName: variant.name },
        timestamp: time,
      },
      put: (metrics) => world.metrics.put(metrics),
    },
    () => measured(world, tools, variant, server, asked),
  );
  const { status } = answer;
  if (status < 200 || status > 299) {
    const { region, account } = world;
    const said = answer.body.toString("utf8");
    throw modelError({ endpoint: name, variant: variant.name, region, account, status, body: said });
  }
  // AWS documents it of endpoints with a single model: https://docs.aws.amazon.com/sagemaker/latest/dg/model-monitor.html
  if (!component && target === null)
    capture(tools.captures, endpoint, variant, { headers, eventId: requestId, time, body, answer, world });
  return {
    status: 200,
    headers: {
      "content-type": answer.contentType ?? "application/octet-stream",
      "x-amzn-invoked-production-variant": variant.name,
      "x-amzn-requestid": requestId,
      ...(answer.customAttributes === null ? {} : { [header.customAttributes]: answer.customAttributes }),
    },
    body: answer.body,
  };
}

interface Asked {
  readonly endpoint: string;
  /** The config whose fleet answers, where an update was deployed by settings of its own; null otherwise. */
  readonly config: string | null;
  readonly component: InferenceComponent | null;
  /** The artifact that answers; null where there is one model. */
  readonly target: string | null;
  /** By `performance.now`. */
  readonly began: number;
  readonly time: Date;
  readonly headers: RequestHeaders;
  readonly body: Buffer;
}

/**
 * What a variant answers, with its metrics.
 *
 * @throws RuntimeError when there is no such artifact; nothing is counted then
 */
async function measured(
  world: World,
  tools: Tools,
  variant: Variant,
  server: ServingChain,
  asked: Asked,
): Promise<ModelAnswer> {
  const { endpoint, config, component, target, began, time, headers, body } = asked;
  let start = performance.now();
  const answer = await server.during(async () => {
    if (target === null) return await ask(tools, server, headers, body);
    const loaded = await load(world, { endpoint, variant: variant.name, time }, server, target);
    start = performance.now();
    return "status" in loaded ? loaded : await askModel(tools, server, loaded.path, headers, body);
  });
  const modelLatency = microseconds(performance.now() - start);
  const overheadLatency = Math.max(microseconds(performance.now() - began) - modelLatency, 0);
  const { status } = answer;
  const { name } = variant;
  // A serverless variant has none.
  const instances = variant.config.ServerlessConfig ? null : variant.currentInstanceCount;
  world.metrics.put(
    invocationMetrics({
      component: component && { name: component.name, copies: component.currentCopies },
      ...{ endpoint, config, variant: name, instances, time, status, modelLatency, overheadLatency },
    }),
  );
  return answer;
}

/** Where the container answers for the artifact; its refusal where it cannot load it. */
async function load(
  world: World,
  of: { readonly endpoint: string; readonly variant: string; readonly time: Date },
  { models, ports }: ServingChain,
  target: string,
): Promise<ModelAnswer | { readonly path: string }> {
  const port = ports?.[0];
  if (models === null || port === undefined) return silence;
  const began = performance.now();
  const loaded = await models.load(port, target).catch(() => null);
  if (loaded === null) return silence;
  if (loaded.is === "missing") throw artifactMissing(loaded.bucket, loaded.key);
  world.metrics.put(loadingMetrics(of, loaded, performance.now() - began));
  if (loaded.is === "loaded") return { path: loaded.path };
  return { ...silence, status: loaded.status, body: Buffer.from(loaded.body) };
}

/** The artifact that a request names: on a multi-model endpoint each has to, and on others none may. */
function targetModel(
  { models }: ServingChain,
  endpoint: string,
  { headers, requestId }: Call,
): string | null {
  const target = headers[header.targetModel] ?? null;
  if (models === null && target !== null) throw notMultiModel(endpoint);
  if (models !== null && target === null) throw targetModelMissing(requestId);
  return target;
}

/** While the traffic is shifted from an old fleet to a new one, each has its share of the requests. */
function fleetFor(endpoint: Endpoint, random: () => number): Pick<Endpoint, "configName" | "variants"> {
  const { pending } = endpoint;
  return pending && pending.share > 0 && random() < pending.share ? pending : endpoint;
}

function variantFor(
  variants: readonly Variant[],
  target: string | null,
  endpoint: string,
  random: () => number,
): Variant {
  const variant =
    target === null
      ? chooseVariant(variants, random)
      : (variants.find(({ name }) => name === target) ?? null);
  if (!variant) throw variantNotFound(target ?? "", endpoint);
  return variant;
}

/** The component that a request names: on an endpoint that hosts components each has to, and on others none may. */
function componentFor(
  { components }: SageMakerService,
  { name }: Endpoint,
  { config }: Variant,
  asked: string | null,
): InferenceComponent | null {
  if (config.ModelName !== undefined) {
    if (asked !== null) throw componentNotAllowed();
    return null;
  }
  if (asked === null) throw componentMissing();
  const component = components.get(name, asked);
  if (!component) throw componentNotFound(asked, name);
  if (component.currentCopies === 0) throw noCapacity();
  return component;
}

/** While an update goes over from old copies to new ones, each has its share of the requests. */
function serverOf({ hosted, pending }: InferenceComponent, random: () => number): ServingChain {
  return pending && pending.share > 0 && random() < pending.share ? pending.hosted.server : hosted.server;
}

/** Only a model whose containers are invoked directly is asked by a container's name, and always so. */
function checkTarget({ servable }: ServingChain, target: string | null): void {
  if (servable.direct ? containerIndex(servable, target) >= 0 : target === null) return;
  const names = servable.containers.flatMap(({ hostname }) => hostname ?? []);
  throw wrongContainer(target, servable.direct ? names : []);
}

function containerIndex({ containers }: Servable, hostname: string | null): number {
  return containers.findIndex((container) => container.hostname !== null && container.hostname === hostname);
}

/** The model's answer; a process that does not answer counts as a server error. */
async function ask(
  tools: Tools,
  { ports, servable }: ServingChain,
  headers: RequestHeaders,
  body: Buffer,
): Promise<ModelAnswer> {
  if (ports === null) return silence;
  const asked = servable.direct
    ? [ports[containerIndex(servable, headers[header.targetContainer] ?? null)] ?? 0]
    : ports;
  try {
    return await tools.connections.inTurn(asked, forwarded(headers), body);
  } catch {
    return silence;
  }
}

/** The answer of one of many models. */
async function askModel(
  tools: Tools,
  { ports }: ServingChain,
  path: string,
  headers: RequestHeaders,
  body: Buffer,
): Promise<ModelAnswer> {
  try {
    return await tools.connections.invoke(ports?.[0] ?? 0, forwarded(headers), body, undefined, path);
  } catch {
    return silence;
  }
}

const silence: ModelAnswer = {
  status: 0,
  contentType: null,
  customAttributes: null,
  body: Buffer.from(noAnswer),
};

function forwarded(headers: RequestHeaders): Record<string, string> {
  const names = ["content-type", "accept", header.customAttributes, header.inferenceId, header.targetModel];
  const given = names.flatMap((name) => {
    const value = headers[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}

interface Served {
  readonly headers: RequestHeaders;
  readonly eventId: string;
  readonly time: Date;
  readonly body: Buffer;
  readonly answer: ModelAnswer;
  readonly world: World;
}

function capture(captures: CaptureWriter, endpoint: Endpoint, variant: Variant, served: Served): void {
  const config = endpoint.capture;
  if (!config?.EnableCapture) return;
  const { headers, eventId, time, body, answer } = served;
  const percentage = config.InitialSamplingPercentage;
  if (percentage < 100 && served.world.random() * 100 >= percentage) return;
  const line = captureRecord(config, {
    eventId,
    inferenceId: headers[header.inferenceId] ?? null,
    time,
    input: { contentType: headers["content-type"] ?? "application/octet-stream", body },
    output: { contentType: answer.contentType ?? "application/octet-stream", body: answer.body },
  });
  captures.add(config.DestinationS3Uri, endpoint.name, variant.name, time, line);
}

function microseconds(milliseconds: number): number {
  return Math.round(milliseconds * 1000);
}
