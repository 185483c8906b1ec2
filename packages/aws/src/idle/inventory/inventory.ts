import type { Inventory, Read } from "@driftwheel/core/idle/inventory.ts";
import type { IdleState } from "@driftwheel/core/idle/state.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { findNotebooks } from "./notebooks.ts";

/** What the account has of what the policy names. A part that cannot be read says why; the others are read all the same. */
export async function findInventory(policy: IdlePolicy, _state: IdleState, now: Date): Promise<Inventory> {
  const { notebooks } = policy;
  return {
    notebooks: notebooks ? await reading(() => findNotebooks(notebooks, now)) : null,
    studio: null,
    endpoints: null,
    leftovers: null,
    experiments: null,
  };
}

async function reading<Facts>(find: () => Promise<Facts>): Promise<Read<Facts>> {
  try {
    return { known: true, facts: await find() };
  } catch (error) {
    return { known: false, why: errorMessage(error) };
  }
}
