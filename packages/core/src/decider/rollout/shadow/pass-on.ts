import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";

/** The shadow takes its first share of the traffic: its trial begins, on a config with both as production variants. */
export function passOn(
  pending: PendingEntries,
  rollout: Rollout,
  policy: ModelPolicy,
  reason: string,
  cause: number,
): void {
  const { rollout: name, challenger, champion, endpoint, originalConfig, trialConfig, mayHave } = rollout;
  const [first = 0] = policy.rollout.ramp;
  // Where the champion is scaled the challenger has none of the traffic before it is scaled as well.
  const weight = rollout.scaling ? 0 : first;
  const until = (milliseconds: number) => new Date(pending.now.getTime() + milliseconds).toISOString();
  pending.write(
    "shadow-passed",
    `Version ${challenger.version} takes ${weight}% of the traffic from now on, and answered nobody before: ${reason}`,
    {
      rollout: name,
      challenger,
      champion,
      endpoint,
      fromConfig: originalConfig,
      config: trialConfig.replace(/-shadow$/, "-trial"),
      weight,
      deadline: until(policy.rollout.deadline),
      changeDeadline: until(policy.rollout.changeDeadline),
      expected: mayHave,
    },
    cause,
  );
}
