import type { Facts } from "../facts/fact.ts";
import type { ModelPolicy } from "../policy/policy.ts";
import type { NewDataArrived } from "../signals/signal.ts";
import { adoptEndpoint } from "./drift.ts";
import type { Notebook } from "./notebook.ts";
import { readiness, requestRetraining, tellObstacleOnce } from "./retraining.ts";
import { obstacleToRetraining } from "./retraining-obstacles.ts";

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
