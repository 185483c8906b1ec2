import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { applicationAutoScaling, type ScalingSettings } from "./application-autoscaling/service.ts";
import { Alarms } from "./cloudwatch/alarms/alarms.ts";
import { cloudwatchService } from "./cloudwatch/service.ts";
import { consoleFolder } from "./console/console-folder.ts";
import { consolePage } from "./console/console-page.ts";
import { answerExample } from "./console/example-routes.ts";
import { type ExampleRun, exampleRun } from "./console/example-run.ts";
import { answerSamples } from "./console/sample-routes.ts";
import { createWorld, type LocalWorld, type WorldOptions } from "./create-world.ts";
import { dynamoDbWhenAsked } from "./dynamodb/when-asked.ts";
import { Endings } from "./endings.ts";
import { eventsService } from "./events/service.ts";
import type { Answer } from "./http/answer.ts";
import type { Call } from "./http/call.ts";
import { isChange } from "./http/is-change.ts";
import { type Listening, listen } from "./http/listen.ts";
import { notImplemented } from "./http/not-implemented.ts";
import type { HttpService } from "./http/service.ts";
import type { JwtSettings } from "./http-api/authoriser.ts";
import { noIam } from "./iam/no-iam.ts";
import { functionEnvironment, names, setEnvironment } from "./lambda/environment.ts";
import { hostFunctions } from "./lambda/function-host.ts";
import type { FunctionSource } from "./lambda/function-source.ts";
import { functionUrls, urlOf } from "./lambda/function-urls.ts";
import { projectFunctions } from "./lambda/project-functions.ts";
import { lambdaService } from "./lambda/service.ts";
import { logsService } from "./logs/service.ts";
import { jsonService } from "./protocols/json-service.ts";
import type { DeadLetter } from "./queues/message.ts";
import type { QueueSettings } from "./queues/queue.ts";
import { s3Service } from "./s3/service.ts";
import type { Settings } from "./sagemaker/settings.ts";
import type { Message } from "./sns/message.ts";
import { publish } from "./sns/publish.ts";
import { snsService } from "./sns/service.ts";
import { sqsService } from "./sqs/service.ts";
import { Parameters } from "./ssm/parameters.ts";
import { ssmService } from "./ssm/service.ts";
import { startSageMaker } from "./start-sagemaker.ts";
import { Keeping } from "./state/keeping.ts";
import { stepFunctions } from "./step-functions/service.ts";
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
  /** How long things of SageMaker take, such as records on their way to the offline store of a feature group. */
  readonly sagemaker?: Partial<Settings>;
  /** What runs the example from the console, as words for Node, and why it cannot be here, if so. */
  readonly example?: { readonly program: readonly string[]; readonly impossible: string | null };
  /** The folder that keeps what the server has, and gives it to the next one; it goes with the server unless given. */
  readonly state?: string;
}

export interface LocalServer {
  /** `http://127.0.0.1:4566` */
  readonly url: string;
  /** Where Driftwheel's HTTP API is served, and the console at its root: `http://127.0.0.1:4567`; without functions neither. */
  readonly apiUrl: string;
  readonly hasConsole: boolean;
  /** Where a function is asked that has a URL of its own, by its name without the prefix. */
  functionUrl(name: string): string;
  readonly world: LocalWorld;
  /** The folder that keeps the state; null when it ends with the server. */
  readonly kept: string | null;
  /** Every message that was published to a topic, oldest first. */
  alerts(): readonly Message[];
  /** Every message that a function could not handle, oldest first in each queue. */
  deadLetters(): readonly DeadLetter[];
  /** True when no event is on its way, no message waits and no function has one. Jobs may still run. */
  idle(): boolean;
  /** Ends everything that was started, within two seconds; rejects when something of its state is lost. */
  close(): Promise<void>;
}

/** Starts the small AWS on one port, and the HTTP API on another, of the loopback interface, with Driftwheel's bus, topics and ledger table in it. */
export async function startLocal(options: LocalOptions = {}): Promise<LocalServer> {
  const endings = new Endings();
  try {
    return await startWith(options, endings);
  } catch (error) {
    // Its folders, ports and processes are free for the next start; what matters is why this one failed.
    await endings.run().catch(() => {});
    throw error;
  }
}

async function startWith(options: LocalOptions, endings: Endings): Promise<LocalServer> {
  const keeping = options.state === undefined ? null : await openStateIn(options.state, options);
  endings.add(() => keeping?.end());
  const world = createWorld(keeping === null ? options : { ...options, kept: keeping.state });
  endings.add(() => world.close());
  const dynamo = await dynamoDbWhenAsked(world, {
    path: options.state === undefined ? null : join(options.state, "dynamodb"),
    ledgerTable: names.ledgerTable,
  });
  endings.add(() => dynamo.close());
  let restoreEnvironment = () => {};
  endings.add(() => restoreEnvironment());
  // What still runs may ask the ports for something, so that these are closed after it, whatever was there first.
  const ports: Listening[] = [];
  endings.add(() => Promise.all(ports.map((port) => port.close())));
  const running: { close(): Promise<void> }[] = [];
  endings.add(() => Promise.all(running.map((each) => each.close())));

  const source = await sourceOf(options.functions ?? false);
  const host = hostFunctions(world, source, {
    prefix: names.prefix,
    queues: options.queues ?? {},
    schedules: options.schedules ?? {},
  });
  running.push(host);
  world.callsFunctionsBy((arn, payload) => host.functions.invoke(host.functions.resolve(arn), payload));
  world.buses.create(names.bus);
  world.topics.create(names.topicPage);
  world.topics.create(names.topicNotify);
  world.topics.create(names.topicInfo);
  const parameters = new Parameters(world.state);
  if (parameters.find(names.linkSecret) === null) putLinkSecret(parameters);
  const sagemaker = startSageMaker(world, options.sagemaker);
  running.push(sagemaker);
  const alarms = new Alarms(world);
  const scaling = applicationAutoScaling(
    { world, scalables: sagemaker.scalables, measures: world.metrics, alarms },
    options.scaling,
  );
  running.push(scaling);
  sagemaker.endpoints.scaledBy(scaling.targets);
  sagemaker.endpoints.watchedBy(
    (names) => names.find((name) => alarms.get(name)?.state.value === "ALARM") ?? null,
  );
  const states = stepFunctions(world, {
    sagemaker: sagemaker.operations,
    publish: (message) => publish(message, world.topics),
  });
  running.push(states);
  const services: readonly HttpService[] = [
    functionUrls(world, host.functions, source.urls ?? new Set()),
    ...sagemaker.services,
    jsonService(scaling.service, "1.1", world),
    jsonService(eventsService(world, world.buses), "1.1", world),
    cloudwatchService(world, world.metrics, alarms),
    jsonService(logsService(world, world.logs), "1.1", world),
    snsService(world, world.topics),
    jsonService(sqsService(world.queues), "1.0", world),
    jsonService(ssmService(world, parameters), "1.1", world),
    dynamo,
    jsonService(states.service, "1.0", world),
    lambdaService(world, host.functions),
    stsService(world),
    noIam,
    s3Service(world, world.objects),
  ];
  const log = (line: string) => world.log(line);
  const listening = await listen(options.port ?? 0, {
    answer: (call) => answer(call, services, { world, keeping }),
    log,
  });
  ports.push(listening);
  const { url } = listening;
  world.listensAt(url);
  const httpApi = { world, functions: host.functions, routes: source.api ?? [], jwt: options.jwt ?? null };
  // Without an API there is nothing to look at.
  const page = httpApi.routes.length > 0 ? consolePage(consoleFolder) : null;
  const example = exampleOn(url, options);
  running.push(example);
  const api = await listen(options.apiPort ?? 0, {
    async answer(call) {
      const own =
        (await page?.answer(call)) ??
        answerExample(call, world, example) ??
        (await answerSamples(call, world));
      if (own) return own;
      const { answerHttp } = await import("./http-api/http-api.ts");
      return await answerHttp(call, httpApi);
    },
    log,
  });
  ports.push(api);
  restoreEnvironment = setEnvironment(
    options.functions
      ? { ...functionEnvironment({ ...world, url, apiUrl: api.url }), ...options.environment }
      : {},
  );
  for (const { topic, function: name } of (await source.subscriptions?.()) ?? []) {
    world.topics.subscribe({
      ...{ topicArn: topic, protocol: "sqs", raw: true, filter: null },
      endpoint: `arn:aws:sqs:${world.region}:${world.account}:${names.prefix}${name}`,
    });
  }
  await sagemaker.restart();
  states.restart();
  keeping?.start();
  endings.add(() => world.buses.close());
  return {
    url,
    apiUrl: api.url,
    hasConsole: page !== null,
    functionUrl: (name) => urlOf(url, `${names.prefix}${name}`),
    world,
    kept: options.state ?? null,
    alerts: () => world.topics.messages,
    deadLetters: () => host.deadLetters,
    idle: () => world.buses.idle && host.idle,
    close: () => endings.run(),
  };
}

function exampleOn(url: string, { example, environment }: LocalOptions): ExampleRun {
  const { program, impossible } = example ?? {
    program: [],
    impossible: "This server was not started by npm run local, or has the example in it already.",
  };
  return exampleRun({ url, program, impossible, fleet: environment?.DRIFTWHEEL_FLEET ?? null });
}

async function answer(
  call: Call,
  services: readonly HttpService[],
  { world, keeping }: { readonly world: LocalWorld; readonly keeping: Keeping | null },
): Promise<Answer> {
  const service = services.find((candidate) => candidate.accepts(call));
  const answered = service ? await service.handle(call) : notImplemented(call);
  // Who is told that something is done finds it done, whatever happens to this process.
  if (keeping !== null && isChange(call)) await keeping.write();
  const what = call.target ?? `${call.method} ${call.path}`;
  world.log(`${answered.status} ${service?.name ?? "?"} ${what}`);
  return answered;
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
async function openStateIn(folder: string, { warn, log }: LocalOptions): Promise<Keeping> {
  const { openState } = await import("./state/kept-state.ts");
  return new Keeping({ state: await openState(folder), folder, warn: warn ?? log ?? (() => {}) });
}

async function sourceOf(wanted: boolean | FunctionSource): Promise<FunctionSource> {
  if (typeof wanted === "object") return wanted;
  return wanted ? await projectFunctions() : noFunctions;
}
