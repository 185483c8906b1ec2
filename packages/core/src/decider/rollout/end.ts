import type { ModelPolicy } from "../../policy/policy.ts";
import type { EntryData, EntryOf } from "../../vocabulary/entry.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { Notebook } from "../notebook.ts";

/** Takes the challenger off the traffic and goes back to the config before. False when there is nothing to roll back. */
export function rollBack(
  notes: Notebook,
  policy: ModelPolicy,
  reason: string,
  cause: number | undefined,
): boolean {
  const { rollout } = notes.state;
  if (!rollout || ["promoting", "rolling-back", "held"].includes(rollout.phase)) return false;
  const because = `The challenger's share goes from ${rollout.weight}% to 0%: ${reason}`;
  const next = { deploy: "original", config: rollout.originalConfig, reason } as const;
  changeWeights(notes, policy, rollout, { to: 0, next, because, cause });
  return true;
}

/** Makes the challenger the sole variant. */
export function promote(notes: Notebook, policy: ModelPolicy, because: string, cause: number): void {
  const { rollout } = notes.state;
  if (!rollout) return;
  const next = {
    deploy: "winner",
    fromConfig: rollout.trialConfig,
    config: rollout.trialConfig.replace(/-trial$/, "-sole"),
    variant: rollout.challenger.variant,
  } as const;
  changeWeights(notes, policy, rollout, { to: 100, next, because, cause });
}

/** The next step of the ramp. */
export function shift(
  notes: Notebook,
  policy: ModelPolicy,
  to: number,
  because: string,
  cause: number,
): void {
  const { rollout } = notes.state;
  if (rollout) changeWeights(notes, policy, rollout, { to, next: null, because, cause });
}

/** Stops touching the endpoint: a person is needed. */
export function hold(notes: Notebook, reason: string, cause: number | undefined): void {
  const { rollout } = notes.state;
  if (!rollout || rollout.phase === "held") return;
  notes.write("rollout-held", reason, { rollout: rollout.rollout, reason }, cause);
}

/** The trial is over and the champion stays. */
export function endRolledBack(
  notes: Notebook,
  rollout: Rollout,
  end: {
    readonly because: string;
    readonly reason: string;
    readonly config: string;
    readonly cause: number;
  },
): EntryOf<"rollout-rolled-back"> {
  return notes.write(
    "rollout-rolled-back",
    end.because,
    {
      rollout: rollout.rollout,
      challenger: { package: rollout.challenger.package, version: rollout.challenger.version },
      champion: { package: rollout.champion.package },
      config: end.config,
      reason: end.reason,
    },
    end.cause,
  );
}

function changeWeights(
  notes: Notebook,
  policy: ModelPolicy,
  rollout: Rollout,
  change: {
    /** The challenger's share in percent. */
    readonly to: number;
    readonly next: EntryData["weights-shifted"]["next"];
    readonly because: string;
    readonly cause: number | undefined;
  },
): void {
  const { to, next, because, cause } = change;
  notes.write(
    "weights-shifted",
    because,
    {
      rollout: rollout.rollout,
      from: rollout.weight,
      to,
      weights: { [rollout.champion.variant]: 100 - to, [rollout.challenger.variant]: to },
      endpoint: policy.endpoint,
      changeDeadline: new Date(notes.now.getTime() + policy.rollout.changeDeadline).toISOString(),
      next,
    },
    cause,
  );
}
