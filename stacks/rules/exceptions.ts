import { broadPermissions, broadPermissionsOfCosts } from "../permissions/broad-permissions.ts";

/** Why some resources of a kind do not meet a rule. */
export interface Exception {
  readonly rule: string;
  /** `lambda/function:Function` */
  readonly kind: string;
  /** Which of them; all of the kind unless given. */
  readonly of?: RegExp;
  readonly reason: string;
}

const lambda = "lambda/function:Function";
const distribution = "cloudfront/distribution:Distribution";

/**
 * THE list of what this deployment leaves open of the scanners' rules. Nothing else may be, and what no longer applies
 * may not stand here: test/deploy/rules.test.ts holds it to the resources that are deployed.
 */
export const exceptions: readonly Exception[] = [
  {
    rule: "CKV_AWS_50",
    kind: lambda,
    reason:
      "A setting (`tracing`): traces are paid for each, need a permission on every resource, and tell nothing of a decision that the ledger and the logs do not.",
  },
  {
    rule: "CKV_AWS_115",
    kind: lambda,
    reason:
      "What reads queues is limited where it reads (5 to 100 at once, by the fleet), and what faces the internet where it is asked (throttles of the API). A reservation is taken from the account, and a new account has none to give: its limit is 10.",
  },
  {
    rule: "CKV_AWS_116",
    kind: lambda,
    of: /^(drift|retraining|registry|endpoint|command|webhooks)$/,
    reason: "Its messages come from a queue, which has dead letters and an alarm on them.",
  },
  {
    rule: "CKV_AWS_116",
    kind: lambda,
    of: /^(monitor|quality|sweep|idle)$/,
    reason:
      "Called again by its schedule; the next call makes up for one that failed, and an alarm tells of both.",
  },
  {
    rule: "CKV_AWS_116",
    kind: lambda,
    of: /^(rollout|delivery)$/,
    reason:
      "A durable execution: what died is started again from the ledger by the sweep, or from the log of deliveries, and an alarm tells.",
  },
  {
    rule: "CKV_AWS_116",
    kind: lambda,
    of: /^(api|hooks)$/,
    reason: "Called by a request whose sender waits for the answer and is told that it failed.",
  },
  {
    rule: "CKV_AWS_117",
    kind: lambda,
    reason:
      "Nothing that it speaks to is in a VPC: AWS's own APIs and receivers of webhooks on the internet. In one it would need a NAT gateway or a dozen endpoints, above $30 a month, and reach the team's network besides.",
  },
  {
    rule: "CKV_AWS_119",
    kind: "dynamodb/table:Table",
    reason:
      "Encrypted with AWS's own key. With a key of the team's every append would depend on it, and whoever deletes it deletes every ledger; who may read is said by IAM either way.",
  },
  {
    rule: "CKV_AWS_158",
    kind: "cloudwatch/logGroup:LogGroup",
    reason:
      "Encrypted with AWS's own key, and without secrets: the path of a link is not logged, values of parameters never are.",
  },
  {
    rule: "CKV_AWS_173",
    kind: lambda,
    reason:
      "Encrypted with AWS's own key, and without secrets: names, addresses and numbers, which a test holds it to.",
  },
  {
    rule: "CKV_AWS_272",
    kind: lambda,
    reason:
      "The bundle is built and uploaded by the deployer in one run; who may change a function's code may also change what code must be signed with.",
  },
  {
    rule: "CKV_AWS_297",
    kind: "scheduler/schedule:Schedule",
    reason: "It holds an interval and the ARN of a function.",
  },
  ...["CKV_AWS_309", "AwsSolutions-APIG4"].map((rule) => ({
    rule,
    kind: "apigatewayv2/route:Route",
    of: /^(post-hooks-source|get-links-token|post-links-token)$/,
    reason:
      "Senders of webhooks and people who follow a link have no identity in AWS: the signature in the request is verified before anything is read. No other route is open.",
  })),
  ...["CKV_AWS_86", "AwsSolutions-CFR3"].map((rule) => ({
    rule,
    kind: distribution,
    of: /^public$/,
    reason:
      "The path of a link holds its token, and an access log would keep it. The API behind it logs each request by its route.",
  })),
  ...["CKV_AWS_86", "AwsSolutions-CFR3"].map((rule) => ({
    rule,
    kind: distribution,
    of: /^console$/,
    reason:
      "Its files are the same for everyone, and the API behind it logs each request with its caller. An access log would need a bucket of its own.",
  })),
  ...["CKV_AWS_174", "AwsSolutions-CFR4"].map((rule) => ({
    rule,
    kind: distribution,
    reason:
      "CloudFront's own certificate allows no choice. With a domain (`api.domain`) it is TLS 1.2 of 2021.",
  })),
  {
    rule: "CKV_AWS_305",
    kind: distribution,
    of: /^public$/,
    reason: "It serves no objects: what is neither a hook nor a link is refused by the web ACL.",
  },
  {
    rule: "CKV2_AWS_32",
    kind: distribution,
    of: /^public$/,
    reason: "The pages behind links bring their own headers, which are tested.",
  },
  {
    rule: "CKV_AWS_68",
    kind: distribution,
    of: /^console$/,
    reason:
      "Its files are read only, and to the API behind it API Gateway lets in nobody without a token, 50 requests a second at most. A web ACL is about $10 a month; one that exists already can be put before it.",
  },
  {
    rule: "CKV_AWS_18",
    kind: "s3/bucket:Bucket",
    reason: "CloudFront alone reads it, and what it holds is the same for everyone.",
  },
  ...["CKV_AWS_21", "CKV_AWS_144"].map((rule) => ({
    rule,
    kind: "s3/bucket:Bucket",
    reason: "What it holds is built from the sources at each deployment; nothing in it can be lost.",
  })),
  {
    rule: "CKV_AWS_145",
    kind: "s3/bucket:Bucket",
    reason: "Encrypted by S3's own key. It holds the console's code, which is public.",
  },
  {
    rule: "CKV_AWS_310",
    kind: distribution,
    reason: "The API is in one region, beside the ledger; there is no second that could take a decision.",
  },
  ...["CKV_AWS_374", "AwsSolutions-CFR1"].map((rule) => ({
    rule,
    kind: distribution,
    reason: "Services that send webhooks, and people who are on call, are where they are.",
  })),
  ...[...broadPermissions, ...broadPermissionsOfCosts]
    // A role by its whole name is broad, and no wildcard.
    .filter(({ action, resource }) => !action.startsWith("xray:") && resource.includes("*"))
    .map(({ action, resource, reason }) => permission(`${action} on ${resource}`, reason)),
  ...[
    "sagemaker:CreateModel on model/",
    "sagemaker:CreateEndpointConfig on endpoint-config/",
    "sagemaker:UpdateEndpoint on endpoint-config/",
  ].map((beginning) =>
    permission(
      new RegExp(`^${beginning}driftwheel-[a-z0-9-]+-\\*$`),
      "Each trial makes its own, named after the model.",
    ),
  ),
  ...["DeleteAlarms", "PutMetricAlarm"].map((action) =>
    permission(
      new RegExp(
        `^cloudwatch:${action} on alarm:TargetTracking-(?:endpoint/[^/*]+/variant/|inference-component/driftwheel-[a-z0-9-]+-)\\*$`,
      ),
      "Application Auto Scaling makes the alarms of a policy in the caller's name; each is named after its variant or component.",
    ),
  ),
  ...["DescribeModelPackage on model-package", "UpdateModelPackage on model-package"].map((beginning) =>
    permission(
      new RegExp(`^sagemaker:${beginning}/[^/*]+/\\*$`),
      "Every version of the model's group; versions are numbered as they come.",
    ),
  ),
  ...["DescribePipelineExecution", "ListPipelineExecutionSteps"].map((action) =>
    permission(
      new RegExp(`^sagemaker:${action} on pipeline/[^/*]+/execution/\\*$`),
      "Every execution of the model's pipeline; SageMaker names them.",
    ),
  ),
  permission(
    /^sagemaker:DescribeTransformJob on transform-job\/[^*]+\*$/,
    "Every transform job of a model that is served in batch: each run has a name of its own, behind the beginning that the policy names.",
  ),
  permission("dynamodb:ListStreams on *", "It names no stream; it tells a pipe which there are."),
  permission(
    /^s3:(GetObject|PutObject) on [^*]+\/\*$/,
    "Every object under a place that the fleet or the settings name.",
  ),
  permission(
    /^s3:GetObject on [^*]+\/\*\/?statistics\.json$/,
    "The statistics of every window, and of every training, under a place that the fleet or the settings name.",
  ),
  ...["CreateLogStream", "PutLogEvents"].map((action) =>
    permission(
      new RegExp(`^logs:${action} on log-group:/aws/lambda/driftwheel-[a-z0-9-]+:\\*$`),
      "Every stream of the function's own log; Lambda names them.",
    ),
  ),
  ...["CheckpointDurableExecution", "GetDurableExecutionState"].map((action) =>
    permission(
      new RegExp(`^lambda:${action} on function:driftwheel-[a-z0-9-]+:\\*$`),
      "Every version of the function itself: an execution stays with the one that it began with.",
    ),
  ),
];

function permission(allowed: string | RegExp, reason: string): Exception {
  const of =
    typeof allowed === "string"
      ? new RegExp(`^${allowed.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&")}$`)
      : allowed;
  return { rule: "AwsSolutions-IAM5", kind: "iam/policy:Policy", of, reason };
}
