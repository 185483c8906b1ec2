import type { Asked } from "@driftwheel/aws/check/asked.ts";
import type { CaptureSettings } from "@driftwheel/aws/check/capture-settings.ts";
import type { LiveFacts } from "@driftwheel/aws/check/live-facts.ts";
import type { RouteParameter } from "@driftwheel/aws/check/route-parameter.ts";
import { statisticsOf } from "@driftwheel/core/monitor/baseline/statistics-of.ts";
import { calibratedStatistics } from "@driftwheel/core/monitor/calibration/calibrated-statistics.ts";
import { texts } from "@driftwheel/core/monitor/derived/generated-rows.fixture.ts";
import { plainReading } from "@driftwheel/core/monitor/payloads/payload.ts";
import type { ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { policyFor } from "@driftwheel/core/policy/testing/fleet.ts";
import type { EndpointFact, EndpointTraits } from "@driftwheel/core/vocabulary/fact.ts";
import { describe, expect, it } from "vitest";
import { judge } from "./judge.ts";

const known = <Answer>(answer: Answer): Asked<Answer> => ({ known: true, answer });
const refused = { known: false, why: "the permission s3:GetObject is missing", because: "denied" } as const;

const traits: EndpointTraits = {
  shadows: false,
  serverless: false,
  asynchronous: false,
  components: false,
  multiModel: false,
  containers: 1,
  metricsEvery: 60,
};
const endpoint: EndpointFact = {
  exists: true,
  status: "InService",
  config: "dunes-1",
  pendingConfig: null,
  failureReason: null,
  variants: [{ name: "main", weight: 1, model: "dunes", package: null }],
  traits,
};
const capture: CaptureSettings = {
  enabled: true,
  started: true,
  sampling: 100,
  destination: "s3://dunes/capture",
  input: true,
  output: true,
  csvTypes: ["text/csv"],
  jsonTypes: [],
};
const trained = statisticsOf(
  Array.from({ length: 200 }, (_, row) => [row, row % 7]),
  ["sand", "wind"],
);
const captured = (data: string) =>
  JSON.stringify({
    captureData: { endpointInput: { data, encoding: "CSV", observedContentType: "text/csv" } },
    eventMetadata: { eventId: data, inferenceTime: "2026-03-01T08:00:00Z" },
  });
const file = (...rows: readonly string[]) =>
  known({
    file: "s3://dunes/capture/dunes-prod/main/a.jsonl",
    written: new Date(0),
    lines: rows.map(captured),
  });
const pipeline = (Parameters: readonly object[], Steps: readonly object[] = []) =>
  known({ definition: JSON.stringify({ Parameters, Steps }), status: "Active", role: null });

const originOf = (uri: string) => ({ from: "policy" as const, uri, writtenAt: null });

const facts: LiveFacts = {
  endpoint: known(endpoint),
  capture: known(capture),
  asynchronous: null,
  route: null,
  packageGroup: known("Completed"),
  others: { endpoint: [], packageGroup: [], pipeline: [] },
  pipeline: pipeline([]),
  labelledData: null,
  baseline: known({
    ok: true,
    origin: originOf("s3://dunes/statistics.json"),
    text: JSON.stringify(trained),
  }),
  captures: file("1,2", "3,4"),
  labels: null,
  alarms: null,
  scaling: known({ variants: {}, alarms: {} }),
  role: known("arn:aws:iam::111122223333:role/dunes"),
};

/** What is not in order, each as `result path: problem`. */
function faults(changes: Partial<LiveFacts>, policy: Partial<ModelPolicyInput> = {}): readonly string[] {
  return judge("dunes", policyFor("dunes", policy), { ...facts, ...changes }, plainReading)
    .filter(({ result }) => result !== "ok")
    .map(({ result, path, problem }) => `${result} ${path}: ${problem}`);
}
const withTraits = (changes: Partial<EndpointTraits>) => ({
  endpoint: known({ ...endpoint, traits: { ...traits, ...changes } }),
});

const serverless = {
  serving: "serverless",
  drift: {
    monitor: "driftwheel",
    sensitivity: { falseAlarmsPerYear: 2 },
    predictionLog: "s3://dunes/predictions",
  },
} as const;

it("a model that a route names has no config that could be read, and is tried all the same", () => {
  const { traits: _, ...routed } = endpoint;
  const rollout = {
    deadline: "20 days",
    paired: { outputs: "s3://dunes/trials", agreement: { at: 0, atLeast: 0.9 } },
  } as const;
  const inBatch = {
    serving: "batch",
    batch: { jobs: "dunes-nightly", inputs: "s3://dunes/in", outputs: "s3://dunes/answers" },
  } as const;
  const ofTrial = (one: string) => /trial|metrics|period/.test(one);
  const found = { endpoint: known(routed), capture: null, scaling: null };
  expect(faults(found, { ...inBatch, rollout }).filter(ofTrial)).toEqual([]);
  expect(faults(found, inBatch).filter(ofTrial)).toEqual([]);
});

describe("the route of a model whose callers read it", () => {
  const policy: Partial<ModelPolicyInput> = { ...serverless, route: { parameter: "/dunes/route" } };
  const there = {
    ...withTraits({ serverless: true }),
    capture: null,
  };
  const alone = { model: "dunes", champion: { endpoint: "dunes-prod", weight: 100 } };
  const trial = {
    model: "dunes",
    champion: { endpoint: "dunes-prod", weight: 75 },
    challenger: { endpoint: "driftwheel-dunes-v4-1", weight: 25 },
    rollout: "dunes-v4-1",
  };
  const routed = (value: object | string, changes: Partial<RouteParameter> = {}) => ({
    ...there,
    route: known({
      type: "String",
      value: typeof value === "string" ? value : JSON.stringify(value),
      challengerStatus: null,
      ...changes,
    }),
  });
  const said = (changes: Partial<LiveFacts>) =>
    judge("dunes", policyFor("dunes", policy), { ...facts, ...changes }, plainReading).filter(
      ({ subject }) => subject === "route",
    );
  const line =
    'write it: aws ssm put-parameter --overwrite --name /dunes/route --value \'{"model":"dunes","champion":{"endpoint":"dunes-prod","weight":100}}\'';

  it("is in order before the first trial wrote it, after one, and during one", () => {
    expect(faults({ ...there, route: known(null) }, policy)).toEqual([]);
    expect(said({ ...there, route: known(null) })).toMatchObject([
      { problem: "is not there: until the first trial writes it, callers ask dunes-prod" },
    ]);
    expect(said(routed(alone))).toMatchObject([{ result: "ok", problem: "leads to dunes-prod 100%" }]);
    expect(said(routed(trial, { challengerStatus: "InService" }))).toMatchObject([
      { result: "ok", problem: "leads to dunes-prod 75%, driftwheel-dunes-v4-1 25%" },
    ]);
  });

  it.each([
    ["no route", routed("dunes-prod"), /^holds no route: is no JSON/, line],
    ["another model's", routed({ ...alone, model: "reefs" }), /^holds the route of model reefs$/, line],
    [
      "another endpoint's",
      routed({ ...alone, champion: { endpoint: "dunes-old", weight: 100 } }),
      /^leads to dunes-old 100%, and the policy's endpoint is dunes-prod$/,
      line,
    ],
    [
      "one to an endpoint that is gone",
      routed(trial),
      /^leads to driftwheel-dunes-v4-1 too, which does not exist$/,
      `${line}, and resume the model if it is held`,
    ],
    [
      "one to an endpoint that failed",
      routed(trial, { challengerStatus: "Failed" }),
      /^leads to driftwheel-dunes-v4-1 too, which is Failed$/,
      `${line}, and resume the model if it is held`,
    ],
    [
      "a secret",
      routed("AQICAHh", { type: "SecureString" }),
      /^is a SecureString, which callers do not read as a route$/,
      "delete it: aws ssm delete-parameter --name /dunes/route. The first trial writes it as a String",
    ],
  ])("that is %s is told with the line to write", (_, changes, problem, remedy) => {
    expect(said(changes)).toEqual([
      {
        model: "dunes",
        subject: "route",
        result: "error",
        path: "models.dunes.route.parameter",
        value: "/dunes/route",
        problem: expect.stringMatching(problem),
        remedy,
      },
    ]);
  });

  it("that may not be read names the permission", () => {
    const why = "the permission ssm:GetParameter is missing";
    expect(faults({ ...there, route: { known: false, why, because: "denied" } }, policy)).toEqual([
      `not-checked models.dunes.route.parameter: could not be checked: ${why}`,
    ]);
  });
});

const answers = "arn:aws:sns:eu-west-1:111122223333:dunes-answers";
const errors = "arn:aws:sns:eu-west-1:111122223333:dunes-errors";
const queued = {
  serving: "asynchronous",
  asynchronous: {
    ...{ successTopic: answers, errorTopic: errors },
    ...{ inputs: "s3://dunes/requests", outputs: "s3://dunes/answers" },
  },
  drift: serverless.drift,
} as const;
const told = {
  ...{ successTopic: answers, errorTopic: errors },
  ...{ outputs: "s3://dunes/answers/", missing: [] },
};
const asynchronous = (changes: object) => ({
  ...withTraits({ asynchronous: true }),
  ...{ capture: null, asynchronous: known({ ...told, ...changes }) },
});

describe("the topics of an asynchronous endpoint", () => {
  it("go with a trial on a second endpoint, which nothing scales", () => {
    const tried = { ...queued, route: { parameter: "/dunes/route" }, rollout: { ramp: [10] } };
    const variants = {
      main: {
        minimum: 0,
        maximum: 4,
        suspended: { in: false, out: false, scheduled: false },
        policies: [],
        scheduled: [],
      },
    };
    const found = { ...asynchronous({}), scaling: known({ variants, alarms: {} }) };
    expect(faults(found, tried)).toEqual([]);
    const judged = judge("dunes", policyFor("dunes", tried), { ...facts, ...found }, plainReading);
    expect(judged.filter(({ subject }) => subject === "autoscaling")).toMatchObject([
      {
        result: "ok",
        problem: "main from 0 to 4 instances; a challenger is not scaled while it has an endpoint of its own",
      },
    ]);
  });

  it("are in order where its config tells them", () => {
    expect(faults(asynchronous({}), queued)).toEqual([]);
  });

  it("are missed with their field", () => {
    expect(faults(asynchronous({ missing: [errors] }), queued)).toEqual([
      "error models.dunes.asynchronous.errorTopic: there is no such topic in this account and region",
    ]);
    expect(faults(asynchronous({ successTopic: errors, errorTopic: null }), queued)).toEqual([
      `error models.dunes.asynchronous.successTopic: the endpoint's config tells ${errors}`,
      "error models.dunes.asynchronous.errorTopic: the endpoint's config tells no such topic, so nobody would count anything",
    ]);
  });

  it("are told of answers that are read where none is written", () => {
    expect(faults(asynchronous({ outputs: "s3://dunes/answered" }), queued)).toEqual([
      "error models.dunes.asynchronous.outputs: the endpoint writes its answers to s3://dunes/answered",
    ]);
  });
});

describe("an account that a policy names", () => {
  it("has nothing in the way where all is there", () => {
    expect(faults({})).toEqual([]);
  });

  it("has nothing in the way of a model that is served otherwise, as its policy says", () => {
    expect(faults({ ...withTraits({ serverless: true }), capture: null }, serverless)).toEqual([]);
  });

  it("may name a column of texts, and a feature that is derived of it", () => {
    const notes = texts({ rows: 200, seed: 1 });
    const columns = [
      { name: "sand", values: notes.map((_, row) => row) },
      { name: "note", values: notes },
    ];
    const made = JSON.stringify(calibratedStatistics(columns, 200, { windows: 0 }));
    const baseline = known({ ok: true as const, origin: originOf("s3://dunes/statistics.json"), text: made });
    const metrics = ["note", "note (length)"];
    const of = (names: readonly string[]) => ({
      drift: {
        monitor: "driftwheel" as const,
        sensitivity: { falseAlarmsPerYear: 2 },
        columns: [...names],
        metrics,
      },
    });
    const captures = file("1,dry", "3,windy and dry");
    expect(faults({ baseline, captures }, of(["sand", "note"]))).toEqual([]);
    expect(faults({ baseline, captures }, of(["sand", "note (length)", "note"])).join()).toContain(
      "the baseline has no such feature; it has sand, note",
    );
  });

  it.each<[string, Partial<LiveFacts>, Partial<ModelPolicyInput>, string]>([
    [
      "an endpoint that fails",
      { endpoint: known({ ...endpoint, status: "Failed", failureReason: "no disk" }) },
      {},
      "error models.dunes.endpoint: is Failed: no disk",
    ],
    [
      "an endpoint that changes",
      { endpoint: known({ ...endpoint, status: "Updating" }) },
      {},
      "warning models.dunes.endpoint: is Updating",
    ],
    [
      "a shadow variant",
      withTraits({ shadows: true }),
      {},
      "error models.dunes.endpoint: the endpoint's config dunes-1 has a shadow variant, and beside one SageMaker takes one production variant only",
    ],
    [
      "metrics that are too rare",
      withTraits({ metricsEvery: 300 }),
      {},
      "error models.dunes.rollout.period: the endpoint's config dunes-1 publishes its metrics every 300 seconds, and the policy reads periods of 1 minute",
    ],
    [
      "a serverless endpoint that the policy takes for another",
      withTraits({ serverless: true }),
      {},
      "error models.dunes.serving: the endpoint's config is of one that answers without a server of its own (ServerlessConfig)",
    ],
    [
      "an asynchronous endpoint that the policy takes for another",
      withTraits({ asynchronous: true }),
      {},
      "error models.dunes.serving: the endpoint's config is of one that answers asynchronously (AsyncInferenceConfig)",
    ],
    [
      "an endpoint in real time that the policy takes for another",
      {},
      { serving: "asynchronous" },
      "error models.dunes.serving: the endpoint's config is of one that answers in real time",
    ],
    [
      "a prediction log without a line",
      { ...withTraits({ serverless: true }), capture: null, captures: known(null) },
      serverless,
      "warning models.dunes.drift.predictionLog: no prediction of dunes-prod is logged yet",
    ],
    [
      "no capture",
      { capture: known(null) },
      {},
      "error models.dunes.endpoint: captures no data, so nothing can be watched",
    ],
    [
      "a capture that was stopped",
      { capture: known({ ...capture, started: false }) },
      {},
      "error models.dunes.endpoint: its data capture is stopped",
    ],
    [
      "a capture of answers alone",
      { capture: known({ ...capture, input: false }) },
      {},
      "error models.dunes.endpoint: captures no requests",
    ],
    [
      "a capture of some requests, with labels to join",
      { capture: known({ ...capture, sampling: 20 }) },
      { quality: { groundTruth: "s3://dunes/truth", problem: "binary" } },
      "warning models.dunes.quality.groundTruth: 20% of the requests are captured, and labels of the others are never joined",
    ],
    [
      "no baseline",
      { baseline: known({ ok: false, problem: { reason: "no-baseline", words: "None is named." } }) },
      {},
      "error models.dunes.drift.baseline: None is named",
    ],
    [
      "a baseline that is none",
      { baseline: known({ ok: true, origin: originOf("s3://d/s.json"), text: "{}" }) },
      {},
      "error models.dunes.drift.baseline: s3://d/s.json: ",
    ],
    [
      "a baseline that nobody may read",
      { baseline: refused },
      {},
      "not-checked models.dunes.drift.baseline: could not be checked: the permission s3:GetObject is missing",
    ],
    [
      "captures of another width",
      { captures: file("1,2,3", "4,5,6") },
      {},
      "error models.dunes.drift.capture: s3://dunes/capture/dunes-prod/main/a.jsonl: 2 of 2 requests cannot be read: ",
    ],
    [
      "some captures of another width",
      { captures: file("1,2,3", "4,5") },
      {},
      "warning models.dunes.drift.capture: s3://dunes/capture/dunes-prod/main/a.jsonl: 1 of 2 requests cannot be read: ",
    ],
    [
      "no captures yet",
      { captures: known(null) },
      {},
      "warning models.dunes.drift.capture: there is no capture file of dunes-prod yet",
    ],
    [
      "a group that is not there",
      { packageGroup: known(null) },
      {},
      "error models.dunes.packageGroup: there is no such model package group",
    ],
    [
      "a pipeline that needs more",
      { pipeline: pipeline([{ Name: "Since", Type: "String" }]) },
      {},
      "error models.dunes.retrain.parameters.Since: the pipeline needs it and has no default, a String",
    ],
    [
      "a pipeline without a default for what only drift gives",
      { pipeline: pipeline([{ Name: "Since", Type: "String" }]) },
      { retrain: { pipeline: "dunes-train", parameters: { Since: { from: "window start" } } } },
      "warning models.dunes.retrain.parameters.Since: has no value when a person asks to retrain without drift",
    ],
    [
      "a pipeline that takes one of some values",
      { pipeline: pipeline([{ Name: "Size", Type: "String", EnumValues: ["small", "large"] }]) },
      { retrain: { pipeline: "dunes-train", parameters: { Size: "huge" } } },
      "error models.dunes.retrain.parameters.Size: the pipeline takes one of small, large",
    ],
    [
      "a pipeline that registers elsewhere",
      {
        pipeline: pipeline(
          [{ Name: "Group", Type: "String", DefaultValue: "dune" }],
          [
            {
              Type: "Condition",
              Arguments: {
                IfSteps: [
                  {
                    Type: "RegisterModel",
                    Arguments: { ModelPackageGroupName: { Get: "Parameters.Group" } },
                  },
                ],
              },
            },
          ],
        ),
      },
      {},
      "error models.dunes.packageGroup: the pipeline registers into dune, so no retraining would ever give a candidate",
    ],
    [
      "a pipeline that registers into the same name in another account",
      {
        pipeline: pipeline(
          [],
          [
            {
              Type: "RegisterModel",
              Arguments: {
                ModelPackageGroupName: "arn:aws:sagemaker:eu-west-1:444455556666:model-package-group/dunes",
              },
            },
          ],
        ),
      },
      { packageGroup: "arn:aws:sagemaker:eu-west-1:111122223333:model-package-group/dunes" },
      "error models.dunes.packageGroup: the pipeline registers into arn:aws:sagemaker:eu-west-1:444455556666:model-package-group/dunes",
    ],
    [
      "an alarm that is not there",
      { alarms: known(new Map()) },
      { rollout: { ramp: [10], guards: { alarms: ["dunes-late"] } } },
      "error models.dunes.rollout.guards.alarms.0: there is no such alarm",
    ],
    [
      "an alarm of guardrails that is not there",
      { alarms: known(new Map([["dunes-5xx", "OK"]])) },
      { rollout: { guardrails: { shift: "all at once", alarms: ["dunes-5xx", "dunes-slow"] } } },
      "error models.dunes.rollout.guardrails.alarms.1: there is no such alarm, so it would never take a deployment back",
    ],
  ])("is told of %s", (_, changes, policy, expected) => {
    const [first = "", ...rest] = faults(changes, policy);
    expect(first).toContain(expected);
    expect(rest).toEqual([]);
  });

  it("is not asked about what retrains where no pipeline does", () => {
    const policy = { retrain: { with: { function: "dunes-train" } } };
    expect(faults({ pipeline: null }, policy)).toEqual([
      "not-checked models.dunes.retrain.with.function: is tried by nothing but a retraining",
    ]);
  });

  it("is asked for names that are like the one that is not there", () => {
    const others = {
      endpoint: [],
      packageGroup: ["tides", "dune"],
      pipeline: ["tides-train", "dunes-trian"],
    };
    const said = judge(
      "dunes",
      policyFor("dunes"),
      {
        ...facts,
        packageGroup: known(null),
        pipeline: known(null),
        others,
      },
      plainReading,
    );
    expect(said.filter(({ result }) => result === "error").map(({ remedy }) => remedy)).toEqual([
      'did you mean "dune"?',
      'did you mean "dunes-trian"?',
    ]);
  });

  it("without an endpoint is told that alone of it", () => {
    const none = known({ ...endpoint, exists: false, variants: [] });
    const absent = { capture: null, baseline: null, captures: null, scaling: null, role: null };
    expect(faults({ endpoint: none, ...absent })).toEqual([
      "error models.dunes.endpoint: there is no such endpoint in this account and region",
    ]);
  });
});
