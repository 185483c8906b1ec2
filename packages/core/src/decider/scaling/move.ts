import type { ModelPolicy } from "../../policy/policy.ts";
import type { Facts } from "../../vocabulary/fact.ts";
import type { ScalingChange } from "../../vocabulary/scaling.ts";
import type { Rollout } from "../../vocabulary/state.ts";
import type { PendingEntries } from "../entries/pending-entries.ts";
import { divisionNow } from "../rollout/challengers/division.ts";
import { eachOf } from "../rollout/challengers/each.ts";
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
  const needed = eachOf(rollout).flatMap((one) => {
    const count = instancesNeeded(one, to, facts.endpoint?.instances);
    return count === null ? [] : [{ variant: one.challenger.variant, count }];
  });
  if (scaling.length === 0 && needed.length === 0) {
    go(pending, facts, policy, asked);
    return;
  }
  const told = [
    ...scaling.map((change) => sentence(rollout, change)),
    ...needed.map(
      ({ variant, count }) =>
        `${variant} has ${facts.endpoint?.instances?.[variant]} of the ${count} instances that its share needs, by those that ${champion.variant} has now, and gets them.`,
    ),
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
      instances: Object.fromEntries(needed.map(({ variant, count }) => [variant, count])),
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
function settledAs(rollout: Rollout) {
  if (rollout.phase !== "deploying") return rollout.mayHave;
  return { configs: [rollout.trialConfig], weights: [divisionNow(rollout)] };
}

function sentence({ champion, challenger }: Rollout, { variant, scaling }: ScalingChange): string {
  if (scaling === null) return `the scaling of ${variant} is taken off.`;
  const from = variant === challenger.variant ? ` of ${champion.variant}` : " back";
  return `${variant} gets the scaling${from} (${inWords(scaling)}).`;
}
