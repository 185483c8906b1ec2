import { servedName } from "../../../policy/batch/served.ts";
import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";

interface Again {
  /** Why it is asked for once more. */
  readonly why: string;
  readonly deadline?: string;
}

/**
 * Asks for the config before a guarded deployment. There are no weights to shift first, because one variant has it all;
 * and nothing to make the config anew from, because the new config has the challenger's model only.
 */
export function askGuardedBack(
  pending: PendingEntries,
  policy: ModelPolicy,
  rollout: Rollout,
  reason: string,
  cause: number | undefined,
  again: Partial<Again> | undefined,
): void {
  const { phase, change, champion, challenger, originalConfig, mayHave, weight } = rollout;
  const after = `as soon as SageMaker's deployment has ended: it takes no other change of an endpoint that is Updating, and one of the deployment's alarms in ALARM ends it sooner`;
  const waits = phase === "deploying" ? `, ${after}` : "";
  const sole = { [champion.variant]: 100 };
  // SageMaker may take as long as it was given before the way back can begin.
  const from =
    phase === "deploying" && change
      ? Math.max(Date.parse(change.deadline), pending.now.getTime())
      : pending.now.getTime();
  pending.write(
    "weights-shifted",
    again?.why
      ? `${again.why} The way back is asked for once more: ${reason}`
      : `Version ${challenger.version} goes, and the config before it, ${originalConfig}, is put back${waits}: ${reason}`,
    {
      rollout: rollout.rollout,
      from: weight,
      to: 0,
      weights: sole,
      endpoint: servedName(policy),
      changeDeadline: again?.deadline ?? new Date(from + policy.rollout.changeDeadline).toISOString(),
      expected: { configs: mayHave.configs, weights: mayHave.weights && [...mayHave.weights, sole] },
      next: { deploy: "original", config: originalConfig, anew: null, reason },
    },
    cause,
  );
}
