import type { Fleet } from "@driftwheel/core/policy/policy.ts";

/** Every Lambda function, by the name of its file in functions/. */
export const functionNames = [
  "drift",
  "retraining",
  "registry",
  "endpoint",
  "rollout",
  "monitor",
  "quality",
  "sweep",
  "idle",
  "command",
  "api",
  "hooks",
  "webhooks",
  "delivery",
  "predictions",
  "invoke",
  "inferences",
] as const;

export type FunctionName = (typeof functionNames)[number];

/** Those whose executions take days; each is started by name and alias. */
export const durableFunctions: ReadonlySet<FunctionName> = new Set(["rollout", "delivery"]);

/** Those that a schedule calls to send a task for each model to a queue of their own, which calls them to do it. */
export const taskFunctions: ReadonlySet<FunctionName> = new Set(["monitor", "quality", "sweep"]);

/** Those that take messages which others put into their queue. */
export const messageFunctions: ReadonlySet<FunctionName> = new Set(["predictions", "inferences"]);

/** Those that are asked by a URL of their own, and stream what they answer. */
export const urlFunctions: ReadonlySet<FunctionName> = new Set(["invoke"]);

/** Events of a bus that match the pattern go to the function's queue. */
export interface Route {
  readonly name: string;
  readonly function: FunctionName;
  /** `default` is the account's own bus, where AWS services speak; `driftwheel` is Driftwheel's. */
  readonly bus: "default" | "driftwheel";
  /** Where the event must come from; `anywhere`, unless given, lets in what other accounts are allowed to send. */
  readonly from?: "own-account-and-region";
  /** Deployed only where a model of the fleet is retrained so. */
  readonly retrainedBy?: "tuning-job" | "state-machine";
  /** Deployed only where a model of the fleet is served so. */
  readonly servedIn?: "batch";
  /** Deployed only where a model of the fleet waits for such data, and then for these places alone. */
  readonly waitsFor?: "files" | "feature-group";
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html */
  readonly pattern: Readonly<Record<string, unknown>>;
}

/** A function that is called again and again. */
export interface Schedule {
  readonly name: string;
  readonly function: FunctionName;
  /** Milliseconds; whole minutes where EventBridge Scheduler does the calling. */
  readonly every: number;
  /** Deployed only where the fleet has this part, which says how often. */
  readonly wantedBy?: "idle";
}

const minute = 60_000;
/** Only ends are decided on; a status that SageMaker adds one day may be one. */
const jobEnds = [{ "anything-but": ["InProgress", "Stopping"] }];
const executionEnds = [{ "anything-but": ["Executing", "Stopping"] }];
const stepEnds = [{ "anything-but": ["Starting", "Executing", "Stopping"] }];
/** Model Monitor's containers. Baselining uses them too; the parser tells the two apart. */
const monitorImages = ["*sagemaker-model-monitor-*", "*sagemaker-clarify-processing*"];

/**
 * THE route table: which event goes to which function. Deployed by stacks/ and obeyed by packages/local.
 * Patterns sift roughly; whether an event concerns the fleet is for the parser and the policy to say.
 */
export const routes: readonly Route[] = [
  {
    name: "monitor-run",
    function: "drift",
    bus: "default",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Processing Job State Change"],
      detail: {
        ProcessingJobStatus: jobEnds,
        // Either proves it: a container of a team's own has only the ARN, and the documented fields lack the ARN.
        $or: [
          { AppSpecification: { ImageUri: monitorImages.map((wildcard) => ({ wildcard })) } },
          { MonitoringScheduleArn: [{ prefix: "arn:" }] },
        ],
      },
    },
  },
  {
    name: "violations-file",
    function: "drift",
    bus: "default",
    pattern: {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { object: { key: [{ suffix: "/constraint_violations.json" }] } },
    },
  },
  {
    name: "data-file",
    function: "drift",
    bus: "default",
    waitsFor: "files",
    pattern: {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { object: { key: [{ "anything-but": { suffix: "/constraint_violations.json" } }] } },
    },
  },
  {
    name: "feature-group",
    function: "drift",
    bus: "default",
    waitsFor: "feature-group",
    pattern: { source: ["aws.sagemaker"], "detail-type": ["SageMaker Feature Group State Change"] },
  },
  {
    name: "alarm",
    function: "drift",
    bus: "default",
    // Guards are named in the policy, and a name is unique in one account and region only.
    from: "own-account-and-region",
    pattern: {
      source: ["aws.cloudwatch"],
      "detail-type": ["CloudWatch Alarm State Change", "CloudWatch Alarm Contributor State Change"],
    },
  },
  {
    name: "drift-report",
    function: "drift",
    bus: "default",
    pattern: { source: ["driftwheel.monitor"], "detail-type": ["Drift Report", "Window Not Judged"] },
  },
  {
    name: "evidently-report",
    function: "drift",
    bus: "default",
    pattern: { source: ["driftwheel.evidently"], "detail-type": ["Evidently Report"] },
  },
  {
    name: "command",
    function: "command",
    // The account's bus is open to whoever may put events there; who may put these is said by stacks/bus.ts.
    bus: "driftwheel",
    pattern: { source: ["driftwheel.command", "driftwheel.hook"], "detail-type": ["Command Given"] },
  },
  {
    name: "new-data",
    function: "command",
    bus: "default",
    pattern: { source: ["driftwheel.hook"], "detail-type": ["New Data"] },
  },
  {
    name: "entries",
    function: "webhooks",
    bus: "driftwheel",
    pattern: { source: ["driftwheel"] },
  },
  {
    name: "training-job",
    function: "retraining",
    bus: "default",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Training Job State Change"],
      // Spot capacity that is taken back is no end, and is told.
      detail: { $or: [{ TrainingJobStatus: jobEnds }, { SecondaryStatus: ["Interrupted"] }] },
    },
  },
  {
    name: "tuning-job",
    function: "retraining",
    bus: "default",
    retrainedBy: "tuning-job",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker HyperParameter Tuning Job State Change"],
      detail: { HyperParameterTuningJobStatus: [{ "anything-but": ["InProgress", "Running", "Stopping"] }] },
    },
  },
  {
    name: "state-machine",
    function: "retraining",
    bus: "default",
    retrainedBy: "state-machine",
    pattern: {
      source: ["aws.states"],
      "detail-type": ["Step Functions Execution Status Change"],
      detail: {
        status: [{ "anything-but": ["RUNNING", "PENDING_REDRIVE"] }],
        name: [{ prefix: "driftwheel-" }],
      },
    },
  },
  {
    name: "transform-job",
    function: "endpoint",
    bus: "default",
    servedIn: "batch",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Transform Job State Change"],
      detail: { TransformJobStatus: jobEnds },
    },
  },
  {
    name: "processing-job",
    function: "retraining",
    bus: "default",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Processing Job State Change"],
      detail: {
        ProcessingJobStatus: jobEnds,
        AppSpecification: {
          ImageUri: [{ "anything-but": { wildcard: monitorImages } }, { exists: false }],
        },
        MonitoringScheduleArn: [{ exists: false }, null, ""],
      },
    },
  },
  {
    name: "pipeline-execution",
    function: "retraining",
    bus: "default",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Model Building Pipeline Execution Status Change"],
      detail: { currentPipelineExecutionStatus: executionEnds },
    },
  },
  {
    name: "pipeline-step",
    function: "retraining",
    bus: "default",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Model Building Pipeline Execution Step Status Change"],
      detail: { currentStepStatus: stepEnds },
    },
  },
  {
    name: "model-package",
    function: "registry",
    bus: "default",
    pattern: { source: ["aws.sagemaker"], "detail-type": ["SageMaker Model Package State Change"] },
  },
  {
    name: "endpoint",
    function: "endpoint",
    bus: "default",
    pattern: {
      source: ["aws.sagemaker"],
      "detail-type": ["SageMaker Endpoint State Change", "SageMaker Endpoint Deployment State Change"],
    },
  },
];

export const schedules: readonly Schedule[] = [
  { name: "monitor", function: "monitor", every: 5 * minute },
  { name: "quality", function: "quality", every: 5 * minute },
  { name: "sweep", function: "sweep", every: 5 * minute },
  { name: "idle", function: "idle", every: 1440 * minute, wantedBy: "idle" },
];

/** The schedules that a fleet needs, each as often as the fleet has it. */
export function schedulesOf(fleet: Pick<Fleet, "idle">): readonly Schedule[] {
  return schedules.flatMap((schedule) => {
    if (schedule.wantedBy === undefined) return [schedule];
    const part = fleet[schedule.wantedBy];
    return part ? [{ ...schedule, every: part.every }] : [];
  });
}

/** The functions that take messages from a queue of their own name, whoever puts them there. */
export const queuedFunctions: readonly FunctionName[] = [
  ...new Set([...routes.map((route) => route.function), ...taskFunctions, ...messageFunctions]),
];

/** The functions that are deployed for a fleet. */
export function functionsOf(fleet: Pick<Fleet, "idle" | "models">): readonly FunctionName[] {
  return functionNames.filter((name) => {
    if (name === "idle") return fleet.idle !== undefined;
    if (name === "invoke") return isProxied(fleet);
    if (name === "inferences") return topicsOfInferences(fleet).length > 0;
    return name !== "predictions" || logsPredictions(fleet);
  });
}

/** Those of them that take messages from a queue. */
export function queuedFunctionsOf(fleet: Pick<Fleet, "idle" | "models">): readonly FunctionName[] {
  const deployed = functionsOf(fleet);
  return queuedFunctions.filter((name) => deployed.includes(name));
}

/** Whether a model of the fleet has a prediction log, which callers send to. */
export function logsPredictions({ models }: Pick<Fleet, "models">): boolean {
  return Object.values(models).some(({ drift }) => drift.predictionLog !== undefined);
}

/** Whether the invoke proxy answers for a model of the fleet. */
export function isProxied({ models }: Pick<Fleet, "models">): boolean {
  return Object.values(models).some(({ route }) => route?.proxy === true);
}

/** The topics that tell of answers and errors of the fleet's asynchronous endpoints, each once; ARNs. */
export function topicsOfInferences({ models }: Pick<Fleet, "models">): readonly string[] {
  const topics = Object.values(models).flatMap(({ asynchronous }) =>
    asynchronous ? [asynchronous.successTopic, asynchronous.errorTopic] : [],
  );
  return [...new Set(topics)].toSorted((one, other) => (one < other ? -1 : 1));
}
