import type { TrialToRead } from "@driftwheel/aws/metrics/period-counts.ts";
import { lookWindow } from "@driftwheel/core/decider/rollout/counts/look-window.ts";
import { warmUpOf } from "@driftwheel/core/decider/rollout/least-duration.ts";
import type { ModelPolicy } from "@driftwheel/core/policy/policy.ts";
import type { Rollout } from "@driftwheel/core/vocabulary/state.ts";
import type { GuardCounts } from "@driftwheel/core/vocabulary/trial/look-metrics.ts";
import type { PeriodCounts } from "@driftwheel/core/vocabulary/trial/period-counts.ts";
import type { PairedAnswers, ShadowReading } from "@driftwheel/core/vocabulary/trial/shadow.ts";
import { rhythmOf } from "./rhythm.ts";

/** Whose captured answers are paired, and of which time, milliseconds since 1970. */
export interface ShadowToRead {
  readonly policy: ModelPolicy;
  readonly champion: string;
  readonly challenger: string;
  readonly from: number;
  readonly until: number;
  readonly now: Date;
}

interface Readers {
  readonly read: (trial: TrialToRead, now: Date) => Promise<readonly PeriodCounts[]>;
  readonly pair: (shadow: ShadowToRead) => Promise<PairedAnswers>;
}

/**
 * What a look at a shadow reads: the metrics' periods that no look has read, and the answers of all of its time, anew, so
 * that what arrives late counts too.
 */
export async function readShadow(
  running: Rollout,
  policy: ModelPolicy,
  now: Date,
  { read, pair }: Readers,
): Promise<ShadowReading> {
  const { period } = policy.rollout;
  const since = Date.parse(running.shadow?.since ?? running.startedAt);
  const { start, end } = lookWindow({ ...rhythmOf(running, policy), now: now.getTime() });
  const periods =
    end > start
      ? await read(
          {
            endpoint: running.endpoint,
            championVariant: running.champion.variant,
            challengerVariant: running.challenger.variant,
            start: new Date(start),
            end: new Date(end),
            periodSeconds: period / 1000,
            slowerThan: running.history.latency,
          },
          now,
        )
      : [];
  const warm = periods.filter((one) => one.start >= since + warmUpOf(policy.rollout));
  return {
    start: new Date(start).toISOString(),
    end: new Date(end).toISOString(),
    champion: sumOf(warm, "champion"),
    challenger: sumOf(warm, "challenger"),
    answers: await pair({
      policy,
      champion: running.champion.variant,
      challenger: running.challenger.variant,
      from: since,
      until: Math.max(since, now.getTime() - policy.drift.lag),
      now,
    }),
  };
}

function sumOf(periods: readonly PeriodCounts[], arm: "champion" | "challenger"): GuardCounts {
  return periods.reduce(
    (sum, { [arm]: { invocations, errors, slow } }) => ({
      invocations: sum.invocations + invocations,
      errors: sum.errors + errors,
      slow: sum.slow + slow,
    }),
    { invocations: 0, errors: 0, slow: 0 },
  );
}
