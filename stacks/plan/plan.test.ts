import { describe, expect, it } from "vitest";
import { deployedIn } from "./costs.ts";
import { dollars, seconds, table } from "./markdown.ts";
import { renderPlan } from "./plan.ts";
import type { PlannedResource } from "./resource.ts";

const account = "444455556666";
const queueArn = `arn:aws:sqs:eu-west-3:${account}:letters`;
const dlqArn = `arn:aws:sqs:eu-west-3:${account}:letters-dlq`;
const statement = (Action: unknown, Resource: unknown, more: object = {}) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource, ...more }] });

const resources: readonly PlannedResource[] = [
  { type: "pulumi:pulumi:Stack", name: "stack", properties: {} },
  {
    type: "aws:iam/role:Role",
    name: "ReaderRole",
    properties: {
      name: "reader-role",
      assumeRolePolicy: statement("sts:AssumeRole", undefined, {
        Principal: { Service: "lambda.amazonaws.com" },
      }),
      inlinePolicies: [
        { name: "inline", policy: statement(["sqs:ReceiveMessage", "sqs:DeleteMessage"], queueArn) },
      ],
    },
  },
  {
    type: "aws:iam/rolePolicy:RolePolicy",
    name: "ReaderPass",
    properties: {
      role: "reader-role",
      policy: statement("iam:PassRole", "arn:aws:iam::444455556666:role/train", {
        Condition: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
      }),
    },
  },
  {
    type: "aws:iam/policy:Policy",
    name: "ReaderTells",
    properties: {
      name: "reader-tells",
      policy: statement("sns:Publish", "arn:aws:sns:eu-west-3:444455556666:news"),
    },
  },
  {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "ReaderTells",
    properties: { role: "reader-role", policyArn: "arn:aws:iam::444455556666:policy/reader-tells" },
  },
  {
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "ReaderAudit",
    properties: { role: "reader-role", policyArn: "arn:aws:iam::aws:policy/SecurityAudit" },
  },
  {
    type: "aws:lambda/function:Function",
    name: "Reader",
    properties: {
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      memorySize: 512,
      timeout: 60,
      durableConfig: { executionTimeout: 86_400 * 4, retentionPeriod: 14 },
    },
  },
  {
    type: "aws:sqs/queue:Queue",
    name: "Letters",
    properties: {
      visibilityTimeoutSeconds: 360,
      messageRetentionSeconds: 1_209_600,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 5 }),
    },
  },
  { type: "aws:sqs/queue:Queue", name: "LettersDlq", properties: { messageRetentionSeconds: 1_209_600 } },
  {
    type: "aws:lambda/eventSourceMapping:EventSourceMapping",
    name: "ReaderMapping",
    properties: {
      eventSourceArn: queueArn,
      functionName: "reader",
      functionResponseTypes: ["ReportBatchItemFailures"],
    },
  },
  {
    type: "aws:cloudwatch/eventRule:EventRule",
    name: "LetterCame",
    properties: { name: "letter-came", eventPattern: '{"source":["post"],"detail-type":["Letter"]}' },
  },
  {
    type: "aws:cloudwatch/eventTarget:EventTarget",
    name: "LetterCameTarget",
    properties: {
      rule: "letter-came",
      arn: queueArn,
      deadLetterConfig: { arn: dlqArn },
      retryPolicy: { maximumRetryAttempts: 185, maximumEventAgeInSeconds: 86_400 },
    },
  },
  {
    type: "aws:scheduler/schedule:Schedule",
    name: "Nightly",
    properties: {
      scheduleExpression: "rate(1 day)",
      target: {
        arn: "arn:aws:lambda:eu-west-3:444455556666:function:reader",
        deadLetterConfig: { arn: dlqArn },
        retryPolicy: { maximumRetryAttempts: 3, maximumEventAgeInSeconds: 300 },
      },
    },
  },
  {
    type: "aws:cloudwatch/metricAlarm:MetricAlarm",
    name: "DeadLetters",
    properties: {
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      period: 60,
      evaluationPeriods: 1,
      alarmDescription: "A letter could not be read | by anyone.",
    },
  },
  {
    type: "aws:dynamodb/table:Table",
    name: "Ledger",
    properties: { billingMode: "PAY_PER_REQUEST", attributes: [{ type: "S", name: "pk" }] },
  },
];
const plan = (of = resources) => renderPlan({ stage: "production", of: "one model.", resources: of });
/** The row of a table that has the word, in the sections after the list of all resources. */
const lineWith = (word: string) =>
  plan()
    .split("## Functions")[1]
    ?.split("\n")
    .find((line) => line.startsWith("|") && line.includes(word));

describe("the plan", () => {
  it("is the same whatever the order of the resources and of their keys", () => {
    expect(plan(resources.toReversed())).toBe(plan());
  });

  it("holds no day of today and no path of a machine", () => {
    const today = new Date().toISOString().slice(0, 10);
    const written = plan().replaceAll(/Looked up on [\d-]+ and [\d-]+/g, "");
    expect(written).not.toContain(today);
    expect(written).not.toContain(process.cwd());
  });

  it("has a row for each action of a role, wherever the graph grants it", () => {
    expect(lineWith("`sqs:DeleteMessage`")).toBe(`| \`sqs:DeleteMessage\` | \`${queueArn}\` |  |`);
    expect(lineWith("`iam:PassRole`")).toContain('"iam:PassedToService":"sagemaker.amazonaws.com"');
    expect(lineWith("`sns:Publish`")).toContain("`arn:aws:sns:eu-west-3:444455556666:news`");
    expect(plan()).toContain("Policies that are not in the graph: `arn:aws:iam::aws:policy/SecurityAudit`.");
    expect(plan()).toContain("Taken by: `lambda.amazonaws.com`.");
  });

  it("says where a rule's events go, how often it is tried and what becomes of the rest", () => {
    expect(lineWith("LetterCame |")).toBe(
      '| LetterCame | default | `{"detail-type":["Letter"],"source":["post"]}` | letters | 185 times in 1 day | letters-dlq |',
    );
    expect(lineWith("| Nightly |")).toBe(
      "| Nightly | `rate(1 day)` | reader | 3 times in 5 minutes | letters-dlq |",
    );
    expect(lineWith("| Reader |")).toContain("| at most 4 days, kept 14 days |");
    expect(lineWith("Letters |")).toBe("| Letters | 6 minutes | 14 days | by SQS | 5 | letters-dlq |");
    expect(lineWith("| letters | reader |")).toContain("| yes |");
  });

  it("says why an alarm goes off, and escapes what would end a cell", () => {
    expect(lineWith("DeadLetters |")).toContain("Maximum > 0 over 1 minute");
    expect(lineWith("DeadLetters |")).toContain("A letter could not be read \\| by anyone.");
  });

  it("shows every property of what has no table of its own", () => {
    expect(lineWith("| Ledger |")).toContain(
      '`{"attributes":[{"name":"pk","type":"S"}],"billingMode":"PAY_PER_REQUEST"}`',
    );
  });

  it("leaves out what is no resource of AWS", () => {
    expect(plan()).not.toContain("pulumi:pulumi:Stack");
  });

  it("counts what has a price in the resources", () => {
    expect(deployedIn(resources)).toEqual({
      polledQueues: 1,
      predictionLogs: 0,
      asynchronous: 0,
      proxies: 0,
      alarms: 1,
      dashboards: 0,
      keys: 0,
      queuesWithKey: 0,
      archives: 0,
      webAcls: 0,
      webAclRules: 0,
      consoles: 0,
      customMetrics: 3,
      memory: { monitor: 0.125, others: 0.5 },
      architecture: "arm64",
    });
    expect(plan()).toMatch(
      /\| \*\*together\*\* \| \*\*\$[\d.,]+\*\* \| \*\*\$[\d.,]+\*\* \| \*\*\$[\d.,]+\*\* \|/,
    );
  });
});

describe("its words for numbers", () => {
  it("are the largest unit that is whole", () => {
    expect([90, 300, 3_600, 86_400, 129_600].map(seconds)).toEqual([
      "90 seconds",
      "5 minutes",
      "1 hour",
      "1 day",
      "36 hours",
    ]);
  });

  it("do not call a small price free, nor a free one small", () => {
    expect([0, 0.0001, 0.055, 1234.5].map(dollars)).toEqual(["$0.00", "< $0.01", "$0.06", "$1,234.50"]);
  });

  it("say that a table has no rows", () => {
    expect(table(["a"], [])).toBe("None.");
  });
});
