import { describe, expect, it } from "vitest";
import type { Effect, EffectKind } from "../../vocabulary/effect.ts";
import type { Entry } from "../../vocabulary/entry.ts";
import { PassingRefusal, TransientError } from "../../vocabulary/errors.ts";
import type { Answer, Question } from "../../vocabulary/fact.ts";
import { foldVersion } from "../evolve.ts";
import { handleSignal } from "../handle.ts";
import { model } from "../testing/model.ts";
import { scaled } from "../testing/scaling-steps.ts";
import { commanded, registered, type Step, settled } from "../testing/steps.ts";

const onTrial: readonly Step[] = [
  scaled("main"),
  registered(2),
  commanded({ name: "approve", version: 2 }),
  settled,
  settled,
  settled,
];

/** The effects in the order in which the shell tries them, on a ledger that stands where these steps led. */
async function tried(steps: readonly Step[], refuse: (effect: Effect) => Error | null) {
  const meadow = model();
  for (const step of steps) step(meadow);
  const { state } = meadow;
  const later: Entry[] = [];
  const acts: string[] = [];
  const now = new Date("2026-07-06T09:10:00.000Z");
  const kinds: readonly EffectKind[] = ["shift-weights", "set-scaling", "deploy-winner", "restore-config"];
  await handleSignal(
    "meadow",
    { kind: "swept", identity: "sweep", at: now.toISOString(), model: "meadow" },
    meadow.policy,
    {
      performs: new Set(kinds),
      eager: new Set(kinds),
      grace: 0,
      ports: {
        clock: { now: () => now },
        ledger: {
          read: async () => later,
          append: async (_, more) => {
            later.push(...more);
            return "appended";
          },
        },
        snapshots: {
          latest: async () => ({ version: foldVersion, sequence: state.sequence, state }),
          keep: async () => {},
          readAfter: async () => later,
        },
        facts: {
          // The endpoint is as the trial left it; nothing else is asked that matters here.
          answer: async <Q extends Question>({ ask }: Q) =>
            (ask === "endpoint"
              ? { ...meadow.found }
              : { versions: [], variants: {}, alarms: {} }) as Answer<Q>,
        },
        effects: {
          perform: async (effect) => {
            acts.push("variant" in effect ? `${effect.kind} ${effect.variant}` : effect.kind);
            const error = refuse(effect);
            if (error) throw error;
            return {};
          },
        },
      },
    },
  );
  return acts;
}

describe("a config that takes a scaled variant away", () => {
  const promoted = [...onTrial, commanded({ name: "promote" })];
  const rolledBack = [...onTrial, commanded({ name: "roll-back" })];

  it("is asked for once the variant's scaling is off", async () => {
    expect(await tried(promoted, () => null)).toEqual(["set-scaling main", "deploy-winner version-2"]);
    expect(await tried(rolledBack, () => null)).toEqual([
      "shift-weights",
      "set-scaling version-2",
      "restore-config",
    ]);
  });

  it("waits while that is busy, or refused for now", async () => {
    const busy = (effect: Effect) => (effect.kind === "set-scaling" ? new TransientError("Updating") : null);
    expect(await tried(promoted, busy)).toEqual(["set-scaling main"]);
    const refused = (effect: Effect) =>
      effect.kind === "set-scaling" ? new PassingRefusal("changed", { tryFor: 60_000 }) : null;
    expect(await tried(promoted, refused)).toEqual(["set-scaling main"]);
  });

  it("does not keep the challenger on the traffic", async () => {
    const busy = (effect: Effect) => (effect.kind === "set-scaling" ? new TransientError("Updating") : null);
    expect(await tried(rolledBack, busy)).toEqual(["shift-weights", "set-scaling version-2"]);
  });
});
