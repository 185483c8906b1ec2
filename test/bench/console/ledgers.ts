import type { Fleet, ModelPolicyInput } from "@driftwheel/core/policy/policy.ts";
import { fleetOf } from "@driftwheel/core/policy/testing/fleet.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import { driftEntries } from "../../console/drift-ledger.ts";
import { trialEntries } from "../../console/trial-ledger.ts";

/** How much there is to show. */
export interface Size {
  readonly models: number;
  /** Of the ledger of the model `tide`. */
  readonly entries: number;
  /** Of its rollout `tide-v2-1`, which stands at the end of the ledger. */
  readonly looks: number;
}

export const sizes = {
  large: { models: 5_000, entries: 100_000, looks: 2_000 },
  small: { models: 10, entries: 300, looks: 60 },
} as const satisfies Record<string, Size>;

const minute = 60_000;

const policy: Partial<ModelPolicyInput> = {
  rollout: { ramp: [20, 50], minimumEffect: 0.05, guards: { errorRate: 0.02, p99Latency: 0.03 } },
};

/** A fleet with its ledgers: `tide` has the long one, every other model some windows, and every tenth is paused. */
export function ledgersOf({ models, entries, looks }: Size): {
  readonly fleet: Fleet;
  readonly ledgers: Readonly<Record<string, readonly Entry[]>>;
} {
  const now = Date.now();
  const others = Array.from({ length: models - 1 }, (_, index) => `model-${index}`);
  const fleet = fleetOf({ tide: policy, ...Object.fromEntries(others.map((name) => [name, {}])) });
  const tide = fleet.models.tide;
  if (!tide) throw new Error("The fleet has the model tide.");
  const ofTrial = looks + 3;
  const windows = driftEntries("tide", entries - ofTrial, now - (looks + 60) * minute);
  const trial = trialEntries(
    {
      model: "tide",
      policy: tide,
      rollout: "tide-v2-1",
      looks,
      rate: 0.605,
      weight: 20,
      ends: true,
      start: now - (looks + 30) * minute,
      seed: 3,
    },
    windows.length,
  );
  const ledgers = others.map((name, index) => {
    const seen = driftEntries(name, 3 + (index % 4), now - (index % 60) * minute);
    return [name, index % 10 === 4 ? [...seen, pauseAfter(name, seen.length, now)] : seen] as const;
  });
  return { fleet, ledgers: { tide: [...windows, ...trial], ...Object.fromEntries(ledgers) } };
}

function pauseAfter(model: string, sequence: number, now: number): Entry {
  return {
    model,
    sequence: sequence + 1,
    kind: "paused",
    at: new Date(now).toISOString(),
    because: "Paused by a person: the sensors are replaced.",
    causedBy: "pause",
    data: { by: "a person", reason: "The sensors are replaced." },
  };
}
