import type { Asked } from "@driftwheel/aws/check/asked.ts";
import { unfitForTrial } from "@driftwheel/core/decider/endpoint/fitness.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import {
  isTried,
  type ServingKind,
  servedAs,
  triableOn,
  triedOn,
} from "@driftwheel/core/policy/serving/serving.ts";
import type { EndpointFact, EndpointTraits, ScalingFact } from "@driftwheel/core/vocabulary/fact.ts";
import { inWords } from "@driftwheel/core/words/duration.ts";
import { error, missing, ok, type Said, unknown, warning } from "./finding.ts";

/** Whether the endpoint is there and serves. */
export function judgeEndpoint(
  asked: Asked<EndpointFact>,
  policy: ModelPolicy,
  there: readonly string[],
): Said {
  const place = placeOf(policy);
  if (!asked.known) return unknown(asked, place);
  const { exists, status, variants, failureReason } = asked.answer;
  if (policy.endpoint === undefined) return judgeRoute(asked.answer, place[1]);
  if (!exists && policy.targetModel && failureReason !== null)
    return error(
      place,
      failureReason,
      "put the artifact under the prefix of the multi-model endpoint, or name another",
    );
  const elsewhere = judgeArtifacts(asked.answer, policy);
  if (elsewhere !== null) return elsewhere;
  if (!exists)
    return missing(place, policy.component === undefined ? "endpoint" : "inference component", there);
  if (status === "InService") {
    return ok(
      `InService, ${variants.map(({ name, weight }) => `${name} with weight ${weight}`).join(", ")}`,
      place[1],
    );
  }
  const why = failureReason === null ? "" : `: ${failureReason}`;
  return /Failed|OutOfService/.test(status)
    ? error(
        place,
        `is ${status}${why}`,
        "mend the endpoint first: no trial begins on one that does not serve",
      )
    : warning(place, `is ${status}${why}`, "wait until it is InService, then check again");
}

/** That the policy's prefix is another than the endpoint's model has; null where it is the same, or nobody knows. */
function judgeArtifacts({ traits }: EndpointFact, { targetModel }: ModelPolicy): Said | null {
  const there = traits?.artifacts;
  if (!targetModel || there === undefined || asFolder(there) === asFolder(targetModel.under)) return null;
  return error(
    ["targetModel.under", targetModel.under],
    `is not where the endpoint's artifacts are: its model's ModelDataUrl is ${there}`,
    `write under: ${JSON.stringify(there)}`,
  );
}

function asFolder(uri: string): string {
  return uri.replace(/\/*$/, "/");
}

/** The field that says what serves. */
function placeOf({
  endpoint,
  component,
  targetModel,
  route,
}: ModelPolicy): readonly [path: string, value: string] {
  if (targetModel) return ["targetModel.artifact", targetModel.artifact];
  if (component !== undefined) return ["component", component];
  return endpoint === undefined ? ["route.parameter", route?.parameter ?? ""] : ["endpoint", endpoint];
}

/** Whether the route names a model that transform jobs can use. */
function judgeRoute({ exists, config, variants, failureReason }: EndpointFact, parameter: string): Said {
  const place = ["route.parameter", parameter] as const;
  if (exists && config !== null) {
    const arn = variants[0]?.package ?? null;
    return arn === null
      ? warning(
          place,
          `names model ${config}, which was made from no model package`,
          "give it a model that is made from a version of the package group, so that versions can be compared with it",
        )
      : ok(`names model ${config}, made from ${arn}`, parameter);
  }
  return error(
    place,
    failureReason ?? "does not exist",
    'put {"model": "<the fleet\'s name>", "champion": {"model": "<the SageMaker model>"}} there, as a String',
  );
}

/** Whether the endpoint answers as the policy says, which a policy that says nothing does too. */
export function judgeServing(traits: EndpointTraits, { serving }: ModelPolicy): Said {
  const found = servedAs(traits);
  if (found === serving) return ok("the endpoint answers so", serving);
  const on = triableOn(found);
  const wants = { variants: "a rollout", endpoints: "a rollout only beside a route", jobs: "a rollout" };
  return error(
    ["serving", serving],
    `the endpoint's config is of one that answers ${inWordsOf(found)}`,
    `write serving: ${JSON.stringify(found)}, which has ${on === null ? "no rollout" : wants[on]}`,
  );
}

function inWordsOf(serving: ServingKind): string {
  switch (serving) {
    case "real time":
    case "batch":
      return `in ${serving}`;
    case "serverless":
      return "without a server of its own (ServerlessConfig)";
    case "asynchronous":
      return "asynchronously (AsyncInferenceConfig)";
  }
}

/** Whether a challenger can be put beside the champion. */
export function judgeTrial({ traits, config, variants }: EndpointFact, policy: ModelPolicy): Said {
  const place = placeOf(policy);
  const untried = "there is none: what passes the gate is approved, and you deploy it yourself";
  // A model that a route names has no config.
  if (policy.serving === "batch")
    return ok(isTried(policy) ? "a challenger transforms the inputs of the next jobs as well" : untried);
  if (!traits) {
    return warning(
      place,
      "its config could not be read, so nobody knows whether it can take a challenger",
      "look whether the endpoint's config still exists",
    );
  }
  if (!isTried(policy)) return ok(untried);
  const unfit = unfitForTrial({ config, variants, traits: { ...traits, metricsEvery: 0 } }, policy);
  if (unfit !== null) return error(place, ...problemAndRemedy(unfit));
  const serving = variants.filter(({ weight }) => weight > 0).length;
  return serving > 1
    ? warning(
        place,
        `${serving} variants share its traffic already`,
        "give one of them all of it: the heaviest counts as the champion",
      )
    : ok(
        policy.rollout.guardrails
          ? "SageMaker's guardrails can replace the model of its variant"
          : "it can take a challenger beside the champion",
      );
}

/** Whether its metrics come as often as the policy reads them. */
export function judgeMetrics({ traits, config, variants }: EndpointFact, policy: ModelPolicy): Said {
  const period = inWords(policy.rollout.period);
  const place = ["rollout.period", period] as const;
  if (!traits)
    return warning(
      place,
      "nobody knows how often its metrics come",
      "look whether the endpoint's config still exists",
    );
  if (policy.rollout.guardrails && !policy.rollout.bake)
    return ok("are read by nobody: the alarms of rollout.guardrails judge");
  const { metricsEvery } = traits;
  const rare = unfitForTrial(
    {
      config,
      variants,
      traits: {
        ...fitForTrial,
        serverless: policy.serving === "serverless",
        asynchronous: policy.serving === "asynchronous",
        metricsEvery,
      },
    },
    policy,
  );
  return rare === null
    ? ok(`come every ${metricsEvery} seconds and are read in periods of ${period}`)
    : error(place, ...problemAndRemedy(rare));
}

const fitForTrial = {
  shadows: false,
  serverless: false,
  asynchronous: false,
  components: false,
  multiModel: false,
  containers: 1,
} as const;

export function judgeScaling(asked: Asked<ScalingFact>, policy: ModelPolicy): Said {
  if (!asked.known) return unknown(asked, placeOf(policy));
  const scaled = Object.entries(asked.answer.variants).map(
    ([variant, { minimum, maximum }]) => `${variant} from ${minimum} to ${maximum} instances`,
  );
  const challengers =
    triedOn(policy) === "endpoints"
      ? "a challenger is not scaled while it has an endpoint of its own"
      : "a challenger gets the same";
  return ok(scaled.length === 0 ? "no variant is scaled" : `${scaled.join(", ")}; ${challengers}`);
}

/** The first sentence says what is the matter, the rest what would be possible. */
function problemAndRemedy(sentences: string): readonly [problem: string, remedy: string] {
  const [, problem = sentences, rest = "deploy the version yourself"] =
    /^(.*?)\. (?=[A-Z])(.*)$/s.exec(sentences) ?? [];
  return [problem, rest.replace(/\.$/, "")];
}
