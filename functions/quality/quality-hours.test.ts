import { gzipSync } from "node:zlib";
import { readLookMetrics } from "@driftwheel/aws/metrics/look-metrics.ts";
import { pointTo, serveJson } from "@driftwheel/aws/testing/json-wire.ts";
import { SageMakerFake } from "@driftwheel/aws/testing/sagemaker-fake.ts";
import { parse } from "@driftwheel/core/events/parse.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import { type LocalServer, startLocal } from "@driftwheel/local/server.ts";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { JudgedHour } from "./judge-hour.ts";
import { judgeHours } from "./quality-hours.ts";

/** Ground truth that was collected from 14 to 15 o'clock is judged once 15:05 is over. */
const closed = new Date("2026-04-07T15:06:00Z");
const folder = "2026/04/07/14";

let local: LocalServer;
let reports: object[];
let notJudged: object[];
let put: { name: string; variant: string | undefined; value: number }[];

beforeEach(async () => {
  local = await startLocal();
  pointTo(local.url);
  reports = [];
  notJudged = [];
  put = [];
  local.world.buses.observe((_, event) => {
    if (event.source === "driftwheel.monitor") {
      (event["detail-type"] === "Drift Report" ? reports : notJudged).push(event);
    }
  });
  const record = local.world.metrics.put.bind(local.world.metrics);
  local.world.metrics.put = (data) => {
    for (const { name, dimensions, value, namespace } of data) {
      if (namespace === "Driftwheel") put.push({ name, variant: dimensions.VariantName, value });
    }
    record(data);
  };
});
afterEach(() => local.close());

const write = (key: string, lines: readonly string[]) =>
  local.world.objects.put("tides", key, new TextEncoder().encode(lines.join("\n")));
async function written(file: string): Promise<unknown> {
  const key = `driftwheel/reports/tides-prod/driftwheel-quality/2026/04/07/15/${file}`;
  const body = await local.world.objects.get("tides", key);
  return body && JSON.parse(new TextDecoder().decode(body));
}
const label = (id: string, value: number) =>
  JSON.stringify({
    groundTruthData: { data: String(value), encoding: "CSV" },
    eventMetadata: { eventId: id },
    eventVersion: "0",
  });
const captured = (id: string, answer: number) =>
  JSON.stringify({
    captureData: {
      endpointInput: { data: "1,2", encoding: "CSV", mode: "INPUT", observedContentType: "text/csv" },
      endpointOutput: {
        data: `${answer}\n`,
        encoding: "CSV",
        mode: "OUTPUT",
        observedContentType: "text/csv",
      },
    },
    eventMetadata: { eventId: `e-${id}`, inferenceId: id, inferenceTime: "2026-04-07T09:00:00Z" },
    eventVersion: "0",
  });

/** Requests at an hour of the day, answered by a variant with errors of about this size; answers their labels. */
async function served(
  variant: string,
  hour: string,
  count: number,
  error: number,
): Promise<readonly string[]> {
  const random = xoroshiro128plus(count);
  const share = () => (random.next() >>> 0) / 2 ** 32;
  const ids = Array.from({ length: count }, (_, index) => `${variant}-${hour}-${index}`);
  const truth = ids.map(() => Math.round(share() * 2_000) / 100);
  const answers = truth.map((value) => value + error * (share() - 0.5) * 2);
  await write(
    `capture/tides-prod/${variant}/2026/04/07/${hour}/00-a.jsonl`,
    ids.map((id, index) => captured(id, answers[index] ?? 0)),
  );
  return ids.map((id, index) => label(id, truth[index] ?? 0));
}

function policy(quality: object = {}): ModelPolicy {
  return policyFor("tides", {
    drift: {
      monitor: "driftwheel",
      sensitivity: { falseAlarmsPerYear: 4 },
      capture: "s3://tides/capture",
    },
    quality: {
      groundTruth: "s3://tides/truth",
      problem: "regression",
      success: { within: 1 },
      constraints: [{ metric: "mae", atMost: 1.2 }],
      ...quality,
    },
  });
}

async function judge(of: ModelPolicy = policy(), now = closed): Promise<readonly JudgedHour[]> {
  const judged: JudgedHour[] = [];
  for await (const hour of judgeHours(of, now)) if (hour.result !== "not-judged") judged.push(hour);
  return judged;
}
/** Why hours were not judged, by their ends. */
function problems(): Readonly<Record<string, { readonly reason: string; readonly words: string }>> {
  return Object.fromEntries(
    notJudged.flatMap((event) => {
      const parsed = parse(event);
      return parsed.result === "signal" && parsed.signal.kind === "window-not-judged"
        ? [[parsed.signal.windowEnd, parsed.signal.problem]]
        : [];
    }),
  );
}
const hourEnd = "2026-04-07T15:00:00.000Z";
const trials = () =>
  Object.fromEntries(
    Object.entries(Object.groupBy(put, ({ name, variant }) => `${variant} ${name}`)).map(
      ([key, data = []]) => [key, data.reduce((sum, { value }) => sum + value, 0)],
    ),
  );

describe("an hour of ground truth", () => {
  it("is read compressed, and so are its captures, as the monitor of inputs reads them", async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `tide-${index}`);
    const pack = (key: string, lines: readonly string[]) =>
      local.world.objects.put("tides", key, gzipSync(lines.join("\n")));
    const captures = ids.map((id) => captured(id, 4));
    await pack("capture/tides-prod/champion/2026/04/07/13/00-a.jsonl.gz", captures);
    await pack(
      `truth/${folder}/labels.jsonl.gz`,
      ids.map((id) => label(id, 4.5)),
    );
    expect(await judge()).toMatchObject([{ result: "judged", joined: 120, unmatched: 0, unread: 0 }]);
  });

  it("is joined with captures of the hours before, told as quality, and counted for each variant", async () => {
    const champion = await served("champion", "13", 300, 2);
    const challenger = await served("challenger", "09", 60, 0.5);
    await write(`truth/${folder}/labels.jsonl`, [...champion, ...challenger]);

    expect(await judge()).toMatchObject([
      {
        result: "judged",
        windowEnd: "2026-04-07T15:00:00.000Z",
        joined: 360,
        counted: 360,
        unmatched: 0,
        unread: 0,
        violated: [],
      },
    ]);
    expect(await written("statistics.json")).toMatchObject({
      dataset: { item_count: 360 },
      regression_metrics: { mae: { value: expect.any(Number), standard_deviation: expect.any(Number) } },
    });
    expect(await written("constraint_violations.json")).toEqual({ version: 0, violations: [] });
    expect(parse(reports[0])).toMatchObject({
      signal: {
        kind: "drift-reported",
        schedule: "driftwheel-quality",
        rows: 360,
        features: [{ feature: "mae" }],
      },
    });
    const counts = trials();
    expect(counts["champion OutcomeTrials"]).toBe(300);
    // Errors are even from -2 to 2: about half are within 1.
    expect(counts["champion OutcomeSuccesses"]).toBeGreaterThan(120);
    expect(counts["champion OutcomeSuccesses"]).toBeLessThan(180);
    expect(counts["challenger OutcomeTrials"]).toBe(60);
    expect(counts["challenger OutcomeSuccesses"]).toBe(60);
    // What was put is what a rollout's look reads, each variant in its own arm.
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    const look = await readLookMetrics({
      endpoint: "tides-prod",
      championVariant: "champion",
      challengerVariant: "challenger",
      start: new Date(minute - 120_000),
      end: new Date(minute + 60_000),
      periodSeconds: 60,
      slowerThan: null,
    });
    expect(look.champion).toMatchObject({ trials: 300, successes: counts["champion OutcomeSuccesses"] });
    expect(look.challenger).toMatchObject({ trials: 60, successes: 60 });
  });

  it("with bad answers names the constraint that is violated", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 4));
    expect(await judge()).toMatchObject([{ result: "judged", violated: ["mae"] }]);
    expect(await written("constraint_violations.json")).toMatchObject({
      violations: [{ metric_name: "mae", constraint_check_type: "GreaterThanThreshold" }],
    });
  });

  it("is counted once, however often it is asked for", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    await judge();
    expect(await judge()).toEqual([]);
    expect(reports).toHaveLength(1);
    expect(trials()["champion OutcomeTrials"]).toBe(300);
  });

  it("is judged anew with the labels that came late, and counts these alone", async () => {
    const labels = await served("champion", "13", 300, 2);
    await write(`truth/${folder}/early.jsonl`, labels.slice(0, 220));
    await judge();
    await write(`truth/${folder}/a-file-of-late-ones.jsonl`, labels.slice(200));
    expect(await judge(policy(), new Date("2026-04-07T21:00:00Z"))).toMatchObject([
      { joined: 300, repeated: 20, counted: 80 },
    ]);
    expect(trials()["champion OutcomeTrials"]).toBe(300);
    expect(reports).toHaveLength(2);
  });

  it("is not counted twice by two runs at once", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    const [one, other] = await Promise.all([judge(), judge()]);
    const counted = [...one, ...other].map((judged) => judged.counted);
    expect(counted.toSorted((a, b) => a - b)).toEqual([0, 300]);
    expect(trials()["champion OutcomeTrials"]).toBe(300);
  });

  it("whose run died after it was put on record is lost rather than counted twice", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    local.world.faults.add("monitoring", "PutMetricData", {
      code: "InternalFailure",
      message: "down",
      status: 500,
    });
    await expect(judge()).rejects.toThrow("down");
    expect(await judge()).toEqual([]);
    expect(trials()).toEqual({});
    // The verdict had been told before.
    expect(reports).toHaveLength(1);
  });

  it("with few labels is not enough data, which is not told as fine, and still counts for a rollout", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 40, 2));
    expect(await judge()).toMatchObject([{ result: "not-enough-data", joined: 40, counted: 40 }]);
    expect(reports).toEqual([]);
    expect(await written("constraint_violations.json")).toBeNull();
  });

  it("leaves empty objects and markers beside the files alone", async () => {
    await write(`truth/${folder}/part-0000`, await served("champion", "13", 120, 2));
    await write(`truth/${folder}/_SUCCESS`, ["no label"]);
    await write(`truth/${folder}/`, []);
    expect(await judge()).toMatchObject([{ joined: 120, unread: 0 }]);
  });

  it("that is not over is left for later", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 300, 2));
    expect(await judge(policy(), new Date("2026-04-07T15:04:00Z"))).toEqual([]);
  });

  it("counts what cannot be read or matched, and says what was wrong first", async () => {
    const labels = await served("champion", "13", 120, 2);
    await write(`truth/${folder}/labels.jsonl`, ["no json", "{}", ...labels, label("nobody", 3)]);
    expect(await judge()).toMatchObject([
      { joined: 120, unread: 2, unmatched: 1, reason: expect.stringContaining("the line is no JSON") },
    ]);
  });

  it("of labels older than the policy looks back is not joined", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "09", 120, 2));
    expect(await judge(policy({ lookBack: "3 hours" }))).toMatchObject([{ joined: 0, unmatched: 120 }]);
  });
});

describe("labels whose answers are captured later", () => {
  const at = (time: string) => new Date(`2026-04-0${time}:00Z`);
  /** Requests whose labels are there and whose captures are not; answers what writes the captures. */
  async function labelledFirst(captureHour: string, count = 120): Promise<() => Promise<unknown>> {
    const labels = await served("champion", captureHour, count, 2);
    const key = `capture/tides-prod/champion/2026/04/07/${captureHour}/00-a.jsonl`;
    const lines = (await local.world.objects.get("tides", key)) ?? new Uint8Array();
    await write(key, []);
    await write(`truth/${folder}/labels.jsonl`, labels);
    return () => local.world.objects.put("tides", key, lines);
  }

  it.each([
    ["were late for an hour before", "13"],
    ["are of an hour after", "16"],
  ])("are joined when these %s, and counted once", async (_, captureHour) => {
    const captures = await labelledFirst(captureHour);
    expect(await judge()).toMatchObject([{ joined: 0, counted: 0, unmatched: 120, waiting: 120 }]);
    await captures();
    // An hour after its first look it is looked at again.
    expect(await judge(policy(), at("7T16:04"))).toEqual([]);
    const later = at("7T17:10");
    expect(await judge(policy(), later)).toMatchObject([
      { result: "judged", joined: 120, counted: 120, unmatched: 0, waiting: 0 },
    ]);
    for (const time of [later, at("7T23:00"), at("8T15:06"), at("8T16:30")]) {
      expect(await judge(policy(), time)).toEqual([]);
    }
    expect(trials()["champion OutcomeTrials"]).toBe(120);
    expect(reports).toHaveLength(1);
  });

  it("are counted in the round in which they come, each once, however many rounds there are", async () => {
    const early = await served("champion", "13", 110, 2);
    const captures = await labelledFirst("12", 60);
    await write(`truth/${folder}/early.jsonl`, early);
    expect(await judge()).toMatchObject([{ joined: 110, counted: 110, unmatched: 60, waiting: 60 }]);
    expect(await judge(policy(), at("7T16:06"))).toEqual([]);
    await captures();
    expect(await judge(policy(), at("7T17:06"))).toMatchObject([{ joined: 170, counted: 60, waiting: 0 }]);
    await write(`truth/${folder}/late.jsonl`, [label("nobody", 1)]);
    expect(await judge(policy(), at("7T17:20"))).toMatchObject([{ joined: 170, counted: 0, waiting: 1 }]);
    expect(await judge(policy(), at("8T15:06"))).toMatchObject([{ counted: 0, unmatched: 1, waiting: 0 }]);
    expect(trials()["champion OutcomeTrials"]).toBe(170);
  });

  it("are counted once by two runs that look again at the same moment", async () => {
    const captures = await labelledFirst("13");
    await judge();
    await captures();
    const later = at("7T16:10");
    const [one, other] = await Promise.all([judge(policy(), later), judge(policy(), later)]);
    const counted = [...one, ...other].map((judged) => judged.counted);
    expect(counted.reduce((sum, count) => sum + count, 0)).toBe(120);
    expect(trials()["champion OutcomeTrials"]).toBe(120);
  });

  it("are given up when the policy looks back no further, and that is told once", async () => {
    await labelledFirst("13");
    const short = policy({ lookBack: "3 hours" });
    expect(await judge(short)).toMatchObject([{ unmatched: 120, waiting: 120, reason: null }]);
    expect(await judge(short, at("7T16:10"))).toEqual([]);
    expect(await judge(short, at("7T18:06"))).toMatchObject([
      {
        ...{ result: "not-enough-data", joined: 0, counted: 0, unmatched: 120, waiting: 0 },
        reason: "120 labelled requests have no captured answer within 3 hours, and count for nothing",
      },
    ]);
    expect(await judge(short, at("7T18:10"))).toEqual([]);
    expect(trials()).toEqual({});
  });

  it("are looked for no more in a file that was counted before there were such looks", async () => {
    const captures = await labelledFirst("13");
    const path = `${folder}/labels.jsonl`;
    await write(`driftwheel/reports/tides-prod/driftwheel-quality/counted/${path}`, [path, ""]);
    await captures();
    expect(await judge(policy(), at("7T17:10"))).toEqual([]);
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
    expect(reports).toEqual([]);
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
  expect(reports).toEqual([]);
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
  const [report] = reports.map((event) => parse(event));
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

describe("an hour that cannot be judged is told", () => {
  it("without ground truth, the newest three of them", async () => {
    await write("truth/readme.txt", []);
    expect(await judge()).toEqual([]);
    expect(Object.values(problems()).map(({ reason }) => reason)).toEqual([
      "no-labels",
      "no-labels",
      "no-labels",
    ]);
    expect(problems()[hourEnd]?.words).toBe(`There is no ground truth in s3://tides/truth/${folder}/.`);
  });

  it("with labels for requests that were never captured", async () => {
    await write(`truth/${folder}/labels.jsonl`, [label("nowhere", 1)]);
    await judge();
    expect(problems()).toMatchObject({
      [hourEnd]: {
        reason: "no-label-matches",
        words: "None of 1 labelled requests was captured with an answer within reach.",
      },
    });
  });

  it("with lines that are no labels", async () => {
    await write(`truth/${folder}/labels.jsonl`, ["[]", "[]"]);
    await judge();
    expect(problems()).toMatchObject({ [hourEnd]: { reason: "all-unread" } });
  });

  it("with fewer labels than the policy wants", async () => {
    await write(`truth/${folder}/labels.jsonl`, await served("champion", "13", 20, 2));
    await judge();
    expect(problems()).toMatchObject({ [hourEnd]: { reason: "too-few-rows" } });
  });

  it("of an endpoint that captures nothing", async () => {
    await write(`truth/${folder}/labels.jsonl`, [label("nowhere", 1)]);
    const { capture: _, ...drift } = policy().drift;
    await expect(judge({ ...policy(), drift })).resolves.toEqual([]);
    expect(problems()).toMatchObject({
      [hourEnd]: { reason: expect.stringMatching(/no-endpoint|no-capture|failed/) },
    });
  });
});

it("a model without ground truth in its policy is left alone", async () => {
  const { quality: _, ...without } = policy();
  expect(await judge(without)).toEqual([]);
});
