import { failure } from "@driftwheel/aws/failure.ts";
import type { FleetRecords } from "@driftwheel/aws/ledger/fleet-record.ts";
import { sendDigest } from "@driftwheel/core/alerts/notifier.ts";
import { handleSignal } from "@driftwheel/core/decider/handle.ts";
import type { Fleet, ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import { forEachModel } from "../../../functions/shell/each-model.ts";
import { sweepDeparted } from "../../../functions/sweep/departed-models.ts";
import type { VirtualTime } from "../../world/virtual-time.ts";
import type { Outside } from "./outside.ts";
import type { CampaignPorts } from "./ports.ts";

interface SweepSettings {
  readonly time: VirtualTime;
  readonly outside: Outside;
  readonly ports: CampaignPorts;
  readonly fleet: () => Fleet;
}

/** What functions/sweep.ts does, without Lambda around it. */
export function sweeper({ time, outside, ports, fleet: currentFleet }: SweepSettings): () => Promise<void> {
  const records = recordsInMemory(outside);
  return async () => {
    const fleet = currentFleet();
    const runtime = ports.runtime("sweep");
    const at = time.now().toISOString();
    try {
      await forEachModel(fleet, async (model, policy) => {
        const swept = { kind: "swept", identity: `sweep/${at.slice(0, 16)}`, at, model } as const;
        await handleSignal(model, swept, policy, runtime);
      });
    } finally {
      try {
        await sweepDeparted(fleet, records, runtime, () => {});
      } finally {
        await sendDigest(ports.notifier);
      }
    }
  };
}

function recordsInMemory(outside: Outside): FleetRecords {
  const kept = new Map<string, ModelPolicy>();
  return {
    read: () =>
      named("reading the record of the fleet", () => outside.call("read-fleet", () => new Map(kept))),
    keep: (model, policy) =>
      named("keeping the record of the fleet", () =>
        outside.call("keep-fleet", () => {
          // As it comes back from a table.
          kept.set(model, JSON.parse(JSON.stringify(policy)) as ModelPolicy);
        }),
      ),
    forget: (model) =>
      named("ending a record of the fleet", () =>
        outside.call("keep-fleet", () => {
          kept.delete(model);
        }),
      ),
  };
}

async function named<Answer>(doing: string, act: () => Promise<Answer>): Promise<Answer> {
  try {
    return await act();
  } catch (error) {
    throw failure(error, doing);
  }
}
