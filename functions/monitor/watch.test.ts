import { parse } from "@driftwheel/core/events/parse.ts";
import { describe, expect, it } from "vitest";
import { columns, day, monitoredTides, policy, window } from "./testing/monitored-tides.ts";
import { watch } from "./watch.ts";

const { events, fake, put, report, local } = monitoredTides();

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
    local().metrics.put([
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

  it("without a prediction of an asynchronous endpoint is a mistake when it answered, which its latency tells", async () => {
    const config = fake.configs.get("first");
    const asynchronous = { AsyncInferenceConfig: { OutputConfig: { S3OutputPath: "s3://tides/out" } } };
    fake.addConfig(Object.assign({}, config, asynchronous));
    const metric = (name: string, hour: number) => ({
      namespace: "AWS/SageMaker",
      name,
      dimensions: { EndpointName: "tides-prod", VariantName: "AllTraffic" },
      timestamp: day(hour),
      value: 41_000,
    });
    local().metrics.put([metric("ModelLatency", 13.5), metric("ModelLatency", 13.75)]);
    const { capture: _, ...watched } = policy().drift;
    const logged = { ...policy(), drift: { ...watched, predictionLog: "s3://tides/predictions" } };
    await watch(logged, window(13));
    const words =
      "s3://tides/predictions/tides-prod/ holds no captured requests of the window, though the endpoint was asked 2 times.";
    expect(parse(events.at(-1))).toMatchObject({ signal: { problem: { reason: "no-files", words } } });
    await watch(logged, window(14));
    expect(parse(events.at(-1))).toMatchObject({ signal: { problem: { reason: "no-requests" } } });
    if (config) fake.addConfig(config);
  });

  it("of an endpoint without capture, without baseline, or that is not there is told, and tried again", async () => {
    const last = () => parse(events.at(-1));
    const told = (reason: string, words: string) => ({
      signal: { kind: "window-not-judged", problem: { reason, words: expect.stringContaining(words) } },
    });
    const { capture: _, ...elsewhere } = policy().drift;
    const uncaptured = { ...policy(), drift: elsewhere };
    await watch(uncaptured, window(12));
    expect(last()).toMatchObject(
      told(
        "no-capture",
        "captures no data, and the policy has neither drift.capture nor drift.predictionLog",
      ),
    );
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
