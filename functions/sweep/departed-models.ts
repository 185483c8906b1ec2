import { isDeepStrictEqual } from "node:util";
import type { FleetRecords } from "@driftwheel/aws/ledger/fleet-record.ts";
import { type Handled, handleSignal, type Runtime } from "@driftwheel/core/decider/handle.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { State } from "@driftwheel/core/vocabulary/state.ts";
import { forEachModel } from "../shell/each-model.ts";

/**
 * Winds down the trials of models that the fleet does not name any more, by the policies that they had, and remembers
 * the fleet for the next sweep. A model that left is forgotten once nothing of it is open.
 *
 * @throws AggregateError with what failed, once all had their turn; those models are remembered.
 */
export async function sweepDeparted(
  fleet: Fleet,
  records: FleetRecords,
  runtime: Runtime,
  log: (model: string, handled: Handled) => void,
): Promise<void> {
  const before = await records.read();
  const departed = [...before].filter(([model]) => !Object.hasOwn(fleet.models, model));
  await forEachModel(fleet, async (model, policy) => {
    const written: unknown = JSON.parse(JSON.stringify(policy));
    if (!isDeepStrictEqual(before.get(model), written)) await records.keep(model, policy);
  });
  await forEachModel({ models: Object.fromEntries(departed) }, async (model, policy) => {
    const state = await windDown(model, policy, runtime, log);
    if (state.rollout === null && state.outbox.length === 0) await records.forget(model);
  });
}

async function windDown(
  model: string,
  policy: ModelPolicy,
  runtime: Runtime,
  log: (model: string, handled: Handled) => void,
): Promise<State> {
  const at = runtime.ports.clock.now().toISOString();
  const left = await handleSignal(
    model,
    { kind: "model-left", identity: `left/${model}/${at}`, at, model },
    policy,
    runtime,
  );
  log(model, left);
  const { rollout } = left.state;
  if (!rollout) return left.state;
  const polled = await handleSignal(
    model,
    {
      kind: "rollout-polled",
      identity: `${rollout.rollout}/left/${at}`,
      at,
      model,
      rollout: rollout.rollout,
    },
    policy,
    runtime,
  );
  log(model, polled);
  return polled.state;
}
