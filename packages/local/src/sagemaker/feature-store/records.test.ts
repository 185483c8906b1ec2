import { SageMakerFeatureStoreRuntime } from "@aws-sdk/client-sagemaker-featurestore-runtime";
import { parquetReadObjects } from "hyparquet";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { role } from "../testing/images.ts";
import { type LocalSageMaker, localSageMaker, until } from "../testing/local-sagemaker.ts";

let local: LocalSageMaker;
let records: SageMakerFeatureStoreRuntime;
const FeatureGroupName = "berths";

beforeAll(async () => {
  local = await localSageMaker({ sagemaker: { featureGroupDelay: 20, offlineStoreDelay: 100 } });
  records = new SageMakerFeatureStoreRuntime({
    endpoint: local.server.url,
    region: local.server.world.region,
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
    maxAttempts: 1,
  });
  await local.server.world.objects.put("harbour-features", "it.txt", new Uint8Array([1]));
  await local.sagemaker.createFeatureGroup({
    FeatureGroupName,
    RecordIdentifierFeatureName: "berth",
    EventTimeFeatureName: "seen_at",
    FeatureDefinitions: [
      { FeatureName: "berth", FeatureType: "String" },
      { FeatureName: "seen_at", FeatureType: "String" },
      { FeatureName: "ships", FeatureType: "Integral" },
      { FeatureName: "draught", FeatureType: "Fractional" },
    ],
    OnlineStoreConfig: { EnableOnlineStore: true },
    OfflineStoreConfig: { S3StorageConfig: { S3Uri: "s3://harbour-features" } },
    RoleArn: role,
  });
  await until(
    () => local.sagemaker.describeFeatureGroup({ FeatureGroupName }),
    ({ FeatureGroupStatus }) => FeatureGroupStatus === "Created",
  );
});
afterAll(async () => {
  records.destroy();
  await local.close();
});

const put = (values: Readonly<Record<string, string>>, more: object = {}) =>
  records.putRecord({
    FeatureGroupName,
    Record: Object.entries(values).map(([FeatureName, ValueAsString]) => ({ FeatureName, ValueAsString })),
    ...more,
  });
const get = async (RecordIdentifierValueAsString: string, FeatureNames?: string[]) => {
  const { Record = [] } = await records.getRecord({
    FeatureGroupName,
    RecordIdentifierValueAsString,
    FeatureNames,
  });
  return Object.fromEntries(
    Record.map(({ FeatureName = "", ValueAsString }) => [FeatureName, ValueAsString]),
  );
};

/** The records of a berth in the offline store, once there are so many. */
async function offline(berth: string, count: number) {
  const { objects } = local.server.world;
  const read = async () => {
    const files = (await objects.list("harbour-features", "")).filter(({ key }) => key.endsWith(".parquet"));
    const rows = await Promise.all(
      files.map(async ({ key }) => {
        const body = (await objects.get("harbour-features", key)) ?? new Uint8Array();
        const file = new Uint8Array(body).buffer;
        return (await parquetReadObjects({ file })).map((row) => ({ ...row, key }));
      }),
    );
    return rows
      .flat()
      .filter((row): row is Record<string, unknown> & { key: string } => Reflect.get(row, "berth") === berth);
  };
  return await until(read, ({ length }) => length >= count);
}

describe("a record", () => {
  it("is read as it was put, all of it or the features that are asked for", async () => {
    const record = { berth: "1", seen_at: "2026-07-06T09:00:00Z", ships: "3", draught: "4.5" };
    await put(record);
    expect(await get("1")).toEqual(record);
    expect(await get("1", ["ships"])).toEqual({ ships: "3" });
    expect(await get("unknown")).toEqual({});
  });

  it("takes no newer one's place, and lies in the offline store all the same", async () => {
    await put({ berth: "2", seen_at: "2026-07-06T10:00:00Z", ships: "7" });
    await put({ berth: "2", seen_at: "2026-07-06T08:30:00.000Z", ships: "5" });

    expect((await get("2")).ships).toBe("7");
    const rows = await offline("2", 2);
    expect(rows.map(({ ships }) => ships).toSorted()).toEqual([5n, 7n]);
    expect(rows.find(({ ships }) => ships === 5n)).toMatchObject({ draught: null, is_deleted: false });
    expect(rows.find(({ ships }) => ships === 5n)?.key).toMatch(
      /^111122223333\/sagemaker\/eu-west-1\/offline-store\/berths-\d+\/data\/year=2026\/month=07\/day=06\/hour=08\/20260706T083000Z_[A-Za-z0-9]{16}\.parquet$/,
    );
  });

  it("that is deleted is read no more, and marked in the offline store", async () => {
    await put({ berth: "3", seen_at: "2026-07-06T09:00:00Z", ships: "3" });
    const gone = { FeatureGroupName, RecordIdentifierValueAsString: "3" };
    await records.deleteRecord({ ...gone, EventTime: "2026-07-06T08:00:00Z" });
    expect((await get("3")).ships).toBe("3");
    await records.deleteRecord({ ...gone, EventTime: "2026-07-06T10:00:00Z" });
    expect(await get("3")).toEqual({});
    const rows = await offline("3", 3);
    expect(rows.filter(({ is_deleted }) => is_deleted)).toMatchObject([{ ships: null }, { ships: null }]);
    await expect(
      records.deleteRecord({ ...gone, EventTime: "2026-07-06T09:00:00Z", DeletionMode: "HardDelete" }),
    ).rejects.toThrow("is before that of the record in the OnlineStore");
  });

  it("is read with others, what cannot be read beside them", async () => {
    await put({ berth: "4", seen_at: "2026-07-06T09:00:00Z", ships: "4" });
    const answer = await records.batchGetRecord({
      Identifiers: [
        { FeatureGroupName, RecordIdentifiersValueAsString: ["4", "nobody"], FeatureNames: ["ships"] },
        { FeatureGroupName: "lighthouses", RecordIdentifiersValueAsString: ["1"] },
      ],
    });
    expect(answer.Records).toMatchObject([
      { RecordIdentifierValueAsString: "4", Record: [{ FeatureName: "ships", ValueAsString: "4" }] },
    ]);
    expect(answer.Errors).toMatchObject([{ FeatureGroupName: "lighthouses", ErrorCode: "ResourceNotFound" }]);
  });

  it("is gone when its time is over", async () => {
    await put({ berth: "5", seen_at: "2020-01-01T00:00:00Z" }, { TtlDuration: { Unit: "Days", Value: 1 } });
    expect(await get("5")).toEqual({});
  });

  it("lies in the store alone that it is put into", async () => {
    await put({ berth: "6", seen_at: "2026-07-06T09:00:00Z" }, { TargetStores: ["OfflineStore"] });
    expect(await get("6")).toEqual({});
    expect(await offline("6", 1)).toHaveLength(1);
  });

  it.each([
    [{ seen_at: "2026-07-06T09:00:00Z" }, "no value for its record identifier feature berth"],
    [{ berth: "1" }, "no value for its event time feature seen_at"],
    [{ berth: "1", seen_at: "yesterday" }, "is not a time such as"],
    [{ berth: "1", seen_at: "2026-07-06T09:00:00Z", ships: "2.5" }, "is not an Integral"],
    [{ berth: "1", seen_at: "2026-07-06T09:00:00Z", mast: "1" }, "mast is not found"],
  ])("is refused as %j", async (values, words) => {
    await expect(put(values)).rejects.toThrow(words);
  });

  it("of a feature group that is not there is refused", async () => {
    const asked = { FeatureGroupName: "lighthouses", RecordIdentifierValueAsString: "1" };
    await expect(records.getRecord(asked)).rejects.toMatchObject({ name: "ResourceNotFound" });
    await expect(
      records.putRecord({
        FeatureGroupName: "lighthouses",
        Record: [{ FeatureName: "a", ValueAsString: "1" }],
      }),
    ).rejects.toMatchObject({ name: "ValidationError" });
  });
});
