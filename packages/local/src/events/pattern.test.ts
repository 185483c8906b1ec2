import { describe, expect, it } from "vitest";
import { InvalidPattern } from "./invalid-pattern.ts";
import { matchesPattern, type Pattern } from "./pattern.ts";

const event = {
  source: "aws.sagemaker",
  "detail-type": "SageMaker Processing Job State Change",
  resources: ["arn:aws:sagemaker:eu-west-1:111122223333:processing-job/dq-9"],
  detail: {
    ProcessingJobName: "dq-9",
    AppSpecification: {
      ImageUri: "468650794304.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-model-monitor-analyzer",
    },
    ExitMessage: null,
    FailureReason: "",
    rows: 301.5,
    address: "10.0.3.7",
    Tags: [
      { Key: "team", Value: "ice" },
      { Key: "driftwheel:model", Value: "frost" },
    ],
  },
};

const matching: readonly [name: string, pattern: Pattern][] = [
  ["a literal", { source: ["aws.s3", "aws.sagemaker"] }],
  ["any element of an array", { resources: [{ prefix: "arn:aws:sagemaker:" }] }],
  ["null", { detail: { ExitMessage: [null] } }],
  ["the empty text", { detail: { FailureReason: [""] } }],
  [
    "an element of an array of objects",
    { detail: { Tags: { Key: ["driftwheel:model"], Value: ["frost"] } } },
  ],
  ["prefix", { detail: { ProcessingJobName: [{ prefix: "dq-" }] } }],
  ["prefix, any case", { detail: { ProcessingJobName: [{ prefix: { "equals-ignore-case": "DQ" } }] } }],
  ["suffix", { detail: { ProcessingJobName: [{ suffix: "9" }] } }],
  ["wildcard", { detail: { AppSpecification: { ImageUri: [{ wildcard: "*sagemaker-model-monitor*" }] } } }],
  ["equals-ignore-case", { source: [{ "equals-ignore-case": "AWS.SageMaker" }] }],
  ["numeric, both bounds", { detail: { rows: [{ numeric: [">", 300, "<=", 301.5] }] } }],
  ["cidr", { detail: { address: [{ cidr: "10.0.0.0/16" }] } }],
  ["exists", { detail: { ProcessingJobName: [{ exists: true }] } }],
  ["exists not", { detail: { MonitoringScheduleArn: [{ exists: false }] } }],
  ["exists not, below what is absent", { detail: { Environment: { publish: [{ exists: false }] } } }],
  ["anything-but", { source: [{ "anything-but": ["aws.s3"] }] }],
  ["anything-but prefix", { source: [{ "anything-but": { prefix: "driftwheel." } }] }],
  ["anything-but wildcards", { source: [{ "anything-but": { wildcard: ["*s3", "*events"] } }] }],
  ["$or", { $or: [{ source: ["aws.s3"] }, { detail: { ProcessingJobName: ["dq-9"] } }] }],
];

const failing: readonly [name: string, pattern: Pattern][] = [
  ["a literal of another type", { detail: { rows: ["301.5"] } }],
  ["one field of two", { source: ["aws.sagemaker"], "detail-type": ["Object Created"] }],
  ["fields of different elements", { detail: { Tags: { Key: ["team"], Value: ["frost"] } } }],
  ["numeric outside", { detail: { rows: [{ numeric: ["<", 301.5] }] } }],
  ["cidr outside", { detail: { address: [{ cidr: "10.1.0.0/16" }] } }],
  ["wildcard that must reach the end", { detail: { ProcessingJobName: [{ wildcard: "*q" }] } }],
  ["a dot is no wildcard", { detail: { ProcessingJobName: [{ wildcard: "dq.9" }] } }],
  ["exists for what is there", { detail: { ProcessingJobName: [{ exists: false }] } }],
  ["anything-but of what is absent", { detail: { MonitoringScheduleArn: [{ "anything-but": "x" }] } }],
  ["anything-but of the value", { source: [{ "anything-but": { suffix: "sagemaker" } }] }],
  ["$or of nothing that matches", { $or: [{ source: ["aws.s3"] }, { source: ["aws.events"] }] }],
];

const broken: readonly [name: string, pattern: Pattern][] = [
  ["a value that is no array", { source: "aws.s3" }],
  ["an empty array", { source: [] }],
  ["an unknown operator", { source: [{ contains: "s3" }] }],
  ["numeric without a bound", { detail: { rows: [{ numeric: [">"] }] } }],
];

describe("an event pattern", () => {
  it.each(matching)("matches by %s", (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(true);
  });

  it.each(failing)("does not match by %s", (_, pattern) => {
    expect(matchesPattern(pattern, event)).toBe(false);
  });

  it.each(broken)("is refused with %s", (_, pattern) => {
    expect(() => matchesPattern(pattern, event)).toThrow(InvalidPattern);
  });
});
