import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { pointTo, serveJson } from "../testing/json-wire.ts";
import { SageMakerFake } from "../testing/sagemaker-fake.ts";
import { championBaseline } from "./champion-baseline.ts";
import { qualityBaseline } from "./quality-baseline.ts";

const version = "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/1";
const file = (name: string) => ({
  Statistics: { ContentType: "application/json", S3Uri: `s3://tides/${name}` },
});

let local: LocalServer;
let sagemaker: Awaited<ReturnType<typeof serveJson>>;
const fake = new SageMakerFake();

beforeAll(async () => {
  local = await startLocal();
  fake.addConfig({
    EndpointConfigName: "first",
    ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "first-model", InitialVariantWeight: 1 }],
  });
  fake.models.set("first-model", { Containers: [{ ModelPackageName: version }] });
  fake.serve("first");
  sagemaker = await serveJson(fake.operations);
  pointTo(local.url);
  process.env.AWS_ENDPOINT_URL_SAGEMAKER = sagemaker.url;
  for (const name of ["drift-check.json", "metrics.json", "policy.json"]) await put(name, `{"of":"${name}"}`);
});
afterAll(async () => {
  delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
  await sagemaker.close();
  await local.close();
});
beforeEach(() => {
  fake.packages.set(version, {});
});

const put = (key: string, text: string) =>
  local.world.objects.put("tides", key, new TextEncoder().encode(text));

describe("the statistics that live rows are compared with", () => {
  const found = async () => {
    const baseline = await championBaseline({ name: "tides-prod", route: null }, "s3://tides/policy.json");
    return baseline.ok ? baseline.text : baseline;
  };

  it("are the package's drift check baselines before its metrics, which come before the policy's", async () => {
    expect(await found()).toBe('{"of":"policy.json"}');
    fake.packages.set(version, { ModelMetrics: { ModelDataQuality: file("metrics.json") } });
    expect(await found()).toBe('{"of":"metrics.json"}');
    fake.packages.set(version, {
      ModelMetrics: { ModelDataQuality: file("metrics.json") },
      DriftCheckBaselines: { ModelDataQuality: file("drift-check.json") },
    });
    expect(await found()).toBe('{"of":"drift-check.json"}');
  });

  it("are the metrics' where the drift check baselines have others, or constraints alone", async () => {
    fake.packages.set(version, {
      ModelMetrics: { ModelDataQuality: file("metrics.json") },
      DriftCheckBaselines: {
        ModelQuality: file("drift-check.json"),
        ModelDataQuality: { Constraints: { ContentType: "application/json", S3Uri: "s3://tides/c.json" } },
      },
    });
    expect(await found()).toBe('{"of":"metrics.json"}');
  });

  it("are named where they were looked for when there are none", async () => {
    const none = await championBaseline({ name: "tides-prod", route: null }, null);
    expect(none.ok).toBe(false);
    expect(JSON.stringify(none)).toContain(
      `${version} names no statistics in DriftCheckBaselines.ModelDataQuality or ModelMetrics.ModelDataQuality`,
    );
  });
});

describe("the statistics that a champion's quality is compared with", () => {
  it("are the policy's, then the package's drift check baselines, then its metrics", async () => {
    fake.packages.set(version, { ModelMetrics: { ModelQuality: file("metrics.json") } });
    expect(await qualityBaseline(version, null)).toMatchObject({
      json: { of: "metrics.json" },
      origin: { from: "package" },
    });
    fake.packages.set(version, {
      ModelMetrics: { ModelQuality: file("metrics.json") },
      DriftCheckBaselines: { ModelQuality: file("drift-check.json") },
    });
    expect((await qualityBaseline(version, null))?.json).toEqual({ of: "drift-check.json" });
    expect(await qualityBaseline(version, "s3://tides/policy.json")).toMatchObject({
      json: { of: "policy.json" },
      origin: { from: "policy" },
    });
  });
});
