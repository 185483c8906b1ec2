import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { ScalingChange } from "../../vocabulary/scaling.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { promote, shift } from "../rollout/end.ts";
import { beforePromotion, owedScaling } from "./changes.ts";
import { inWords } from "./in-words.ts";
import { instancesNeeded } from "./instances-needed.ts";

interface Move {
  /** The challenger's share in percent; 100 is the promotion. */
  readonly to: number;
  readonly reason: string;
  readonly cause: number;
}

/**
 * Gives the challenger another share of the traffic: at once when it can bear it, and otherwise once it has the
 * champion's scaling and its share of the instances.
 */
export function move(pending: PendingEntries, facts: Facts, policy: ModelPolicy, asked: Move): void {
  const { rollout } = pending.state;
  if (!rollout) return;
  const { to, reason, cause } = asked;
  const { champion, challenger } = rollout;
  // What a promotion took off before is not put back to be taken off again.
  const scaling = owedScaling(rollout, facts.scaling).filter(
    ({ variant }) => to < 100 || variant === challenger.variant,
  );
  const needed = instancesNeeded(rollout, to, facts.endpoint?.instances);
  if (scaling.length === 0 && needed === null) {
    go(pending, facts, policy, asked);
    return;
  }
  const has = facts.endpoint?.instances?.[challenger.variant];
  const told = [
    ...scaling.map((change) => sentence(rollout, change)),
    ...(needed === null
      ? []
      : [
          `${challenger.variant} has ${has} of the ${needed} instances that its share needs, by those that ${champion.variant} has now, and gets them.`,
        ]),
  ];
  pending.write(
    "challenger-prepared",
    `Before the challenger bears ${to}% of the traffic: ${told.join(" ")}`,
    {
      rollout: rollout.rollout,
      endpoint: rollout.endpoint,
      changeDeadline: new Date(pending.now.getTime() + policy.rollout.changeDeadline).toISOString(),
      expected: settledAs(rollout),
      to,
      reason,
      scaling,
      instances: needed === null ? {} : { [challenger.variant]: needed },
    },
    cause,
  );
}

/** The challenger has what it was prepared with. While the model is paused that is as far as it goes. */
export function afterPreparing(
  pending: PendingEntries,
  facts: Facts,
  policy: ModelPolicy,
  cause: number,
): void {
  const { rollout, paused } = pending.state;
  // An undo is the safe way out, also while the model is paused.
  if (!rollout?.prepared || (paused && !rollout.undoes)) return;
  const { to, reason } = rollout.prepared;
  if (to === rollout.weight)
    pending.write(
      "signal-observed",
      "The variants are scaled as before the promotion that did not come.",
      { signal: "endpoint", settled: { config: rollout.trialConfig } },
      cause,
    );
  else go(pending, facts, policy, { to, reason, cause });
}

/** True while a trial on a scaled endpoint lacks what its looks take for granted: scaling, or any traffic at all. */
export function isUnprepared(rollout: Rollout): boolean {
  const { scaling, weight, apart } = rollout;
  if (apart) return weight === 0;
  return scaling !== null && (weight === 0 || !scaling.given || scaling.takenOff);
}

function go(
  pending: PendingEntries,
  { scaling: found }: Facts,
  policy: ModelPolicy,
  { to, reason, cause }: Move,
): void {
  const { rollout } = pending.state;
  if (!rollout) return;
  if (to === 100) promote(pending, policy, reason, cause, { scaling: beforePromotion(rollout, found) });
  else if (to !== rollout.weight) shift(pending, policy, to, reason, cause);
}

/** What the endpoint is, once it has settled. */
function settledAs({ phase, mayHave, trialConfig, champion, challenger, weight }: Rollout) {
  if (phase !== "deploying") return mayHave;
  return {
    configs: [trialConfig],
    weights: [{ [champion.variant]: 100 - weight, [challenger.variant]: weight }],
  };
}

function sentence({ champion, challenger }: Rollout, { variant, scaling }: ScalingChange): string {
  if (scaling === null) return `the scaling of ${variant} is taken off.`;
  const from = variant === challenger.variant ? ` of ${champion.variant}` : " back";
  return `${variant} gets the scaling${from} (${inWords(scaling)}).`;
}
