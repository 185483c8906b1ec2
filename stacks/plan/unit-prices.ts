/** What AWS asks for one unit. Free allowances are left out: other workloads of the account may use them up. */
export interface UnitPrice {
  readonly service: string;
  readonly unit: string;
  /** Dollars for `per` units. */
  readonly dollars: number;
  readonly per: number;
  /** AWS's own page of this price. */
  readonly source: string;
  /** The secondary source of the number, when AWS's page fills it in by script and its stored text has none. */
  readonly readAt?: string;
}

/** Region and day for which every price below was looked up. */
export const priceRegion = "us-east-1";
export const pricesLookedUp = "2026-11-23";

const million = 1_000_000;
const lambda = "https://aws.amazon.com/lambda/pricing/";
const sqs = "https://aws.amazon.com/sqs/pricing/";
const eventBridge = "https://aws.amazon.com/eventbridge/pricing/";
const dynamoDb = "https://aws.amazon.com/dynamodb/pricing/on-demand/";
const sns = "https://aws.amazon.com/sns/pricing/";
const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
const s3 = "https://aws.amazon.com/s3/pricing/";
const kms = "https://aws.amazon.com/kms/pricing/";

const readAt = {
  lambda: "https://git.mcrn.ar/mariano/lambda_local_runner/src/branch/main/docs/lambdas-md/lambda-13-cost.md",
  durable:
    "https://raw.githubusercontent.com/api-evangelist/aws-lambda/refs/heads/main/plans/aws-lambda-plans-pricing.yml",
  durableData: "notes in a public repository that quote AWS's page",
  sqs: "https://cloudburn.io/blog/amazon-sqs-pricing",
  eventBridge: "https://cloudburn.io/blog/amazon-eventbridge-pricing",
  dynamoDb: "https://airbyte.com/data-engineering-resources/dynamodb-pricing",
  dynamoDbStorage: "https://gist.github.com/allenheltondev/d028926b7fe3b0656c96af9140ab55e3",
  sns: "https://www.factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols/",
  cloudWatch: "https://github.com/nishinoshake/aws-rough/issues/37",
  cloudWatchLogs: "https://github.com/vreutova/infracost-idem-support/pull/2",
  s3: "https://c3x.dev/blog/s3-request-fees-explained",
  kms: "https://www.wring.co/blog/aws-kms-pricing-guide",
} as const;

export const unitPrices = {
  lambdaRequests: {
    service: "Lambda",
    unit: "requests",
    dollars: 0.2,
    per: million,
    source: lambda,
    readAt: readAt.lambda,
  },
  lambdaArm: {
    service: "Lambda",
    unit: "GB-seconds on arm64",
    dollars: 0.0000133334,
    per: 1,
    source: lambda,
    readAt: readAt.lambda,
  },
  lambdaX86: {
    service: "Lambda",
    unit: "GB-seconds on x86_64",
    dollars: 0.0000166667,
    per: 1,
    source: lambda,
    readAt: readAt.lambda,
  },
  durableOperations: {
    service: "Lambda durable functions",
    unit: "operations",
    dollars: 8,
    per: million,
    source: lambda,
    readAt: readAt.durable,
  },
  durableWritten: {
    service: "Lambda durable functions",
    unit: "GB written",
    dollars: 0.25,
    per: 1,
    source: lambda,
    readAt: readAt.durableData,
  },
  durableRetained: {
    service: "Lambda durable functions",
    unit: "GB-months retained",
    dollars: 0.15,
    per: 1,
    source: lambda,
    readAt: readAt.durableData,
  },
  sqsRequests: {
    service: "SQS",
    unit: "requests",
    dollars: 0.4,
    per: million,
    source: sqs,
    readAt: readAt.sqs,
  },
  customEvents: {
    service: "EventBridge",
    unit: "custom events",
    dollars: 1,
    per: million,
    source: eventBridge,
    readAt: readAt.eventBridge,
  },
  archiveProcessed: {
    service: "EventBridge",
    unit: "GB archived",
    dollars: 0.1,
    per: 1,
    source: eventBridge,
    readAt: readAt.eventBridge,
  },
  archiveStored: {
    service: "EventBridge",
    unit: "GB-months in the archive",
    dollars: 0.023,
    per: 1,
    source: eventBridge,
    readAt: readAt.eventBridge,
  },
  ledgerWrites: {
    service: "DynamoDB",
    unit: "write request units",
    dollars: 0.625,
    per: million,
    source: dynamoDb,
    readAt: readAt.dynamoDb,
  },
  ledgerReads: {
    service: "DynamoDB",
    unit: "read request units",
    dollars: 0.125,
    per: million,
    source: dynamoDb,
    readAt: readAt.dynamoDb,
  },
  ledgerStored: {
    service: "DynamoDB",
    unit: "GB-months",
    dollars: 0.25,
    per: 1,
    source: dynamoDb,
    readAt: readAt.dynamoDbStorage,
  },
  ledgerRecovery: {
    service: "DynamoDB",
    unit: "GB-months of point-in-time recovery",
    dollars: 0.2,
    per: 1,
    source: dynamoDb,
    readAt: readAt.dynamoDbStorage,
  },
  snsPublishes: {
    service: "SNS",
    unit: "publishes",
    dollars: 0.5,
    per: million,
    source: sns,
    readAt: readAt.sns,
  },
  snsEmails: {
    service: "SNS",
    unit: "e-mails",
    dollars: 2,
    per: 100_000,
    source: sns,
    readAt: readAt.sns,
  },
  alarms: {
    service: "CloudWatch",
    unit: "alarm metrics",
    dollars: 0.1,
    per: 1,
    source: cloudWatch,
    readAt: readAt.cloudWatchLogs,
  },
  customMetrics: {
    service: "CloudWatch",
    unit: "custom metrics",
    dollars: 0.3,
    per: 1,
    source: cloudWatch,
    readAt: readAt.cloudWatch,
  },
  metricsRead: {
    service: "CloudWatch",
    unit: "metrics asked by GetMetricData",
    dollars: 0.01,
    per: 1_000,
    source: cloudWatch,
    readAt: readAt.cloudWatch,
  },
  dashboards: {
    service: "CloudWatch",
    unit: "dashboards",
    dollars: 3,
    per: 1,
    source: cloudWatch,
    readAt: readAt.cloudWatch,
  },
  logsWritten: {
    service: "CloudWatch Logs",
    unit: "GB written",
    dollars: 0.5,
    per: 1,
    source: cloudWatch,
    readAt: readAt.cloudWatchLogs,
  },
  logsStored: {
    service: "CloudWatch Logs",
    unit: "GB-months stored",
    dollars: 0.03,
    per: 1,
    source: cloudWatch,
    readAt: readAt.cloudWatchLogs,
  },
  s3Writes: {
    service: "S3",
    unit: "PUT and LIST requests",
    dollars: 0.005,
    per: 1_000,
    source: s3,
    readAt: readAt.s3,
  },
  s3Reads: {
    service: "S3",
    unit: "GET and HEAD requests",
    dollars: 0.0004,
    per: 1_000,
    source: s3,
    readAt: readAt.s3,
  },
  kmsKeys: { service: "KMS", unit: "keys of your own", dollars: 1, per: 1, source: kms },
  kmsRequests: {
    service: "KMS",
    unit: "requests",
    dollars: 0.03,
    per: 10_000,
    source: kms,
    readAt: readAt.kms,
  },
} as const satisfies Readonly<Record<string, UnitPrice>>;

export type PriceName = keyof typeof unitPrices;
