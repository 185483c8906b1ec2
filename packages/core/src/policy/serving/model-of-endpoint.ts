import type { Fleet, ModelPolicy } from "../policy.ts";

/** A model of the fleet, with what its endpoint tells. */
export interface AsynchronousModel {
  readonly model: string;
  readonly policy: ModelPolicy;
}

/**
 * The model whose requests an endpoint answers: its own, or that of a challenger, which is named after its rollout. Null
 * for any other that shares the topics.
 */
export function modelOfEndpoint(
  endpoint: string,
  { models }: Pick<Fleet, "models">,
): AsynchronousModel | null {
  const found = Object.entries(models).find(
    ([model, policy]) => policy.endpoint === endpoint || isChallengers(endpoint, model),
  );
  return found ? { model: found[0], policy: found[1] } : null;
}

function isChallengers(endpoint: string, model: string): boolean {
  const start = `driftwheel-${model}-v`;
  // Behind the version comes the trial's number alone: a model may be called frost-v2.
  return endpoint.startsWith(start) && /^\d+-\d+$/.test(endpoint.slice(start.length));
}
