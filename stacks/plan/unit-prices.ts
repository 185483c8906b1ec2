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

/** Region for which every price below was looked up, and the days: API Gateway, CloudFront and WAF on the second. */
export const priceRegion = "us-east-1";
export const pricesLookedUp = "2026-11-23 and 2026-11-25";

const million = 1_000_000;
const lambda = "https://aws.amazon.com/lambda/pricing/";
const sqs = "https://aws.amazon.com/sqs/pricing/";
const eventBridge = "https://aws.amazon.com/eventbridge/pricing/";
const dynamoDb = "https://aws.amazon.com/dynamodb/pricing/on-demand/";
const sns = "https://aws.amazon.com/sns/pricing/";
const cloudWatch = "https://aws.amazon.com/cloudwatch/pricing/";
const s3 = "https://aws.amazon.com/s3/pricing/";
const kms = "https://aws.amazon.com/kms/pricing/";
const apiGateway = "https://aws.amazon.com/api-gateway/pricing/";
const cloudFront = "https://aws.amazon.com/cloudfront/pricing/";
const waf = "https://aws.amazon.com/waf/pricing/";

const plans = "https://raw.githubusercontent.com/api-evangelist";
const readAt = {
  lambda: "https://cloudchipr.com/blog/aws-lambda-pricing",
  durable: `${plans}/aws-lambda/refs/heads/main/plans/aws-lambda-plans-pricing.yml`,
  durableData: "notes in a public repository that quote AWS's page",
  sqs: "https://cloudburn.io/blog/amazon-sqs-pricing",
  eventBridge: "https://cloudburn.io/blog/amazon-eventbridge-pricing",
  dynamoDb: "https://airbyte.com/data-engineering-resources/dynamodb-pricing",
  dynamoDbStorage: "a public note of 2020; not confirmed since",
  sns: "https://www.factualminds.com/blog/amazon-sns-pricing-publishes-fanout-protocols/",
  cloudWatch: `${plans}/cloudwatch/refs/heads/main/plans/cloudwatch-plans-pricing.yml`,
  dashboards: "https://www.factualminds.com/blog/amazon-cloudwatch-pricing-metrics-logs-alarms-dashboards/",
  s3: "https://c3x.dev/blog/s3-request-fees-explained",
  kms: "https://www.wring.co/blog/aws-kms-pricing-guide",
  apiGateway: "https://www.apigatewaycost.com/aws",
  cloudFront:
    "https://kindatechnical.com/aws-certification-associate-developer/lesson-87-cloudfront-pricing.html",
  waf: "https://c3x.dev/blog/aws-waf-cost-explained/",
} as const;

function price(
  service: string,
  unit: string,
  dollars: number,
  per: number,
  source: string,
  readAt?: string,
): UnitPrice {
  return { service, unit, dollars, per, source, ...(readAt === undefined ? {} : { readAt }) };
}

export const unitPrices = {
  lambdaRequests: price("Lambda", "requests", 0.2, million, lambda, readAt.durable),
  lambdaArm: price("Lambda", "GB-seconds on arm64", 0.0000133334, 1, lambda, readAt.lambda),
  lambdaX86: price("Lambda", "GB-seconds on x86_64", 0.0000166667, 1, lambda, readAt.lambda),
  durableOperations: price("Lambda durable functions", "operations", 8, million, lambda, readAt.durable),
  durableWritten: price("Lambda durable functions", "GB written", 0.25, 1, lambda, readAt.durableData),
  durableRetained: price(
    "Lambda durable functions",
    "GB-months retained",
    0.15,
    1,
    lambda,
    readAt.durableData,
  ),
  sqsRequests: price("SQS", "requests", 0.4, million, sqs, readAt.sqs),
  customEvents: price("EventBridge", "custom events", 1, million, eventBridge, readAt.eventBridge),
  archiveProcessed: price("EventBridge", "GB archived", 0.1, 1, eventBridge, readAt.eventBridge),
  archiveStored: price("EventBridge", "GB-months in the archive", 0.023, 1, eventBridge, readAt.eventBridge),
  ledgerWrites: price("DynamoDB", "write request units", 0.625, million, dynamoDb, readAt.dynamoDb),
  ledgerReads: price("DynamoDB", "read request units", 0.125, million, dynamoDb, readAt.dynamoDb),
  ledgerStored: price("DynamoDB", "GB-months", 0.25, 1, dynamoDb, readAt.dynamoDbStorage),
  ledgerRecovery: price(
    "DynamoDB",
    "GB-months of point-in-time recovery",
    0.2,
    1,
    dynamoDb,
    readAt.dynamoDbStorage,
  ),
  snsPublishes: price("SNS", "publishes", 0.5, million, sns, readAt.sns),
  snsEmails: price("SNS", "e-mails", 2, 100_000, sns, readAt.sns),
  alarms: price("CloudWatch", "alarm metrics", 0.1, 1, cloudWatch, readAt.cloudWatch),
  customMetrics: price("CloudWatch", "custom metrics", 0.3, 1, cloudWatch, readAt.cloudWatch),
  metricsRead: price(
    "CloudWatch",
    "metrics asked by GetMetricData",
    0.01,
    1_000,
    cloudWatch,
    readAt.cloudWatch,
  ),
  metricsPut: price("CloudWatch", "PutMetricData requests", 0.01, 1_000, cloudWatch, readAt.cloudWatch),
  dashboards: price("CloudWatch", "dashboards", 3, 1, cloudWatch, readAt.dashboards),
  logsWritten: price("CloudWatch Logs", "GB written", 0.5, 1, cloudWatch, readAt.cloudWatch),
  logsStored: price("CloudWatch Logs", "GB-months stored", 0.03, 1, cloudWatch, readAt.cloudWatch),
  s3Writes: price("S3", "PUT and LIST requests", 0.005, 1_000, s3, readAt.s3),
  s3Reads: price("S3", "GET and HEAD requests", 0.0004, 1_000, s3, readAt.s3),
  kmsKeys: price("KMS", "keys of your own", 1, 1, kms),
  kmsRequests: price("KMS", "requests", 0.03, 10_000, kms, readAt.kms),
  apiRequests: price("API Gateway", "HTTP API requests", 1, million, apiGateway, readAt.apiGateway),
  frontRequests: price("CloudFront", "HTTPS requests", 0.01, 10_000, cloudFront, readAt.cloudFront),
  webAcls: price("WAF", "web ACLs", 5, 1, waf, readAt.waf),
  webAclRules: price("WAF", "rules and managed rule groups", 1, 1, waf, readAt.waf),
  webAclRequests: price("WAF", "requests", 0.6, million, waf, readAt.waf),
} as const satisfies Readonly<Record<string, UnitPrice>>;

export type PriceName = keyof typeof unitPrices;
