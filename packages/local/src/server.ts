import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { getRequestListener } from "@hono/node-server";
import { applicationAutoScaling, type ScalingSettings } from "./application-autoscaling/service.ts";
import { Alarms } from "./cloudwatch/alarms/alarms.ts";
import { cloudwatchService } from "./cloudwatch/service.ts";
import { createWorld, type LocalWorld, type WorldOptions } from "./create-world.ts";
import { dynamoDb } from "./dynamodb/dynamodb.ts";
import { eventsService } from "./events/service.ts";
import { type Call, callOf, type HttpService } from "./http/call.ts";
import { listen } from "./http/listen.ts";
import { notImplemented } from "./http/not-implemented.ts";
import type { JwtSettings } from "./http-api/authoriser.ts";
import { answerHttp } from "./http-api/http-api.ts";
import { noIam } from "./iam/no-iam.ts";
import { functionEnvironment, names, setEnvironment } from "./lambda/environment.ts";
import { hostFunctions } from "./lambda/function-host.ts";
import type { FunctionSource } from "./lambda/function-source.ts";
import { projectFunctions } from "./lambda/project-functions.ts";
import { lambdaService } from "./lambda/service.ts";
import { logsService } from "./logs/service.ts";
import { jsonService } from "./protocols/json-service.ts";
import type { DeadLetter } from "./queues/message.ts";
import type { QueueSettings } from "./queues/queue.ts";
import { s3Service } from "./s3/service.ts";
import type { Message } from "./sns/message.ts";
import { snsService } from "./sns/service.ts";
import { sqsService } from "./sqs/service.ts";
import { Parameters } from "./ssm/parameters.ts";
import { ssmService } from "./ssm/service.ts";
import { startSageMaker } from "./start-sagemaker.ts";
import { stsService } from "./sts/service.ts";

export interface LocalOptions extends WorldOptions {
  /** 0 takes any free port; the default. */
  readonly port?: number;
  /** Of the HTTP API; 0 takes any free port; the default. */
  readonly apiPort?: number;
  /** Who calls the HTTP API is known by a token instead of an AWS signature. */
  readonly jwt?: JwtSettings;
  /** True attaches Driftwheel's own functions by its route table, a source attaches others; default none. */
  readonly functions?: boolean | FunctionSource;
  /** Environment of the functions, beside and instead of what the server sets. */
  readonly environment?: Readonly<Record<string, string>>;
  readonly queues?: Partial<QueueSettings>;
  /** Intervals in milliseconds by the schedule's name, instead of the route table's; 0 for never. */
  readonly schedules?: Readonly<Record<string, number>>;
  /** How fast the time of Application Auto Scaling goes. */
  readonly scaling?: Partial<ScalingSettings>;
  /** The folder that keeps what the server has, and gives it to the next one; it goes with the server unless given. */
  readonly state?: string;
}

export interface LocalServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Where Driftwheel's HTTP API is served, `http://127.0.0.1:4567`; without functions it knows no route. */
  readonly apiUrl: string;
  readonly world: LocalWorld;
  /** The folder that keeps the state; null when it ends with the server. */
  readonly kept: string | null;
  /** Every message that was published to a topic, oldest first. */
  alerts(): readonly Message[];
  /** Every message that a function could not handle, oldest first in each queue. */
  deadLetters(): readonly DeadLetter[];
  /** True when no event is on its way, no message waits and no function has one. Jobs may still run. */
  idle(): boolean;
  /** Ends everything that was started, within two seconds. */
  close(): Promise<void>;
}

/** Starts the small AWS on one port, and the HTTP API on another, of the loopback interface, with Driftwheel's bus, topics and ledger table in it. */
export async function startLocal(options: LocalOptions = {}): Promise<LocalServer> {
  const state = options.state === undefined ? null : await openStateIn(options.state);
  const world = createWorld(state === null ? options : { ...options, kept: state });
  const source = await sourceOf(options.functions ?? false);
  const host = hostFunctions(world, source, {
    prefix: names.prefix,
    queues: options.queues ?? {},
    schedules: options.schedules ?? {},
  });
  world.callsFunctionsBy((arn, payload) => host.functions.invoke(host.functions.resolve(arn), payload));
  world.buses.create(names.bus);
  world.topics.create(names.topicPage);
  world.topics.create(names.topicNotify);
  world.topics.create(names.topicInfo);
  const parameters = new Parameters(world.state);
  if (parameters.find(names.linkSecret) === null) putLinkSecret(parameters);
  const sagemaker = startSageMaker(world);
  const alarms = new Alarms(world);
  const scaling = applicationAutoScaling(
    { world, variants: sagemaker.endpoints, measures: world.metrics, alarms },
    options.scaling,
  );
  sagemaker.endpoints.scaledBy(scaling.targets);
  const services: readonly HttpService[] = [
    ...sagemaker.services,
    jsonService(scaling.service, "1.1", world),
    jsonService(eventsService(world, world.buses), "1.1", world),
    cloudwatchService(world, world.metrics, alarms),
    jsonService(logsService(world, world.logs), "1.1", world),
    snsService(world, world.topics),
    jsonService(sqsService(world.queues), "1.0", world),
    jsonService(ssmService(world, parameters), "1.1", world),
    lambdaService(world, host.functions),
    stsService(world),
    noIam,
    s3Service(world, world.objects),
  ];
  const keep = async () => {
    await state
      ?.flush()
      .catch((error: unknown) => world.warn(`The state cannot be written: ${String(error)}`));
  };
  const dynamo = dynamoDb(world, {
    path: options.state === undefined ? null : join(options.state, "dynamodb"),
    ledgerTable: names.ledgerTable,
  });
  const listener = getRequestListener((request) => answer(request, services, { world, keep }), {
    overrideGlobalObjects: false,
  });
  const listening = await listen(options.port ?? 0, (incoming, outgoing) => {
    if (dynamo.accepts(incoming)) dynamo.handle(incoming, outgoing);
    else void listener(incoming, outgoing);
  }).catch(async (error: unknown) => {
    await Promise.all([dynamo.close(), state?.close()]);
    throw error;
  });
  const { url } = listening;
  world.listensAt(url);
  const serveHttp = getRequestListener(
    (request) =>
      answerHttp(request, {
        world,
        functions: host.functions,
        routes: source.api ?? [],
        jwt: options.jwt ?? null,
      }),
    { overrideGlobalObjects: false },
  );
  const api = await listen(
    options.apiPort ?? 0,
    (incoming, outgoing) => void serveHttp(incoming, outgoing),
  ).catch(async (error: unknown) => {
    await listening.close();
    throw error;
  });
  const restoreEnvironment = setEnvironment(
    options.functions
      ? { ...functionEnvironment({ ...world, url, apiUrl: api.url }), ...options.environment }
      : {},
  );
  await sagemaker.restart();
  const keeping = state === null ? null : setInterval(() => void keep(), keepInterval);
  return {
    url,
    apiUrl: api.url,
    world,
    kept: options.state ?? null,
    alerts: () => world.topics.messages,
    deadLetters: () => host.deadLetters,
    idle: () => world.buses.idle && host.idle,
    async close() {
      world.buses.close();
      await Promise.all([host.close(), sagemaker.close(), scaling.close()]);
      await Promise.all([listening.close(), api.close()]);
      restoreEnvironment();
      if (keeping !== null) clearInterval(keeping);
      await keep();
      await Promise.all([dynamo.close(), state?.close()]);
      world.close();
    },
  };
}

async function answer(
  request: Request,
  services: readonly HttpService[],
  { world, keep }: { readonly world: LocalWorld; readonly keep: () => Promise<void> },
): Promise<Response> {
  const call = callOf(request);
  const service = services.find((candidate) => candidate.accepts(call));
  const response = service ? await service.handle(call) : notImplemented(call);
  const what = call.target ?? `${request.method} ${call.url.pathname}`;
  // Who is told that something is done finds it done, whatever happens to this process.
  if (isChange(call)) await keep();
  world.log(`${response.status} ${service?.name ?? "?"} ${what}`);
  return response;
}

/** Milliseconds between two writings of what changes by itself, as jobs do. */
const keepInterval = 500;

/** Whether a call may have changed what is kept. */
function isChange({ request, target, url }: Call): boolean {
  if (/^(GET|HEAD)$/.test(request.method) || url.pathname.endsWith("/invocations")) return false;
  return !/\.(Describe|List|Get|Batch|Filter)[A-Z]\w*$/.test(target ?? "");
}

/** A key of this server's own: links of another run open nothing here. */
function putLinkSecret(parameters: Parameters): void {
  const described = {
    description: null,
    allowedPattern: null,
    keyId: null,
    dataType: "text",
    tier: "Standard",
  };
  parameters.put(
    { ...described, name: names.linkSecret, type: "SecureString" },
    randomBytes(32).toString("hex"),
    new Date(),
  );
}

const noFunctions: FunctionSource = {
  names: [],
  durable: new Set(),
  routes: [],
  schedules: [],
  load: (name) => Promise.reject(new Error(`There is no function ${name}.`)),
};

/** LevelDB is loaded when there is something to keep. */
async function openStateIn(folder: string) {
  const { openState } = await import("./state/kept-state.ts");
  return await openState(folder);
}

async function sourceOf(wanted: boolean | FunctionSource): Promise<FunctionSource> {
  if (typeof wanted === "object") return wanted;
  return wanted ? await projectFunctions() : noFunctions;
}
