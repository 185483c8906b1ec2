import type { ModelPolicy } from "../policy/policy.ts";
import type { Notebook } from "./notebook.ts";

/** Takes the challenger off the traffic and goes back to the config before. False when there is nothing to roll back. */
export function rollBack(
  notes: Notebook,
  policy: ModelPolicy,
  reason: string,
  cause: number | undefined,
): boolean {
  const { rollout } = notes.state;
  if (!rollout || rollout.phase === "promoting" || rollout.phase === "rolling back") return false;
  notes.write(
    "weights-shifted",
    `The challenger's share goes from ${rollout.weight}% to 0%: ${reason}`,
    {
      rollout: rollout.rollout,
      from: rollout.weight,
      to: 0,
      weights: { [rollout.champion.variant]: 1, [rollout.challenger.variant]: 0 },
      endpoint: policy.endpoint,
      changeDeadline: changeDeadline(notes, policy),
      next: { deploy: "original", config: rollout.originalConfig, reason },
    },
    cause,
  );
  return true;
}

/** Makes the challenger the sole variant. */
export function promote(notes: Notebook, policy: ModelPolicy, because: string, cause: number): void {
  const { rollout } = notes.state;
  if (!rollout) return;
  notes.write(
    "weights-shifted",
    because,
    {
      rollout: rollout.rollout,
      from: rollout.weight,
      to: 100,
      weights: { [rollout.champion.variant]: 0, [rollout.challenger.variant]: 1 },
      endpoint: policy.endpoint,
      changeDeadline: changeDeadline(notes, policy),
      next: {
        deploy: "winner",
        fromConfig: rollout.trialConfig,
        config: rollout.trialConfig.replace(/-trial$/, "-sole"),
        variant: rollout.challenger.variant,
      },
    },
    cause,
  );
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
  if (!rollout) return;
  notes.write(
    "weights-shifted",
    because,
    {
      rollout: rollout.rollout,
      from: rollout.weight,
      to,
      weights: { [rollout.champion.variant]: 100 - to, [rollout.challenger.variant]: to },
      endpoint: policy.endpoint,
      changeDeadline: changeDeadline(notes, policy),
      next: null,
    },
    cause,
  );
}

/** Stops touching the endpoint: a person is needed. */
export function hold(notes: Notebook, reason: string, cause: number | undefined): void {
  const { rollout } = notes.state;
  if (!rollout || rollout.phase === "held") return;
  notes.write("rollout-held", reason, { rollout: rollout.rollout, reason }, cause);
}

function changeDeadline(notes: Notebook, policy: ModelPolicy): string {
  return new Date(notes.now.getTime() + policy.rollout.changeDeadline).toISOString();
}
