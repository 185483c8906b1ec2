import { parse } from "@driftwheel/core/events/parse.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captured, columns, monitoredTides, policy, window } from "./testing/monitored-tides.ts";
import { watch } from "./watch.ts";

const { fake, events, put, report, share, bell, local } = monitoredTides();

/** A baseline whose scores are right as often as they say, and the accuracy that it has. */
function scoredBaseline(): { readonly baseline: string; readonly learnt: number } {
  const trained = Array.from({ length: 2_000 }, () => [bell(1), bell(10), share()]);
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
    local().objects.put(
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
    const scores = Array.from({ length: 600 }, () => share());
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
    const body = await local().objects.get("ebbs", key);
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
