import type { Inventory, Read } from "@driftwheel/core/idle/inventory.ts";
import type { IdleState } from "@driftwheel/core/idle/state.ts";
import type { IdlePolicy } from "@driftwheel/core/policy/idle/idle.ts";
import { errorMessage } from "@driftwheel/core/words/error-message.ts";
import { findDeployed, findInvocations } from "./endpoints.ts";
import { findExperiments } from "./experiments.ts";
import { type FleetLedgers, findLeftovers } from "./leftovers.ts";
import { findNotebooks } from "./notebooks.ts";
import { findStudio } from "./studio.ts";

/** What the account has of what the policy names. A part that cannot be read says why; the others are read all the same. */
export async function findInventory(
  { notebooks, studio, endpoints, leftovers, experiments }: IdlePolicy,
  { state, now, fleet }: { readonly state: IdleState; readonly now: Date; readonly fleet: FleetLedgers },
): Promise<Inventory> {
  const deployed = endpoints || leftovers ? await reading(findDeployed) : null;
  return {
    notebooks: notebooks ? await reading(() => findNotebooks(notebooks, now)) : null,
    studio: studio ? await reading(() => findStudio(studio, now)) : null,
    endpoints:
      endpoints && deployed ? await after(deployed, (facts) => findInvocations(facts, endpoints, now)) : null,
    leftovers:
      leftovers && deployed ? await after(deployed, (facts) => findLeftovers(fleet, facts, state)) : null,
    experiments: experiments ? await reading(() => findExperiments(experiments, now)) : null,
  };
}

async function reading<Facts>(find: () => Promise<Facts>): Promise<Read<Facts>> {
  try {
    return { known: true, facts: await find() };
  } catch (error) {
    return { known: false, why: errorMessage(error) };
  }
}

async function after<Before, Facts>(
  read: Read<Before>,
  find: (facts: Before) => Promise<Facts>,
): Promise<Read<Facts>> {
  return read.known ? await reading(() => find(read.facts)) : read;
}
