import type { Fleet } from "@driftwheel/core/policy/policy.ts";
import type { FunctionName } from "../../../stacks/routes.ts";
import { proxiedFleet } from "./proxied-fleet.ts";

/** Where a measurement ends: the handler's answer, or the arrival of the process's first request to AWS. */
export type End = "handled" | "first-outside-call";

export interface FirstEvent {
  readonly end: End;
  readonly event: unknown;
  /** Where the repository's own fleet has nothing for the function to do. */
  readonly fleet?: Fleet;
}

const account = "111122223333";
const place = { version: "0", account, region: "eu-west-1", time: "2026-10-04T05:06:07Z" };
const arn = (resource: string) => `arn:aws:sagemaker:eu-west-1:${account}:${resource}`;

/** What a queue hands over. */
function message(body: object) {
  return {
    Records: [
      {
        messageId: "0c7b1f6a-0000-4000-8000-000000000002",
        receiptHandle: "receipt",
        body: JSON.stringify(body),
        attributes: {
          ApproximateReceiveCount: "1",
          SentTimestamp: "1791090367000",
          SenderId: "sender",
          ApproximateFirstReceiveTimestamp: "1791090367001",
        },
        messageAttributes: {},
        md5OfBody: "0",
        eventSource: "aws:sqs",
        eventSourceARN: `arn:aws:sqs:eu-west-1:${account}:driftwheel`,
        awsRegion: "eu-west-1",
      },
    ],
  };
}

/** An event of another team's resource, as the account's default bus brings them all day: read, and dropped. */
function foreign(detailType: string, detail: object, source = "aws.sagemaker") {
  const event = { ...place, id: "8a1d", source, "detail-type": detailType, resources: [], detail };
  return { end: "handled" as const, event: message(event) };
}

/** What a run of the schedule sends for each model; there are thousands of them for each run. */
const task = {
  end: "first-outside-call",
  event: message({ model: "frost", at: "2026-10-04T05:00:00.000Z" }),
} as const;

const scheduled = {
  end: "handled",
  event: { ...place, id: "8a1e", source: "aws.scheduler", "detail-type": "Scheduled Event", detail: {} },
} as const;

/** An entry as Driftwheel announces it. */
const entry = {
  model: "frost",
  sequence: 12,
  kind: "paused",
  at: "2026-10-04T05:06:07.000Z",
  because: "Someone paused it.",
  causedBy: 11,
  data: { by: "someone", reason: "maintenance" },
};

/** What Lambda hands to a durable function when its execution begins. https://docs.aws.amazon.com/lambda/latest/dg/durable-functions.html */
function execution(name: string, input: object) {
  return {
    end: "first-outside-call" as const,
    event: {
      DurableExecutionArn: `arn:aws:lambda:eu-west-1:${account}:function:${name}:1/durable-execution/${name}-1/1`,
      CheckpointToken: "token",
      InitialExecutionState: {
        NextMarker: "",
        Operations: [
          {
            Id: "execution",
            Type: "EXECUTION",
            Status: "STARTED",
            StartTimestamp: 1791090367,
            ExecutionDetails: { InputPayload: JSON.stringify(input) },
          },
        ],
      },
    },
  };
}

/** What no function can be quicker than (`floors/`): the libraries that all use, and one call of AWS's own client. */
export const floors = ["libraries", "one-call"] as const;

/** A function, or a floor that it is compared with. */
export type Measured = FunctionName | (typeof floors)[number];

export function isFloor(name: Measured): name is (typeof floors)[number] {
  return floors.some((floor) => floor === name);
}

/** The first event of each function. A new function without one here is an error of the compiler. */
export const firstEvents: Readonly<Record<Measured, FirstEvent>> = {
  libraries: foreign("SageMaker Training Job State Change", {}),
  "one-call": task,
  drift: foreign("SageMaker Processing Job State Change", {
    ProcessingJobArn: arn("processing-job/model-monitoring-tides-0410"),
    ProcessingJobName: "model-monitoring-tides-0410",
    ProcessingJobStatus: "Completed",
    AppSpecification: {
      ImageUri: `${account}.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer`,
    },
    MonitoringScheduleArn: arn("monitoring-schedule/tides-hourly"),
    Environment: {
      sagemaker_endpoint_name: "tides-prod",
      sagemaker_monitoring_schedule_name: "tides-hourly",
    },
    LastModifiedTime: 1791090300000,
  }),
  retraining: foreign("SageMaker Training Job State Change", {
    TrainingJobArn: arn("training-job/tides-0410"),
    TrainingJobName: "tides-0410",
    TrainingJobStatus: "Completed",
    LastModifiedTime: 1791090300000,
  }),
  registry: foreign("SageMaker Model Package State Change", {
    ModelPackageArn: arn("model-package/tides/7"),
    ModelPackageGroupName: "tides",
    ModelPackageVersion: 7,
    ModelPackageStatus: "Completed",
    ModelApprovalStatus: "Approved",
    CreationTime: 1791090300000,
  }),
  endpoint: foreign("SageMaker Endpoint State Change", {
    EndpointArn: arn("endpoint/tides-prod"),
    EndpointName: "tides-prod",
    EndpointConfigName: "tides-7",
    EndpointStatus: "IN_SERVICE",
    LastModifiedTime: 1791090300000,
  }),
  // Someone looks at the models; the ledger is asked.
  api: {
    end: "first-outside-call",
    event: {
      version: "2.0",
      routeKey: "GET /models",
      rawPath: "/models",
      rawQueryString: "",
      headers: { accept: "application/json", host: "api.example.com" },
      requestContext: {
        accountId: account,
        domainName: "api.example.com",
        http: {
          method: "GET",
          path: "/models",
          protocol: "HTTP/1.1",
          sourceIp: "203.0.113.7",
          userAgent: "curl",
        },
        authorizer: { iam: { userArn: `arn:aws:sts::${account}:assumed-role/team/ada` } },
      },
      isBase64Encoded: false,
    },
  },
  command: foreign(
    "Command Given",
    { model: "tides", command: { name: "pause" }, by: "another team", reason: "their own model" },
    "driftwheel.command",
  ),
  monitor: task,
  // The repository's own fleet names no ground truth, so there is nothing to ask AWS.
  quality: { ...task, end: "handled" },
  // Nor does it name anything that may stand idle.
  idle: scheduled,
  sweep: task,
  rollout: execution("rollout", { model: "frost", rollout: "frost-1" }),
  // The repository's own fleet has no subscription, so the entry is read and dropped.
  webhooks: foreign("paused", entry, "driftwheel"),
  // Anyone in the account who may send to the queue can send this; the repository's own fleet has no prediction log.
  predictions: { end: "handled", event: message({ model: "frost", predictions: [{ inferenceId: "1" }] }) },
  // Somebody asks for a prediction; the model's route is read.
  invoke: {
    end: "first-outside-call",
    fleet: proxiedFleet,
    event: {
      version: "2.0",
      routeKey: "$default",
      rawPath: "/endpoints/frost/invocations",
      rawQueryString: "",
      headers: { "content-type": "text/csv", "x-driftwheel-unit": "user-1" },
      requestContext: { accountId: account, http: { method: "POST", path: "/endpoints/frost/invocations" } },
      body: "1.5,2,sun",
      isBase64Encoded: false,
    },
  },
  // The repository's own fleet has no asynchronous endpoint: the topic was told of another's.
  inferences: {
    end: "handled",
    event: message({
      ...{ eventName: "InferenceResult", invocationStatus: "Completed", inferenceId: "1" },
      ...{ eventTime: "2026-03-09T14:30:01Z", receivedTime: "2026-03-09T14:30:00Z" },
      requestParameters: { endpointName: "reef-prod" },
    }),
  },
  delivery: execution("delivery", { subscription: "warehouse", execution: 1, entry }),
  // Anyone can send this. The repository's own fleet has no hooks, so there is no secret to ask AWS for.
  hooks: {
    end: "handled",
    event: {
      version: "2.0",
      routeKey: "POST /hooks/{source}",
      rawPath: "/hooks/lake",
      headers: { "content-type": "application/json" },
      pathParameters: { source: "lake" },
      body: '{"type":"table.updated"}',
      isBase64Encoded: false,
    },
  },
};
