import type { CreateFeatureGroupRequest } from "@aws-sdk/client-sagemaker";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;

beforeAll(async () => {
  local = await localSageMaker({ sagemaker: { featureGroupDelay: 100 } });
  await local.server.world.objects.put("harbour-features", "kept/it.txt", new Uint8Array([1]));
});
afterAll(() => local.close());

function request(name: string, changes: Partial<CreateFeatureGroupRequest> = {}): CreateFeatureGroupRequest {
  return {
    FeatureGroupName: name,
    RecordIdentifierFeatureName: "berth",
    EventTimeFeatureName: "seen_at",
    FeatureDefinitions: [
      { FeatureName: "berth", FeatureType: "String" },
      { FeatureName: "seen_at", FeatureType: "String" },
      { FeatureName: "ships", FeatureType: "Integral" },
    ],
    OnlineStoreConfig: { EnableOnlineStore: true },
    OfflineStoreConfig: { S3StorageConfig: { S3Uri: "s3://harbour-features/own/" } },
    RoleArn: role,
    ...changes,
  };
}

const describe_ = (FeatureGroupName: string) => local.sagemaker.describeFeatureGroup({ FeatureGroupName });
const settled = (name: string) =>
  until(
    () => describe_(name),
    ({ FeatureGroupStatus }) => FeatureGroupStatus !== "Creating",
  );

describe("a feature group", () => {
  it("is being made, and then made, with the place of its offline store and its table", async () => {
    const { FeatureGroupArn } = await local.sagemaker.createFeatureGroup(request("Berths"));
    expect(await describe_("Berths")).toMatchObject({ FeatureGroupStatus: "Creating" });
    const made = await settled("Berths");

    const seconds = Math.floor((made.CreationTime?.getTime() ?? 0) / 1000);
    expect(FeatureGroupArn).toBe("arn:aws:sagemaker:eu-west-1:111122223333:feature-group/berths");
    expect(made).toMatchObject({
      FeatureGroupName: "Berths",
      FeatureGroupStatus: "Created",
      OfflineStoreStatus: { Status: "Active" },
      OfflineStoreConfig: {
        S3StorageConfig: {
          ResolvedOutputS3Uri: `s3://harbour-features/own/111122223333/sagemaker/eu-west-1/offline-store/Berths-${seconds}/data`,
        },
        DataCatalogConfig: { TableName: `berths_${seconds}`, Database: "sagemaker_featurestore" },
      },
    });
    // The event comes after the state that it tells of.
    const told = () => local.events.filter(({ detail }) => detail.FeatureGroupName === "Berths");
    await expect
      .poll(() => told().map(({ detail }) => detail.FeatureGroupStatus))
      .toEqual(["Creating", "Created"]);
    expect(told()[0]).toMatchObject({
      "detail-type": "SageMaker Feature Group State Change",
      resources: [FeatureGroupArn],
    });
  });

  it("fails where there is no bucket for its offline store, and says so", async () => {
    await local.sagemaker.createFeatureGroup(
      request("nowhere", { OfflineStoreConfig: { S3StorageConfig: { S3Uri: "s3://no-such-bucket/" } } }),
    );
    expect(await settled("nowhere")).toMatchObject({
      FeatureGroupStatus: "CreateFailed",
      FailureReason: "Failed to validate the offline store: the bucket no-such-bucket does not exist.",
    });
  });

  it("has its offline store blocked by a tag", async () => {
    const Tags = [{ Key: "driftwheel-local:blocked-offline-store", Value: "the key is disabled" }];
    await local.sagemaker.createFeatureGroup(request("blocked", { Tags }));
    expect((await settled("blocked")).OfflineStoreStatus).toEqual({
      Status: "Blocked",
      BlockedReason: "the key is disabled",
    });
  });

  it("gets more features, listed and deleted as others are", async () => {
    await local.sagemaker.createFeatureGroup(request("tides", { OfflineStoreConfig: undefined }));
    await settled("tides");
    await local.sagemaker.updateFeatureGroup({
      FeatureGroupName: "tides",
      FeatureAdditions: [{ FeatureName: "height", FeatureType: "Fractional" }],
    });
    const described = await describe_("tides");
    expect(described.FeatureDefinitions?.map(({ FeatureName }) => FeatureName)).toContain("height");
    expect(described.LastUpdateStatus).toEqual({ Status: "Successful" });

    const listed = await local.sagemaker.listFeatureGroups({ NameContains: "tide" });
    expect(listed.FeatureGroupSummaries).toMatchObject([
      { FeatureGroupName: "tides", FeatureGroupStatus: "Created" },
    ]);
    await local.sagemaker.deleteFeatureGroup({ FeatureGroupName: "tides" });
    await until(
      () => local.sagemaker.listFeatureGroups({ NameContains: "tides" }),
      ({ FeatureGroupSummaries = [] }) => FeatureGroupSummaries.length === 0,
    );
    await expect(describe_("tides")).rejects.toMatchObject({ name: "ResourceNotFound" });
  });

  it.each<[string, Partial<CreateFeatureGroupRequest>, string]>([
    [
      "an event time that is no feature",
      { EventTimeFeatureName: "then" },
      "EventTimeFeatureName then is not among",
    ],
    ["an event time that is a count", { EventTimeFeatureName: "ships" }, "must be Fractional or String"],
    ["neither store", { OnlineStoreConfig: undefined, OfflineStoreConfig: undefined }, "or both"],
    [
      "a name twice",
      { FeatureDefinitions: Array(2).fill({ FeatureName: "berth", FeatureType: "String" }) },
      "duplicate",
    ],
    ["no role", { RoleArn: undefined }, "RoleArn is required"],
  ])("is refused with %s", async (_, changes, words) => {
    await expect(local.sagemaker.createFeatureGroup(request("refused", changes))).rejects.toThrow(words);
  });

  it("is refused under a name that is taken", async () => {
    await expect(local.sagemaker.createFeatureGroup(request("berths"))).rejects.toMatchObject({
      name: "ResourceInUse",
    });
  });
});
