import type { Rollout } from "../../../vocabulary/state.ts";
import type { DroppedVariant } from "../../../vocabulary/trial/challengers.ts";
import type { LookMetrics } from "../../../vocabulary/trial/look-metrics.ts";
import { looked } from "../trial.ts";

/** The trial with a look at the challenger that the look names. */
export function lookedAt(rollout: Rollout, metrics: LookMetrics): Rollout {
  const { variant } = metrics.challenger;
  if (rollout.others.every(({ challenger }) => challenger.variant !== variant))
    return looked(rollout, metrics);
  return {
    ...rollout,
    others: rollout.others.map((other) =>
      other.challenger.variant === variant ? looked(other, metrics) : other,
    ),
  };
}

/** The trial without that challenger; where it was the first, the next one is. */
export function challengerDropped(rollout: Rollout, variant: string): Rollout {
  const dropped: Rollout["dropped"] = [...rollout.dropped, { variant, isOff: false }];
  if (rollout.challenger.variant !== variant) {
    const others = rollout.others.filter(({ challenger }) => challenger.variant !== variant);
    return { ...rollout, others, dropped };
  }
  const [next, ...others] = rollout.others;
  return next ? { ...rollout, ...next, others, dropped } : rollout;
}

/** Which dropped variants have none of the traffic where it is divided so. */
export function isOffIn(
  { dropped }: Pick<Rollout, "dropped">,
  weights: Readonly<Record<string, number>>,
): readonly DroppedVariant[] {
  return dropped.map(({ variant }) => ({ variant, isOff: (weights[variant] ?? 0) === 0 }));
}
