import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";

/**
 * Does the same for each model, one after the other. One that fails keeps no other from its turn.
 *
 * @throws AggregateError with what failed, once all had their turn.
 */
export async function forEachModel(
  fleet: Fleet,
  act: (model: string, policy: ModelPolicy) => Promise<void>,
): Promise<void> {
  const failures: Error[] = [];
  for (const [model, policy] of Object.entries(fleet.models)) {
    try {
      await act(model, policy);
    } catch (error) {
      const reason = errorMessage(error);
      failures.push(new Error(`${model}: ${reason}`, { cause: error }));
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map(({ message }) => message).join("; "));
}
