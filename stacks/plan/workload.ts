import type { PriceName } from "./unit-prices.ts";

/** What a model does in a month. Everything that the price rests on and the resources do not say. */
export interface Assumptions {
  readonly hoursPerMonth: number;
  readonly windowsPerDay: number;
  readonly captureFilesPerWindow: number;
  readonly retrainings: number;
  readonly rollouts: number;
  readonly looksPerRollout: number;
  readonly pollsPerRollout: number;
  readonly eventsPerRetraining: number;
  readonly eventsPerRollout: number;
  readonly alarmChanges: number;
  readonly entriesPerEpisode: number;
  readonly announcedPerEpisode: number;
  readonly alertsPerEpisode: number;
  readonly emailsPerAlert: number;
  readonly entryKilobytes: number;
  readonly ledgerMonths: number;
  readonly snapshotKilobytes: number;
  readonly entriesBetweenSnapshots: number;
  readonly metricsPerLook: number;
  readonly scheduleMinutes: number;
  readonly secondsPerMessage: number;
  readonly secondsPerSweep: number;
  readonly secondsPerMonitorRun: number;
  readonly secondsPerWindow: number;
  readonly secondsPerStep: number;
  readonly logKilobytesPerMessage: number;
  readonly logKilobytesPerSweep: number;
  readonly logMonths: number;
  readonly pollersPerQueue: number;
  readonly pollSeconds: number;
  readonly outcomeMetrics: number;
  readonly hooksTaken: number;
  readonly apiCalls: number;
  readonly linkViews: number;
  readonly consoleHours: number;
  readonly consoleAsksPerHour: number;
  readonly subscriptions: number;
  readonly operationsPerDelivery: number;
  readonly secondsPerDelivery: number;
  readonly deliveryKilobytes: number;
  readonly deliveryMonths: number;
  readonly secretsReadPerHour: number;
  readonly predictionMessages: number;
  readonly inferences: number;
  readonly proxiedRequests: number;
  readonly secondsPerProxied: number;
}

/** What of a deployment has a price whatever its models do; counted in its resources. */
export interface Deployed {
  /** Queues that Lambda polls. */
  readonly polledQueues: number;
  /** 1 where models have prediction logs, 0 where none has. */
  readonly predictionLogs: number;
  /** 1 where the topics of asynchronous endpoints are read, 0 where none is. */
  readonly asynchronous: number;
  /** 1 where the invoke proxy answers for models, 0 where it does not. */
  readonly proxies: number;
  readonly alarms: number;
  readonly dashboards: number;
  readonly keys: number;
  /** Queues whose messages are encrypted with a KMS key rather than by SQS itself. */
  readonly queuesWithKey: number;
  readonly archives: number;
  readonly webAcls: number;
  /** Rules and managed rule groups of all web ACLs. */
  readonly webAclRules: number;
  /** Distributions with the console's page. */
  readonly consoles: number;
  /** Metrics that Driftwheel itself puts or that log filters make. */
  readonly customMetrics: number;
  /** Gigabytes of memory, of the monitor and of the largest of all others. */
  readonly memory: { readonly monitor: number; readonly others: number };
  readonly architecture: "arm64" | "x86_64";
}

/** How much of one unit is used in a month: a fixed part, and a part for each model. */
export interface Usage {
  readonly price: PriceName;
  readonly fixed: number;
  readonly perModel: number;
  /** The formula in words. */
  readonly because: string;
}

const kilobytesPerGigabyte = 1_000_000;
/** `packages/aws/src/queues/send-messages.ts` */
const tasksPerCall = 10;
/** `packages/aws/src/inferences/inference-counts.ts` */
const inferenceMetrics = 2;

/** What a deployment uses in a month. Pure; one line for each unit price that is touched. */
export function workload(deployed: Deployed, assume: Assumptions): readonly Usage[] {
  const windows = (assume.windowsPerDay * assume.hoursPerMonth) / 24;
  const runs = (assume.hoursPerMonth * 60) / assume.scheduleMinutes;
  // Of monitor, quality and sweep.
  const tasks = 3 * runs;
  const looks = assume.rollouts * assume.looksPerRollout;
  const polls = assume.rollouts * assume.pollsPerRollout;
  const episodes = assume.retrainings;
  // What a model has that logs its predictions; of one that does not it is the price of the queue alone.
  const proxied = deployed.proxies * assume.proxiedRequests;
  const logged = deployed.predictionLogs * (proxied > 0 ? proxied : assume.predictionMessages);
  // What a model has whose endpoint queues requests: a notification for each.
  const inferences = deployed.asynchronous * assume.inferences;
  const webhooks = assume.hooksTaken + assume.linkViews;
  const requests = assume.apiCalls + webhooks;
  const asked = deployed.consoles * assume.consoleHours * assume.consoleAsksPerHour;
  const commands = assume.hooksTaken;
  const messages =
    windows +
    commands +
    assume.retrainings * assume.eventsPerRetraining +
    assume.rollouts * assume.eventsPerRollout +
    assume.alarmChanges;
  // A look is announced, and that it was announced is an entry too.
  const entries = windows + episodes * assume.entriesPerEpisode + 2 * looks;
  const announced = episodes * assume.announcedPerEpisode + looks;
  const steps = 3 * looks + polls;
  const deliveries = announced * assume.subscriptions;
  const invocations = messages + looks + polls;
  const reads = messages + steps + announced + runs + assume.apiCalls;
  // A snapshot may be a moment old, at half the price; the entries after it must all be there.
  const unitsPerRead =
    Math.ceil(assume.snapshotKilobytes / 4) / 2 +
    Math.ceil(((assume.entriesBetweenSnapshots / 2) * assume.entryKilobytes) / 4);
  const snapshots = entries / assume.entriesBetweenSnapshots;
  const alerts = episodes * assume.alertsPerEpisode;
  const operations = assume.rollouts + 4 * looks + 2 * polls + deliveries * assume.operationsPerDelivery;
  const logs =
    messages * assume.logKilobytesPerMessage +
    steps * assume.logKilobytesPerMessage +
    runs * assume.logKilobytesPerSweep +
    (announced + deliveries + requests) * assume.logKilobytesPerMessage;
  const gigabyteSeconds =
    ((messages + announced + requests + logged + inferences) * assume.secondsPerMessage +
      deliveries * assume.secondsPerDelivery +
      proxied * assume.secondsPerProxied +
      steps * assume.secondsPerStep +
      runs * assume.secondsPerSweep) *
      deployed.memory.others +
    (windows * assume.secondsPerWindow + 2 * runs * assume.secondsPerMonitorRun) * deployed.memory.monitor;
  const idlePolls = (assume.hoursPerMonth * 3600 * assume.pollersPerQueue) / assume.pollSeconds;
  const ledgerGigabytes = (entries * assume.entryKilobytes * assume.ledgerMonths) / kilobytesPerGigabyte;
  const announcedGigabytes = (announced * assume.entryKilobytes) / kilobytesPerGigabyte;
  const deliveryGigabytes = (deliveries * assume.deliveryKilobytes) / kilobytesPerGigabyte;
  const archived = deployed.archives > 0 ? announcedGigabytes : 0;

  const line = (price: PriceName, fixed: number, perModel: number, because: string): Usage => ({
    price,
    fixed,
    perModel,
    because,
  });
  return [
    line(
      "lambdaRequests",
      3 * runs + asked,
      invocations + announced + deliveries + requests + tasks + logged + inferences + proxied,
      "sweep, monitor and quality runs, with a task for each model, and what an open console asks; messages and entries for webhooks one by one, the rollout's resumptions after waits, deliveries, and requests of the HTTP API; messages of predictions, and of asynchronous endpoints, one by one; requests by the invoke proxy",
    ),
    line(
      deployed.architecture === "arm64" ? "lambdaArm" : "lambdaX86",
      asked * assume.secondsPerMessage * deployed.memory.others,
      gigabyteSeconds,
      "seconds of messages, requests, those by the invoke proxy, deliveries, steps, windows, sweeps, and runs of monitor and quality, by the functions' memory",
    ),
    line(
      "durableOperations",
      0,
      operations,
      "1 a rollout, 4 a look, 2 a poll of a changing endpoint; and those of each delivery",
    ),
    line("durableWritten", 0, operations / kilobytesPerGigabyte, "1 KB an operation"),
    line("durableRetained", 0, operations / kilobytesPerGigabyte, "kept a month at most"),
    line(
      "sqsRequests",
      deployed.polledQueues * idlePolls,
      3 * (messages + announced + logged + inferences) + (2 + 1 / tasksPerCall) * tasks,
      "Lambda's empty polls of each queue; send, receive and delete of each message, and of each entry for webhooks; tasks are sent ten a call",
    ),
    line(
      "customEvents",
      0,
      windows + announced + assume.hooksTaken,
      "drift reports, what hooks say, and entries that are announced; events of AWS services on the default bus are free",
    ),
    line("archiveProcessed", 0, archived, "announced entries"),
    line("archiveStored", 0, archived * assume.ledgerMonths, "announced entries, kept as long as the ledger"),
    line(
      "ledgerWrites",
      0,
      entries * Math.ceil(assume.entryKilobytes) +
        snapshots * Math.ceil(assume.snapshotKilobytes) +
        2 * deliveries * Math.ceil(assume.deliveryKilobytes) +
        2 * assume.hooksTaken +
        inferences,
      "every entry, as if written on its own, and a snapshot now and then, by the kilobyte; each delivery and each hook when it begins and when it ends; each request of an asynchronous endpoint once",
    ),
    line(
      "ledgerReads",
      0,
      reads * unitsPerRead + 2 * deliveries,
      "every message, step, answered announcement, request and sweep reads the snapshot and the entries since, by 4 kilobytes; a delivery asks twice whether its subscription is live",
    ),
    line(
      "ledgerStored",
      0,
      ledgerGigabytes + deliveryGigabytes * assume.deliveryMonths,
      "all entries since the model came under care, and the log of deliveries for as long as it is kept",
    ),
    line("ledgerRecovery", 0, ledgerGigabytes + deliveryGigabytes * assume.deliveryMonths, "the same bytes"),
    line("snsPublishes", 0, alerts, "alerts"),
    line("snsEmails", 0, alerts * assume.emailsPerAlert, "alerts by those who subscribed"),
    line("alarms", deployed.alarms, 0, "alarms on Driftwheel itself, counted in the resources"),
    line(
      "customMetrics",
      deployed.customMetrics,
      assume.outcomeMetrics + deployed.asynchronous * inferenceMetrics,
      "the functions' own metrics, the monitor's of the fleet among them; the outcomes that a team puts for its model; answers and errors of an asynchronous endpoint",
    ),
    line("metricsRead", 0, looks * assume.metricsPerLook, "both variants' metrics at each look"),
    line("metricsPut", 0, inferences, "what became of each request of an asynchronous endpoint"),
    line("dashboards", deployed.dashboards, 0, "counted in the resources"),
    line(
      "logsWritten",
      0,
      logs / kilobytesPerGigabyte,
      "lines of messages, requests, deliveries, steps and sweeps; the API's access log among them",
    ),
    line("logsStored", 0, (logs * assume.logMonths) / kilobytesPerGigabyte, "kept for the retention"),
    line(
      "s3Writes",
      0,
      8 * windows + logged + inferences,
      "five listings, the plan of what is read, statistics and violations of each window; an object for each message of predictions, and for each request of an asynchronous endpoint",
    ),
    line(
      "s3Reads",
      0,
      windows * (assume.captureFilesPerWindow + 4) + 3 * runs + 3 * inferences,
      "capture files, baseline and three plans of each window; three looks for earlier reports at each run; what an asynchronous endpoint was asked and answered, when it is logged and when it is judged",
    ),
    line(
      "kmsKeys",
      deployed.keys,
      0,
      "counted in the resources; each yearly rotation adds as much again, as AWS's page says",
    ),
    line(
      "kmsRequests",
      assume.secretsReadPerHour * assume.hoursPerMonth,
      2 * alerts + (deployed.queuesWithKey > 0 ? 2 * messages : 0),
      "two for each alert, and for each message where queues use a key; secrets that are read, which SSM itself asks nothing for",
    ),
    line(
      "apiRequests",
      asked,
      requests,
      "hooks, looks at links, calls of people and their tools, and what an open console asks",
    ),
    line(
      "frontRequests",
      asked,
      deployed.webAcls > 0 ? webhooks : 0,
      "hooks and looks at links where a web ACL stands before them, and what an open console asks",
    ),
    line("webAcls", deployed.webAcls, 0, "counted in the resources"),
    line("webAclRules", deployed.webAclRules, 0, "counted in the resources"),
    line("webAclRequests", 0, deployed.webAcls > 0 ? webhooks : 0, "hooks and looks at links"),
  ].filter(({ fixed, perModel }) => fixed + perModel > 0);
}
