import type { LiveFacts } from "@driftwheel/aws/check/live-facts.ts";
import type { PayloadReading } from "@driftwheel/core/monitor/payloads/payload.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { retrainers } from "@driftwheel/core/policy/retrain/retrainer-of.ts";
import { isTried, servedAs } from "@driftwheel/core/policy/serving/serving.ts";
import type { Finding, Said } from "./finding.ts";
import { judgeAsynchronous } from "./judge-asynchronous.ts";
import { judgeBaseline, judgeCapture, judgeCaptures } from "./judge-capture.ts";
import { judgeEndpoint, judgeMetrics, judgeScaling, judgeServing, judgeTrial } from "./judge-endpoint.ts";
import { judgeAlarms, judgeLabelledData, judgeLabels, judgePackageGroup, judgeRole } from "./judge-others.ts";
import { judgePipeline } from "./judge-pipeline.ts";
import { judgeRoute } from "./judge-route.ts";

/**
 * What an account is found to have, and to lack, of what a model's policy needs.
 *
 * @param reading how captured payloads are read by the policy
 */
export function judge(
  model: string,
  policy: ModelPolicy,
  facts: LiveFacts,
  reading: PayloadReading,
): readonly Finding[] {
  const { endpoint, capture, captures, labelledData, labels, alarms, scaling, role, others } = facts;
  const there = endpoint.known && endpoint.answer.exists ? endpoint.answer : null;
  // Of another kind than the policy says it is told so, and nothing that only follows from it.
  const isAsSaid = !there?.traits || servedAs(there.traits) === policy.serving;
  const { said: ofBaseline, baseline } = facts.baseline
    ? judgeBaseline(facts.baseline, policy)
    : { said: [], baseline: null };
  const said: readonly (readonly [subject: string, said: readonly Said[]])[] = [
    ["endpoint", [judgeEndpoint(endpoint, policy, others.endpoint)]],
    ["serving", there?.traits ? [judgeServing(there.traits, policy)] : []],
    ["trial", there && isAsSaid ? [judgeTrial(there, policy)] : []],
    [
      "metrics",
      there && isAsSaid && isTried(policy) && policy.serving !== "batch" ? [judgeMetrics(there, policy)] : [],
    ],
    ["autoscaling", scaling ? [judgeScaling(scaling, policy)] : []],
    ["role", role ? [judgeRole(role, policy)] : []],
    ["data capture", capture ? judgeCapture(capture, policy) : []],
    [
      "topics",
      facts.asynchronous && policy.asynchronous
        ? judgeAsynchronous(facts.asynchronous, policy.asynchronous)
        : [],
    ],
    [
      "route",
      facts.route && policy.route && policy.endpoint !== undefined
        ? [judgeRoute(facts.route, model, { ...policy, route: policy.route, endpoint: policy.endpoint })]
        : [],
    ],
    ["baseline", ofBaseline],
    [
      policy.drift.predictionLog === undefined ? "captures" : "predictions",
      captures ? [judgeCaptures(captures, policy, baseline, reading)] : [],
    ],
    ["labels", labels ? [judgeLabels(labels, policy)] : []],
    ["package group", [judgePackageGroup(facts.packageGroup, policy, others.packageGroup)]],
    facts.pipeline
      ? ["pipeline", judgePipeline(facts.pipeline, policy, others.pipeline)]
      : ["retraining", [notAsked(policy)]],
    ["labelled data", labelledData ? [judgeLabelledData(labelledData, policy)] : []],
    ["alarms", alarms ? judgeAlarms(alarms, policy) : []],
  ];
  return said.flatMap(([subject, ones]) =>
    ones.map((one) => ({
      model,
      subject,
      ...one,
      path: one.path === null ? null : `models.${model}.${one.path}`,
    })),
  );
}

/** What SageMaker says of a template, or a team's own function of its input, is known when it is started. */
function notAsked({ retrain }: ModelPolicy): Said {
  const [path = "retrain.with"] = retrainers.flatMap((name) =>
    retrain.with?.[name] ? [`retrain.with.${name}`] : [],
  );
  return {
    result: "not-checked",
    path,
    value: null,
    problem: "is tried by nothing but a retraining",
    remedy: 'ask for one: driftwheel retrain <model> --because "a first try"',
  };
}
