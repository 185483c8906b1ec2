import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { NewDataArrived } from "../../vocabulary/signal.ts";
import type { Notebook } from "../notebook.ts";
import { adoptEndpoint } from "../rollout/adopt-endpoint.ts";
import { readiness, requestRetraining, tellObstacleOnce } from "./decide.ts";
import { obstacleToRetraining } from "./obstacles.ts";

/** New labelled data: a retraining when nothing is in the way, and otherwise why not, told once. */
export function decideOnNewData(
  notes: Notebook,
  { kind, source, description }: NewDataArrived,
  facts: Facts,
  policy: ModelPolicy,
): void {
  adoptEndpoint(notes, facts);
  const news = `${source} tells of new data: ${description}`;
  const obstacle = obstacleToRetraining(notes.state, policy, notes.now);
  if (!obstacle) {
    const because = `${news}; ${readiness(notes, policy)}`;
    requestRetraining(notes, facts, policy, { because, cause: undefined });
    return;
  }
  const because = `${news}. ${obstacle.because}`;
  if (!tellObstacleOnce(notes, { ...obstacle, because }, undefined))
    notes.write("signal-observed", because, { signal: kind });
}
