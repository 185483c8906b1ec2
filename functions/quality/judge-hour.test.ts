import { serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import { SageMakerFake } from "@driftwheel/aws/testing/sagemaker-fake.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { captured, folder, hourEnd, label, labelledTides, policy } from "./testing/labelled-tides.ts";

const { write, written, served, judge, problems, trials, reports, local } = labelledTides();

const poolsKey = "driftwheel/reports/tides-prod/driftwheel-quality/rare-classes.json";

describe("the quality of an hour", () => {
  it("with bad answers names the constraint that is violated", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 4));
    expect(await judge()).toMatchObject([{ result: "judged", violated: ["mae"] }]);
    expect(await written("constraint_violations.json")).toMatchObject({
      violations: [{ metric_name: "mae", constraint_check_type: "GreaterThanThreshold" }],
    });
  });
});

describe("beside a challenger", () => {
  const version = "arn:aws:sagemaker:eu-north-1:444455556666:model-package/tides/2";
  let sagemaker: Awaited<ReturnType<typeof serveJson>>;
  let fake: SageMakerFake;

  beforeEach(async () => {
    fake = new SageMakerFake();
    fake.addConfig({
      EndpointConfigName: "trial",
      ProductionVariants: [
        { VariantName: "champion", ModelName: "second-model", InitialVariantWeight: 90 },
        { VariantName: "challenger", ModelName: "third-model", InitialVariantWeight: 10 },
      ],
    });
    fake.models.set("second-model", { Containers: [{ ModelPackageName: version }] });
    fake.packages.set(version, {
      ModelMetrics: { ModelQuality: { Statistics: { S3Uri: "s3://tides/evaluation.json" } } },
    });
    fake.serve("trial");
    sagemaker = await serveJson(fake.operations);
    process.env.AWS_ENDPOINT_URL_SAGEMAKER = sagemaker.url;
    await write("evaluation.json", ['{"regression_metrics":{"mae":{"value":1}}}']);
  });
  afterEach(async () => {
    delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
    await sagemaker.close();
  });

  it("the quality is the champion's alone, against its own evaluation; outcomes are both variants'", async () => {
    const champion = await served("champion", "13", 300, 2);
    const challenger = await served("challenger", "13", 200, 9);
    await write(`truth/${folder}/labels.jsonl`, [...champion, ...challenger]);
    expect(await judge(policy({ constraints: undefined }))).toMatchObject([
      { result: "judged", joined: 500, champions: 300, counted: 500, violated: [] },
    ]);
    expect(await written("statistics.json")).toMatchObject({ dataset: { item_count: 300 } });
  });

  it("a shadow's answers are nobody's: labels are joined with what callers got", async () => {
    const [variant] = fake.configs.get("trial")?.ProductionVariants ?? [];
    if (!variant) throw new Error("The endpoint has no variant.");
    fake.addConfig({
      EndpointConfigName: "beside-a-shadow",
      ProductionVariants: [variant],
      ShadowProductionVariants: [{ ...variant, VariantName: "a-shadow" }],
    });
    fake.serve("beside-a-shadow");
    const labels = await served("champion", "13", 300, 2);
    const copied = Array.from({ length: 300 }, (_, index) => captured(`champion-13-${index}`, 1_000));
    await write("capture/tides-prod/a-shadow/2026/04/07/13/00-a.jsonl", copied);
    await write(`truth/${folder}/labels.jsonl`, labels);
    expect(await judge()).toMatchObject([{ result: "judged", joined: 300, champions: 300, violated: [] }]);
    expect(trials()).toMatchObject({ "champion OutcomeTrials": 300 });
    expect(Object.keys(trials())).toHaveLength(2);
  });

  it("where a shadow has gone meanwhile, the answer of what serves counts", async () => {
    const labels = await served("champion", "13", 300, 2);
    const copied = Array.from({ length: 300 }, (_, index) => captured(`champion-13-${index}`, 1_000));
    await write("capture/tides-prod/a-shadow/2026/04/07/13/00-a.jsonl", copied);
    await write(`truth/${folder}/labels.jsonl`, labels);
    expect(await judge()).toMatchObject([{ result: "judged", joined: 300, champions: 300, violated: [] }]);
    expect(Object.keys(trials())).toHaveLength(2);
  });

  it("labels of a version that was replaced say nothing of the one that serves now", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("replaced", "13", 300, 9));
    expect(await judge()).toMatchObject([{ result: "not-enough-data", joined: 300, champions: 0 }]);
    expect(reports()).toEqual([]);
  });

  it("nor do those of one whose variant name it has taken over", async () => {
    const labels = await served("champion", "13", 300, 9);
    await write(`truth/${folder}/labels.jsonl`, labels);
    fake.addConfig({
      EndpointConfigName: "guarded",
      ProductionVariants: [
        { VariantName: "champion", ModelName: "driftwheel-tides-v2-1-model", InitialVariantWeight: 1 },
      ],
    });
    fake.serve("guarded");
    fake.models.set("driftwheel-tides-v2-1-model", {
      CreationTime: Date.parse("2026-04-07T09:00:01Z") / 1_000,
      Containers: [{ ModelPackageName: version }],
    });
    expect(await judge()).toMatchObject([{ result: "not-enough-data", joined: 300, champions: 0 }]);
    expect(reports()).toEqual([]);
  });

  it("those of one that Driftwheel deployed before they came are its own", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    fake.addConfig({
      EndpointConfigName: "guarded",
      ProductionVariants: [
        { VariantName: "champion", ModelName: "driftwheel-tides-v2-1-model", InitialVariantWeight: 1 },
      ],
    });
    fake.serve("guarded");
    fake.models.set("driftwheel-tides-v2-1-model", {
      CreationTime: Date.parse("2026-04-07T09:00:00Z") / 1_000,
      Containers: [{ ModelPackageName: version }],
    });
    expect(await judge()).toMatchObject([{ result: "judged", champions: 300, violated: [] }]);
  });

  it("a champion that is worse than its own evaluation by more than a tenth violates it", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 400, 4));
    expect(await judge(policy({ constraints: undefined }))).toMatchObject([{ violated: ["mae"] }]);
  });
});

it("without a baseline a constraint versus it was not measured, and says so", async () => {
  await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
  await write("baseline.json", ['{"regression_metrics":{"rmse":{"value":1}}}']);
  const versus = policy({ constraints: undefined, baseline: "s3://tides/baseline.json" });
  expect(await judge(versus)).toMatchObject([{ result: "not-measured", reason: "the baseline has no mae" }]);
  expect(reports()).toEqual([]);
  expect(problems()).toMatchObject({ [hourEnd]: { reason: "not-measured" } });
});

describe("a class that is rare in the baseline", () => {
  const binary = { problem: "binary", success: undefined, constraints: undefined };
  const watching = policy({ ...binary, baseline: "s3://tides/baseline.json" });
  const hours = { 13: "2026-04-07T14:06:00Z", 14: "2026-04-07T15:06:00Z" };

  beforeEach(async () => {
    const hits = { "0": { "0": 9_880, "1": 20 }, "1": { "0": 20, "1": 80 } };
    const before = { accuracy: { value: 0.996 }, confusion_matrix: hits };
    await write("baseline.json", [JSON.stringify({ binary_classification_metrics: before })]);
  });

  /** An hour's ground truth of answers that all are 0, of which so many should have been 1. */
  async function missed(hour: keyof typeof hours, count: number, positives: number): Promise<void> {
    const ids = Array.from({ length: count }, (_, index) => `rare-${hour}-${index}`);
    await write(
      `capture/tides-prod/champion/2026/04/07/${hour}/00-a.jsonl`,
      ids.map((id) => captured(id, 0)),
    );
    await write(
      `truth/2026/04/07/${hour}/labels.jsonl`,
      ids.map((id, index) => label(id, index < positives ? 1 : 0)),
    );
  }
  /** Schedules and features of what was reported. */
  const told = () =>
    reports().map((event) => {
      const parsed = parse(event);
      if (parsed.result !== "signal" || parsed.signal.kind !== "drift-reported") return null;
      const { schedule, rows, windowEnd, features } = parsed.signal;
      return [schedule, rows, windowEnd.slice(11, 16), features.map(({ feature }) => feature).join(" ")];
    });

  it("is found out to be found no more, though accuracy is as good as ever", async () => {
    await missed(14, 600, 8);
    expect(await judge(watching)).toMatchObject([
      { result: "judged", violated: ["recall", "f1"], reason: null },
    ]);
    expect(told()).toEqual([
      ["driftwheel-quality-rare", 8, "15:00", "recall f1"],
      ["driftwheel-quality", 600, "15:00", "accuracy"],
    ]);
    expect(await written("constraint_violations.json")).toMatchObject({
      violations: [
        {
          metric_name: "recall",
          description: "Metric recall with 0 (0 of 8) was LessThanThreshold '0.7199'",
        },
        { metric_name: "f1" },
      ],
    });
  });

  it("is judged over the hours that have labels enough together, though each has too few to be judged itself", async () => {
    await missed(13, 90, 2);
    expect(await judge(watching, new Date(hours[13]))).toMatchObject([{ result: "not-enough-data" }]);
    expect(told()).toEqual([]);
    await missed(14, 90, 3);
    expect(await judge(watching)).toMatchObject([{ result: "judged", violated: ["recall"] }]);
    expect(told()).toEqual([["driftwheel-quality-rare", 5, "15:00", "recall f1"]]);
    expect(await written("statistics.json")).toMatchObject({
      driftwheel: {
        rareClasses: [
          {
            name: "1",
            state: "judged",
            words: "5 labels of the class 1 in 2 hours from 2026-04-07T13:00Z to 2026-04-07T15:00Z.",
          },
        ],
      },
    });
  });

  it("is judged once by runs that break off before the hour is counted, and by two at once", async () => {
    await missed(13, 200, 2);
    await missed(14, 200, 3);
    local().faults.add("monitoring", "PutMetricData", {
      code: "InternalFailure",
      message: "down",
      status: 500,
    });
    await expect(judge(watching)).rejects.toThrow("down");
    const pools = await local().objects.get("tides", poolsKey);
    const first = JSON.parse(new TextDecoder().decode(pools ?? new Uint8Array()));
    expect(first.shares).toMatchObject([
      { end: "2026-04-07T14:00:00.000Z", turnedOut: 2, pool: hourEnd },
      { end: hourEnd, turnedOut: 3, pool: hourEnd },
    ]);
    await write("truth/2026/04/07/13/late.jsonl", [label("nobody", 1)]);
    await write("truth/2026/04/07/14/late.jsonl", [label("nobody", 1)]);
    await Promise.all([judge(watching), judge(watching)]);
    const again = await local().objects.get("tides", poolsKey);
    expect(JSON.parse(new TextDecoder().decode(again ?? new Uint8Array()))).toEqual(first);
    const rare = told().filter((one) => one?.[0] === "driftwheel-quality-rare");
    expect(new Set(rare.map(String))).toEqual(new Set(["driftwheel-quality-rare,5,15:00,recall f1"]));
  });
});

it("what the champion's baseline estimates of scores stands beside what turned out, and is told when it is off", async () => {
  const bins = [
    { from: 0, rows: 1_000, positives: 100 },
    { from: 0.5, rows: 1_000, positives: 900 },
  ];
  const estimation = { kind: "binary", label: "late", prediction: "score", threshold: 0.5, bins };
  const statistics = { dataset: { item_count: 2_000 }, features: [], driftwheel: { estimation } };
  await write("trained.json", [JSON.stringify(statistics)]);
  const alone = new SageMakerFake();
  alone.addConfig({
    EndpointConfigName: "alone",
    ProductionVariants: [{ VariantName: "champion", ModelName: "m", InitialVariantWeight: 1 }],
  });
  alone.models.set("m", { Containers: [{}] });
  alone.serve("alone");
  const answering = await serveJson(alone.operations);
  process.env.AWS_ENDPOINT_URL_SAGEMAKER = answering.url;
  const ids = Array.from({ length: 400 }, (_, index) => `scored-${index}`);
  const score = (index: number) => (index % 2 === 0 ? 0.2 : 0.8);
  await write(
    "capture/tides-prod/champion/2026/04/07/13/00-a.jsonl",
    ids.map((id, index) => captured(id, score(index))),
  );
  // Seven answers in ten are right, and nine in ten are estimated.
  await write(
    `truth/${folder}/labels.jsonl`,
    ids.map((id, index) => label(id, Number(index % 20 < 14 ? score(index) > 0.5 : score(index) < 0.5))),
  );
  const scoring = policy({
    problem: "binary",
    success: undefined,
    score: 0,
    constraints: [{ metric: "accuracy", atLeast: 0.5 }],
  });
  const trained = { ...scoring, drift: { ...scoring.drift, baseline: "s3://tides/trained.json" } };
  expect(await judge(trained)).toMatchObject([{ result: "judged", champions: 400, violated: [] }]);
  const [report] = reports().map((event) => parse(event));
  const features = report?.result === "signal" && "features" in report.signal ? report.signal.features : [];
  expect(features.map(({ feature, check, violated }) => ({ feature, check, violated }))).toEqual([
    { feature: "accuracy", check: "LessThanThreshold", violated: false },
    { feature: "accuracy", check: "performance_estimate", violated: false },
  ]);
  expect(features.map(({ measured }) => measured)).toEqual([
    {
      value: 0.7,
      standardError: expect.any(Number),
      line: 0.5,
      worse: "below",
      baseline: null,
      estimated: false,
    },
    undefined,
  ]);
  expect(features[1]?.description).toMatch(
    /^Estimated from the answers: accuracy of 0\.9 \+\/- 0\.\d+; 0\.7 turned out: they disagree beyond chance/,
  );
  delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
  await answering.close();
});
