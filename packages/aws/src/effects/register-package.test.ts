import { gzipSync } from "node:zlib";
import { CreateBucketCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateModelPackageGroupCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
} from "@aws-sdk/client-sagemaker";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { seededIntegers } from "@driftwheel/core/stats/random.ts";
import type { RegisterPackage } from "@driftwheel/core/vocabulary/effect.ts";
import type { BaselineSource, PackagePlan } from "@driftwheel/core/vocabulary/retraining-job.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3 } from "../clients/s3.ts";
import { sageMaker } from "../clients/sagemaker.ts";
import { readObject } from "../s3/objects.ts";
import { pointTo } from "../testing/json-wire.ts";
import { registerPackage } from "./register-package.ts";

const folder = "s3://reef/out/driftwheel-reef-3/driftwheel";
let local: LocalServer;
beforeAll(async () => {
  local = await startLocal({});
  pointTo(local.url);
  await s3().send(new CreateBucketCommand({ Bucket: "reef" }));
  await sageMaker().send(new CreateModelPackageGroupCommand({ ModelPackageGroupName: "reef" }));
});
afterAll(async () => {
  await local.close();
});

let registered = 0;
function effect(baseline?: PackagePlan["baseline"]): RegisterPackage {
  registered += 1;
  return {
    kind: "register-package",
    ...{ model: "reef", sequence: registered, token: `driftwheel-reef-${registered}-register-package` },
    plan: {
      group: "reef",
      containers: [
        {
          image: "111122223333.dkr.ecr.eu-west-1.amazonaws.com/reef:1",
          modelDataUrl: "s3://reef/out/model.tar.gz",
          environment: {},
        },
      ],
      contentTypes: ["text/csv"],
      responseTypes: ["text/csv"],
      evaluation: { uri: `${folder}/evaluation.json`, json: {} },
      ...(baseline ? { baseline } : {}),
      description: "Trained by one.",
      metadata: { "driftwheel-retraining": "driftwheel-reef-3" },
    },
  };
}
const made = (from: Partial<BaselineSource> & Pick<BaselineSource, "uri">) =>
  effect({
    statistics: `${folder}/statistics.json`,
    constraints: `${folder}/constraints.json`,
    from: { contentType: "text/csv", without: ["bleached"], ...from },
  });
const put = (Key: string, Body: string | Uint8Array) =>
  s3().send(new PutObjectCommand({ Bucket: "reef", Key, Body }));

const integers = seededIntegers(5);
function rows(count: number): string {
  const one = () =>
    `${20 + (integers() % 100) / 10},${integers() % 3 === 0 ? "north" : "south"},${integers() % 2}\n`;
  return Array.from({ length: count }, one).join("");
}
const header = "warmth,side,bleached\n";

/** What the registered package names, and what the ledger would be told. */
async function outcomeOf(asked: RegisterPackage) {
  const answer = await registerPackage(asked);
  const described = await sageMaker().send(
    new DescribeModelPackageCommand({ ModelPackageName: String(answer.package) }),
  );
  return {
    told: answer.baseline,
    metrics: described.ModelMetrics?.ModelDataQuality,
    forDrift: described.DriftCheckBaselines?.ModelDataQuality,
  };
}

async function featuresMade(): Promise<readonly (readonly [string, number])[]> {
  const text =
    (await readObject({ bucket: "reef", key: "out/driftwheel-reef-3/driftwheel/statistics.json" })) ?? "";
  const parsed = parseBaseline(text);
  if (!parsed.ok) throw new Error(parsed.reason);
  const { rows: count, features } = parsed.baseline;
  return features.map(({ name }) => [name, count] as const);
}

describe("a version", () => {
  it("without a baseline in the policy names none, and nothing is said of it", async () => {
    expect(await outcomeOf(effect())).toEqual({ told: undefined, metrics: undefined, forDrift: undefined });
  });

  it("names the team's own baseline for its metrics and for drift checks", async () => {
    const uri = "s3://reef/own/statistics.json";
    const { told, metrics, forDrift } = await outcomeOf(
      effect({ statistics: uri, constraints: "s3://reef/own/constraints.json", from: null }),
    );
    expect(told).toBe(uri);
    expect(metrics).toEqual({
      Statistics: { ContentType: "application/json", S3Uri: uri },
      Constraints: { ContentType: "application/json", S3Uri: "s3://reef/own/constraints.json" },
    });
    expect(forDrift).toEqual(metrics);
  });

  it("has one made of the rows that were trained on, without the label, and the same when it is registered twice", async () => {
    await put("rows/a.csv", header + rows(300));
    await put("rows/b.csv.gz", gzipSync(header + rows(200)));
    await put("rows/_SUCCESS", "");
    const asked = made({ uri: "s3://reef/rows/" });
    const { told, forDrift } = await outcomeOf(asked);
    expect(told).toBe(`${folder}/statistics.json of 500 rows`);
    expect(forDrift?.Statistics?.S3Uri).toBe(`${folder}/statistics.json`);
    expect(forDrift?.Constraints?.S3Uri).toBe(`${folder}/constraints.json`);
    expect(await featuresMade()).toEqual([
      ["warmth", 500],
      ["side", 500],
    ]);
    const before = await sageMaker().send(new ListModelPackagesCommand({ ModelPackageGroupName: "reef" }));
    expect((await outcomeOf(asked)).told).toBe(told);
    const after = await sageMaker().send(new ListModelPackagesCommand({ ModelPackageGroupName: "reef" }));
    expect(after.ModelPackageSummaryList).toHaveLength(before.ModelPackageSummaryList?.length ?? 0);
  });

  it("has one of columns by their places where no line names them, as SageMaker's own algorithms want it", async () => {
    await put("plain/rows.csv", rows(100).replace(/^/, "1,north,0\n"));
    const { told } = await outcomeOf(made({ uri: "s3://reef/plain/", without: [2] }));
    expect(told).toBe(`${folder}/statistics.json of 101 rows`);
    expect((await featuresMade()).map(([name]) => name)).toEqual(["_c0", "_c1"]);
  });

  it("has one of the first rows of each of twenty files at most, spread over their names", async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, at) =>
        put(`many/${String(at).padStart(2, "0")}.csv`, header + rows(at === 0 ? 3_000 : 10)),
      ),
    );
    const { told } = await outcomeOf(made({ uri: "s3://reef/many/" }));
    // A twentieth of twenty thousand of the first, and ten of each of nineteen others.
    expect(told).toMatch(/ of 11\d\d rows$/);
  });

  it.each([
    ["what is no CSV", { contentType: "application/x-parquet" }, "its channel is application/x-parquet"],
    [
      "a column that is not there",
      { without: ["bleach"] },
      "has no column bleach; it has warmth, side, bleached",
    ],
    ["nothing", { uri: "s3://reef/nothing/" }, "s3://reef/nothing/ has no CSV files"],
    ["no bucket", { uri: "s3://no-reef/rows/" }, "s3://no-reef/rows/ cannot be read"],
    [
      "rows whose names nobody knows",
      { uri: "s3://reef/plain/" },
      'the first line may be a row: its field 1 is the number 1; say it by the channel\'s ContentType "text/csv;header=present"',
    ],
  ])("of %s is registered without one, and it is said why", async (_, from, why) => {
    const { told, forDrift } = await outcomeOf(made({ uri: "s3://reef/rows/", ...from }));
    expect(told).toMatch(/^none, as /);
    expect(told).toContain(why);
    expect(forDrift).toBeUndefined();
  });

  it("of lines with other numbers of fields is registered without one", async () => {
    await put("ragged/rows.csv", `${header}1,north,0\n2,south\n`);
    expect((await outcomeOf(made({ uri: "s3://reef/ragged/" }))).told).toBe(
      "none, as s3://reef/ragged/ has lines of 3 fields and of 2",
    );
  });
});
