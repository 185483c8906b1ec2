import { rampOf } from "@driftwheel/core/decider/rollout/challengers/division.ts";
import { type Need, needsOf, paceOf } from "@driftwheel/core/decider/rollout/progress/needs.ts";
import {
  type Comparison,
  type FollowedRollout,
  followRollout,
} from "@driftwheel/core/decider/rollout/progress/progress.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Entry } from "@driftwheel/core/vocabulary/entry.ts";
import type { RolloutAnswer } from "../schemas/rollout.ts";
import type { RolloutProgressAnswer } from "../schemas/rollout-progress.ts";
import { looksOf, rolloutsOf } from "./rollouts.ts";
import { sparseLooks } from "./sparse-looks.ts";

interface Page {
  /** The look after which it begins. */
  readonly after: number;
  readonly limit: number;
  /** Where a picture has no room for more; every look unless given. */
  readonly most?: number | undefined;
}

/** A rollout as it went, look by look; null where there is no such rollout. */
export function rolloutProgressOf(
  name: string,
  entries: readonly Entry[],
  { rollout: rules }: ModelPolicy,
  { after, limit, most }: Page,
): RolloutProgressAnswer | null {
  const rollout = rolloutsOf(entries).find((one) => one.rollout === name);
  const followed = followRollout(name, entries);
  if (!rollout || !followed) return null;
  const needs = stillNeeded(followed, entries, rules);
  const last = followed.progress.at(-1);
  const { history, minimumEffects } = followed.started.data;
  const all = followed.progress.filter(({ look }) => look > after);
  const later = most === undefined ? all : sparseLooks(all, most);
  const { values } = history;
  const mean = values && values.past.count > 0 ? Math.abs(values.past.sum / values.past.count) : 1;
  return {
    rollout,
    promoteWhen: rules.promoteWhen,
    outcomes: values ? "values" : "rates",
    better: values?.better ?? "higher",
    minimumEffects: {
      outcomes: values ? values.minimumEffect * mean : minimumEffects.outcome,
      errors: minimumEffects.errors,
      slow: minimumEffects.slow,
    },
    ramp: [...rampOf(rules.ramp, 1 + (followed.rollout?.others.length ?? 0))],
    needs: [...needs],
    pace: last ? paceOf(needs, last) : null,
    points: later.slice(0, limit).map((point) => ({ ...point, judges: [...point.judges] })),
    ...(followed.others.length > 0
      ? { others: followed.others.map((other) => otherOf(other, rollout)) }
      : {}),
    more: later.length > limit,
  };
}

/** One of the others as it stood after its last look; what ended it the list of rollouts knows, too. */
function otherOf(
  { challenger: { version, variant }, progress }: Comparison,
  { others = [] }: RolloutAnswer,
): NonNullable<RolloutProgressAnswer["others"]>[number] {
  const point = progress.at(-1);
  const told = others.find((other) => other.challenger.variant === variant);
  return {
    challenger: { version, variant },
    ended: told?.ended ?? "running",
    reason: told?.reason ?? null,
    point: point ? { ...point, judges: [...point.judges] } : null,
  };
}

function stillNeeded(
  { rollout }: FollowedRollout,
  entries: readonly Entry[],
  rules: ModelPolicy["rollout"],
): readonly Need[] {
  if (rollout === null || rollout.bake !== null) return [];
  const last = looksOf(rollout.rollout, entries).findLast(
    ({ data }) => rollout.others.length === 0 || data.challenger.variant === rollout.challenger.variant,
  );
  return last ? needsOf(rollout, last.data, rules) : [];
}
