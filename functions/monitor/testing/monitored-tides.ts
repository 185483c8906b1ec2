import { pointTo, serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import { SageMakerFake } from "@driftwheel/aws/testing/sagemaker-fake.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import type { ModelPolicy, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterAll, beforeAll } from "vitest";

process.env.POWERTOOLS_METRICS_DISABLED = "true";

export const columns = ["swell", "wind"];
export const day = (hour: number) => new Date(Date.UTC(2026, 2, 9, hour));
export const window = (hour: number) => ({ start: day(hour), end: day(hour + 1) });

export function captured(data: string, hour: number, index: number): string {
  return JSON.stringify({
    captureData: { endpointInput: { observedContentType: "text/csv", mode: "INPUT", data, encoding: "CSV" } },
    eventMetadata: { eventId: `${hour}-${index}`, inferenceTime: day(hour + index / 3600).toISOString() },
    eventVersion: "0",
  });
}

export function policy(drift: Partial<ModelPolicyInput["drift"]> = {}): ModelPolicy {
  return policyFor("tides", {
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 4, minEffect: 0.2 },
      capture: "s3://tides/capture",
      minRows: 100,
      ...drift,
    },
  });
}

/** A small AWS of the test file's own: an endpoint, its baseline, captures of some hours, and what was told. */
export function monitoredTides() {
  const random = xoroshiro128plus(11);
  const share = () => (random.next() >>> 0) / 2 ** 32;
  /** Sum of four uniform numbers: bell-shaped enough, mean `mean`, standard deviation about 0.58 times `width`. */
  const bell = (mean: number, width = 2) =>
    mean + width * ([0, 0, 0, 0].reduce((sum) => sum + share(), 0) - 2);
  const fake = new SageMakerFake();
  let local: LocalServer;
  let sagemaker: Awaited<ReturnType<typeof serveJson>>;
  const events: object[] = [];

  beforeAll(async () => {
    local = await startLocal();
    local.world.buses.observe((_, event) => {
      if (event.source === "driftwheel.monitor") events.push(event);
    });
    fake.addConfig({
      EndpointConfigName: "first",
      ProductionVariants: [{ VariantName: "AllTraffic", ModelName: "first-model", InitialVariantWeight: 1 }],
    });
    const version = "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/1";
    fake.models.set("first-model", { Containers: [{ ModelPackageName: version }] });
    fake.packages.set(version, {
      ModelMetrics: { ModelDataQuality: { Statistics: { S3Uri: "s3://tides/baseline/statistics.json" } } },
    });
    fake.serve("first");
    sagemaker = await serveJson(fake.operations);
    pointTo(local.url);
    process.env.AWS_ENDPOINT_URL_SAGEMAKER = sagemaker.url;
    const trained = Array.from({ length: 2_000 }, () => [bell(1), bell(10)]);
    await put("baseline/statistics.json", JSON.stringify(statisticsOf(trained, columns)));
    for (const [hour, swell, count] of [
      [6, 1, 600],
      [7, 2.5, 600],
      [8, 1, 20],
    ] as const) {
      const lines = Array.from({ length: count }, (_, index) =>
        captured(`${bell(swell)},${bell(10)}`, hour, index),
      );
      await put(`capture/tides-prod/AllTraffic/2026/03/09/0${hour}/00-a.jsonl`, lines.join("\n"));
    }
  });
  afterAll(async () => {
    delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
    await sagemaker.close();
    await local.close();
  });

  const putBytes = (key: string, bytes: Uint8Array) => local.world.objects.put("tides", key, bytes);
  const put = (key: string, text: string) => putBytes(key, new TextEncoder().encode(text));
  async function report(hour: number, file: string, bucket = "tides"): Promise<string | null> {
    const key = `driftwheel/reports/tides-prod/driftwheel/2026/03/09/${String(hour).padStart(2, "0")}/${file}`;
    const body = await local.world.objects.get(bucket, key);
    return body && new TextDecoder().decode(body);
  }

  return {
    fake,
    events,
    putBytes,
    put,
    report,
    share,
    bell,
    local: () => local.world,
  };
}
