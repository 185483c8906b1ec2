import type { Invariant } from "./invariant.ts";
import { clock, entries } from "./ledger-words.ts";

const guard: Invariant = {
  name: "a-guards-alarm-ends-the-trial",
  promise:
    "A trial in which a guard's alarm went off, and was told of it, is never promoted without a person.",
  broken({ plan, world }) {
    // The alarm's event may be late or lost, or the guard or the model gone.
    const hidden = ["losses", "delays", "outage", "policy-changes", "model-leaves", "command"];
    if (plan.faults.some(({ kind }) => hidden.includes(kind))) return [];
    const alarms = world.journal.of("fault").filter(({ fault }) => fault === "guard-alarm");
    return entries(world, "rollout-promoted").flatMap(({ entry }) => {
      const started = entries(world, "rollout-started").find(
        ({ entry: one }) => one.data.rollout === entry.data.rollout,
      );
      const decided = entries(world, "weights-shifted").find(
        ({ entry: one }) => one.data.rollout === entry.data.rollout && one.data.next?.deploy === "winner",
      );
      // As long as a message and its handling may take when calls are slow.
      const rang = alarms.find(
        ({ at }) => started && decided && at > started.at && at < decided.at - 15 * 60_000,
      );
      return rang
        ? [`${entry.data.rollout} was promoted, though the alarm went off at ${clock(rang.at)}.`]
        : [];
    });
  },
};

export const guards: readonly Invariant[] = [guard];
