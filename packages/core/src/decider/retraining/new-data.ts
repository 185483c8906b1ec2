import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { NewDataArrived } from "../../vocabulary/signal.ts";
import { adoptEndpoint } from "../endpoint/adopt-endpoint.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { readiness, recordObstacleOnce, requestRetraining } from "./decide.ts";
import { obstacleToRetraining } from "./obstacles.ts";

/** New labelled data: a retraining when nothing is in the way, and otherwise why not, told once. */
export function decideOnNewData(
  pending: PendingEntries,
  { kind, source, description }: NewDataArrived,
  facts: Facts,
  policy: ModelPolicy,
): void {
  adoptEndpoint(pending, facts);
  const news = `${source} tells of new data: ${description}`;
  const obstacle = obstacleToRetraining(pending.state, policy, pending.now);
  if (!obstacle) {
    const because = `${news}; ${readiness(pending, policy)}`;
    requestRetraining(pending, facts, policy, { because, cause: undefined });
    return;
  }
  const because = `${news}. ${obstacle.because}`;
  if (!recordObstacleOnce(pending, { ...obstacle, because }, undefined))
    pending.write("signal-observed", because, { signal: kind });
}
