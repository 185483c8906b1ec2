import type { Assumptions } from "./workload.ts";

/** One assumption: its value, its unit, and where it is from. */
interface Assumed {
  readonly value: number;
  readonly unit: string;
  readonly from: string;
}

const design = "the policy's default";
const counted = "counted in the ledger of one main job (`npm start -- --json`)";
const chosen = "chosen; a team's own rhythm goes here";
const guessed = "a cautious guess; not measured in AWS";

/** What each number of the price rests on. Shown in the plan beside the result. */
export const assumed: Readonly<Record<keyof Assumptions, Assumed>> = {
  hoursPerMonth: { value: 730, unit: "hours a month", from: "8,760 hours a year" },
  windowsPerDay: { value: 24, unit: "monitor windows a day", from: `${design}, \`drift.window\` of 1 hour` },
  captureFilesPerWindow: { value: 60, unit: "capture files a window", from: `${guessed}: one a minute` },
  retrainings: { value: 1, unit: "retrainings a month", from: chosen },
  rollouts: { value: 1, unit: "rollouts a month", from: chosen },
  looksPerRollout: {
    value: 288,
    unit: "looks a rollout",
    from: `a day of \`rollout.lookEvery\`, ${design} of 5 minutes`,
  },
  pollsPerRollout: {
    value: 80,
    unit: "polls of a changing endpoint a rollout",
    from: `5 changes of 8 minutes, \`rollout.pollEvery\` at ${design} of 30 seconds`,
  },
  eventsPerRetraining: {
    value: 15,
    unit: "events a retraining",
    from: `${counted}: steps, execution and package, for two executions`,
  },
  eventsPerRollout: { value: 12, unit: "events a rollout", from: `${counted}: the endpoint's` },
  alarmChanges: {
    value: 20,
    unit: "alarm changes a month",
    from: `${guessed}; all alarms of the account reach the drift queue`,
  },
  entriesPerEpisode: {
    value: 69,
    unit: "entries from a confirmed drift to the promotion, looks not counted",
    from: `${counted}: 88 entries, less 15 windows, less 2 looks and their 2 announcements`,
  },
  announcedPerEpisode: {
    value: 13,
    unit: "announced entries of the same, looks not counted",
    from: `${counted}: 15, less 2 looks`,
  },
  alertsPerEpisode: { value: 3, unit: "alerts of the same", from: counted },
  emailsPerAlert: { value: 2, unit: "e-mails an alert", from: chosen },
  entryKilobytes: { value: 0.52, unit: "KB an entry", from: `${counted}: the mean` },
  ledgerMonths: { value: 12, unit: "months of ledger", from: "a year after the model came under care" },
  snapshotKilobytes: {
    value: 15,
    unit: "KB a snapshot of a model's state",
    from: "9.6 KB were measured for the main job's last state with 2,000 remembered signals; half as much again",
  },
  entriesBetweenSnapshots: {
    value: 10,
    unit: "entries from one snapshot to the next",
    from: "`packages/core/src/decider/read-state.ts`",
  },
  metricsPerLook: {
    value: 12,
    unit: "metrics a look",
    from: "6 for each variant (`packages/aws/src/metrics/period-counts.ts`)",
  },
  scheduleMinutes: {
    value: 5,
    unit: "minutes between two runs of sweep, monitor and quality",
    from: "`stacks/routes.ts`",
  },
  secondsPerMessage: { value: 0.3, unit: "seconds a message", from: guessed },
  secondsPerSweep: { value: 0.3, unit: "seconds a model in a sweep", from: guessed },
  secondsPerMonitorRun: {
    value: 0.05,
    unit: "seconds a model in a run of monitor or quality",
    from: guessed,
  },
  secondsPerWindow: { value: 3, unit: "seconds a window", from: guessed },
  secondsPerStep: { value: 0.3, unit: "seconds a step of a rollout", from: guessed },
  logKilobytesPerMessage: { value: 2, unit: "KB of log a message or step", from: guessed },
  logKilobytesPerSweep: { value: 0.4, unit: "KB of log a model in a sweep", from: guessed },
  logMonths: {
    value: 365 / 30,
    unit: "months that logs are kept",
    from: "the default of the setting `logRetentionDays`",
  },
  pollersPerQueue: {
    value: 5,
    unit: "pollers a queue",
    from: "what Lambda begins with: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html",
  },
  pollSeconds: { value: 20, unit: "seconds an empty poll", from: "the longest long poll of SQS" },
  outcomeMetrics: {
    value: 2,
    unit: "outcome metrics a model",
    from: "`OutcomeTrials` and `OutcomeSuccesses` of the champion; the challenger's few days are left out",
  },
  hooksTaken: { value: 100, unit: "webhooks of others taken a month", from: chosen },
  apiCalls: { value: 500, unit: "calls of the HTTP API a month", from: chosen },
  linkViews: {
    value: 20,
    unit: "looks at links a month",
    from: `${chosen}: an approval and a few explanations, each looked at by mail programs too`,
  },
  consoleHours: {
    value: 40,
    unit: "hours a month that a console is looked at, where there is one",
    from: `${chosen}: two hours a working day, of all people together`,
  },
  consoleAsksPerHour: {
    value: 2_400,
    unit: "requests an hour of an open console",
    from: "two answers, each asked for again every three seconds; a page that nobody sees asks nothing",
  },
  subscriptions: { value: 1, unit: "webhook subscriptions that want every entry", from: chosen },
  operationsPerDelivery: {
    value: 4,
    unit: "durable operations a delivery",
    from: "its start, and the three steps of one that is taken at the first attempt (`functions/delivery/delivery-workflow.ts`)",
  },
  secondsPerDelivery: {
    value: 1,
    unit: "seconds a delivery",
    from: `${guessed}; the receiver's time is in it`,
  },
  deliveryKilobytes: {
    value: 2,
    unit: "KB of log a delivery",
    from: `${guessed}: its attempts and its entry, as they stand in the table`,
  },
  deliveryMonths: {
    value: 3,
    unit: "months of deliveries",
    from: "`packages/aws/src/webhooks/delivery-item.ts`",
  },
  predictionMessages: {
    value: 43_800,
    unit: "messages of predictions a month, of a model with a prediction log",
    from: `${chosen}: one a minute, with all predictions of that minute`,
  },
  inferences: {
    value: 43_800,
    unit: "requests a month, of a model whose endpoint queues them",
    from: `${chosen}: one a minute`,
  },
  proxiedRequests: {
    value: 438_000,
    unit: "requests a month by the invoke proxy, of a model that it answers for",
    from: `${chosen}: ten a minute, each logged by itself where the model has a prediction log`,
  },
  secondsPerProxied: {
    value: 0.15,
    unit: "seconds a request by the invoke proxy",
    from: `${guessed}: as long as the model takes, and the log after it`,
  },
  secretsReadPerHour: {
    value: 24,
    unit: "secrets read an hour",
    from: `${guessed}: two at a time, and processes remember them for five minutes`,
  },
};

const names = Object.keys(assumed) as (keyof Assumptions)[];

/** The numbers alone. */
export const assumptions = Object.fromEntries(
  names.map((name) => [name, assumed[name].value]),
  // The record's type has every name, so the object has it too.
) as unknown as Assumptions;
