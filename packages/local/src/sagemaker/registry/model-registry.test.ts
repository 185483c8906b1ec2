import { beforeEach, describe, expect, it } from "vitest";
import { nothingKept } from "../../state/state.ts";
import { checkRequest } from "../../validation/door.ts";
import type { Operation } from "../../world.ts";
import { TagStore } from "../tags/tag-store.ts";
import type { RegistryEvent } from "./events.ts";
import { groupOperations } from "./group-operations.ts";
import { ModelRegistry } from "./model-registry.ts";
import { packageOperations } from "./package-operations.ts";

const prefix = "arn:aws:sagemaker:ap-south-1:777788889999";
const image = "777788889999.dkr.ecr.ap-south-1.amazonaws.com/orchard:4";
const specification = {
  Containers: [{ Image: image, ModelDataUrl: "s3://orchard/run-9/model.tar.gz" }],
  SupportedContentTypes: ["application/json"],
};

let events: RegistryEvent[];
let tags: TagStore;
let registry: ModelRegistry;
let clock: number;
let call: (operation: string, input?: Record<string, unknown>) => Promise<Record<string, unknown>>;

beforeEach(() => {
  events = [];
  tags = new TagStore(nothingKept);
  clock = Date.UTC(2031, 5, 1, 12);
  registry = new ModelRegistry({
    arn: (kind, name) => `${prefix}:${kind}/${name}`,
    tags,
    state: nothingKept,
    announce: (event) => void events.push(structuredClone(event)),
    now: () => new Date(clock),
  });
  const operations = new Map<string, Operation>([
    ...groupOperations(registry),
    ...packageOperations(registry),
  ]);
  call = async (operation, input = {}) => {
    clock += 1000;
    const run = operations.get(operation);
    if (run === undefined) throw new Error(`no operation ${operation}`);
    checkRequest("sagemaker", operation, input);
    // Every answer of the registry is an object or nothing.
    return ((await run(input, { requestId: "r" })) ?? {}) as Record<string, unknown>;
  };
});

async function register(more: Record<string, unknown> = {}): Promise<string> {
  const made = await call("CreateModelPackage", {
    ModelPackageGroupName: "orchard",
    InferenceSpecification: specification,
    ...more,
  });
  return String(made.ModelPackageArn);
}

describe("a model package group", () => {
  it("is created once, described, listed and deleted", async () => {
    const created = await call("CreateModelPackageGroup", {
      ModelPackageGroupName: "orchard",
      Tags: [{ Key: "team", Value: "fruit" }],
    });
    const arn = `${prefix}:model-package-group/orchard`;
    expect(created).toEqual({ ModelPackageGroupArn: arn });
    expect(tags.of(arn)).toEqual([{ Key: "team", Value: "fruit" }]);
    await expect(call("CreateModelPackageGroup", { ModelPackageGroupName: "orchard" })).rejects.toThrow(
      `Model Package Group already exists: ${arn}`,
    );
    expect(await call("DescribeModelPackageGroup", { ModelPackageGroupName: arn })).toMatchObject({
      ModelPackageGroupName: "orchard",
      ModelPackageGroupStatus: "Completed",
    });
    // Another account's group of the same name is another group.
    for (const foreign of [
      arn.replace(/:\d{12}:/, ":999988887777:"),
      arn.replace(/:sagemaker:[^:]+:/, ":sagemaker:eu-north-1:"),
    ]) {
      await expect(call("ListModelPackages", { ModelPackageGroupName: foreign })).rejects.toThrow(
        `ModelPackageGroup ${foreign} does not exist.`,
      );
    }
    expect(await call("ListModelPackages", { ModelPackageGroupName: arn })).toEqual({
      ModelPackageSummaryList: [],
    });
    const { ModelPackageGroupSummaryList } = await call("ListModelPackageGroups", { NameContains: "orch" });
    expect(ModelPackageGroupSummaryList).toHaveLength(1);

    await call("DeleteModelPackageGroup", { ModelPackageGroupName: "orchard" });
    await expect(
      call("DescribeModelPackageGroup", { ModelPackageGroupName: "orchard" }),
    ).rejects.toMatchObject({
      code: "ValidationException",
      message: `ModelPackageGroup ${arn} does not exist.`,
    });
  });

  it("is not deleted while it has versions", async () => {
    await call("CreateModelPackageGroup", { ModelPackageGroupName: "orchard" });
    const arn = await register();
    await expect(call("DeleteModelPackageGroup", { ModelPackageGroupName: "orchard" })).rejects.toMatchObject(
      {
        code: "ConflictException",
      },
    );
    await call("DeleteModelPackage", { ModelPackageName: arn });
    await call("DeleteModelPackageGroup", { ModelPackageGroupName: "orchard" });
  });
});

describe("a model package", () => {
  beforeEach(async () => {
    await call("CreateModelPackageGroup", { ModelPackageGroupName: "orchard" });
  });

  it("gets the next version of its group, and a deleted version is not given again", async () => {
    expect(await register()).toBe(`${prefix}:model-package/orchard/1`);
    expect(await register()).toBe(`${prefix}:model-package/orchard/2`);
    await call("DeleteModelPackage", { ModelPackageName: "orchard/2" });
    expect(await register()).toBe(`${prefix}:model-package/orchard/3`);
  });

  it("is described by ARN and by group and version, with what was registered", async () => {
    const metrics = {
      ModelQuality: { Statistics: { ContentType: "application/json", S3Uri: "s3://orchard/e.json" } },
    };
    const baselines = {
      ModelDataQuality: { Statistics: { ContentType: "application/json", S3Uri: "s3://orchard/s.json" } },
    };
    const arn = await register({
      ModelMetrics: metrics,
      DriftCheckBaselines: baselines,
      CustomerMetadataProperties: { commit: "b81c" },
    });

    const described = await call("DescribeModelPackage", { ModelPackageName: arn });
    expect(described).toMatchObject({
      ModelPackageGroupName: "orchard",
      ModelPackageVersion: 1,
      ModelPackageStatus: "Completed",
      ModelApprovalStatus: "PendingManualApproval",
      ModelMetrics: metrics,
      DriftCheckBaselines: baselines,
      CustomerMetadataProperties: { commit: "b81c" },
      InferenceSpecification: {
        Containers: [{ Image: image, ModelDataUrl: "s3://orchard/run-9/model.tar.gz" }],
      },
    });
    expect(described).not.toHaveProperty("ApprovalDescription");
    expect(await call("DescribeModelPackage", { ModelPackageName: "orchard/1" })).toEqual(described);
    expect(registry.containers(arn)).toEqual(specification.Containers);
  });

  it("is made once for one client token", async () => {
    const first = await register({ ClientToken: "run-9" });
    expect(await register({ ClientToken: "run-9" })).toBe(first);
    expect(await register({ ClientToken: "run-10" })).not.toBe(first);
    expect(events).toHaveLength(2);
  });

  it("tells its registration without naming updated fields", async () => {
    const arn = await register();
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      detailType: "SageMaker Model Package State Change",
      resources: [arn],
      detail: {
        ModelPackageName: "orchard/1",
        ModelPackageVersion: 1,
        CreationTime: clock,
        ModelPackageStatusDetails: { ValidationStatuses: [], ImageScanStatuses: [] },
        CertifyForMarketplace: false,
        ModelApprovalStatus: "PendingManualApproval",
      },
    });
    expect(events[0]?.detail).not.toHaveProperty("UpdatedModelPackageFields");
  });

  it("tells what an update changed, and a life cycle edit repeats the approval", async () => {
    const arn = await register();
    await call("UpdateModelPackage", {
      ModelPackageArn: arn,
      ModelApprovalStatus: "Approved",
      ApprovalDescription: "good pears",
    });
    const lifeCycle = { Stage: "Production", StageStatus: "Serving" };
    await call("UpdateModelPackage", { ModelPackageArn: arn, ModelLifeCycle: lifeCycle });

    expect(events[1]?.detail).toMatchObject({
      ModelApprovalStatus: "Approved",
      ApprovalDescription: "good pears",
      UpdatedModelPackageFields: ["ModelApprovalStatus", "ApprovalDescription"],
    });
    expect(events[2]?.detail).toMatchObject({
      ModelApprovalStatus: "Approved",
      ModelLifeCycle: lifeCycle,
      UpdatedModelPackageFields: ["ModelLifeCycle"],
    });
  });

  it("does not change when an update is repeated with its token", async () => {
    const arn = await register();
    await call("UpdateModelPackage", {
      ModelPackageArn: arn,
      ModelApprovalStatus: "Approved",
      ClientToken: "t-1",
    });
    await call("UpdateModelPackage", {
      ModelPackageArn: arn,
      ModelApprovalStatus: "Rejected",
      ClientToken: "t-2",
    });
    const before = await call("DescribeModelPackage", { ModelPackageName: arn });
    await call("UpdateModelPackage", {
      ModelPackageArn: arn,
      ModelApprovalStatus: "Approved",
      ClientToken: "t-1",
    });

    expect(await call("DescribeModelPackage", { ModelPackageName: arn })).toEqual(before);
    expect(before.ModelApprovalStatus).toBe("Rejected");
    expect(events).toHaveLength(3);
  });

  it("adds and removes customer metadata", async () => {
    const arn = await register({ CustomerMetadataProperties: { a: "1", b: "2" } });
    await call("UpdateModelPackage", {
      ModelPackageArn: arn,
      CustomerMetadataProperties: { b: "3", c: "4" },
      CustomerMetadataPropertiesToRemove: ["a"],
    });
    expect(await call("DescribeModelPackage", { ModelPackageName: arn })).toMatchObject({
      CustomerMetadataProperties: { b: "3", c: "4" },
    });
  });

  it("is listed oldest first, by group, approval and page", async () => {
    for (let version = 1; version <= 12; version += 1) await register();
    await call("UpdateModelPackage", {
      ModelPackageArn: `${prefix}:model-package/orchard/11`,
      ModelApprovalStatus: "Approved",
    });
    const versions = (answer: Record<string, unknown>) =>
      (answer.ModelPackageSummaryList as { ModelPackageVersion: number }[]).map(
        (each) => each.ModelPackageVersion,
      );

    const first = await call("ListModelPackages", { ModelPackageGroupName: "orchard", MaxResults: 5 });
    expect(versions(first)).toEqual([1, 2, 3, 4, 5]);
    const rest = await call("ListModelPackages", {
      ModelPackageGroupName: "orchard",
      MaxResults: 100,
      NextToken: first.NextToken,
    });
    expect(versions(rest)).toEqual([6, 7, 8, 9, 10, 11, 12]);
    expect(rest).not.toHaveProperty("NextToken");

    const descending = {
      ModelPackageGroupName: "orchard",
      SortOrder: "Descending",
      MaxResults: 3,
    };
    expect(versions(await call("ListModelPackages", descending))).toEqual([12, 11, 10]);
    const approved = { ModelPackageGroupName: "orchard", ModelApprovalStatus: "Approved" };
    expect(versions(await call("ListModelPackages", approved))).toEqual([11]);
  });

  it("is not listed without its group unless versions are asked for", async () => {
    await register();
    expect(await call("ListModelPackages")).toEqual({ ModelPackageSummaryList: [] });
    const { ModelPackageSummaryList } = await call("ListModelPackages", { ModelPackageType: "Versioned" });
    expect(ModelPackageSummaryList).toHaveLength(1);
  });

  it.each([
    [
      "DescribeModelPackage",
      { ModelPackageName: "orchard/9" },
      `ModelPackage ${prefix}:model-package/orchard/9 does not`,
    ],
    ["CreateModelPackage", { ModelPackageGroupName: "none" }, "model-package-group/none does not exist."],
    ["CreateModelPackage", {}, "Missing ARN."],
    [
      "CreateModelPackage",
      { ModelPackageGroupName: "orchard", Tags: [{ Key: "a", Value: "b" }] },
      "Tags are not supported in Model Package versions.",
    ],
    [
      "CreateModelPackage",
      { ModelPackageGroupName: "a", ModelPackageName: "b" },
      "Cannot determine which one to use.",
    ],
    [
      "UpdateModelPackage",
      { ModelPackageArn: "x", ModelApprovalStatus: "Maybe" },
      "Value 'Maybe' at 'modelApprovalStatus' failed to satisfy constraint: Member must satisfy enum value set: " +
        "[Approved, Rejected, PendingManualApproval]",
    ],
    [
      "UpdateModelPackage",
      {},
      "Value null at 'modelPackageArn' failed to satisfy constraint: Member must not be null",
    ],
    ["ListModelPackages", { MaxResults: 101 }, "Member must have value less than or equal to 100"],
    ["ListModelPackages", { NextToken: "!" }, "The token is invalid."],
  ])("%s of %j is refused as a ValidationException", async (operation, input, message) => {
    await expect(call(operation, input)).rejects.toMatchObject({
      code: "ValidationException",
      message: expect.stringContaining(message),
    });
  });
});
