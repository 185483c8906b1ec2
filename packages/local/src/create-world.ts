import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { MetricRecorder } from "./cloudwatch/metric-recorder.ts";
import { type EventArrival, EventBuses } from "./events/event-buses.ts";
import { Faults } from "./faults.ts";
import { type ImageSettings, imageRegistry } from "./images/image-registry.ts";
import { LogGroups } from "./logs/log-groups.ts";
import { seededRandom } from "./random.ts";
import { Buckets } from "./s3/buckets.ts";
import { publish } from "./sns/publish.ts";
import { Topics } from "./sns/topics.ts";
import { MessageQueues } from "./sqs/message-queues.ts";
import { nothingKept, type State } from "./state/state.ts";
import { removeTemporary, temporaryFolder } from "./temporary-folders.ts";
import { type BusEvent, ServiceError, type World } from "./world.ts";

export interface WorldOptions extends ImageSettings {
  /** Default `eu-west-1`. */
  readonly region?: string;
  /** Default `111122223333`. */
  readonly account?: string;
  /** Decides repeats and order of events and the routing of traffic; default 1. */
  readonly seed?: number;
  /** A folder to work in, made if absent and left as it is at the end; a new temporary one unless given. */
  readonly directory?: string;
  /** What an earlier server has left, and where this one leaves its own; nothing unless given. */
  readonly kept?: State;
  /** How unreliably the services' own events arrive. */
  readonly delivery?: Partial<EventArrival>;
  /** Takes the operator's lines; silent unless given. */
  readonly log?: (line: string) => void;
  /** Takes the lines that an operator should see in any case; the log unless given. */
  readonly warn?: (line: string) => void;
}

/** The world of one server, with the parts that only its owner may touch. */
export interface LocalWorld extends World {
  readonly objects: Buckets;
  readonly metrics: MetricRecorder;
  readonly logs: LogGroups;
  readonly faults: Faults;
  readonly buses: EventBuses;
  readonly topics: Topics;
  readonly queues: MessageQueues;
  /** Told by whoever hosts the account's functions. */
  callsFunctionsBy(call: World["callFunction"]): void;
  /** Told by the server as soon as it listens. */
  listensAt(url: string): void;
  /** Ends timers and removes the temporary folder. */
  close(): void;
}

/** Everything that the services share, without a server: good for tests of one service. */
export function createWorld(options: WorldOptions = {}): LocalWorld {
  const region = options.region ?? "eu-west-1";
  const account = options.account ?? "111122223333";
  const directory = options.directory ?? temporaryFolder();
  mkdirSync(join(directory, "tmp"), { recursive: true });
  const log = options.log ?? (() => {});
  const state = options.kept ?? nothingKept;
  const random = seededRandom(options.seed ?? 1, startsBefore(state));
  const buses = new EventBuses({ region, account, random, log, ...options.delivery }, state);
  const emit = (event: BusEvent) => buses.emit(event);
  let address: string | null = null;
  const url = () => {
    if (address === null) throw new Error("The server does not listen yet, so it has no URL.");
    return address;
  };
  const queues = new MessageQueues({ region, account, url });
  let callFunction: World["callFunction"] = async (arn) => {
    throw new ServiceError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
  };
  const sendTo = (queueArn: string, body: string) => void queues.findByArn(queueArn).send(body);
  const topics = new Topics({ region, account, url, log, sendTo }, state);
  return {
    region,
    account,
    directory,
    state,
    random,
    emit,
    log,
    warn: options.warn ?? log,
    buses,
    topics,
    queues,
    url,
    callFunction: (arn, payload) => callFunction(arn, payload),
    callsFunctionsBy(call) {
      callFunction = call;
    },
    sendMessage(queueUrl, body) {
      queues.find(queueUrl).send(body);
    },
    publish(topicArn, message) {
      publish({ TopicArn: topicArn, Message: message }, topics);
    },
    listensAt(known) {
      address = known;
    },
    objects: new Buckets(emit, account, state),
    metrics: new MetricRecorder(),
    logs: new LogGroups(state),
    images: imageRegistry(options),
    faults: new Faults(),
    close() {
      buses.close();
      topics.close();
      removeTemporary(directory);
    },
  };
}

/** How many servers had this state before: one that began with the same chance would draw their ids again. */
function startsBefore(state: State): number {
  const kept: ReadonlyMap<string, number> = state.keep("starts", () => [
    { key: "starts", value: before + 1 },
  ]);
  const before = kept.get("starts") ?? 0;
  return before;
}
