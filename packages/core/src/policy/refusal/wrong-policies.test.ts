import { describe, expect, it } from "vitest";
import * as z from "zod";
import { defineFleet } from "../define-fleet.ts";
import { type FleetInput, fleetPolicy } from "../policy.ts";
import { policyInput } from "../testing/fleet.ts";
import { examples } from "./examples.ts";
import { FleetRefused } from "./fault.ts";
import { knownFields } from "./known-fields.ts";

const secret = "/vines/warehouse";
const whole = {
  models: {
    vines: policyInput("vines", {
      retrain: { pipeline: "vines-train", budget: { perMonth: "$50", perRun: "$2.50" } },
      approve: { by: "person", within: "3 days" },
    }),
  },
  telling: { quietHours: { from: "22:00", to: "07:00", timeZone: "Europe/Berlin" } },
  webhooks: { warehouse: { url: "https://warehouse.example/", secret } },
  hooks: { lab: { scheme: "github", secret: "/vines/lab", rules: [{ signal: "retrain", model: "vines" }] } },
} as const;

const proxied = { parameter: "/vines/route", proxy: true };
const ofMany = { artifact: "vines.tar.gz", under: "s3://vines/serving/" };
type Changes = Readonly<Record<string, unknown>>;

/** The fleet with other values at some paths, as a person could write it in a file that no compiler has seen. */
function fleetWith(changes: Changes): FleetInput {
  const fleet: unknown = structuredClone(whole);
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split("/");
    const last = keys.pop() ?? "";
    let inside = fleet as Record<string, unknown>;
    for (const key of keys) {
      if (typeof inside[key] !== "object" || inside[key] === null) inside[key] = {};
      inside = inside[key] as Record<string, unknown>;
    }
    if (value === undefined) delete inside[last];
    else inside[last] = value;
  }
  return fleet as FleetInput;
}

function faultsOf(changes: Changes) {
  try {
    defineFleet(fleetWith(changes));
  } catch (error) {
    if (error instanceof FleetRefused) return error;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(changes)}`);
}

const vines = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).map(([path, value]) => [`models/vines/${path}`, value]));
const binary = { "quality/groundTruth": "s3://vines-data/truth", "quality/problem": "binary" };
const shadowed = (changes: Changes, shadow: Changes = {}): Changes =>
  vines({
    "rollout/shadow": { for: "2 hours", agreement: { at: 0, atLeast: 0.95 }, ...shadow },
    ...changes,
  });
const several = (changes: Changes, challengers: Changes = {}): Changes =>
  vines({ "rollout/challengers": { atMost: 2, gatherFor: "1 day", ...challengers }, ...changes });
const logged = { "drift/predictionLog": "s3://vines-data/predictions" };
const routed = { "route/parameter": "/vines/route" };
const topics = {
  "asynchronous/successTopic": "arn:aws:sns:eu-west-1:111122223333:vines-answers",
  "asynchronous/errorTopic": "arn:aws:sns:eu-west-1:111122223333:vines-errors",
};
const mae = { metric: "mae", atMost: 2 };
const lab = (changes: Changes): Changes =>
  Object.fromEntries(Object.entries(changes).map(([path, value]) => [`hooks/lab/${path}`, value]));

const mlflow = (changes: Changes): Changes => ({
  "experiments/mlflow/url": "https://mlflow.example",
  ...Object.fromEntries(
    Object.entries(changes).map(([path, value]) => [`experiments/mlflow/${path}`, value]),
  ),
});
const mlflowApp = "arn:aws:sagemaker:eu-west-1:111122223333:mlflow-app/app-VINES1";

const wrong: readonly Changes[] = [
  // The fleet and its names.
  { models: undefined },
  { models: [] },
  { modles: {} },
  { vines: whole.models.vines },
  { "models/Vines North": whole.models.vines },
  { "models/vines_north": whole.models.vines },
  { [`models/${"v".repeat(200)}`]: whole.models.vines },
  { "models/grapes": { ...whole.models.vines, packageGroup: "grapes" } },
  { "models/vines": null },
  { "models/vines": "vines.json" },
  vines({ endpoint: undefined }),
  vines({ endpoint: "vines_prod" }),
  vines({ endpoint: "arn:aws:sagemaker:eu-west-1:123456789012:endpoint/vines-prod" }),
  vines({ packageGroup: 7 }),
  vines({ drift: null }),
  vines({ cooldown: "6 hours" }),
  vines({ retrian: { pipeline: "vines-train" } }),
  vines({ minEffect: 0.2 }),
  vines({ name: "vines" }),
  { version: 1 },
  { rollout: { ramp: [10] } },
  // Serving.
  vines({ rollout: undefined }),
  vines({ serving: "realtime" }),
  vines({ serving: "batch" }),
  vines({ serving: "serverless" }),
  vines({ serving: "serverless", rollout: undefined }),
  vines({ serving: "serverless", rollout: undefined, "drift/capture": "s3://vines-data/capture" }),
  vines({ serving: "serverless", rollout: undefined, "drift/monitor": "model-monitor" }),
  vines({ ...binary, serving: "serverless", rollout: undefined, "drift/monitor": "external" }),
  vines({ serving: "serverless", ...logged, "route/parameter": "/aws/vines" }),
  vines({ serving: "serverless", ...logged, "route/parameter": "vines route" }),
  vines({ serving: "serverless", ...logged, ...routed, "route/kept": "1 minute" }),
  vines({ component: "the vines", ...logged, ...routed }),
  vines({ component: "vines", serving: "serverless", ...logged, ...routed }),
  vines({ component: "vines" }),
  vines({ "rollout/copies": "by share" }),
  vines({ component: "vines", ...logged, ...routed, "rollout/copies": 3 }),
  vines({ targetModel: { artifact: "vines/v1.tar.gz", under: "vines" }, ...logged }),
  vines({ targetModel: ofMany, serving: "serverless", ...logged, ...routed }),
  vines({ targetModel: ofMany, component: "vines", ...logged, ...routed }),
  vines({ targetModel: ofMany }),
  vines({
    targetModel: { ...ofMany, from: "s3://vines/trained/" },
    ...logged,
    route: proxied,
    "rollout/shadow": { for: "2 hours", agreement: { at: 0, atLeast: 0.95 } },
  }),
  vines({
    targetModel: { ...ofMany, from: "s3://vines/trained/" },
    ...logged,
    route: proxied,
    "rollout/bake": { for: "1 day", keepWarm: true },
  }),
  vines({
    targetModel: { ...ofMany, from: "s3://vines/trained/" },
    ...logged,
    route: proxied,
    "rollout/challengers": { atMost: 2, gatherFor: "1 day" },
  }),
  vines({ component: "vines", ...logged, ...routed, "rollout/bake": { for: "1 day", keepWarm: true } }),
  vines({
    serving: "serverless",
    ...{ ...logged, ...routed },
    "rollout/bake": { for: "1 hour", keepWarm: true },
  }),
  vines({ serving: "asynchronous" }),
  vines({ serving: "asynchronous", rollout: undefined, route: { parameter: "/vines/route", proxy: true } }),
  vines({ serving: "asynchronous", rollout: undefined, route: { parameter: "/vines/route" } }),
  vines({ serving: "asynchronous", ...routed }),
  vines({ serving: "asynchronous", ...topics, ...routed, "rollout/bake": { for: "1 hour", keepWarm: true } }),
  vines({ "rollout/guards": { backlog: { perInstance: 20 } } }),
  vines({ serving: "asynchronous", ...topics, ...routed, "rollout/guards": { backlog: {} } }),
  vines({ serving: "serverless", ...logged, rollout: undefined, ...routed }),
  vines({ serving: "serverless", ...logged, ...routed, "route/keptFor": "1 hour" }),
  vines({ serving: "serverless", ...logged, ...routed, "rollout/changeDeadline": "1 minute" }),
  vines({ serving: "serverless", ...logged, ...routed, "route/proxy": true, "route/keptFor": "4 seconds" }),
  vines({ "rollout/guards": { coldStarts: 0.1 } }),
  vines({
    serving: "serverless",
    ...logged,
    ...routed,
    rollout: { ramp: [5, 25], guards: { coldStarts: 0.1 } },
  }),
  vines({ route: { parameter: "/vines/route", proxy: true, keptFor: "1 minute" } }),
  vines({ route: { parameter: "/vines/route" } }),
  vines({ route: { parameter: "vines-route", proxy: true } }),
  vines({ route: { parameter: "/vines/route", proxy: "yes" } }),
  vines({ "drift/capture": "s3://vines-data/capture", "drift/predictionLog": "s3://vines-data/predictions" }),
  vines({ "drift/predictionLog": "s3://vines-data" }),
  vines({ "drift/predictionLog": "s3://vines-data/predictions/2026/03/09" }),
  vines({ ...binary, "drift/predictionLog": "s3://vines-data/truth/" }),
  // Drift.
  vines({ "drift/monitor": "model monitor" }),
  vines({ "drift/monitor": "evidently" }),
  vines({ "drift/sensitivity": undefined }),
  vines({ "drift/sensitivity/falseAlarmsPerYear": 1e9 }),
  vines({ "drift/sensitivity/falseAlarmsPerYear": 0 }),
  vines({ "drift/sensitivity/falseAlarmsPerYear": "2" }),
  vines({ "drift/sensitivity/minEffect": 20 }),
  vines({ "drift/falseAlarmsPerYear": 2 }),
  vines({ "drift/window": 300 }),
  vines({ "drift/window": "5m" }),
  vines({ "drift/window": "-1 hour" }),
  vines({ "drift/window": "1 month" }),
  vines({ "drift/window": "1 minute", "drift/lag": "1 hour" }),
  vines({ "drift/window": "10 seconds" }),
  vines({ "drift/minRows": 5 }),
  vines({ "drift/minRows": 150.5 }),
  vines({ "drift/capture": "vines-data/capture" }),
  vines({ "drift/capture": "s3://Vines_Data/capture" }),
  vines({ "drift/capture": "s3://vines-data/capture/*/" }),
  vines({ "drift/baseline": "s3://vines-data/baseline/" }),
  vines({ "drift/baseline": "s3://vines-data/train.csv" }),
  vines({ "drift/baseline": "https://vines-data.s3.amazonaws.com/statistics.json" }),
  vines({ "drift/columns": ["sun", "rain", "sun"] }),
  vines({ "drift/columns": "sun,rain" }),
  vines({ "drift/columns": ["sun", "rain"], "drift/metrics": ["rian"] }),
  vines({ "drift/metrics": ["rain", "rain"] }),
  vines({ "drift/columns": [], "drift/metrics": [""] }),
  vines({ "drift/columns": [null, null] }),
  vines({ "drift/columns": ["sun", "rain"], "drift/predictions": { sun: 0 } }),
  vines({ "drift/predictions": {} }),
  vines({ "drift/predictions": { yield: -1 } }),
  vines({ "drift/predictions": ["yield"] }),
  vines({ "drift/columns": ["sun"], "drift/predictions": { yield: 0 }, "drift/metrics": ["yield", "yeild"] }),
  vines({ "drift/capture": "s3://vd/capture" }),
  vines({ "drift/capture": "s3://vines..data/capture" }),
  vines({ "drift/capture": "s3://192.168.0.1/capture" }),
  vines({ "drift/capture": "s3://vines-data.s3.eu-west-1.amazonaws.com/capture" }),
  vines({ "drift/capture": "s3a://vines-data/capture" }),
  vines({ "drift/capture": "s3://vines-data/capture/vines-prod/AllTraffic/2026/03/09/20/" }),
  vines({ "drift/baseline": "s3://vines-data/baseline/constraints.json" }),
  vines({ "drift/baseline": "s3://vines-data/model.tar.gz" }),
  vines({ "drift/baseline": "statistics.json" }),
  vines({ "drift/window": "100000 days" }),
  // Quality.
  vines({ quality: {} }),
  vines({ ...binary, "quality/problem": "classification" }),
  vines({ ...binary, "quality/problem": "regression" }),
  vines({ ...binary, "quality/groundTruth": "s3://vines-data" }),
  vines({ ...binary, "quality/threshold": 0.7 }),
  vines({ ...binary, "quality/problem": "multiclass", "quality/positive": "yes" }),
  vines({ ...binary, "quality/score": "p", "quality/prediction": "p" }),
  vines({ ...binary, "quality/threshold": 70, "quality/score": "p" }),
  vines({ ...binary, "quality/constraints": [{ metric: "accurracy", atLeast: 0.8 }] }),
  vines({ ...binary, "quality/constraints": [{ metric: "accuracy", atLeast: 80 }] }),
  vines({ ...binary, "quality/constraints": [{ metric: "accuracy", atLeast: 0.9, atMost: 0.1 }] }),
  vines({ ...binary, "quality/constraints": [{ metric: "accuracy", worseThanBaselineBy: 10 }] }),
  vines({
    ...binary,
    "quality/constraints": [
      { metric: "f1", atLeast: 0.5 },
      { metric: "f1", atLeast: 0.6 },
    ],
  }),
  vines({ ...binary, "drift/capture": "s3://vines-data/truth/" }),
  vines({ ...binary, "quality/lookBack": "1 minute" }),
  vines({ ...binary, "quality/lag": "3 days" }),
  vines({ ...binary, "quality/groundTruth": "s3://vines-data/truth/2026/03/09" }),
  vines({ ...binary, "quality/label": true }),
  // Retraining.
  vines({ "retrain/pipeline": undefined }),
  vines({ "retrain/cooldwn": "6 hours" }),
  vines({ "retrain/budget/perRun": undefined }),
  vines({ "retrain/budget/perRun": 50 }),
  vines({ "retrain/budget/perRun": "50" }),
  vines({ "retrain/budget/perRun": "€50" }),
  vines({ "retrain/budget/perRun": "$60" }),
  vines({ "retrain/budget/alertAt": 80 }),
  { "costs/own": { training: { "ml.m5.large": 0.1 } } },
  { "costs/own": { training: { "ml.m5.large": "$0.10" } } },
  { "costs/own": { training: { "m5.large": "0.10" } } },
  { "costs/own": { learning: { "ml.m5.large": "0.10" } } },
  { "costs/prices": { currency: "EUR" } },
  vines({ "retrain/budget/perMonth": "$1,000" }),
  vines({ "retrain/budget/perMonth": "1,234,567.50 dollars" }),
  vines({ "retrain/budget/perMonth": "$49,5" }),
  vines({ "retrain/budget/perMonth": `$${"9".repeat(400)}` }),
  vines({ "retrain/parameters": { Labels: { from: "labelled data" } } }),
  vines({ "retrain/parameters": { Labels: { from: "labeled data" } } }),
  vines({ "retrain/parameters": { Labels: { source: "labelled data" } } }),
  vines({ "retrain/parameters": { Trees: 25 } }),
  vines({ "retrain/parameters": { Note: "" } }),
  vines({ "retrain/parameters": { "Window Start": { from: "window start" } } }),
  // The gate.
  vines({ gate: mae }),
  vines({ gate: [] }),
  vines({ gate: [{ metric: "mae" }] }),
  vines({ gate: [{ metric: "", atMost: 2 }] }),
  vines({ gate: [{ metric: "mae", atMost: Number.NaN }] }),
  vines({ gate: [{ metric: "mae", atmost: 2 }] }),
  vines({ gate: [{ name: "mae", atMost: 2 }] }),
  vines({ gate: [{ metric: "mae", atMost: "2" }] }),
  vines({ gate: [mae, { metric: "mae", atLeast: 3 }] }),
  vines({ gate: [{ metric: "mae", betterThanChampionBy: 0.1 }] }),
  vines({ gate: [{ metric: "mae", betterThanChampionBy: 0.1, better: "smaller" }] }),
  vines({ gate: [{ metric: "mae", betterThanChampionBy: 0.1, better: "higher" }] }),
  vines({ gate: [{ ...mae, better: "lower" }] }),
  vines({ gate: [{ metric: "$.regression_metrics.mae.value", atMost: 2 }] }),
  // Approval.
  vines({ approve: undefined }),
  vines({ approve: "automatic" }),
  vines({ approve: "manually" }),
  vines({ approve: true }),
  vines({ approve: { by: "person" } }),
  vines({ approve: { by: "persons", within: "3 days" } }),
  vines({ approve: { by: "person", within: 3 } }),
  vines({ approve: { by: "person", within: "3 days", atDeadline: "aprove" } }),
  // Rollout.
  vines({ "rollout/ramp": [0.1, 0.5] }),
  vines({ "rollout/ramp": [0.05, 0.25, 1] }),
  vines({ "rollout/ramp": 50 }),
  vines({ "rollout/ramp": ["10%"] }),
  vines({ "rollout/ramp": [50, 100] }),
  vines({ "rollout/ramp": [50, 20] }),
  vines({ "rollout/period": "7 seconds" }),
  vines({ "rollout/period": "90 seconds" }),
  vines({ "rollout/period": "5 seconds" }),
  vines({ "rollout/period": "10 minutes" }),
  vines({ "rollout/lookEvery": "30 seconds" }),
  vines({ "rollout/period": "10 seconds", "rollout/lookEvery": "4 hours" }),
  vines({ "rollout/deadline": "1 minute" }),
  vines({ "rollout/deadline": "6 minutes" }),
  vines({ "rollout/ramp": [1, 5, 10, 25], "rollout/lookEvery": "15 hours" }),
  vines({ "rollout/pollEvery": "0.5 seconds" }),
  vines({ "rollout/pollEvery": "2 hours" }),
  vines({ "rollout/changeDeadline": "10 seconds" }),
  vines({ "rollout/stableFor": "3 days" }),
  vines({ "rollout/bake": { for: "1 minute" } }),
  vines({ "rollout/bake": "1 day" }),
  vines({ "rollout/guards": { errorRate: 2 } }),
  vines({ "rollout/guards": { p99Latency: "300 ms" } }),
  vines({ "rollout/guards": { latency: 0.02 } }),
  vines({ "rollout/guards": { p99: 0.02 } }),
  vines({ "rollout/errorRate": 0.02 }),
  vines({ "rollout/minTrials": 0 }),
  vines({ "rollout/warmUp": "0 seconds" }),
  vines({ "rollout/warmUp": "2 days" }),
  vines({ "rollout/atLeast": 1 }),
  vines({ "rollout/atLeast": "2 days" }),
  vines({ "rollout/deadline": "7 minutes", "rollout/atLeast": "1 minute", "rollout/warmUp": "1 second" }),
  vines({ "rollout/outcomes": { knownWithin: "2 days" } }),
  vines({ "rollout/outcomes": { missing: "bad" } }),
  vines({ "rollout/outcomes": { unit: -1 } }),
  vines({ "rollout/outcomes": { units: "user" } }),
  vines({ "rollout/outcomes": { value: { better: "lowest", bounds: [0, 50] } } }),
  vines({ "rollout/outcomes": { value: { better: "lower", bounds: [50, 0] } } }),
  vines({ "rollout/outcomes": { value: { better: "lower", bounds: [50] } } }),
  vines({ "rollout/outcomes": { value: { better: "lower", bounds: 50 } } }),
  vines({ "rollout/outcomes": { value: { better: "lower", minimumEffect: 5 } } }),
  vines({ "rollout/outcomes": { value: { better: "higher" } } }),
  vines({ "rollout/outcomes": { value: { better: "higher", bounds: [0, 50] }, missing: "failure" } }),
  vines({
    "quality/groundTruth": "s3://vines-data/truth",
    "quality/problem": "regression",
    "quality/success": { within: 2 },
    "rollout/outcomes": { value: { better: "higher", bounds: [0, 50] } },
  }),
  vines({
    "rollout/outcomes": { value: { better: "higher", bounds: [0, 50] } },
    "rollout/segments": { by: "slope", names: ["north"] },
  }),
  vines({ "rollout/segments": { by: "slope", names: ["north", "south", "north"] } }),
  vines({ "rollout/segments": { by: "slope", names: [] } }),
  vines({ "rollout/segments": { by: -1, names: ["north"] } }),
  vines({ "rollout/segments": ["north", "south"] }),
  vines({ "rollout/falsePromotions": { share: 0.05, trialsPerYear: 1 } }),
  vines({ "rollout/falsePromotions": { share: 0.5, trialsPerYear: 12 } }),
  vines({ "rollout/falsePromotions": { share: 0.000_01 } }),
  vines({ "rollout/falsePromotions": { share: 0.05, trialsPerYear: 1_000_000 } }),
  vines({ "rollout/falsePromotions": 0.05 }),
  vines({ "rollout/mayGiveUp": 3 }),
  vines({ "rollout/guards": { alarms: ["late", "late"] } }),
  vines({ "rollout/guards": { alarms: ["arn:aws:cloudwatch:eu-west-1:123456789012:alarm:vines-late"] } }),
  vines({ "rollout/promoteWhen": "not-worse" }),
  vines({ "rollout/atDeadline": "rollback" }),
  vines({ "rollout/minimumEffect": 2 }),
  // Several challengers.
  several({}, { atMost: 1 }),
  several({}, { atMost: 6 }),
  several({}, { gatherFor: undefined }),
  several({}, { gatherfor: "1 day" }),
  several({ "rollout/shadow": { for: "2 hours", agreement: { at: 0, atLeast: 0.95 } } }),
  several({
    "rollout/guardrails": { shift: "all at once", alarms: ["vines-5xx"] },
    "rollout/ramp": undefined,
  }),
  several({ serving: "serverless", ...routed, ...logged }),
  several({ serving: "asynchronous", ...routed, ...topics }),
  several({ component: "vines", ...routed, ...logged }),
  // A shadow first.
  shadowed({}, { agreement: { atLeast: 0.95 } }),
  shadowed({}, { agreement: { at: 0, atLeast: 95 } }),
  shadowed({}, { agreement: { at: 0 } }),
  shadowed({}, { for: "1 minute" }),
  shadowed({}, { for: undefined }),
  shadowed({}, { minAnswers: 0 }),
  shadowed({}, { share: 150 }),
  shadowed({}, { after: "ramp" }),
  shadowed({}, { atDeadline: "promote" }),
  shadowed({ serving: "serverless" }),
  shadowed({}, { onAgreement: "promote" }),
  shadowed({ ...binary, "rollout/bake": { for: "1 day", keepWarm: true } }, { onAgreement: "promote" }),
  shadowed({ ...binary, "rollout/atLeast": "3 hours" }, { onAgreement: "promote" }),
  shadowed(binary, { agreement: { atLeast: 0.95, within: 0.1 } }),
  shadowed({ ...binary, "quality/score": 0 }, { agreement: { atLeast: 0.95 } }),
  shadowed(
    { ...binary, "quality/problem": "regression", "quality/success": { within: 2 } },
    { agreement: { atLeast: 0.95 } },
  ),
  // Alerts.
  vines({ alerts: { page: ["rolout-held"] } }),
  vines({ alerts: { page: ["rollout-held"], notify: ["rollout-held"] } }),
  vines({ alerts: { info: ["paused", "paused"] } }),
  vines({ alerts: { pages: ["paused"] } }),
  vines({ alerts: { page: "paused" } }),
  { "telling/quietHours/timeZone": "Europe/Berln" },
  { "telling/quietHours/from": "22" },
  { "telling/quietHours/to": "22:00" },
  { "telling/storm": { above: 0 } },
  { "telling/storm": { within: "2 days" } },
  { telling: { quiet: {} } },
  // Webhooks out and in.
  { "webhooks/warehouse/url": "http://warehouse.example/" },
  { "webhooks/warehouse/url": { param: "/vines/url" } },
  { "webhooks/warehouse/secret": "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
  { "webhooks/warehouse/models": ["vine"] },
  { "webhooks/warehouse/kinds": ["rollout-promotd"] },
  { "webhooks/warehouse/format": "teams" },
  { "webhooks/Ware House": whole.webhooks.warehouse },
  lab({ scheme: "gitlab" }),
  lab({ scheme: "hmac" }),
  lab({ secret: undefined }),
  lab({ rules: [] }),
  lab({ scheme: "mlflow", registeredModels: [{ name: "grapes", model: "vine", alias: "champion" }] }),
  lab({ scheme: "mlflow", registeredModels: [{ name: "grapes", model: "vines" }] }),
  lab({ registeredModels: [{ name: "grapes", model: "vines", newVersion: "data" }] }),
  lab({ rules: [{ signal: "retrain", model: "vine" }] }),
  lab({ rules: [{ signal: "retrain" }] }),
  lab({ rules: [{ signal: "retrain", model: 3 }] }),
  lab({ rules: [{ signal: "retrain", model: { form: "body.model" } }] }),
  lab({ rules: [{ signal: "approve", model: "vines", version: "latest" }] }),
  // Experiments and Studio.
  { experiments: {} },
  mlflow({ url: undefined, experiment: "vines" }),
  mlflow({ url: "http://mlflow.example" }),
  mlflow({ url: "https://someone:word@mlflow.example" }),
  mlflow({ url: "https://10.0.0.7" }),
  mlflow({ url: { parameter: "mlflow" } }),
  mlflow({ url: 5 }),
  mlflow({ arn: mlflowApp }),
  mlflow({ url: undefined, arn: "arn:aws-cn:sagemaker:cn-north-1:111122223333:mlflow-app/app-VINES1" }),
  mlflow({ url: undefined, arn: mlflowApp, "token/parameter": "/vines/mlflow" }),
  mlflow({ token: "secret" }),
  mlflow({ "token/parameter": "/vines/mlflow", "password/parameter": "/vines/mlflow" }),
  mlflow({ experiment: "{fleet}/{model}" }),
  mlflow({ experiment: "" }),
  { ...mlflow({}), "webhooks/mlflow": whole.webhooks.warehouse },
  vines({ experiment: "vines" }),
  { ...mlflow({}), ...vines({ experiment: true }) },
  { ...mlflow({}), ...vines({ experiment: "vines {model}" }) },
  { "studio/domain": "vines" },
];

describe("a wrong policy", () => {
  it.each(
    wrong.map(
      (changes) =>
        [JSON.stringify(changes, (_, value: unknown) => value ?? null).slice(0, 120), changes] as const,
    ),
  )("is refused with path, value and what would be right: %s", (_, changes) => {
    const { faults, message } = faultsOf(changes);
    expect(faults.length).toBeGreaterThan(0);
    for (const { path, value, problem, remedy } of faults) {
      const line = message.split("\n").find((one) => one.trim().startsWith(`${path} `)) ?? "";
      expect(path).not.toBe("");
      expect(line).toContain(value === null ? "is missing" : `is ${value}`);
      expect(line).toContain(`: ${problem}; ${remedy}`);
      expect(problem).not.toMatch(/Invalid|Too small|expected|received|undefined/);
      expect(remedy).toMatch(/^(write|did you mean|leave|give|put) /);
      expect(line.length).toBeLessThan(600);
    }
  });

  it("is answered with these messages, at least 60 of them", () => {
    expect(wrong.length).toBeGreaterThan(60);
    expect(
      wrong.map((changes) => faultsOf(changes).message.split("\n").slice(1).join("\n")).join("\n"),
    ).toMatchSnapshot();
  });

  it("is told of in all its models and sections at once", () => {
    const { faults } = faultsOf({
      "models/grapes": { ...policyInput("grapes"), rollout: { ramp: [0.1, 0.5] } },
      "models/vines/approve": "automatic",
    });
    expect(faults.map(({ path }) => path)).toEqual(["models.vines.approve", "models.grapes.rollout.ramp"]);
  });

  it("never shows a secret in the place of its name, nor a large value whole", () => {
    const secretly = faultsOf({ "hooks/lab/secret": "hunter2hunter2hunter2" });
    expect(secretly.message).not.toContain("hunter2");
    expect(secretly.faults).toMatchObject([{ path: "hooks.lab.secret", value: "a text of 21 characters" }]);
    const large = Object.fromEntries(Array.from({ length: 1_000 }, (_, place) => [`field${place}`, place]));
    expect(faultsOf({ "models/vines/drift/window": large }).message.length).toBeLessThan(400);
    const circular: Record<string, unknown> = {};
    circular.itself = circular;
    expect(faultsOf({ "models/vines/drift/window": circular }).faults[0]?.value).toBe(
      "an object with itself",
    );
  });
});

describe("what is not wrong", () => {
  it.each([
    { "models/vines/rollout/ramp": [0.5, 5, 50] },
    { "models/vines/rollout/ramp": [1] },
    { "models/vines/rollout/period": "20 seconds" },
    { "models/vines/drift/window": "1 minute" },
    { "models/vines/drift/capture": "s3://vines-data" },
    { "models/vines/gate": [{ metric: "mae", atLeast: 0.1, atMost: 2 }] },
    { "models/vines/serving": "real time" },
    { "models/vines/drift/predictionLog": "s3://vines-data/predictions" },
    vines({
      serving: "serverless",
      rollout: undefined,
      "drift/predictionLog": "s3://vines-data/predictions",
      "quality/groundTruth": "s3://vines-data/truth",
      "quality/problem": "binary",
    }),
    vines({ serving: "serverless", rollout: undefined, "drift/monitor": "external" }),
    vines({ serving: "serverless", "drift/monitor": "external", ...routed }),
    vines({ serving: "asynchronous", rollout: undefined, "drift/capture": "s3://vines-data/capture" }),
    vines({ serving: "asynchronous", ...topics, ...routed, "drift/capture": "s3://vines-data/capture" }),
  ])("is taken: %j", (changes) => {
    expect(() => defineFleet(fleetWith(changes))).not.toThrow();
  });
});

describe("the examples in messages", () => {
  const fields = knownFields(fleetPolicy);

  it.each([...new Set(fields)])("have one for %s", (field) => {
    expect(examples).toHaveProperty([field]);
  });

  it.each(Object.entries(examples).filter(([field]) => field !== "models" && fields.includes(field)))(
    "are taken by their field: %s",
    (field, example) => {
      expect(z.safeParse(schemaAt(field), example).error).toBeUndefined();
    },
  );
});

/** The schema of one field, by the pattern of its path. */
function schemaAt(field: string): z.core.$ZodType {
  return field
    .split(".")
    .reduce<readonly z.core.$ZodType[]>(
      (schemas, key) => schemas.flatMap((schema) => inside(schema, key)),
      [fleetPolicy],
    )
    .reduce((one, other) => z.union([one, other]));
}

function inside(schema: z.core.$ZodType, key: string): readonly z.core.$ZodType[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  if (def.type === "object") return def.shape[key] ? [def.shape[key]] : [];
  if (def.type === "record") return key === "*" ? [def.valueType] : [];
  if (def.type === "array") return key === "*" ? [def.element] : [];
  if (def.type === "union") return def.options.flatMap((option) => inside(option, key));
  if (def.type === "optional" || def.type === "default") return inside(def.innerType, key);
  return def.type === "pipe" ? inside(def.in, key) : [];
}
