import type { ModelPolicy } from "../../policy/policy.ts";
import type { EntryData, EntryOf } from "../../vocabulary/entry.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";

/** Takes the challenger off the traffic and goes back to the config before. False when there is nothing to roll back. */
export function rollBack(
  pending: PendingEntries,
  policy: ModelPolicy,
  reason: string,
  cause: number | undefined,
): boolean {
  const { rollout } = pending.state;
  if (!rollout || ["promoting", "rolling-back", "held"].includes(rollout.phase)) return false;
  const because = `The challenger's share goes from ${rollout.weight}% to 0%: ${reason}`;
  const next = { deploy: "original", config: rollout.originalConfig, reason } as const;
  changeWeights(pending, policy, rollout, { to: 0, next, because, cause });
  return true;
}

/** Makes the challenger the sole variant. */
export function promote(pending: PendingEntries, policy: ModelPolicy, because: string, cause: number): void {
  const { rollout } = pending.state;
  if (!rollout) return;
  const next = {
    deploy: "winner",
    fromConfig: rollout.trialConfig,
    config: rollout.trialConfig.replace(/-trial$/, "-sole"),
    variant: rollout.challenger.variant,
  } as const;
  changeWeights(pending, policy, rollout, { to: 100, next, because, cause });
}

/** The next step of the ramp. */
export function shift(
  pending: PendingEntries,
  policy: ModelPolicy,
  to: number,
  because: string,
  cause: number,
): void {
  const { rollout } = pending.state;
  if (rollout) changeWeights(pending, policy, rollout, { to, next: null, because, cause });
}

/** Stops touching the endpoint: a person is needed. */
export function hold(pending: PendingEntries, reason: string, cause: number | undefined): void {
  const { rollout } = pending.state;
  if (!rollout || rollout.phase === "held") return;
  pending.write("rollout-held", reason, { rollout: rollout.rollout, reason }, cause);
}

/** The trial is over and the champion stays. */
export function endRolledBack(
  pending: PendingEntries,
  rollout: Rollout,
  end: {
    readonly because: string;
    readonly reason: string;
    readonly config: string;
    readonly cause: number;
  },
): EntryOf<"rollout-rolled-back"> {
  return pending.write(
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
  pending: PendingEntries,
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
  pending.write(
    "weights-shifted",
    because,
    {
      rollout: rollout.rollout,
      from: rollout.weight,
      to,
      weights: { [rollout.champion.variant]: 100 - to, [rollout.challenger.variant]: to },
      endpoint: policy.endpoint,
      changeDeadline: new Date(pending.now.getTime() + policy.rollout.changeDeadline).toISOString(),
      next,
    },
    cause,
  );
}
