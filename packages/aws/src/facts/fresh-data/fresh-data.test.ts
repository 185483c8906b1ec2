import {
  CreateFeatureGroupCommand,
  CreateProcessingJobCommand,
  DescribeFeatureGroupCommand,
} from "@aws-sdk/client-sagemaker";
import type { Question } from "@driftwheel/core/vocabulary/fact.ts";
import type { FreshDataMark, FreshDataSource } from "@driftwheel/core/vocabulary/fresh-data.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sageMaker } from "../../clients/sagemaker.ts";
import { everyQuestion } from "../../testing/every-question.ts";
import { pointTo } from "../../testing/json-wire.ts";
import { awsFacts } from "../fact-finder.ts";

let local: LocalServer;
const facts = awsFacts({ clock: { now: () => new Date() }, asks: everyQuestion });
const noon = Date.parse("2026-07-06T12:00:00.000Z");
const hour = 3_600_000;

beforeAll(async () => {
  local = await startLocal({ anyImage: true, sagemaker: { featureGroupDelay: 1, offlineStoreDelay: 10 } });
  pointTo(local.url);
});
afterAll(() => local.close());

/** Writes a file, at a time of its own. */
async function put(bucket: string, key: string, text: string, at: number): Promise<void> {
  await local.world.objects.put(bucket, key, new TextEncoder().encode(text));
  const written = local.world.objects.object(bucket, key);
  local.world.objects.bucket(bucket).objects.set(key, { ...written, lastModified: new Date(at) });
}

const ask = (source: FreshDataSource, mark: FreshDataMark | null, records: number | null = null) => {
  const question: Extract<Question, { ask: "freshData" }> = { ask: "freshData", source, mark, records };
  return facts.answer(question);
};
const below = (bucket: string): FreshDataSource => ({ kind: "prefix", prefix: `s3://${bucket}/in/` });

describe("files below a folder", () => {
  it("are not new at the first reading, which says where new ones begin", async () => {
    await put("tides-1", "in/a.csv", "1", noon - 3 * hour);
    await put("tides-1", "in/b.csv", "12", noon);
    await put("tides-1", "out/c.csv", "123", noon + hour);
    const found = await ask(below("tides-1"), null);

    expect(found).toMatchObject({
      place: "s3://tides-1/in/",
      trouble: null,
      reading: { files: 0, latest: new Date(noon).toISOString() },
      mark: { until: new Date(noon).toISOString(), from: new Date(noon - 24 * hour).toISOString() },
    });
    expect(found.mark.known).toHaveLength(2);
  });

  it("count once: those that come later, those that come late, and those that are written again with the same content", async () => {
    await put("tides-2", "in/a.csv", "1", noon);
    await put("tides-2", "in/b.csv", "1", noon);
    const { mark } = await ask(below("tides-2"), null);
    await put("tides-2", "in/b.csv", "1", noon + hour);
    await put("tides-2", "in/c.csv", "1234", noon + hour);
    // The upload of a large file began before the mark, and ended after it.
    await put("tides-2", "in/late.csv", "123456", noon - hour);
    const found = await ask(below("tides-2"), mark);

    expect(found.reading).toMatchObject({
      ...{ files: 2, bytes: 10 },
      oldest: new Date(noon - hour).toISOString(),
      newest: new Date(noon + hour).toISOString(),
    });
    expect((await ask(below("tides-2"), found.mark)).reading).toMatchObject({ files: 0, bytes: 0 });
  });

  it("that come where there were none are new, all of them", async () => {
    await put("tides-3", "other.csv", "1", noon);
    const { mark, reading } = await ask(below("tides-3"), null);
    expect([mark, reading.latest]).toEqual([{ until: null, from: null, known: [] }, null]);
    await put("tides-3", "in/a.csv", "1", noon - 100 * hour);
    expect((await ask(below("tides-3"), mark)).reading.files).toBe(1);
  });

  it("are none that a job leaves beside its data", async () => {
    await put("tides-4", "in/", "", noon);
    await put("tides-4", "in/_SUCCESS", "1", noon);
    await put("tides-4", "in/.part.crc", "1", noon);
    await put("tides-4", "in/empty.csv", "", noon);
    expect((await ask(below("tides-4"), { until: null, from: null, known: [] })).reading.files).toBe(0);
  });

  it("are remembered one by one as far as an entry has room, the newest of them", async () => {
    for (let number = 0; number < 1_000; number++) {
      await put("tides-5", `in/${number}.csv`, "1", noon + number * 1_000);
    }
    const { mark } = await ask(below("tides-5"), null);
    expect(mark.known).toHaveLength(200);
    expect(mark.from).toBe(new Date(noon + 799_000).toISOString());
    expect(JSON.stringify(mark).length).toBeLessThan(4_000);
    expect((await ask(below("tides-5"), mark)).reading.files).toBe(0);
  });

  it("that cannot be listed are told of, and no error holds back what else is decided", async () => {
    expect(await ask(below("no-such-bucket"), null)).toMatchObject({
      place: null,
      trouble: { reason: "unreadable", words: expect.stringContaining("NoSuchBucket") },
    });
  });
});

describe("records of a feature group", () => {
  const FeatureGroupName = "tides";
  const source: FreshDataSource = {
    kind: "feature-group",
    name: FeatureGroupName,
    offlineStore: "s3://features/own",
  };
  const nothingYet: FreshDataMark = { until: null, from: null, known: [] };

  async function create(name: string, uri: string, tags: { Key: string; Value: string }[] = []) {
    await sageMaker().send(
      new CreateFeatureGroupCommand({
        FeatureGroupName: name,
        RecordIdentifierFeatureName: "buoy",
        EventTimeFeatureName: "at",
        FeatureDefinitions: [
          { FeatureName: "buoy", FeatureType: "String" },
          { FeatureName: "at", FeatureType: "Fractional" },
        ],
        OfflineStoreConfig: { S3StorageConfig: { S3Uri: uri } },
        RoleArn: "arn:aws:iam::111122223333:role/features",
        Tags: tags,
      }),
    );
    for (;;) {
      const made = await sageMaker().send(new DescribeFeatureGroupCommand({ FeatureGroupName: name }));
      if (made.FeatureGroupStatus !== "Creating") return;
    }
  }

  async function putRecords(count: number, at: number) {
    for (let number = 0; number < count; number++) {
      const response = await fetch(`${local.url}/FeatureGroup/${FeatureGroupName}`, {
        method: "PUT",
        body: JSON.stringify({
          Record: [
            { FeatureName: "buoy", ValueAsString: String(number) },
            { FeatureName: "at", ValueAsString: String(at / 1000) },
          ],
        }),
      });
      expect(response.status).toBe(200);
    }
  }

  const files = async () =>
    (await local.world.objects.list("features", "own/")).filter(({ key }) => key.endsWith(".parquet"));

  it("are counted by the footers of its files, which say the newest hour as well", async () => {
    await local.world.objects.put("features", "it.txt", new Uint8Array([1]));
    await create(FeatureGroupName, "s3://features/own/");
    await putRecords(7, noon);
    await putRecords(5, noon + hour);
    await expect.poll(async () => (await ask(source, nothingYet, 100)).reading.records).toBe(12);

    const { reading, place } = await ask(source, nothingYet, 100);
    expect(place).toMatch(
      /^s3:\/\/features\/own\/111122223333\/sagemaker\/eu-west-1\/offline-store\/tides-\d+\/data$/,
    );
    expect(reading).toMatchObject({ records: 12, files: (await files()).length });
    expect(reading.eventHour).toMatch(/^2026-07-06T1[23]:00Z$/);
    expect(reading).not.toHaveProperty("recordsAre");
  });

  it("are counted as one where a file cannot be read, which is said", async () => {
    const [first] = await files();
    const folder = first?.key.slice(0, first.key.lastIndexOf("/"));
    await local.world.objects.put(
      "features",
      `${folder}/broken.parquet`,
      new TextEncoder().encode("no parquet at all"),
    );
    expect((await ask(source, nothingYet, 100)).reading).toMatchObject({ records: 13, uncounted: 1 });
  });

  it.each([
    [
      "blocked",
      "s3://features/",
      [{ Key: "driftwheel-local:blocked-offline-store", Value: "the key is disabled" }],
      "is blocked: the key is disabled",
    ],
    ["failed", "s3://not-there/", [], "is CreateFailed: Failed to validate"],
    ["elsewhere", "s3://features/another/", [], "and not below s3://features/own"],
  ])("of a feature group that is %s cannot be used", async (name, uri, tags, words) => {
    await create(name, uri, tags);
    const offlineStore = name === "elsewhere" ? "s3://features/own" : uri;
    const { trouble } = await ask({ kind: "feature-group", name, offlineStore }, null);
    expect(trouble).toMatchObject({ reason: "store-unusable", words: expect.stringContaining(words) });
  });

  it("of a feature group that is not there are told of", async () => {
    const { trouble } = await ask({ ...source, name: "nowhere" }, null);
    expect(trouble).toMatchObject({
      reason: "unreadable",
      words: expect.stringContaining("can't find a FeatureGroup with name nowhere"),
    });
  });
});

describe("what Data Wrangler exports", () => {
  it("is counted as files are, with the job that ended last", async () => {
    await put("prepared", "out/part-0.csv", "1", noon);
    const source: FreshDataSource = { kind: "data-wrangler", jobs: "flow-", output: "s3://prepared/out/" };
    expect((await ask(source, null)).lastJob).toBeNull();
    for (const name of ["flow-1", "report-1"]) {
      await sageMaker().send(
        new CreateProcessingJobCommand({
          ProcessingJobName: name,
          AppSpecification: {
            ImageUri: "663277389841.dkr.ecr.eu-west-1.amazonaws.com/sagemaker-data-wrangler-container:3.x",
          },
          ProcessingResources: {
            ClusterConfig: { InstanceType: "ml.m5.large", InstanceCount: 1, VolumeSizeInGB: 5 },
          },
          RoleArn: "arn:aws:iam::111122223333:role/wrangler",
        }),
      );
    }
    // They have no flow; one that exports is in test/e2e/retraining/by-data-wrangler.test.ts.
    await expect
      .poll(async () => (await ask(source, null)).lastJob)
      .toMatchObject({ name: "flow-1", status: "Failed" });
  });
});
