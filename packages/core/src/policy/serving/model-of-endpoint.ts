import type { Fleet, ModelPolicy } from "../policy.ts";

/** A model of the fleet, with what its endpoint tells. */
export interface AsynchronousModel {
  readonly model: string;
  readonly policy: ModelPolicy;
  /** Which variant a challenger's endpoint has, where it is one's; null where SageMaker must say. */
  readonly variant: string | null;
}

/**
 * The model whose requests an endpoint answers: its own, or that of a challenger, which is named after its rollout. Null
 * for any other that shares the topics.
 */
export function modelOfEndpoint(
  endpoint: string,
  { models }: Pick<Fleet, "models">,
): AsynchronousModel | null {
  for (const [model, policy] of Object.entries(models)) {
    const version = challengerOf(endpoint, model);
    if (policy.endpoint === endpoint || version !== null)
      return { model, policy, variant: version === null ? null : `version-${version}` };
  }
  return null;
}

/** The version that a challenger's endpoint is named after; null where it is none of the model's. */
function challengerOf(endpoint: string, model: string): string | null {
  const start = `driftwheel-${model}-v`;
  // Behind the version comes the trial's number alone: a model may be called frost-v2.
  const [, version = null] =
    (endpoint.startsWith(start) && /^(\d+)-\d+$/.exec(endpoint.slice(start.length))) || [];
  return version;
}
