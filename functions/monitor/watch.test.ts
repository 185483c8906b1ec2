import { gzipSync } from "node:zlib";
import { reportFolder } from "@driftwheel/aws/monitor/reports.ts";
import { pointTo, serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import { SageMakerFake } from "@driftwheel/aws/testing/sagemaker-fake.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import { parseBaseline } from "@driftwheel/core/monitor/baseline/baseline.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { plainReading } from "@driftwheel/core/monitor/payloads/payload.ts";
import type { ModelPolicy, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCaptures } from "./read-captures.ts";
import { watch } from "./watch.ts";
import { watchWindows } from "./watch-windows.ts";

const random = xoroshiro128plus(11);
/** Sum of four uniform numbers: bell-shaped enough, mean `mean`, standard deviation about 0.58 times `width`. */
const bell = (mean: number, width = 2) =>
  mean + width * ([0, 0, 0, 0].reduce((sum) => sum + (random.next() >>> 0) / 2 ** 32, 0) - 2);
const columns = ["swell", "wind"];
const day = (hour: number) => new Date(Date.UTC(2026, 2, 9, hour));
const window = (hour: number) => ({ start: day(hour), end: day(hour + 1) });

process.env.POWERTOOLS_METRICS_DISABLED = "true";

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

function captured(data: string, hour: number, index: number): string {
  return JSON.stringify({
    captureData: { endpointInput: { observedContentType: "text/csv", mode: "INPUT", data, encoding: "CSV" } },
    eventMetadata: { eventId: `${hour}-${index}`, inferenceTime: day(hour + index / 3600).toISOString() },
    eventVersion: "0",
  });
}

const putBytes = (key: string, bytes: Uint8Array) => local.world.objects.put("tides", key, bytes);
const put = (key: string, text: string) => putBytes(key, new TextEncoder().encode(text));
async function report(hour: number, file: string, bucket = "tides"): Promise<string | null> {
  const key = `driftwheel/reports/tides-prod/driftwheel/2026/03/09/${String(hour).padStart(2, "0")}/${file}`;
  const body = await local.world.objects.get(bucket, key);
  return body && new TextDecoder().decode(body);
}

function policy(drift: Partial<ModelPolicyInput["drift"]> = {}): ModelPolicy {
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

/** A baseline whose scores are right as often as they say, and the accuracy that it has. */
function scoredBaseline(): { readonly baseline: string; readonly learnt: number } {
  const trained = Array.from({ length: 2_000 }, () => [bell(1), bell(10), (random.next() >>> 0) / 2 ** 32]);
  const bins = Array.from({ length: 10 }, (_, bin) => ({
    from: bin / 10,
    rows: 200,
    positives: 20 * bin + 10,
  }));
  const estimation = { kind: "binary", label: "late", prediction: "score", threshold: 0.5, bins };
  const statistics = statisticsOf(trained, [...columns, "score"]);
  return { baseline: JSON.stringify({ ...statistics, driftwheel: { estimation } }), learnt: 0.75 };
}

describe("answers beside their requests", () => {
  const answered = (hour: number, index: number, price: number | null) => {
    const line = JSON.parse(captured(`${bell(1)},${bell(10)}`, hour, index));
    const data = price === null ? "out of order" : JSON.stringify({ predictions: [{ price }] });
    const endpointOutput = {
      observedContentType: "application/json",
      mode: "OUTPUT",
      data,
      encoding: "JSON",
    };
    return JSON.stringify({ ...line, captureData: { ...line.captureData, endpointOutput } });
  };
  const files = (hour: number, lines: readonly string[]) =>
    local.world.objects.put(
      "ebbs",
      `capture/tides-prod/AllTraffic/2026/03/09/${hour}/00-a.jsonl`,
      new TextEncoder().encode(lines.join("\n")),
    );
  const predicting = policy({
    capture: "s3://ebbs/capture",
    baseline: "s3://tides/priced.json",
    predictions: { price: "predictions.0.price" },
  });

  beforeAll(async () => {
    const trained = Array.from({ length: 2_000 }, () => [bell(1), bell(10), bell(5)]);
    await put("priced.json", JSON.stringify(statisticsOf(trained, [...columns, "price"])));
    // The package's own baseline has no answers: the policy's stands in for it.
    fake.models.set("first-model", { Containers: [{}] });
  });
  afterAll(() => {
    fake.models.set("first-model", {
      Containers: [{ ModelPackageName: "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/1" }],
    });
  });

  it("are a feature of the window, and drift as it does", async () => {
    await files(
      20,
      Array.from({ length: 600 }, (_, index) => answered(20, index, bell(7))),
    );
    expect(await watch(predicting, window(20))).toMatchObject({
      rows: 600,
      violated: ["price"],
      reason: null,
    });
  });

  it("that cannot be read leave out their own rows alone, and are told with the statistics", async () => {
    const priced = (index: number) => (index % 10 === 0 ? null : bell(5));
    await files(
      21,
      Array.from({ length: 600 }, (_, index) => answered(21, index, priced(index))),
    );
    expect(await watch(predicting, window(21))).toMatchObject({ rows: 600, violated: [], reason: null });
    const { driftwheel } = JSON.parse((await report(22, "statistics.json", "ebbs")) ?? "");
    expect(driftwheel.predictions).toMatchObject([{ name: "price", unread: { lines: 60 } }]);
  });

  it("say how well the model is likely to do where the baseline learnt it, in the report and the statistics", async () => {
    const { baseline, learnt } = scoredBaseline();
    await put("scored.json", baseline);
    const scores = Array.from({ length: 600 }, () => (random.next() >>> 0) / 2 ** 32);
    await files(
      23,
      scores.map((score, index) => answered(23, index, score)),
    );
    const scoring = policy({
      capture: "s3://ebbs/capture",
      baseline: "s3://tides/scored.json",
      predictions: { score: "predictions.0.price" },
    });
    expect(await watch(scoring, window(23))).toMatchObject({ rows: 600, violated: [], reason: null });
    const key = "driftwheel/reports/tides-prod/driftwheel/2026/03/10/00/statistics.json";
    const body = await local.world.objects.get("ebbs", key);
    const { driftwheel } = JSON.parse(new TextDecoder().decode(body ?? new Uint8Array()));
    expect(driftwheel.estimated.accuracy.value).toBeCloseTo(learnt, 1);
    const parsed = parse(events.at(-1));
    const features = parsed.result === "signal" && "features" in parsed.signal ? parsed.signal.features : [];
    expect(features).toContainEqual(
      expect.objectContaining({
        feature: "accuracy",
        check: "performance_estimate",
        violated: false,
        description: expect.stringMatching(/^Estimated without labels: accuracy of 0\.\d+ /),
      }),
    );
  });

  it("that were not captured are left out and said, and the requests are judged all the same", async () => {
    await files(
      22,
      Array.from({ length: 600 }, (_, index) => captured(`${bell(1)},${bell(10)}`, 22, index)),
    );
    expect(await watch(predicting, window(22))).toMatchObject({
      result: "assessed",
      rows: 600,
      violated: [],
      reason: expect.stringMatching(
        /^The prediction price was left out, because no answer could be read: .*capture the endpoint's output too/,
      ),
    });
  });
});

describe("a closed window", () => {
  it("without drift is told as a window without violations", async () => {
    expect(await watch(policy(), window(6))).toMatchObject({ result: "assessed", rows: 600, violated: [] });
    expect(JSON.parse((await report(7, "constraint_violations.json")) ?? "")).toEqual({
      version: 0,
      violations: [],
    });
    expect(parse(events.at(-1))).toMatchObject({
      result: "signal",
      signal: { kind: "drift-reported", rows: 600, windowEnd: day(7).toISOString() },
    });
  });

  it("with drift names what drifted, in the file and on the bus", async () => {
    expect(await watch(policy(), window(7))).toMatchObject({ result: "assessed", violated: ["swell"] });
    expect(await report(8, "constraint_violations.json")).toContain("swell");
    const parsed = parse(events.at(-1));
    const features = parsed.result === "signal" && "features" in parsed.signal ? parsed.signal.features : [];
    expect(features.filter(({ violated }) => violated).map(({ feature }) => feature)).toEqual(["swell"]);
  });

  it("is judged by what the windows before showed, which is settled before and handed on", async () => {
    const before = JSON.parse((await report(7, "statistics.json")) ?? "").driftwheel.history;
    expect(before.features.map(({ feature }: { feature: string }) => feature)).toEqual(columns);
    expect(JSON.parse((await report(8, "history.json")) ?? "")).toEqual(before);
    const after = JSON.parse((await report(8, "statistics.json")) ?? "").driftwheel.history;
    expect(after.sum).toBeGreaterThan(before.sum);
    expect(after.suspected.rows).toBeGreaterThanOrEqual(600);
  });

  it("is told once, whoever asks again", async () => {
    const before = events.length;
    expect(await watch(policy(), window(7))).toEqual({ result: "assessed-before" });
    expect(events).toHaveLength(before);
  });

  it("with too few rows is told as not judged, which is not no drift", async () => {
    const reason = "20 rows in the window; at least 100 are needed. They are judged with the next window's.";
    expect(await watch(policy(), window(8))).toMatchObject({ result: "not-judged", rows: 20, reason });
    expect(parse(events.at(-1))).toMatchObject({
      signal: {
        kind: "window-not-judged",
        schedule: "driftwheel",
        windowEnd: day(9).toISOString(),
        rows: 20,
        problem: { reason: "too-few-rows", words: reason },
      },
    });
    expect(await report(9, "constraint_violations.json")).toBeNull();
    expect(await watch(policy(), window(8))).toEqual({ result: "assessed-before" });
  });

  it("without captures is idle when nobody asked, and a mistake when somebody did", async () => {
    const told = { kind: "window-not-judged", rows: 0, unread: { lines: 0 } };
    await watch(policy({ capture: "s3://tides/elsewhere" }), window(1));
    expect(parse(events.at(-1))).toMatchObject({ signal: { ...told, problem: { reason: "no-requests" } } });
    local.world.metrics.put([
      {
        namespace: "AWS/SageMaker",
        name: "Invocations",
        dimensions: { EndpointName: "tides-prod", VariantName: "AllTraffic" },
        timestamp: day(5.5),
        value: 31,
      },
    ]);
    await watch(policy({ capture: "s3://tides/elsewhere/" }), window(5));
    const words =
      "s3://tides/elsewhere/tides-prod/ holds no captured requests of the window, though the endpoint was asked 31 times.";
    expect(parse(events.at(-1))).toMatchObject({
      signal: { ...told, problem: { reason: "no-files", words } },
    });
  });

  it("whose captures cannot be read says why", async () => {
    await put("capture/tides-prod/AllTraffic/2026/03/09/10/00-a.jsonl", captured("1,2,3", 10, 0));
    expect(await watch(policy(), window(10))).toMatchObject({
      result: "not-judged",
      unread: 1,
      reason: expect.stringContaining("a row has 3 values; expected 2"),
    });
    expect(parse(events.at(-1))).toMatchObject({
      signal: { unread: { lines: 1 }, problem: { reason: "all-unread" } },
    });
  });

  it("whose captures are partly unreadable is assessed with the rest, and its report says so", async () => {
    const lines = Array.from({ length: 150 }, (_, index) => captured(`${bell(1)},${bell(10)}`, 11, index));
    const packed = gzipSync(`${lines.slice(0, 120).join("\n")}\n`);
    const folder = "capture/tides-prod/AllTraffic/2026/03/09/11";
    await put(`${folder}/00-a.jsonl`, ["{", ...lines, "[]"].join("\n"));
    await putBytes(`${folder}/01-b.jsonl.gz`, packed.subarray(0, packed.length - 9));
    expect(await watch(policy(), window(11))).toMatchObject({ result: "assessed", unread: 3 });
    expect(JSON.parse((await report(12, "statistics.json")) ?? "")).toMatchObject({
      driftwheel: {
        late: 0,
        unread: {
          lines: 3,
          reasons: expect.arrayContaining([
            { reason: "the line is no JSON; expected one captured request", lines: expect.any(Number) },
          ]),
        },
      },
    });
  });

  it("counts every request once: in order or not, late, and in files that come again", async () => {
    const file = (hour: number, from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        captured(`${bell(1)},${bell(10)}`, hour, from + index),
      ).join("\n");
    const at = (hour: number, name: string) =>
      `capture/tides-prod/AllTraffic/2026/03/09/${hour}/${name}.jsonl`;
    const first = file(13, 0, 100);
    await put(at(13, "30-b"), file(13, 1_500, 50).split("\n").reverse().join("\n"));
    await put(at(13, "00-a"), first);
    await put(at(13, "00-a-again"), first);
    expect(await watch(policy(), window(13))).toMatchObject({ rows: 150, late: 0 });

    await put(at(13, "50-late"), file(13, 3_000, 40));
    await put(at(14, "00-c"), `${file(13, 3_599, 1)}\n${file(14, 0, 110)}`);
    await put(at(14, "00-a-once-more"), first);
    expect(await watch(policy(), window(14))).toMatchObject({ rows: 151, late: 41 });

    await put(at(13, "55-later"), file(13, 3_300, 20));
    await put(at(14, "30-late"), file(14, 1_800, 30));
    await put(at(15, "00-d"), file(15, 0, 100));
    expect(await watch(policy(), window(15))).toMatchObject({ rows: 150, late: 50 });

    await put(at(13, "56-too-late"), file(13, 3_400, 20));
    await put(at(16, "00-e"), file(16, 0, 105));
    expect(await watch(policy(), window(16))).toMatchObject({ rows: 105, late: 0 });
  });

  it("counts no request twice that a shadow was given a copy of, nor when the shadow has gone", async () => {
    const lines = (hour: number, from: number, count: number) =>
      Array.from({ length: count }, (_, index) =>
        captured(`${bell(1)},${bell(10)}`, hour, from + index),
      ).join("\n");
    const at = (variant: string, hour: number) =>
      `capture/tides-prod/${variant}/2026/03/09/${hour}/00-a.jsonl`;
    for (const hour of [20, 21]) {
      await put(at("AllTraffic", hour), lines(hour, 0, 120));
      await put(at("copy", hour), lines(hour, 0, 110));
    }
    const [variant] = fake.configs.get("first")?.ProductionVariants ?? [];
    if (!variant) throw new Error("The endpoint has no variant.");
    fake.addConfig({
      EndpointConfigName: "beside-a-shadow",
      ProductionVariants: [variant],
      ShadowProductionVariants: [{ ...variant, VariantName: "copy" }],
    });
    fake.serve("beside-a-shadow");
    expect(await watch(policy(), window(20))).toMatchObject({ result: "assessed", rows: 120 });
    fake.serve("first");
    expect(await watch(policy(), window(21))).toMatchObject({ result: "assessed", rows: 120, late: 0 });
  });

  it("that broke off after its captures were settled reads the same, and what came since is late", async () => {
    const folder = "capture/tides-prod/AllTraffic/2026/03/09/18";
    const lines = (from: number) =>
      Array.from({ length: 120 }, (_, index) => captured(`${bell(1)},${bell(10)}`, 18, from + index));
    await put(`${folder}/00-a.jsonl`, lines(0).join("\n"));
    const { destination, endpoint } = { destination: "s3://tides/capture", endpoint: "tides-prod" };
    const reports = reportFolder({ destination, endpoint, end: window(18).end });
    const baseline = parseBaseline(JSON.stringify(statisticsOf([[1, 10]], columns)));
    if (!baseline.ok) throw new Error(baseline.reason);
    const source = { destination, endpoint, window: window(18), folder: reports };
    expect(await readCaptures(source, baseline.baseline, { columns, reading: plainReading })).toMatchObject({
      records: 120,
    });
    await put(`${folder}/30-b.jsonl`, lines(1_800).join("\n"));
    expect(await watch(policy(), window(18))).toMatchObject({ rows: 120, late: 0 });
    expect(await watch(policy(), window(19))).toMatchObject({ rows: 120, late: 120 });
  });

  it("is read by the policy's expression, and without it is unread and no drift, with its form beside the statistics", async () => {
    const inCalls = (hour: number) =>
      Array.from({ length: 120 }, (_, index) => {
        const line = JSON.parse(captured("", hour, index));
        const data = gzipSync(JSON.stringify({ calls: [{ at: [bell(1), bell(10)] }] })).toString("base64");
        line.captureData.endpointInput = {
          data,
          encoding: "BASE64",
          observedContentType: "application/json",
        };
        return JSON.stringify(line);
      }).join("\n");
    for (const hour of [3, 4]) {
      await put(`capture/tides-prod/AllTraffic/2026/03/09/0${hour}/00-a.jsonl`, inCalls(hour));
    }
    expect(await watch(policy({ features: "calls[].at" }), window(3))).toMatchObject({
      result: "assessed",
      rows: 120,
      unread: 0,
      violated: [],
    });
    expect(await watch(policy(), window(4))).toMatchObject({
      result: "not-judged",
      rows: 0,
      unread: 120,
      violated: [],
    });
    expect(JSON.parse((await report(5, "statistics.json")) ?? "")).toMatchObject({
      driftwheel: { unread: { lines: 120, example: '{"calls": [{"at": [number]}]}' } },
    });
  });

  it("whose columns fit only in part is judged by those that fit, and the others are named", async () => {
    const lines = Array.from({ length: 150 }, (_, index) =>
      captured(`${bell(1)},${bell(10)}`, 22, index),
    ).join("\n");
    await put("capture/tides-prod/AllTraffic/2026/03/09/22/00-a.jsonl", lines);
    const words =
      "drift.columns names wnd, which the baseline does not have. The baseline has wind, which drift.columns does not name.";
    expect(await watch(policy({ columns: ["swell", "wnd"] }), window(22))).toMatchObject({
      result: "assessed",
      violated: [],
      reason: words,
    });
    expect(parse(events.at(-1))).toMatchObject({
      signal: {
        kind: "drift-reported",
        features: [{ feature: "swell" }],
        problem: { reason: "column-mismatch", words },
        baseline: {
          from: "package",
          uri: "s3://tides/baseline/statistics.json",
          writtenAt: expect.any(String),
        },
      },
    });
  });

  it("of an endpoint without capture, without baseline, or that is not there is told, and tried again", async () => {
    const last = () => parse(events.at(-1));
    const told = (reason: string, words: string) => ({
      signal: { kind: "window-not-judged", problem: { reason, words: expect.stringContaining(words) } },
    });
    const { capture: _, ...elsewhere } = policy().drift;
    const uncaptured = { ...policy(), drift: elsewhere };
    await watch(uncaptured, window(12));
    expect(last()).toMatchObject(told("no-capture", "captures no data, and the policy has no drift.capture"));
    await watch({ ...uncaptured, endpoint: "tide-prod" }, window(12));
    expect(last()).toMatchObject(told("no-endpoint", "There is no endpoint tide-prod"));
    await watch({ ...policy(), endpoint: "tide-prod" }, window(12));
    expect(last()).toMatchObject(told("no-endpoint", "There is no endpoint tide-prod"));
    await put("baseline/statistics.json", '{"dataset": {}}');
    await watch(policy(), window(12));
    expect(last()).toMatchObject(
      told("no-baseline", "s3://tides/baseline/statistics.json: dataset.item_count"),
    );
  });
});

describe("a monitor that runs more seldom than its windows are long", () => {
  it("sees to every window since the last that it assessed, and begins with the last few", async () => {
    const short = policy({ window: "10 seconds", lag: "1 second", capture: "s3://tides/short" });
    const at = (seconds: number) => new Date(day(21).getTime() + seconds * 1_000);
    const ends = async (now: Date) => {
      const told: string[] = [];
      for await (const { result, windowEnd } of watchWindows(short, now)) {
        if (result !== "assessed-before") told.push(windowEnd);
      }
      return told;
    };
    await put("baseline/statistics.json", JSON.stringify(statisticsOf([[1, 10]], columns)));
    expect(await ends(at(31))).toEqual([at(10), at(20), at(30)].map((end) => end.toISOString()));
    expect(await ends(at(331))).toHaveLength(30);
    expect(await ends(at(331))).toEqual([]);
    expect(await ends(at(341))).toEqual([at(340).toISOString()]);
  });

  it("tells of a store that cannot be read, window by window, and says so at the end", async () => {
    const before = events.length;
    const gone = policy({ capture: "s3://no-such-bucket/capture" });
    const all = async () => {
      for await (const _ of watchWindows(gone, day(23)));
    };
    await expect(all()).rejects.toThrow("NoSuchBucket");
    expect(events.slice(before).map((event) => parse(event))).toMatchObject(
      Array.from({ length: 3 }, () => ({
        signal: {
          problem: {
            reason: "failed",
            words: expect.stringMatching(
              /^Reading captures under s3:\/\/no-such-bucket\/capture failed: NoSuchBucket: /,
            ),
          },
        },
      })),
    );
  });
});
