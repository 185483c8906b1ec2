import { served, servedName } from "@driftwheel/core/policy/batch/served.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { loggedIn } from "@driftwheel/core/policy/serving/serving.ts";
import type { EndpointFact, ScalingFact } from "@driftwheel/core/vocabulary/fact.ts";
import { heaviestVariant } from "@driftwheel/core/vocabulary/state.ts";
import { deployedInWords } from "@driftwheel/core/vocabulary/trial/deployed-name.ts";
import { findServed } from "../facts/batch/served.ts";
import { findScaling } from "../facts/scaling.ts";
import { type ChampionBaseline, championBaseline } from "../monitor/champion-baseline.ts";
import { alarmsThere } from "./alarms-there.ts";
import { type Asked, ask } from "./asked.ts";
import { type AsynchronousSettings, asynchronousSettings } from "./asynchronous-settings.ts";
import { type CaptureSettings, captureSettings } from "./capture-settings.ts";
import { modelRole } from "./model-role.ts";
import { namesThere } from "./names-there.ts";
import { hasObjects, type NewestLines, newestCapture, newestLabels } from "./newest-lines.ts";
import { packageGroupStatus } from "./package-group.ts";
import { type FoundPipeline, findPipeline } from "./pipeline-definition.ts";
import { type RouteParameter, routeParameter } from "./route-parameter.ts";

/** What an account has of a model; null where the policy needs no such thing, or nothing is there to ask about. */
export interface LiveFacts {
  readonly endpoint: Asked<EndpointFact>;
  readonly capture: Asked<CaptureSettings | null> | null;
  readonly asynchronous: Asked<AsynchronousSettings | null> | null;
  /** Of a model with an endpoint; a batch's route is what serves. */
  readonly route: Asked<RouteParameter | null> | null;
  /** Names of the account's own, where the one that the policy names is not there. */
  readonly others: { readonly [Kind in "endpoint" | "packageGroup" | "pipeline"]: readonly string[] };
  readonly packageGroup: Asked<string | null>;
  /** Null where something else retrains. */
  readonly pipeline: Asked<FoundPipeline | null> | null;
  readonly labelledData: Asked<boolean> | null;
  readonly baseline: Asked<ChampionBaseline> | null;
  readonly captures: Asked<NewestLines | null> | null;
  readonly labels: Asked<NewestLines | null> | null;
  readonly alarms: Asked<ReadonlyMap<string, string>> | null;
  readonly scaling: Asked<ScalingFact> | null;
  readonly role: Asked<string | null> | null;
}

/**
 * Asks the account for all that a policy names. Nothing is changed.
 *
 * @param asking is told what is asked for next
 */
export async function liveFacts(policy: ModelPolicy, asking: (what: string) => void): Promise<LiveFacts> {
  const { drift, quality, retrain, rollout, asynchronous, route } = policy;
  const serves = served(policy);
  const about = <Answer>(what: string, permission: string, question: () => Promise<Answer>) => {
    asking(what);
    return ask(permission, question);
  };
  const endpoint = await about(
    serves.route === null ? deployedInWords(serves.name) : `route ${serves.route}`,
    serves.route === null
      ? `sagemaker:Describe${policy.component === undefined ? "Endpoint" : "InferenceComponent"}`
      : "ssm:GetParameter and sagemaker:DescribeModel",
    () => findServed(serves),
  );
  /** Where there is none, nothing captures, and nothing is scaled. */
  const onEndpoint = policy.endpoint;
  /** Where an inference component serves, its copies are scaled; a multi-model endpoint's variants are all its models'. */
  const ofVariants =
    policy.component === undefined && policy.targetModel === undefined ? onEndpoint : undefined;
  const there = endpoint.known && endpoint.answer.exists ? endpoint.answer : null;
  const watches = drift.monitor === "driftwheel" || quality !== undefined;
  const capture =
    there && watches && drift.predictionLog === undefined && onEndpoint !== undefined
      ? await about("data capture", "sagemaker:DescribeEndpointConfig", () => captureSettings(onEndpoint))
      : null;
  const destination = loggedIn(drift) ?? (capture?.known ? capture.answer?.destination : undefined);
  const { labelledData } = retrain;
  const alarms = [...(rollout.guards.alarms ?? []), ...(rollout.guardrails?.alarms ?? [])];
  const model = there && heaviestVariant(there.variants)?.model;
  const packageGroup = await about(
    `package group ${policy.packageGroup}`,
    "sagemaker:DescribeModelPackageGroup",
    () => packageGroupStatus(policy.packageGroup),
  );
  const { pipeline: name } = retrain;
  const pipeline =
    name === undefined
      ? null
      : await about(`pipeline ${name}`, "sagemaker:DescribePipeline", () => findPipeline(name));
  return {
    endpoint,
    capture,
    asynchronous:
      there && asynchronous && onEndpoint !== undefined
        ? await about("topics", "sagemaker:DescribeEndpointConfig and sns:GetTopicAttributes", () =>
            asynchronousSettings(onEndpoint, [asynchronous.successTopic, asynchronous.errorTopic]),
          )
        : null,
    route:
      route && onEndpoint !== undefined
        ? await about(`route ${route.parameter}`, "ssm:GetParameter", () => routeParameter(route.parameter))
        : null,
    packageGroup,
    pipeline,
    others: {
      endpoint:
        ofVariants !== undefined && isMissing(endpoint, ({ exists }) => exists)
          ? await namesThere("endpoint")
          : [],
      packageGroup: isMissing(packageGroup, Boolean) ? await namesThere("packageGroup") : [],
      pipeline: pipeline && isMissing(pipeline, Boolean) ? await namesThere("pipeline") : [],
    },
    labelledData:
      labelledData === undefined
        ? null
        : await about(labelledData, "s3:ListBucket", () => hasObjects(labelledData)),
    baseline:
      there && drift.monitor === "driftwheel"
        ? await about("baseline", "s3:GetObject", () => championBaseline(serves, drift.baseline ?? null))
        : null,
    captures:
      there && watches && destination && onEndpoint !== undefined
        ? await about(
            `${drift.predictionLog ? "predictions" : "captures"} under ${destination}`,
            "s3:ListBucket and s3:GetObject",
            () => newestCapture(destination, servedName(policy)),
          )
        : null,
    labels: quality
      ? await about(quality.groundTruth, "s3:ListBucket and s3:GetObject", () =>
          newestLabels(quality.groundTruth),
        )
      : null,
    alarms:
      alarms.length === 0
        ? null
        : await about("alarms", "cloudwatch:DescribeAlarms", () => alarmsThere(alarms)),
    scaling:
      there && ofVariants !== undefined
        ? await about("autoscaling", "application-autoscaling:DescribeScalableTargets", () =>
            findScaling({
              ask: "scaling",
              endpoint: ofVariants,
              variants: there.variants.map(({ name }) => name),
            }),
          )
        : null,
    role: model ? await about("roles", "sagemaker:DescribeModel", () => modelRole(model)) : null,
  };
}

function isMissing<Answer>(asked: Asked<Answer>, isThere: (answer: Answer) => boolean): boolean {
  return asked.known && !isThere(asked.answer);
}
