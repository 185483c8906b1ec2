import type { EntryData } from "@driftwheel/core/vocabulary/entry.ts";
import type { ChallengerVariant } from "@driftwheel/core/vocabulary/trial/challengers.ts";
import type { OtherAnswer, RolloutAnswer } from "../schemas/rollout.ts";

/** One of several challengers as the trial begins with it. */
export function otherStarted({ version, package: arn, variant }: ChallengerVariant): OtherAnswer {
  return {
    challenger: { version, package: arn, variant },
    ended: "running",
    reason: null,
    evidence: null,
    line: null,
  };
}

/** The rollout with a look at the challenger that the look names. */
export function lookedAt(
  rollout: RolloutAnswer,
  { look, evidence, line, challenger: { variant } }: EntryData["rollout-looked"],
): RolloutAnswer {
  const { others = [] } = rollout;
  const isOther = (other: OtherAnswer) => other.challenger.variant === variant;
  return others.some(isOther)
    ? {
        ...rollout,
        looks: look,
        others: others.map((other) => (isOther(other) ? { ...other, evidence, line } : other)),
      }
    : { ...rollout, looks: look, evidence, line };
}

/** The rollout without one of several; where it was the one that is shown, the next one is. */
export function dropped(
  rollout: RolloutAnswer,
  { challenger: { variant }, ended, reason }: EntryData["challenger-dropped"],
): RolloutAnswer {
  const { others = [], challenger, evidence, line } = rollout;
  if (challenger.variant !== variant) {
    return {
      ...rollout,
      others: others.map((other) =>
        other.challenger.variant === variant ? { ...other, ended, reason } : other,
      ),
    };
  }
  const next = others.find((other) => other.ended === "running");
  if (!next) return rollout;
  return {
    ...rollout,
    challenger: next.challenger,
    evidence: next.evidence,
    line: next.line,
    others: [{ challenger, ended, reason, evidence, line }, ...others.filter((other) => other !== next)],
  };
}

/** All that were left went with it. */
export function rolledBack(rollout: RolloutAnswer): RolloutAnswer {
  if (!rollout.others) return rollout;
  return {
    ...rollout,
    others: rollout.others.map((other) =>
      other.ended === "running" ? { ...other, ended: "rolled-back" } : other,
    ),
  };
}
