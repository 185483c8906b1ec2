import { serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import { SageMakerFake } from "@driftwheel/aws/testing/sagemaker-fake.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { captured, folder, hourEnd, label, labelledTides, policy } from "./testing/labelled-tides.ts";

const { write, written, served, judge, problems, trials, reports } = labelledTides();

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

it("a model that no longer finds what is rare is found out, though its accuracy is as good as ever", async () => {
  const hits = { "0": { "0": 9_880, "1": 20 }, "1": { "0": 20, "1": 80 } };
  const before = { accuracy: { value: 0.996 }, confusion_matrix: hits };
  await write("baseline.json", [JSON.stringify({ binary_classification_metrics: before })]);
  const ids = Array.from({ length: 600 }, (_, index) => `rare-${index}`);
  await write(
    "capture/tides-prod/champion/2026/04/07/13/00-a.jsonl",
    ids.map((id) => captured(id, 0)),
  );
  await write(
    `truth/${folder}/labels.jsonl`,
    ids.map((id, index) => label(id, index < 8 ? 1 : 0)),
  );
  const binary = { problem: "binary", success: undefined, constraints: undefined };
  expect(await judge(policy({ ...binary, baseline: "s3://tides/baseline.json" }))).toMatchObject([
    { result: "judged", violated: ["recall", "f1"], reason: null },
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
  expect(features[1]?.description).toMatch(
    /^Estimated from the answers: accuracy of 0\.9 \+\/- 0\.\d+; 0\.7 turned out: they disagree beyond chance/,
  );
  delete process.env.AWS_ENDPOINT_URL_SAGEMAKER;
  await answering.close();
});
