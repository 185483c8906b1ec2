import type { ModelPolicy } from "../../../policy/policy.ts";
import type { Rollout } from "../../../vocabulary/state.ts";
import type { ChallengerDropped } from "../../../vocabulary/trial/challengers.ts";
import { versionsInWords } from "../../../words/versions.ts";
import type { PendingEntries } from "../../entries/pending-entries.ts";
import { rollBack, shift } from "../end.ts";
import { comparisonOf } from "./each.ts";

/** Which of several challengers goes, and why. */
export interface Drop extends Pick<ChallengerDropped, "ended" | "reason"> {
  readonly variant: string;
}

/** Writes down that a challenger goes while others stay. Its traffic goes with the next change of the endpoint. */
export function drop(
  pending: PendingEntries,
  { variant, ended, reason }: Drop,
  cause: number | undefined,
): number | undefined {
  const { rollout } = pending.state;
  const challenger = comparisonOf(rollout, variant)?.challenger;
  if (!rollout || !challenger) return cause;
  const left = [rollout, ...rollout.others]
    .map((one) => one.challenger)
    .filter((one) => one.variant !== variant);
  const why = ended === "superseded" ? "gives way" : "is dropped";
  return pending.write(
    "challenger-dropped",
    `Version ${challenger.version} ${why}, and the trial goes on with ${versionsInWords(left)}: ${reason}`,
    { rollout: rollout.rollout, challenger, ended, reason },
    cause,
  ).sequence;
}

/** Takes one version off a trial: alone where others are on trial with it, and otherwise by ending the trial. False when nothing follows. */
export function takeOut(
  pending: PendingEntries,
  policy: ModelPolicy,
  version: number,
  reason: string,
  cause: number | undefined,
): boolean {
  const { rollout } = pending.state;
  if (!rollout || rollout.others.length === 0) return rollBack(pending, policy, reason, cause);
  if (rollout.phase === "rolling-back") return false;
  const one = [rollout, ...rollout.others].find(({ challenger }) => challenger.version === version);
  if (!one) return false;
  const dropped = drop(pending, { variant: one.challenger.variant, ended: "rolled-back", reason }, cause);
  if (dropped !== undefined) takeDroppedOff(pending, policy, dropped);
  return true;
}

/**
 * Takes what is dropped off the traffic, where the endpoint has settled; while it changes that waits, because the change
 * before would be given up for it.
 */
export function takeDroppedOff(pending: PendingEntries, policy: ModelPolicy, cause: number): void {
  const { rollout } = pending.state;
  if (rollout?.phase !== "looking" || !owesWeights(rollout)) return;
  shift(pending, policy, rollout.weight, offInWords(rollout), cause);
}

/** True while a dropped challenger may still have traffic. */
export function owesWeights({ dropped }: Pick<Rollout, "dropped">): boolean {
  return dropped.some(({ isOff }) => !isOff);
}

/** What becomes of the traffic of those that were dropped. */
export function offInWords({ dropped, champion, weight }: Rollout): string {
  const off = dropped.filter(({ isOff }) => !isOff).map(({ variant }) => variant);
  return `${off.join(" and ")} ${off.length === 1 ? "has" : "have"} none of the traffic any more; ${champion.variant} takes it, and each challenger that is left keeps ${weight}%.`;
}
