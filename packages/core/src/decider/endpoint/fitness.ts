import type { ModelPolicy } from "../../policy/policy.ts";
import type { GateCheck } from "../../vocabulary/entry.ts";
import type { EndpointFact } from "../../vocabulary/fact.ts";
import { inWords } from "../../words/duration.ts";

type Endpoint = Pick<EndpointFact, "config" | "traits"> | undefined;

/**
 * Why no challenger can be put beside the champion on this endpoint, and what would be possible; null when one can, or
 * when nothing is known of what the endpoint is.
 */
export function unfitForTrial(endpoint: Endpoint, { rollout }: ModelPolicy): string | null {
  const traits = endpoint?.traits;
  if (!traits) return null;
  const its = `the endpoint's config ${endpoint.config}`;
  const otherwise = "Deploy the version yourself and resume the model";
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_CreateEndpointConfig.html
  if (traits.shadows)
    return `${its} has a shadow variant, and beside one SageMaker takes one production variant only. End the shadow test first, or promote by hand.`;
  // https://docs.aws.amazon.com/sagemaker/latest/dg/serverless-endpoints.html
  if (traits.serverless)
    return `${its} is serverless, and a serverless endpoint takes one variant and captures nothing. Move it to instances for A/B trials. ${otherwise} otherwise.`;
  // https://docs.aws.amazon.com/sagemaker/latest/dg/async-inference-monitor.html
  if (traits.asynchronous)
    return `${its} is asynchronous, and SageMaker publishes no Invocations of such an endpoint, so that a trial could count nothing. Try the version on a real-time endpoint. ${otherwise} otherwise.`;
  if (traits.components)
    return `${its} serves inference components, which are no variants with weights. Give the model an endpoint of its own for A/B trials.`;
  if (traits.multiModel)
    return `${its} serves a multi-model endpoint, whose callers name the model they want, so that weights divide nothing. Give the model an endpoint of its own for A/B trials.`;
  if (traits.containers > 1)
    return `${its} serves a pipeline of ${traits.containers} containers, and a model package version would replace them all. ${otherwise}, or serve one container.`;
  // https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_MetricsConfig.html
  if (traits.metricsEvery * 1000 > rollout.period)
    return `${its} publishes its metrics every ${traits.metricsEvery} seconds, and the policy reads periods of ${inWords(rollout.period)}. Make rollout.period ${inWords(traits.metricsEvery * 1000)} or more.`;
  return null;
}

/** The same as a check of the gate. */
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
