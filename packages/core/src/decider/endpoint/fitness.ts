import { servedInWords } from "../../policy/batch/served.ts";
import type { ModelPolicy } from "../../policy/policy.ts";
import { isTried, servedAs, triableOn, triedOn } from "../../policy/serving/serving.ts";
import type { GateCheck } from "../../vocabulary/entry.ts";
import type { EndpointFact, EndpointTraits } from "../../vocabulary/fact.ts";
import { inWords } from "../../words/duration.ts";
import { unfitForGuardrails } from "../rollout/guardrails/fitness.ts";

type Endpoint = Pick<EndpointFact, "config" | "traits" | "variants"> | undefined;

/**
 * Why no challenger can be put beside the champion on this endpoint, and what would be possible; null when one can, or
 * when nothing is known of what the endpoint is.
 */
export function unfitForTrial(endpoint: Endpoint, policy: ModelPolicy): string | null {
  const { serving, rollout } = policy;
  const on = triedOn(policy);
  if (on === null)
    return `${whyUntried(policy)}. Deploy the version yourself: what the endpoint then serves is taken for the champion.`;
  const traits = endpoint?.traits;
  if (!traits || on === "jobs") return null;
  const its = `the endpoint's config ${endpoint.config}`;
  if ((on === "endpoints" || serving !== "real time") && servedAs(traits) !== serving)
    return `${its} is of one that answers in ${JSON.stringify(servedAs(traits))}, and the policy's serving is ${JSON.stringify(serving)}. Write serving: ${JSON.stringify(servedAs(traits))}, or give the model an endpoint of that kind.`;
  const otherwise = "Deploy the version yourself and resume the model";
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
  if (traits.shadows && !isOwnShadow(endpoint.config))
    return `${its} has a shadow variant, and beside one SageMaker takes one production variant only. End the shadow test first, or promote by hand.`;
  const saySo = `Write serving: "${servedAs(traits)}" and leave rollout out, so that versions are approved and you deploy them`;
  // https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
  if (traits.serverless && on === "variants")
    return `${its} is serverless, and a serverless endpoint takes one variant and captures nothing. ${saySo}, or move it to instances for A/B trials.`;
  // https://github.com/aws/aws-cdk-rfcs/pull/433
  if (traits.asynchronous && serving === "real time" && rollout.guardrails)
    return `${its} is asynchronous, and the policy's serving is "real time". Write serving: "asynchronous": SageMaker's guardrails replace versions of such an endpoint too.`;
  if (traits.asynchronous && serving === "real time")
    return `${its} is asynchronous, and an asynchronous endpoint takes one variant. ${saySo}, or write a route beside the rollout, so that a challenger gets an endpoint of its own.`;
  if (traits.components && policy.component === undefined)
    return `${its} serves inference components, which are no variants with weights. Write component: with the name of the one that serves the model, and a route, so that versions are tried on a component beside it.`;
  if (traits.multiModel && policy.targetModel === undefined)
    return `${its} serves a multi-model endpoint, whose callers name the model they want, so that weights divide nothing. Write targetModel: { artifact: "<the artifact that callers name>", under: ${JSON.stringify(traits.artifacts ?? "s3://<bucket>/<prefix>/")} } and leave rollout out, or give the model an endpoint of its own for A/B trials.`;
  if (traits.containers > 1)
    return `${its} serves a pipeline of ${traits.containers} containers, and a model package version would replace them all. ${otherwise}, or serve one container.`;
  if (rollout.guardrails) {
    const excluded = unfitForGuardrails(endpoint);
    // Without a bake nothing is counted.
    if (excluded !== null || rollout.bake === undefined) return excluded;
  }
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html
  if (traits.metricsEvery * 1000 > rollout.period)
    return `${its} publishes its metrics every ${traits.metricsEvery} seconds, and the policy reads periods of ${inWords(rollout.period)}. Make rollout.period ${inWords(traits.metricsEvery * 1000)} or more.`;
  return rollout.shadow ? unfitForShadow(its, traits, endpoint.variants) : null;
}

/** Why no challenger can be a shadow beside this champion. */
function unfitForShadow(
  its: string,
  { answersCaptured, instanceTypes = [] }: EndpointTraits,
  variants: EndpointFact["variants"] = [],
): string | null {
  // https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-create.html
  if (variants.length > 1)
    return `${its} has ${variants.length} production variants, and SageMaker takes one beside a shadow. Leave rollout.shadow out, or let one variant serve alone.`;
  // https://docs.aws.amazon.com/sagemaker/latest/dg/shadow-tests-exclusions.html
  const inferentia = instanceTypes.find((type) => type.startsWith("ml.inf1."));
  if (inferentia !== undefined)
    return `${its} runs on ${inferentia}, and SageMaker takes no shadow on Inf1 instances. Leave rollout.shadow out, or move the endpoint to other instances.`;
  return answersCaptured === false
    ? `${its} captures no answers, so those of a shadow cannot be compared with the champion's. Turn data capture on with the endpoint's output, or leave rollout.shadow out.`
    : null;
}

/** A shadow that Driftwheel made: its trial is in the way of another one, and nothing else is. */
function isOwnShadow(config: string | null): boolean {
  return config !== null && /^driftwheel-.+-shadow$/.test(config);
}

/** What a person does with a version that was approved, where Driftwheel does nothing with it; empty where it does. */
export function deployYourself(policy: ModelPolicy): string {
  return isTried(policy)
    ? ""
    : ` Deploy it to ${policy.endpoint ?? servedInWords(policy)} yourself: ${whyUntried(policy)}.`;
}

function whyUntried({ serving }: ModelPolicy): string {
  const why =
    triableOn(serving) === null ? "Driftwheel has no trial of such a model yet" : "it has no rollout";
  return `the policy's serving is "${serving}", and ${why}`;
}

/** Why a version cannot be tried, as a check of the gate. */
export function fitnessCheck(unfit: string): GateCheck {
  return {
    metric: "endpoint",
    passed: false,
    candidate: null,
    champion: null,
    condition: "can take a challenger beside the champion",
    detail: unfit,
  };
}
